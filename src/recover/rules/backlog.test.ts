// The backlog in its order, and how it burns down.
import { expect, test } from 'vitest'
import { burnDown, inBacklogOrder, overdueAt } from './backlog.ts'

const row = (id: string, due: string | null, overdue = false) => ({
  id,
  due,
  overdue,
  openedAt: '2025-03-01T00:00:00.000Z',
})

test('overdue first, then by time, and what has none comes last', () => {
  const rows = [
    row('none', null),
    row('later', '2025-03-20T00:00:00.000Z'),
    row('late', '2025-03-05T00:00:00.000Z', true),
  ]
  expect(inBacklogOrder([...rows, row('soon', '2025-03-11T00:00:00.000Z')]).map(({ id }) => id)).toEqual([
    ...['late', 'soon', 'later', 'none'],
  ])
})

test('at its very moment it is not overdue, and what is closed never is', () => {
  const due = '2025-03-10T12:00:00.000Z'
  expect(overdueAt({ due, closedAt: null }, due)).toBe(false)
  expect(overdueAt({ due, closedAt: null }, '2025-03-10T12:00:00.001Z')).toBe(true)
  expect(overdueAt({ due, closedAt: '2025-03-11T00:00:00.000Z' }, '2025-03-12T00:00:00.000Z')).toBe(false)
})

test('each day tells what was opened, closed and open at its end; the last day ends now', () => {
  const rows = [
    { openedAt: '2025-03-08T10:00:00.000Z', closedAt: '2025-03-10T09:00:00.000Z', due: '2025-03-09T00:00:00.000Z' },
    { openedAt: '2025-03-10T08:00:00.000Z', closedAt: null, due: null },
    { openedAt: '2025-03-10T23:00:00.000Z', closedAt: null, due: null },
  ]
  expect(burnDown(rows, '2025-03-10T12:00:00.000Z', 3)).toEqual([
    { day: '2025-03-08', opened: 1, closed: 0, open: 1, overdue: 0 },
    { day: '2025-03-09', opened: 0, closed: 0, open: 1, overdue: 1 },
    { day: '2025-03-10', opened: 1, closed: 1, open: 1, overdue: 0 },
  ])
})
