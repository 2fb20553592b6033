// The pace of polling: intervals, back-off, Retry-After and the words for health.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Source } from '../api.ts'
import type { FeedState } from '../store.ts'
import { healthOf, nextPoll, retryAfter, troubleOf, usualInterval } from './pace.ts'

const now = new Date('2025-03-10T10:00:00.000Z')
const seconds = (at: string) => (Date.parse(at) - now.getTime()) / 1000
const state: FeedState = {
  source: '',
  realm: 'live',
  url: '',
  etag: null,
  last_modified: null,
  body_sha256: null,
  format: 'rss',
  next_poll: null,
  last_attempt: null,
  last_success: '2025-03-10T09:55:00.000Z',
  last_item: '2025-03-10T09:00:00.000Z',
  failures: 0,
  last_error: null,
  last_status: 200,
  usual_interval_seconds: 3600,
  items: 4,
  gone: false,
}
const word = (more: Partial<FeedState> | undefined, active = true) =>
  healthOf(more && { ...state, ...more }, { active, intervalSeconds: 900 }, now).health

describe('the next turn', () => {
  test('comes after the interval, give or take a twentieth', () => {
    expect(seconds(nextPoll(now, 900, 0, null, () => 0))).toBe(855)
    expect(seconds(nextPoll(now, 900, 0, null, () => 1))).toBe(945)
  })

  test('comes later with every failure, up to six hours or the interval itself', () => {
    expect([1, 2, 3].map((failures) => seconds(nextPoll(now, 900, failures, null, () => 0.5)))).toEqual([
      1800, 3600, 7200,
    ])
    expect(seconds(nextPoll(now, 900, 60, null, () => 0.5))).toBe(21_600)
    expect(seconds(nextPoll(now, 604_800, 60, null, () => 0.5))).toBe(604_800)
  })

  test('is never before the host wants to be asked, but no host may put it off for more than a day', () => {
    expect(seconds(nextPoll(now, 60, 1, 7200, () => 0.5))).toBe(7200)
    expect(seconds(nextPoll(now, 60, 1, 10 ** 9, () => 0.5))).toBe(86_400)
  })

  test('lies always in the future, within a week and a quarter', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 604_800 }),
        fc.nat(10_000),
        fc.option(fc.nat(10 ** 9)),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (interval, failures, retry, chance) => {
          const next = seconds(nextPoll(now, interval, failures, retry, () => chance))
          expect(next).toBeGreaterThan(0)
          expect(next).toBeLessThanOrEqual(604_800 * 1.25)
        },
      ),
    )
  })
})

test('Retry-After is a number of seconds or a date; anything else is nothing', () => {
  expect(retryAfter('120', now)).toBe(120)
  expect(retryAfter('Mon, 10 Mar 2025 10:10:00 GMT', now)).toBe(600)
  expect(retryAfter('Mon, 10 Mar 2025 09:10:00 GMT', now)).toBe(0)
  expect(retryAfter('soon', now)).toBeNull()
  expect(retryAfter(undefined, now)).toBeNull()
})

test('the usual interval is the median of the gaps, and three dates are too few', () => {
  const at = (hour: number) => `2025-03-10T${String(hour).padStart(2, '0')}:00:00.000Z`
  expect(usualInterval([at(1), at(9), at(2), at(3), at(4)])).toBe(3600)
  expect(usualInterval([at(1), at(2), at(3), at(3)])).toBeNull()
})

describe('health in a word', () => {
  test('new until it was read once, paused when nobody follows it, gone when the host says so', () => {
    expect(word(undefined)).toBe('new')
    expect(word({ last_success: null })).toBe('new')
    expect(word({}, false)).toBe('paused')
    expect(word({ gone: true, failures: 1 })).toBe('gone')
    expect(word({ failures: 1 })).toBe('failing')
  })

  test('silent when it brought nothing for three times its usual interval', () => {
    expect(word({ last_item: '2025-03-10T07:00:00.000Z' })).toBe('good')
    expect(word({ last_item: '2025-03-10T06:59:59.000Z' })).toBe('silent')
    expect(word({ last_item: '2025-03-01T00:00:00.000Z', usual_interval_seconds: null })).toBe('good')
  })
})

describe('trouble that is worth an entry', () => {
  const source: Source = {
    name: 'News',
    url: 'https://news.example.org/feed',
    intervalSeconds: 900,
    reliability: 'F',
    publisher: null,
    itemMarking: null,
    active: true,
    followedAt: '2025-03-01T00:00:00.000Z',
  }
  const trouble = (more: Partial<FeedState>, about: Partial<Source> = {}) =>
    troubleOf({ ...state, ...more }, { ...source, ...about }, now)
  const failing = { trouble: 'failing', since: '2025-03-10T08:00:00.000Z', why: 'x' } as const

  test('silence counts from the newest item, and says what is usual', () => {
    expect(trouble({ last_item: '2025-03-10T06:00:00.000Z' })).toEqual({
      trouble: 'silent',
      since: '2025-03-10T06:00:00.000Z',
      why: 'It answers, but its newest item is of 2025-03-10 06:00 UTC; it usually brings one in 60 minutes.',
    })
    expect(trouble({})).toBeNull()
  })

  test('two failures are weather, three are trouble since the last success, and one more ends no trouble', () => {
    expect(trouble({ failures: 2 })).toBeNull()
    expect(trouble({ failures: 3, last_error: 'status 500' })).toMatchObject({
      trouble: 'failing',
      since: '2025-03-10T09:55:00.000Z',
      why: '3 attempts on end failed. The last one: status 500',
    })
    expect(trouble({ failures: 1 }, { trouble: failing })).toEqual(failing)
    expect(trouble({}, { trouble: failing })).toBeNull()
  })

  test('gone is told; who is not followed has no trouble', () => {
    expect(trouble({ gone: true, failures: 1 })).toMatchObject({ trouble: 'gone' })
    expect(trouble({ gone: true, failures: 1 }, { active: false })).toBeNull()
  })

  test('a mailbox is silent after three hours at the earliest', () => {
    const quiet = { last_item: '2025-03-10T07:30:00.000Z', usual_interval_seconds: 60 }
    expect(trouble(quiet)).toMatchObject({ trouble: 'silent' })
    expect(trouble(quiet, { kind: 'mail' })).toBeNull()
  })
})
