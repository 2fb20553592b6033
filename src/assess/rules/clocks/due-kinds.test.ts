// The kinds of deadlines that are no plain limit, and the words in which a clock tells how it was computed.
import { describe, expect, test } from 'vitest'
import type { Deadline } from '../../model/law.ts'
import { type DueContext, dueOf } from './due.ts'

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
    daysOff: () => null,
    ...more,
  }
}

const aware = given({ awareness: '2026-07-01T10:00:00Z' })

test('waiting for a report names it', () => {
  const from = 'report_submitted:nis2/incident_notification'
  expect(dueOf({ kind: 'within', from, duration: 'P1M' }, given({}))).toMatchObject({
    kind: 'waits',
    at: null,
    waitsFor: [from],
    basis: '1 month after submission of the incident notification; Article 23(4)(a)',
  })
})

test('an anchor that is no time is one that nobody has given', () => {
  const context = given({ awareness: 'yesterday' })
  const due = dueOf({ kind: 'within', from: 'awareness', duration: 'PT24H' }, context)
  expect(due).toMatchObject({ kind: 'waits', waitsFor: ['awareness'] })
})

test('a zone that nobody knows counts as UTC', () => {
  const context = given({ awareness: '2026-01-31T23:30:00Z' }, { timeZone: 'Europe/Atlantis' })
  expect(dueOf({ kind: 'within', from: 'awareness', duration: 'P1M' }, context).at).toBe('2026-02-28T23:30:00.000Z')
})

test('without undue delay has no limit, and tells since when', () => {
  const promptly: Deadline = { kind: 'promptly', wording: 'without_undue_delay', from: 'awareness' }
  const due = dueOf(promptly, aware)
  const basis = 'without undue delay after awareness; Article 23(4)(a)'
  expect(due).toMatchObject({ kind: 'promptly', at: null, waitsFor: [], basis })
  expect(due.steps[0]?.text).toContain('awareness: 2026-07-01 12:00 Europe/Berlin is 10:00 UTC')
  expect(dueOf(promptly, given({})).waitsFor).toEqual(['awareness'])
  expect(dueOf({ ...promptly, wording: 'after becoming aware' }, aware).basis).toBe(
    'after becoming aware; Article 23(4)(a)',
  )
  expect(dueOf({ kind: 'promptly', wording: 'without_delay' }, given({}))).toMatchObject({ waitsFor: [], steps: [] })
})

test('on request names who may ask', () => {
  const due = dueOf({ kind: 'on_request', requestedBy: ['national_csirt', 'cert_eu'] }, given({}))
  const basis = 'on request of national CSIRT or CERT-EU; Article 23(4)(a)'
  expect(due).toMatchObject({ kind: 'on_request', at: null, basis })
})

test('no limit and an open one are told as such', () => {
  expect(dueOf({ kind: 'none' }, given({}))).toMatchObject({ kind: 'none', at: null, verified: true })
  const unclear = dueOf({ kind: 'unclear', text: 'Art. 24(3) names none.' }, given({}))
  expect(unclear).toMatchObject({ kind: 'unclear', at: null, steps: [{ text: 'Art. 24(3) names none.', at: null }] })
})

describe('after a period', () => {
  const period: Deadline = { kind: 'within', from: 'suspension', duration: 'P3M' }
  const suspended = given({ suspension: '2026-11-30T10:00:00+01:00' })

  test('it is owed when three months have run out: 30 November to 28 February', () => {
    const due = dueOf({ kind: 'after_period', period }, suspended)
    expect(due).toMatchObject({ kind: 'at', at: '2027-02-28T09:00:00.000Z' })
  })

  test('or within 72 hours of that: 3 March', () => {
    const due = dueOf({ kind: 'after_period', period, thenWithin: 'PT72H' }, suspended)
    expect(due).toMatchObject({ kind: 'at', at: '2027-03-03T09:00:00.000Z', otherReading: null })
  })

  test('a breach that was remedied in time owes nothing; one that was remedied too late does', () => {
    const deadline: Deadline = { kind: 'after_period', period, unless: 'remedied' }
    const remedied = (at: string) => given({ suspension: '2026-11-30T09:00:00Z', remedied: at })
    expect(dueOf(deadline, remedied('2027-02-27T09:00:00Z'))).toMatchObject({ kind: 'none', at: null })
    expect(dueOf(deadline, remedied('2027-03-01T09:00:00Z'))).toMatchObject({ at: '2027-02-28T09:00:00.000Z' })
  })

  test('and it waits for what starts the period', () => {
    expect(dueOf({ kind: 'after_period', period }, given({}))).toMatchObject({
      kind: 'waits',
      waitsFor: ['suspension'],
    })
  })
})

describe('every three months', () => {
  const every: Deadline = { kind: 'periodic', interval: 'P3M' }
  const now = '2026-11-23T01:00:00Z'

  test('by the quarter of the year, unverified, as no act names a first day', () => {
    const due = dueOf(every, given({}, { now }))
    expect(due).toMatchObject({ kind: 'periodic', at: '2026-12-31T23:00:00.000Z', verified: false })
  })

  test('or from the last time, where that is known', () => {
    const previous = '2026-09-30T10:00:00+02:00'
    expect(dueOf(every, given({}, { now, previous })).at).toBe('2026-12-30T09:00:00.000Z')
  })

  test('and without a moment of asking, or with a rhythm of no calendar, there is no next time', () => {
    expect(dueOf(every, given({})).at).toBeNull()
    expect(dueOf({ kind: 'periodic', interval: 'P5M' }, given({}, { now })).at).toBeNull()
  })
})

describe('what is told', () => {
  test('a starting point that was not read in the act makes the clock unverified', () => {
    const note = 'Or one month after the report.'
    const within = { kind: 'within', from: 'awareness', duration: 'P1M', fromVerified: false, fromNote: note } as const
    const due = dueOf(within, aware)
    expect(due.verified).toBe(false)
    expect(due.steps.at(-1)?.text).toBe(note)
  })

  test('where feasible stands in the basis, what ends the duty in the steps', () => {
    const within = { kind: 'within', from: 'awareness', duration: 'PT72H', strength: 'where feasible' } as const
    const due = dueOf({ ...within, unless: 'already told' }, { ...aware, article: '33(1), (3)' })
    expect(due.basis).toBe('72 hours after awareness, where feasible; Article 33(1), (3)')
    expect(due.steps.at(-1)?.text).toBe('Not due where this holds: already told')
  })

  test('both clocks, and why they differ', () => {
    const spring = given({ awareness: '2026-03-28T21:15:00Z' })
    expect(dueOf({ kind: 'within', from: 'awareness', duration: 'PT24H' }, spring).steps).toEqual([
      { text: 'awareness: 2026-03-28 22:15 Europe/Berlin is 21:15 UTC', at: '2026-03-28T21:15:00.000Z' },
      {
        text: '24 hours later: 2026-03-29 21:15 UTC, which is 23:15 Europe/Berlin because the clocks go forward in between',
        at: '2026-03-29T21:15:00.000Z',
      },
    ])
  })

  test.each([
    [
      'P1M',
      'Europe/Berlin',
      '2026-01-31T09:00:00Z',
      '2026-02-28 10:00 Europe/Berlin is 09:00 UTC; that month has no day 31, so its last day counts',
    ],
    [
      'P1D',
      'Europe/Helsinki',
      '2026-03-28T01:30:00Z',
      '2026-03-29 04:30 Europe/Helsinki is 01:30 UTC; 03:30 is left out that day, as the clocks go forward by 60 minutes',
    ],
    [
      'P1D',
      'Europe/Berlin',
      '2026-10-24T00:30:00Z',
      '2026-10-25 02:30 Europe/Berlin is 00:30 UTC; 02:30 comes twice that day, and the first counts',
    ],
    ['P1D', 'UTC', '2026-10-24T00:30:07Z', '2026-10-25 00:30:07 UTC'],
    ['P1D', 'Europe/Berlin', '2026-10-22T22:30:00Z', '2026-10-24 00:30 Europe/Berlin is 2026-10-23 22:30 UTC'],
  ])('%s in %s from %s', (duration, timeZone, awareness, text) => {
    const due = dueOf({ kind: 'within', from: 'awareness', duration }, given({ awareness }, { timeZone }))
    const [months, days] = ['1 month later', '1 day later']
    expect(due.steps[1]?.text).toBe(`${duration === 'P1M' ? months : days}, at the same time of day: ${text}`)
  })

  test.each([
    ['23(4), second subparagraph', 'Article 23(4), second subparagraph'],
    ['19a(1)(b)', 'Article 19a(1)(b)'],
    ['3', 'Article 3'],
    ['2025/847 Art. 5', '2025/847 Art. 5'],
    ['DORA 19(4)(a); 2025/301 Art. 1', 'DORA 19(4)(a); 2025/301 Art. 1'],
    ['IS.I.OR.230(c)(1)', 'IS.I.OR.230(c)(1)'],
  ])('the source %s is told as %s', (article, told) => {
    expect(dueOf({ kind: 'none' }, { ...aware, article }).basis).toBe(`no time limit; ${told}`)
  })
})
