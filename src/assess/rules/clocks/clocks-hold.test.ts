// What holds for every clock, and the arithmetic held against Temporal, which computes the same in another way.
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { Deadline, PeriodReading } from '../../model/law.ts'
import { readDaysOff } from '../../store/days-off.ts'
import { type DueContext, dueOf } from './due.ts'
import { addDuration } from './duration.ts'
import { dayMs, hourMs, isTimeZone, momentOf, offsetAt } from './zone.ts'

const daysOff = readDaysOff()
const europe = ['Europe/Berlin', 'Europe/Lisbon', 'Europe/Helsinki', 'Europe/Dublin', 'Atlantic/Azores', 'UTC']
/** Half an hour of summer time, Ramadan, a day left out, quarters of an hour: zones of which rules of thumb are wrong. */
const odd = ['Australia/Lord_Howe', 'Africa/Casablanca', 'Pacific/Apia', 'Asia/Kathmandu', 'America/St_Johns']
const zone = fc.constantFrom(...europe, ...odd)
const moment = fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2037, 11, 31) })
/** Half of the moments lie about the nights on which clocks of the Union change. */
const night = fc
  .record({
    year: fc.integer({ min: 1997, max: 2036 }),
    month: fc.constantFrom(2, 9),
    ms: fc.integer({ min: 0, max: 3 * dayMs }),
  })
  .map(({ year, month, ms }) => lastSunday(year, month) - dayMs + ms)
const anchor = fc.oneof(moment, night)

function lastSunday(year: number, month: number): number {
  const last = Date.UTC(year, month + 1, 0)
  return last - new Date(last).getUTCDay() * dayMs
}

const hours = fc.integer({ min: 0, max: 500 })
const calendarPart = fc.constantFrom('P1D', 'P3D', 'P14D', 'P1W', 'P1M', 'P3M', 'P1Y', 'P1M3D', 'P30D')

function context(anchors: Record<string, number | null>, more: Partial<DueContext> = {}): DueContext {
  return {
    anchor: (id) => {
      const at = anchors[id] ?? null
      return at === null ? null : new Date(at).toISOString()
    },
    timeZone: 'Europe/Berlin',
    memberState: 'DE',
    reading: 'plain',
    calendar: null,
    holds: () => 'no',
    ofTypes: () => false,
    article: '1',
    daysOff,
    ...more,
  }
}

function atOf(deadline: Deadline, given: DueContext): number {
  const { at } = dueOf(deadline, given)
  return at === null ? Number.NaN : Date.parse(at)
}

function within(duration: string, from = 'awareness'): Deadline {
  return { kind: 'within', from, duration }
}

describe('held against Temporal', () => {
  test('the offset of a zone is the same at every moment', () => {
    fc.assert(
      fc.property(zone, anchor, (timeZone, at) => {
        const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
        expect(offsetAt(timeZone, at)).toBe(there.offsetNanoseconds / 1e6)
      }),
      { numRuns: 2_000 },
    )
  })

  test('a time on the wall is the same moment, also where it is left out or comes twice', () => {
    fc.assert(
      fc.property(zone, anchor, (timeZone, wall) => {
        const text = new Date(wall).toISOString().slice(0, 23)
        const there = Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone, { disambiguation: 'compatible' })
        expect(momentOf(timeZone, wall).at).toBe(there.epochMilliseconds)
      }),
      { numRuns: 2_000 },
    )
  })

  test('a duration of the law ends at the same moment', () => {
    const durations = fc.tuple(calendarPart, fc.constantFrom('', 'T4H', 'T72H30M')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(zone, anchor, durations, (timeZone, at, duration) => {
        const start = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
        expect(addDuration(timeZone, at, duration)).toBe(start.add(duration).epochMilliseconds)
      }),
      { numRuns: 2_000 },
    )
  })
})

test('hours are added exactly, in every zone and by either reading', () => {
  const readings = fc.constantFrom<PeriodReading>('plain', '1182/71')
  fc.assert(
    fc.property(zone, anchor, hours, readings, (timeZone, at, count, reading) => {
      const due = atOf(within(`PT${count}H`), context({ awareness: at }, { timeZone, reading }))
      expect(due - at).toBe(count * hourMs)
    }),
  )
})

test('nothing is due before its anchor, and what the regulation adds is never less', () => {
  fc.assert(
    fc.property(zone, anchor, calendarPart, (timeZone, at, duration) => {
      const { at: due, otherReading } = dueOf(within(duration), context({ awareness: at }, { timeZone }))
      expect(Date.parse(due ?? '')).toBeGreaterThanOrEqual(at)
      if (otherReading !== null) expect(otherReading > (due ?? '')).toBe(true)
    }),
  )
})

describe('an anchor that moves later', () => {
  const later = fc.tuple(zone, anchor, fc.integer({ min: 0, max: 40 * dayMs }))

  test('never makes a limit in hours earlier', () => {
    fc.assert(
      fc.property(later, hours, ([timeZone, at, more], count) => {
        const due = (awareness: number) => atOf(within(`PT${count}H`), context({ awareness }, { timeZone }))
        expect(due(at + more)).toBeGreaterThanOrEqual(due(at))
      }),
    )
  })

  test('never makes the end of a day by the regulation earlier', () => {
    fc.assert(
      fc.property(later, calendarPart, ([timeZone, at, more], duration) => {
        const due = (awareness: number) =>
          atOf(within(duration), context({ awareness }, { timeZone, reading: '1182/71' }))
        expect(due(at + more)).toBeGreaterThanOrEqual(due(at))
      }),
    )
  })

  // Both the 30th at 11:00 and the 31st at 10:00 end on 28 February, each at its time of day; and 02:50 may become 03:50.
  test('makes a limit by the wall earlier by less than a day, where months are cut or clocks change, and never the day', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...europe),
        anchor,
        fc.integer({ min: 0, max: 40 * dayMs }),
        calendarPart,
        (timeZone, at, more, duration) => {
          const due = (awareness: number) => atOf(within(duration), context({ awareness }, { timeZone }))
          const [before, after] = [due(at), due(at + more)]
          expect(after).toBeGreaterThan(before - dayMs)
          const day = (moment: number) => Math.floor((moment + offsetAt(timeZone, moment)) / dayMs)
          expect(day(after)).toBeGreaterThanOrEqual(day(before))
        },
      ),
    )
  })

  test('such a month: 30 January 11:00 ends after 31 January 10:00', () => {
    const due = (awareness: string) =>
      atOf(within('P1M'), context({ awareness: Date.parse(awareness) }, { timeZone: 'UTC' }))
    expect(due('2026-01-30T11:00:00Z') - due('2026-01-31T10:00:00Z')).toBe(hourMs)
  })
})

test('the earliest is never later than any of its parts, and waits for those that are unknown', () => {
  const part = fc.record({
    from: fc.constantFrom('awareness', 'classification', 'detection'),
    duration: fc.oneof(
      calendarPart,
      hours.map((n) => `PT${n}H`),
    ),
  })
  const parts = fc.array(part, { minLength: 1, maxLength: 5 })
  const anchors = fc.record({
    awareness: fc.option(anchor),
    classification: fc.option(anchor),
    detection: fc.option(anchor),
  })
  fc.assert(
    fc.property(parts, anchors, zone, (some, given, timeZone) => {
      const world = context(given, { timeZone })
      const of = some.map(({ from, duration }) => within(duration, from))
      const due = dueOf({ kind: 'earliest', of }, world)
      const ends = of.map((one) => atOf(one, world)).filter((end) => !Number.isNaN(end))
      expect(due.at === null ? [] : [Date.parse(due.at)]).toEqual(ends.length === 0 ? [] : [Math.min(...ends)])
      const unknown = some.map(({ from }) => from).filter((from) => given[from as keyof typeof given] === null)
      expect(due.waitsFor).toEqual([...new Set(unknown)])
    }),
  )
})

test('a clock never throws, whatever the zone, the times and the texts are', () => {
  const leaf: fc.Arbitrary<Deadline> = fc.oneof(
    fc.record({
      kind: fc.constant('within' as const),
      from: fc.string(),
      duration: fc.oneof(fc.string(), fc.constant('P999Y999M999W9999DT99999H')),
    }),
    fc.record({ kind: fc.constant('promptly' as const), wording: fc.string(), from: fc.string() }),
    fc.record({ kind: fc.constant('periodic' as const), interval: fc.oneof(fc.string(), calendarPart) }),
    fc.constant({ kind: 'none' as const }),
  )
  const deadline: fc.Arbitrary<Deadline> = fc.oneof(
    leaf,
    fc.record({ kind: fc.constant('earliest' as const), of: fc.array(leaf, { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('after_period' as const), period: leaf, thenWithin: fc.string() }),
  )
  const time = fc.oneof(
    fc.string(),
    fc.constantFrom('9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z', '2026-02-30T00:00:00Z'),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  )
  fc.assert(
    fc.property(
      deadline,
      time,
      fc.oneof(fc.string(), zone),
      fc.string(),
      fc.constantFrom<PeriodReading>('plain', '1182/71'),
      (one, at, timeZone, state, reading) => {
        const due = dueOf(one, context({}, { anchor: () => at, timeZone, memberState: state, reading, now: at }))
        if (due.at !== null) expect(due.at).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[.]\d{3}Z$/)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a number that is no moment has an offset all the same', () => {
  expect([Number.NaN, -8.64e15, 8.64e15].map((at) => Number.isFinite(offsetAt('Europe/Berlin', at)))).toEqual([
    true,
    true,
    true,
  ])
})

test('zones are told from what is none', () => {
  expect(['Europe/Berlin', 'UTC', 'Europe/Kyiv'].map(isTimeZone)).toEqual([true, true, true])
  expect(['Europe/Atlantis', '', 'CEST!'].map(isTimeZone)).toEqual([false, false, false])
})
