// The words of a clock: what is left, what is overdue, and where it stands on the wall.
import { describe, expect, test } from 'vitest'
import { groupOf, leftText, spanText } from './left.ts'

const now = Date.parse('2026-03-10T12:00:00Z')
const at = (milliseconds: number) => new Date(now + milliseconds).toISOString()
const hour = 3_600_000

describe('what is left', () => {
  test('is shown to the second in the last hour, to the minute within two days, and to the hour beyond', () => {
    expect(spanText(12_900)).toBe('12 s')
    expect(spanText(65_000)).toBe('1 min 05 s')
    expect(spanText(hour - 1)).toBe('59 min 59 s')
    expect(spanText(hour)).toBe('1 h 00 min')
    expect(spanText(47 * hour + 59 * 60_000)).toBe('47 h 59 min')
    expect(spanText(48 * hour)).toBe('2 days')
    expect(spanText(75 * hour)).toBe('3 days 3 h')
  })

  test('is left until the very moment and overdue after it', () => {
    expect(leftText(at(0), now)).toBe('0 s left')
    expect(leftText(at(24 * hour), now)).toBe('24 h 00 min left')
    expect(leftText(at(-90_000), now)).toBe('1 min 30 s overdue')
  })
})

describe('the wall', () => {
  const running = (dueAt: string | null, waits = false) => groupOf({ status: 'running', dueAt, waits }, now)

  test('puts a clock under overdue only once its moment has passed', () => {
    expect(running(at(0))).toBe('soon')
    expect(running(at(-1))).toBe('overdue')
  })

  test('parts the next four hours, the rest of the day, and later', () => {
    expect(running(at(4 * hour))).toBe('soon')
    expect(running(at(4 * hour + 1))).toBe('today')
    expect(running(at(48 * hour))).toBe('later')
  })

  test('keeps what waits apart from what has no limit, and from what is done', () => {
    expect(running(null, true)).toBe('waiting')
    expect(running(null)).toBe('without')
    expect(groupOf({ status: 'submitted', dueAt: at(-hour), waits: false }, now)).toBe('done')
    expect(groupOf({ status: 'ended', dueAt: null, waits: true }, now)).toBe('done')
  })
})
