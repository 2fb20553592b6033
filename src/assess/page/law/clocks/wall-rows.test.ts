// The rows of the wall of clocks.
import { expect, test } from 'vitest'
import { type ClockRow, wallRows } from './wall-rows.ts'

const now = Date.parse('2026-03-10T12:00:00Z')
const hour = 3_600_000

function clock(id: string, hours: number | null, kind: ClockRow['state']['kind'] = 'at', status = 'running'): ClockRow {
  const dueAt = hours === null ? null : new Date(now + hours * hour).toISOString()
  return { id, state: { status, dueAt, kind } } as ClockRow
}

function brief(clocks: ClockRow[]): string[] {
  return wallRows(clocks, now).map((row) =>
    'heading' in row ? `${row.heading} ${row.count}` : `${row.clock.id} ${row.place}`,
  )
}

test('clocks stand under their groups, in the order in which they came, counted through', () => {
  expect(
    brief([
      clock('late', -2),
      clock('soon', 1),
      clock('sooner', 2),
      clock('month', 700),
      clock('asked', null, 'on_request'),
      clock('waits', null, 'waits', 'waiting'),
      clock('done', -30, 'at', 'submitted'),
    ]),
  ).toEqual([
    'overdue 1',
    'late 1',
    'soon 2',
    'soon 2',
    'sooner 3',
    'later 1',
    'month 4',
    'waiting 1',
    'waits 5',
    'without 1',
    'asked 6',
    'done 1',
    'done 7',
  ])
})

test('a clock that is on two pages stands on the wall once', () => {
  expect(brief([clock('a', 1), clock('b', 2), clock('a', 3)])).toEqual(['soon 2', 'a 1', 'b 2'])
})
