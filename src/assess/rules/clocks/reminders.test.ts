// Reminders: when, how often, and what a pause, a jump of the machine's clock or a moved limit does to them.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ReminderClock, reminderOwed } from './reminders.ts'

const due = '2026-11-18T08:00:00.000Z'
const early: ReminderClock = { due, began: '2026-11-17T08:00:00.000Z', sent: [] }

/** What is sent when somebody looks at these moments. */
function sentAt(clock: ReminderClock, moments: readonly string[]): string[] {
  const sent = [...clock.sent]
  return moments.flatMap((now) => {
    const { owed } = reminderOwed({ ...clock, sent }, now)
    if (owed === null) return []
    sent.push(owed)
    return [`${now.slice(5, 16)} ${owed.what}`]
  })
}

/** What is sent when the job wakes at the moments that it was told. */
function allSent(clock: ReminderClock, start: string): string[] {
  const told: string[] = []
  const sent = [...clock.sent]
  let now: string | null = start
  for (let wakes = 0; now !== null && wakes < 100; wakes++) {
    const { owed, next } = reminderOwed({ ...clock, sent }, now)
    if (owed !== null) {
      sent.push(owed)
      told.push(`${now.slice(5, 16)} ${owed.what}`)
    }
    now = next
  }
  return told
}

describe('when', () => {
  test('24 hours: 12, 4 and 1 before, at the limit, then every 12 hours, 14 times', () => {
    const told = allSent(early, early.began)
    expect(told.slice(0, 6)).toEqual([
      '11-17T20:00 before-12h',
      '11-18T04:00 before-4h',
      '11-18T07:00 before-1h',
      '11-18T08:00 due',
      '11-18T20:00 after-1',
      '11-19T08:00 after-2',
    ])
    expect(told).toHaveLength(3 + 1 + 14)
    expect(told.at(-1)).toBe('11-25T08:00 after-14')
  })

  test('4 hours: only the one an hour before, as nobody needs a reminder before a quarter of the period has passed', () => {
    const told = allSent({ ...early, began: '2026-11-18T04:00:00.000Z' }, '2026-11-18T04:00:00.000Z')
    expect(told.slice(0, 2)).toEqual(['11-18T07:00 before-1h', '11-18T08:00 due'])
  })

  test('16 hours: a quarter has passed exactly 12 hours before, so that one is sent', () => {
    const { next } = reminderOwed({ ...early, began: '2026-11-17T16:00:00.000Z' }, '2026-11-17T16:00:00.000Z')
    expect(next).toBe('2026-11-17T20:00:00.000Z')
  })

  test('a minute less: it is not', () => {
    const { next } = reminderOwed({ ...early, began: '2026-11-17T16:01:00.000Z' }, '2026-11-17T16:01:00.000Z')
    expect(next).toBe('2026-11-18T04:00:00.000Z')
  })

  test('a limit before its own beginning has none before', () => {
    const { next } = reminderOwed({ ...early, began: '2026-11-19T08:00:00.000Z' }, '2026-11-17T08:00:00.000Z')
    expect(next).toBe(due)
  })

  test('what is handed in, has ended or waits owes nothing', () => {
    expect(reminderOwed({ ...early, due: null }, due)).toEqual({ owed: null, next: null })
  })
})

describe('what a reminder says', () => {
  test('how many hours are left', () => {
    expect(reminderOwed(early, '2026-11-18T04:30:00.000Z').owed).toEqual({ what: 'before-4h', due, hours: 3.5 })
  })

  test('at the limit it says so; told later it says that the limit has passed', () => {
    expect(reminderOwed(early, '2026-11-18T08:05:00.000Z').owed).toEqual({ what: 'due', due, hours: 5 / 60 })
    expect(reminderOwed(early, '2026-11-18T08:06:00.000Z').owed).toMatchObject({ what: 'due-late', hours: 0.1 })
  })
})

describe('a machine that was away', () => {
  test('sends the newest once, and goes on from there', () => {
    const moments = ['2026-11-18T07:30:00.000Z', '2026-11-18T07:31:00.000Z', '2026-11-18T08:00:00.000Z']
    expect(sentAt(early, moments)).toEqual(['11-18T07:30 before-1h', '11-18T08:00 due'])
  })

  test('over the limit: one, that it has passed', () => {
    const moments = ['2026-11-18T11:00:00.000Z', '2026-11-18T11:00:01.000Z', '2026-11-18T20:00:00.000Z']
    expect(sentAt(early, moments)).toEqual(['11-18T11:00 due-late', '11-18T20:00 after-1'])
  })

  test('for a month: the last one', () => {
    expect(sentAt(early, ['2026-12-18T08:00:00.000Z', '2026-12-19T08:00:00.000Z'])).toEqual(['12-18T08:00 after-14'])
  })
})

test('a machine whose clock jumps back tells nothing twice', () => {
  const moments = [
    '2026-11-18T08:00:00.000Z',
    '2026-11-18T03:00:00.000Z',
    '2026-11-18T07:00:00.000Z',
    '2026-11-18T08:01:00.000Z',
  ]
  expect(sentAt(early, moments)).toEqual(['11-18T08:00 due'])
  const back = reminderOwed({ ...early, sent: [{ due, what: 'due' }] }, '2026-11-18T03:00:00.000Z')
  expect(back).toEqual({ owed: null, next: '2026-11-18T20:00:00.000Z' })
})

describe('a clock that moves', () => {
  const sent = [
    { due, what: 'before-12h' },
    { due, what: 'before-4h' },
  ]

  test('forgets what was not sent, and owes the reminders of its new limit', () => {
    const moved = { ...early, due: '2026-11-20T08:00:00.000Z', sent }
    expect(reminderOwed(moved, '2026-11-18T05:00:00.000Z')).toEqual({ owed: null, next: '2026-11-19T20:00:00.000Z' })
  })

  test('to an earlier limit owes the newest of it at once', () => {
    const moved = { ...early, due: '2026-11-18T06:00:00.000Z', sent }
    expect(reminderOwed(moved, '2026-11-18T05:00:00.000Z')).toMatchObject({
      owed: { what: 'before-1h', due: '2026-11-18T06:00:00.000Z', hours: 1 },
      next: '2026-11-18T06:00:00.000Z',
    })
  })

  test('and back again is not told twice of the same', () => {
    expect(reminderOwed({ ...early, sent }, '2026-11-18T05:00:00.000Z')).toEqual({
      owed: null,
      next: '2026-11-18T07:00:00.000Z',
    })
  })

  test('the same limit written with another offset is the same', () => {
    const written = { ...early, due: '2026-11-18T09:00:00+01:00', sent }
    expect(reminderOwed(written, '2026-11-18T05:00:00.000Z').owed).toBeNull()
  })
})

test('however somebody looks, each is sent once, in order, none before its moment, and the job always ends', () => {
  const moment = fc.integer({ min: 0, max: 400 * 60 }).map((minutes) => Date.parse(early.began) + minutes * 60_000)
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 40 }), fc.integer({ min: 1, max: 200 }), (moments, hours) => {
      const began = Date.parse(early.began)
      const clock = { ...early, due: new Date(began + hours * 3_600_000).toISOString() }
      const sent: { due: string; what: string }[] = []
      for (const at of moments) {
        const now = new Date(at).toISOString()
        const { owed, next } = reminderOwed({ ...clock, sent }, now)
        if (owed?.what.startsWith('before')) expect(at).toBeLessThan(Date.parse(clock.due))
        if (owed && !owed.what.startsWith('before')) expect(at).toBeGreaterThanOrEqual(Date.parse(clock.due))
        if (owed) sent.push(owed)
        if (next !== null) expect(next > now).toBe(true)
      }
      const names = sent.map((one) => one.what.replace('-late', ''))
      expect(new Set(names).size).toBe(names.length)
      expect(names.length).toBeLessThanOrEqual(18)
    }),
  )
})
