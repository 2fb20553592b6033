// Clocks against expectations that were computed by hand; the titles say how.
import { describe, expect, test } from 'vitest'
import type { CalendarRule, Deadline } from '../../model/law.ts'
import { readDaysOff } from '../../store/days-off.ts'
import { type DueContext, dueOf } from './due.ts'

const daysOff = readDaysOff()

function given(anchors: Record<string, string>, more: Partial<DueContext> = {}): DueContext {
  return {
    anchor: (id) => anchors[id] ?? null,
    timeZone: 'Europe/Berlin',
    memberState: 'DE',
    reading: 'plain',
    calendar: null,
    holds: () => 'undetermined',
    ofTypes: () => false,
    article: '23(4)(a)',
    daysOff,
    ...more,
  }
}

/** The clock of one period after awareness. */
function clock(duration: string, awareness: string, more: Partial<DueContext> = {}) {
  return dueOf({ kind: 'within', from: 'awareness', duration }, given({ awareness }, more))
}

/** A table in text: columns by '|', the title last. */
function rows(text: string): string[][] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map((cells) => [cells[cells.length - 1] ?? '', ...cells.slice(0, -1)])
}

describe('hours are time that passes', () => {
  test.each(
    rows(`
Europe/Berlin | PT24H | 2026-03-28T22:15:00+01:00 | 2026-03-29T21:15 | over 29 March 2026, 24 h from 22:15 end at 23:15
Europe/Berlin | PT24H | 2026-10-24T22:15:00+02:00 | 2026-10-25T20:15 | over 25 October 2026, 24 h from 22:15 end at 21:15
Europe/Lisbon | PT72H | 2026-03-28T23:30:00Z | 2026-03-31T23:30 | Lisbon, 72 h from 23:30 end at 00:30, four days on
Europe/Berlin | PT72H | 2026-11-20T18:00:00+01:00 | 2026-11-23T17:00 | a Friday evening is no excuse: Monday 18:00
Europe/Berlin | PT4H | 2026-12-31T22:00:00+01:00 | 2027-01-01T01:00 | 4 h over midnight of the year end in the new one
UTC | PT24H | 2028-02-29T10:00:00Z | 2028-03-01T10:00 | 24 h from 29 February 2028 end on 1 March`),
  )('%s', (_title, timeZone = '', duration = '', from = '', due) => {
    const expected = { kind: 'at', at: `${due}:00.000Z`, otherReading: null, waitsFor: [] }
    expect(clock(duration, from, { timeZone })).toMatchObject(expected)
  })
})

describe('days, months and years go by the wall', () => {
  test.each(
    rows(`
Europe/Berlin | P1D | 2026-03-28T22:15:00+01:00 | 2026-03-29T20:15 | the day on which clocks go forward has 23 hours
Europe/Berlin | P1D | 2026-10-24T22:15:00+02:00 | 2026-10-25T21:15 | the day on which clocks go back has 25 hours
Europe/Helsinki | P1D | 2026-03-28T03:30:00+02:00 | 2026-03-29T01:30 | 03:30 is left out in Helsinki and becomes 04:30
Europe/Berlin | P1D | 2026-10-24T02:30:00+02:00 | 2026-10-25T00:30 | 02:30 comes twice in Berlin: the first is 00:30 UTC
Europe/Lisbon | P3D | 2026-10-22T01:30:00+01:00 | 2026-10-25T00:30 | 01:30 comes twice in Lisbon: the first is 00:30 UTC
Europe/Berlin | P14D | 2026-03-20T09:00:00+01:00 | 2026-04-03T07:00 | 14 days over 29 March keep the time of day
Europe/Berlin | P2W | 2026-03-20T09:00:00+01:00 | 2026-04-03T07:00 | two weeks are fourteen days
Europe/Berlin | P1M | 2026-01-31T10:00:00+01:00 | 2026-02-28T09:00 | 31 January and a month is 28 February
Europe/Berlin | P1M | 2028-01-31T10:00:00+01:00 | 2028-02-29T09:00 | 31 January 2028 and a month is 29 February
Europe/Berlin | P1M | 2026-02-28T10:00:00+01:00 | 2026-03-28T09:00 | 28 February and a month is 28 March, not its last day
Europe/Berlin | P1M | 2026-03-31T10:00:00+02:00 | 2026-04-30T08:00 | 31 March and a month is 30 April
Europe/Berlin | P1Y | 2028-02-29T10:00:00+01:00 | 2029-02-28T09:00 | 29 February 2028 and a year is 28 February 2029
Europe/Berlin | P1M | 2026-12-31T20:00:00+01:00 | 2027-01-31T19:00 | 31 December and a month is 31 January
Europe/Berlin | P3M | 2026-11-30T20:00:00+01:00 | 2027-02-28T19:00 | 30 November and three months is 28 February
Europe/Berlin | P1M | 2026-01-30T23:30:00Z | 2026-02-27T23:30 | 23:30 UTC on the 30th is the 31st in Berlin: 28 February, 00:30
UTC | P1M | 2026-01-30T23:30:00Z | 2026-02-28T23:30 | the same moment in UTC is the 30th: 28 February, 23:30
Europe/Berlin | P1DT12H | 2026-03-28T10:00:00+01:00 | 2026-03-29T20:00 | a day and 12 hours: by the wall first, then hours`),
  )('%s', (_title, timeZone = '', duration = '', from = '', due) => {
    expect(clock(duration, from, { timeZone })).toMatchObject({ kind: 'at', at: `${due}:00.000Z` })
  })
})

describe('the other reading, by Regulation 1182/71', () => {
  test('a month from 1 October 2026 ends on Sunday 1 November, so with the last hour of Monday the 2nd', () => {
    const expected = { at: '2026-11-01T09:00:00.000Z', otherReading: '2026-11-02T23:00:00.000Z' }
    expect(clock('P1M', '2026-10-01T10:00:00+02:00')).toMatchObject(expected)
  })

  test('three days from Tuesday 31 March 2026 end on Good Friday, so with the Tuesday after Easter', () => {
    const expected = { at: '2026-04-03T08:00:00.000Z', otherReading: '2026-04-07T22:00:00.000Z' }
    expect(clock('P3D', '2026-03-31T10:00:00+02:00')).toMatchObject(expected)
  })

  test('it is the clock where the settings say so, and then there is no other', () => {
    const due = clock('P1M', '2026-10-01T10:00:00+02:00', { reading: '1182/71' })
    expect(due).toMatchObject({ at: '2026-11-02T23:00:00.000Z', otherReading: null })
    expect(due.steps[2]?.text).toContain('2026-11-02 24:00 Europe/Berlin; 2026-11-01 is a day off (Sunday)')
  })

  test('hours are never prolonged by it', () => {
    expect(clock('PT72H', '2026-11-19T18:00:00Z', { reading: '1182/71' }).at).toBe('2026-11-22T18:00:00.000Z')
  })
})

const initial: Deadline = {
  kind: 'earliest',
  of: [
    { kind: 'within', from: 'classification', duration: 'PT4H' },
    { kind: 'within', from: 'awareness', duration: 'PT24H' },
  ],
  also: 'as_early_as_possible',
  exception: {
    anchor: 'classification',
    laterThan: 'PT24H',
    from: 'awareness',
    deadline: { kind: 'within', from: 'classification', duration: 'PT4H' },
    article: '2025/301 Art. 5(2)',
    text: 'Classified as major later than 24 hours after awareness.',
  },
}

describe('DORA: the earlier of two, with the late classification', () => {
  test.each(
    rows(`
2026-11-17T08:00:00Z | 2026-11-17T10:00:00Z | 2026-11-17T14:00 | | classified soon: 4 hours after classification
2026-11-17T08:00:00Z | 2026-11-18T06:00:00Z | 2026-11-18T08:00 | | classified after 22 hours: 24 hours after awareness
2026-11-17T08:00:00Z | | 2026-11-18T08:00 | classification | not classified yet: the limit of awareness stands
2026-11-17T08:00:00Z | 2026-11-18T08:00:00Z | 2026-11-18T08:00 | | classified after 24 hours exactly: that is not later
2026-11-17T08:00:00Z | 2026-11-18T08:01:00Z | 2026-11-18T12:01 | | classified a minute later: 4 hours from there
 | 2026-11-18T08:01:00Z | 2026-11-18T12:01 | awareness | classified, and nobody said when they became aware`),
  )('%s', (_title, awareness, classification, due, waitsFor) => {
    const anchors = { ...(awareness && { awareness }), ...(classification && { classification }) }
    expect(dueOf(initial, given(anchors))).toMatchObject({
      kind: 'at',
      at: `${due}:00.000Z`,
      waitsFor: waitsFor ? [waitsFor] : [],
      also: 'as_early_as_possible',
    })
  })

  test('nothing is known: it waits for both', () => {
    const expected = { kind: 'waits', at: null, waitsFor: ['classification', 'awareness'] }
    expect(dueOf(initial, given({}))).toMatchObject(expected)
  })

  test('the late classification is told with its own article', () => {
    const due = dueOf(initial, given({ awareness: '2026-11-17T08:00:00Z', classification: '2026-11-20T08:00:00Z' }))
    expect(due.basis).toBe(
      '4 hours after classification, as classification came more than 24 hours after awareness; 2025/301 Art. 5(2)',
    )
  })

  test('of two limits in days the other reading is the earlier of their other readings', () => {
    const within = (duration: string) => ({ kind: 'within', from: 'awareness', duration }) as const
    const due = dueOf(
      { kind: 'earliest', of: [within('P3D'), within('P14D')] },
      given({ awareness: '2026-11-16T09:00:00Z' }),
    )
    expect(due).toMatchObject({ at: '2026-11-19T09:00:00.000Z', otherReading: '2026-11-19T23:00:00.000Z' })
  })
})

const rule: CalendarRule = {
  id: 'dora_weekend',
  appliesToReports: ['initial_notification', 'intermediate_report', 'final_report'],
  text: 'noon of the next working day',
  until: '12:00',
  article: '2025/301 Art. 5(4)',
  exclusions: [
    { reports: ['initial_notification'], entityTypes: ['credit_institution'], article: '5(5)' },
    {
      reports: ['initial_notification'],
      condition: { fact: 'entity.nis2_class', op: 'in', value: ['essential', 'important'] },
      article: '5(5)',
    },
  ],
  interpretation: { text: 'Local time is assumed.', verified: false },
}
const relief: Partial<DueContext> = { calendar: { rule, report: 'initial_notification' }, holds: () => 'no' }

describe('DORA: a limit on a day off', () => {
  test.each(
    rows(`
DE | 2026-11-20T08:00:00Z | 2026-11-23T11:00 | Saturday: noon of Monday
DE | 2026-11-21T20:00:00Z | 2026-11-23T11:00 | Sunday evening: noon of Monday
DE | 2026-11-22T08:00:00Z | 2026-11-23T08:00 | a Monday that is worked: it stays
DE | 2026-11-19T23:30:00Z | 2026-11-23T11:00 | Friday 23:30 UTC is Saturday on the wall in Berlin: noon of Monday
DE | 2028-10-02T08:00:00Z | 2028-10-04T10:00 | Tuesday 3 October 2028 is off in Germany: noon of Wednesday
SE | 2028-10-02T08:00:00Z | 2028-10-03T08:00 | the same day is worked in Sweden: it stays
DE | 2026-04-02T08:00:00Z | 2026-04-07T10:00 | Good Friday to Easter Monday: noon of Tuesday
PT | 2026-04-02T08:00:00Z | 2026-04-06T10:00 | Good Friday where Easter Monday is worked: noon of Monday
RO | 2026-04-09T08:00:00Z | 2026-04-14T10:00 | Orthodox Good Friday, 10 April 2026: noon of Tuesday the 14th
DE | 2026-12-24T14:00:00Z | 2026-12-28T11:00 | Christmas on a Friday, the 26th, a Sunday: noon of Monday the 28th
DE | 2028-12-29T14:00:00Z | 2029-01-02T11:00 | Saturday before a 1 January on Monday: noon of Tuesday the 2nd`),
  )('%s: %s', (_title, memberState = '', awareness = '', due) => {
    expect(clock('PT24H', awareness, { ...relief, memberState }).at).toBe(`${due}:00.000Z`)
  })

  const saturday = given({ awareness: '2026-11-20T08:00:00Z' }, relief)

  test('excluded by type or by class: the limit stays on Saturday, and the article says why', () => {
    const stays = { at: '2026-11-21T08:00:00.000Z', assumed: [] }
    const byType = dueOf(initial, { ...saturday, ofTypes: () => true })
    expect(byType).toMatchObject(stays)
    expect(byType.steps.at(-1)?.text).toBe(
      '2026-11-21 is a day off (Saturday), yet the limit stays: the relief is excluded by Article 5(5)',
    )
    expect(dueOf(initial, { ...saturday, holds: () => 'yes' })).toMatchObject(stays)
  })

  test('an exclusion that nobody knows of is taken not to hold, and named', () => {
    const due = dueOf(initial, { ...saturday, holds: () => 'undetermined' })
    expect(due).toMatchObject({ at: '2026-11-23T11:00:00.000Z', assumed: ['entity.nis2_class'], verified: false })
    expect(due.basis).toContain('moved to 12:00 of the next working day by 2025/301 Art. 5(4)')
  })

  test('on a working day nothing is assumed', () => {
    const tuesday = given({ awareness: '2026-11-17T08:00:00Z' }, { ...relief, holds: () => 'undetermined' })
    expect(dueOf(initial, tuesday)).toMatchObject({ at: '2026-11-18T08:00:00.000Z', assumed: [], verified: true })
  })

  test('the relief is for the reports that it names', () => {
    const other = { ...saturday, calendar: { rule, report: 'updated_intermediate_report' } }
    expect(dueOf(initial, other).at).toBe('2026-11-21T08:00:00.000Z')
  })

  test('without a Member State only Saturdays and Sundays are known, and that is said', () => {
    const due = clock('PT24H', '2026-04-02T08:00:00Z', { ...relief, memberState: null })
    expect(due.at).toBe('2026-04-03T08:00:00.000Z')
    expect(due.steps.at(-1)?.text).toBe('The Member State is not known, so only Saturdays and Sundays were looked at')
  })

  test('holidays that nobody compared with the act make the clock unverified', () => {
    const { interpretation: _, ...certain } = rule
    const known = Object.assign((_state: string, day: string) => (day === '2026-11-18' ? 'Penance' : null), {
      known: () => 'verified' as const,
    })
    const calendar = { rule: certain, report: 'initial_notification' }
    const more = { ...relief, calendar, daysOff: known }
    expect(clock('PT24H', '2026-11-17T08:00:00Z', more)).toMatchObject({
      at: '2026-11-19T11:00:00.000Z',
      verified: true,
    })
    const doubted = clock('PT24H', '2026-04-02T08:00:00Z', { ...relief, calendar })
    expect(doubted.verified).toBe(false)
    expect(doubted.steps.at(-1)?.text).toBe('The public holidays of DE were not compared with its national act')
  })

  test('a calendar in which every day is off does not carry the clock away', () => {
    expect(clock('PT24H', '2026-11-20T08:00:00Z', { ...relief, daysOff: () => 'Feast' }).at).toBe(
      '2026-11-22T11:00:00.000Z',
    )
  })

  test('a month to Monday 21 December: the other reading is the end of that day', () => {
    const expected = { at: '2026-12-21T09:00:00.000Z', otherReading: '2026-12-21T23:00:00.000Z' }
    expect(clock('P1M', '2026-11-21T10:00:00+01:00', relief)).toMatchObject(expected)
  })

  test('a month to Sunday 20 December ends at noon of Monday by either reading', () => {
    const expected = { at: '2026-12-21T11:00:00.000Z', otherReading: null }
    expect(clock('P1M', '2026-11-20T10:00:00+01:00', relief)).toMatchObject(expected)
  })
})
