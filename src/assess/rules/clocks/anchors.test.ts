// The history of an anchor, and what is proposed from times.
import { describe, expect, test } from 'vitest'
import type { AnchorTold } from '../../model/told.ts'
import { anchorNow, durationBetween, factsOfTimes } from './anchors.ts'

function told(at: string | null, reason: string): AnchorTold {
  const source = { kind: 'person', record: null, text: 'the duty officer' } as const
  return { at, reason, source, by: 'person:ana', recordedAt: '2026-11-17T12:00:00.000Z' }
}

test('of the history of an anchor the newest counts; taken back, or never said, nothing does', () => {
  const first = told('2026-11-17T09:00:00.000Z', 'first call')
  const moved = told('2026-11-17T07:45:00.000Z', 'the night shift knew')
  expect(anchorNow([first, moved])).toBe('2026-11-17T07:45:00.000Z')
  expect(anchorNow([first, moved, told(null, 'it was another incident')])).toBeNull()
  expect(anchorNow([])).toBeNull()
})

test('30 minutes and 24 seconds are more than 30; an end before the beginning is no duration', () => {
  expect(durationBetween('2026-11-17T09:00:00Z', '2026-11-17T09:30:24Z')).toBe(30.4)
  expect(durationBetween('2026-11-17T09:00:00Z', '2026-11-17T09:00:00Z')).toBe(0)
  expect(durationBetween('2026-11-17T09:00:00Z', '2026-11-17T08:59:59Z')).toBeNull()
  expect(durationBetween(null, '2026-11-17T08:59:59Z')).toBeNull()
  expect(durationBetween('soon', '2026-11-17T08:59:59Z')).toBeNull()
})

describe('from the times of an incident', () => {
  const now = '2026-11-17T12:00:00Z'
  const unknown = { occurredAt: null, detectedAt: null, loggedAt: null, endedAt: null }

  test.each([
    [
      'occurrence goes before all',
      { occurredAt: '2026-11-17T11:00:00Z', detectedAt: '2026-11-17T10:00:00Z' },
      60,
      'occurred',
    ],
    ['else detection', { detectedAt: '2026-11-17T10:00:00Z', loggedAt: '2026-11-17T10:30:00Z' }, 120, 'detected'],
    [
      'or the log, where it is earlier',
      { detectedAt: '2026-11-17T10:00:00Z', loggedAt: '2026-11-17T09:00:00Z' },
      180,
      'first logged',
    ],
    ['or alone', { loggedAt: '2026-11-17T09:00:00Z' }, 180, 'first logged'],
  ])('%s; it is so far while no end is told', (_title, times, value, said) => {
    const [fact, ...others] = factsOfTimes({ ...unknown, ...times }, now)
    expect(others).toEqual([])
    expect(fact).toMatchObject({ fact: 'incident.duration_minutes', value, soFar: true })
    expect(fact?.text).toMatch(new RegExp(`^${said} 2026-11-17 .* UTC, goes on at 2026-11-17 12:00 UTC$`))
  })

  test('with an end it is over, and its length is final', () => {
    const times = { ...unknown, occurredAt: '2026-11-17T09:45:00Z', endedAt: '2026-11-17T10:23:00Z' }
    expect(factsOfTimes(times, now)).toEqual([
      { fact: 'incident.is_ongoing', value: false, soFar: false, article: null, text: 'ended 2026-11-17 10:23 UTC' },
      {
        fact: 'incident.duration_minutes',
        value: 38,
        soFar: false,
        article: '2024/1772 Art. 3(1)',
        text: 'occurred 2026-11-17 09:45 UTC, ended 2026-11-17 10:23 UTC',
      },
    ])
  })

  test('nothing is known: nothing is proposed; that it goes on is never guessed from a missing end', () => {
    expect(factsOfTimes(unknown, now)).toEqual([])
  })
})
