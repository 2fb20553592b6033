// Whether an answer can still come in time: the story of the election data, and what holds for every procedure.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysOff } from '../../../../test/setup/situations.ts'
import { calendarsOf } from '../../actions/requests/time.ts'
import type { Request, RequestStep } from '../../model/requests/request.ts'
import { readRequestData } from '../../store/requests/data.ts'
import { dayNumber, saidDay } from '../days.ts'
import { chanceBy, chancesFrom, endOf, type Link } from './chain.ts'
import { casesOf } from './durations.ts'
import { judgeInTime, type TimeFacts } from './in-time.ts'

const data = readRequestData()
const calendarFor = calendarsOf(data, daysOff)
const kinds = new Map(data.durations.kinds.map((kind) => [kind.id, kind]))
const noon = (day: string) => `${day}T12:00:00.000Z`
const party = (name: string) => ({ name, actor: null, organisation: null, person: null })

function factsOn(day: string, change: Partial<TimeFacts> = {}): TimeFacts {
  const { endangeredBelow, rangeZ, otherForumCounts } = data.durations
  return { now: noon(day), cases: [], kinds, calendarFor, endangeredBelow, rangeZ, otherForumCounts, ...change }
}

let keys = 0
function step(kind: string, change: Partial<RequestStep> = {}): RequestStep {
  keys += 1
  return {
    ...{ key: `s${keys}`, kind, text: `Step ${kind}`, by: null, forum: null, waits: true, state: 'planned' },
    ...{ announcedOn: null, begunOn: null, endedOn: null, fixed: null, outcome: null, note: '', source: null },
    ...change,
  }
}
function request(steps: RequestStep[], change: Partial<Request> = {}): Request {
  return {
    ...{ title: 'Election data', kind: 'data', what: '', from: party('Researchers'), to: party('X'), bases: [] },
    ...{ forum: 'berlin-court', purpose: 'The election', neededBy: '2025-02-23', neededSince: noon('2025-02-01') },
    ...{ crisis: null, incident: null, objective: null, about: [], steps, cases: [], alternatives: [], notices: [] },
    ...{ state: 'open', endedOn: null, ending: null, keys: 0, addedBy: 'person:x', addedAt: noon('2025-02-01') },
    changedAt: noon('2025-02-01'),
    ...change,
  }
}
const hearing = (since: string | null) =>
  step('hearing', {
    text: 'Hearing',
    fixed: since === null ? null : { on: '2025-02-27', since: noon(since), source: null },
  })
const story = (since: string | null) => request([hearing(since), step('decision'), step('handing-over')])

test('a hearing on 27 February is too late for 23 February, and certain since the day on which it was set', () => {
  const before = judgeInTime(story(null), factsOn('2025-02-12'))
  expect(before).toMatchObject({ verdict: 'endangered', certainlyTooLate: null, earliest: '2025-02-12' })
  const after = judgeInTime(story('2025-02-13'), factsOn('2025-02-14'))
  expect(after).toMatchObject({
    verdict: 'too-late',
    earliest: '2025-02-27',
    probability: { low: 0, middle: 0, high: 0 },
  })
  expect(after.certainlyTooLate).toEqual({
    since: noon('2025-02-13'),
    because: '“Hearing” is set for 2025-02-27, and the answer is needed by 2025-02-23: too late.',
  })
  expect(after.lastMoments[0]).toMatchObject({ likely: null, possible: null })
  // Asked weeks later, and by somebody who does not know what came of it, the answer is the same.
  expect(judgeInTime(story('2025-02-13'), factsOn('2025-03-20')).certainlyTooLate?.since).toBe(noon('2025-02-13'))
})

test('what is only unlikely is never certain; when the day has passed it is certain from midnight in Berlin', () => {
  const slow = request([step('appeal'), step('appeal'), step('handing-over')])
  const last = judgeInTime(slow, factsOn('2025-02-23'))
  expect(last).toMatchObject({ verdict: 'endangered', certainlyTooLate: null })
  expect(judgeInTime(slow, factsOn('2025-02-24')).certainlyTooLate?.since).toBe('2025-02-23T23:00:00.000Z')
})

test('an earlier day that is needed makes it certain only since that was known', () => {
  const known = request([hearing('2025-02-03')], { neededSince: noon('2025-02-10') })
  expect(judgeInTime(known, factsOn('2025-02-11')).certainlyTooLate?.since).toBe(noon('2025-02-10'))
})

test('what is not known is said to be missing, and is neither yes nor no', () => {
  const dateless = judgeInTime(request([step('decision')], { neededBy: null }), factsOn('2025-02-10'))
  expect(dateless).toMatchObject({ verdict: 'unknown', probability: null, missing: ['By when it is needed.'] })
  const empty = judgeInTime(request([]), factsOn('2025-02-10'))
  expect(empty).toMatchObject({ verdict: 'unknown', probability: null, earliest: null })
  const long = step('hearing', { state: 'begun', begunOn: '2020-01-07' })
  const beyond = judgeInTime(request([long]), factsOn('2025-02-10'))
  expect(beyond).toMatchObject({ verdict: 'unknown', probability: null })
  expect(beyond.missing[0]).toContain('longer than every case that is known')
  const unheard = judgeInTime(request([step('oracle')]), factsOn('2025-02-10'))
  expect(unheard).toMatchObject({ verdict: 'unknown', probability: null })
  const passed = step('hearing', { fixed: { on: '2025-02-07', since: noon('2025-02-01'), source: null } })
  expect(judgeInTime(request([passed]), factsOn('2025-02-10')).missing[0]).toContain('was set for 2025-02-07')
})

test('announced is not filed: it changes nothing but what is said', () => {
  const at = factsOn('2025-02-03')
  const planned = judgeInTime(request([step('application', { key: 's1' })]), at)
  const announced = step('application', { key: 's1', state: 'announced', announcedOn: '2025-01-10' })
  const told = judgeInTime(request([announced]), at)
  expect(told.probability).toEqual(planned.probability)
  expect(told.reasons.join(' ')).toContain('announced and not filed')
})

test('the register’s own cases move the answer, those of the same court more', () => {
  const quick = { kind: 'hearing', days: 2 }
  const own = (forum: string) => Array.from({ length: 6 }, () => ({ ...quick, forum }))
  const asked = request([step('hearing')], { neededBy: '2025-02-07' })
  const chance = (cases: TimeFacts['cases']) =>
    judgeInTime(asked, factsOn('2025-02-03', { cases })).probability?.middle ?? -1
  const [none, elsewhere, here] = [chance([]), chance(own('commission')), chance(own('berlin-court'))]
  expect(none).toBeLessThan(elsewhere)
  expect(elsewhere).toBeLessThan(here)
})

test('a step counts as a case once it has begun and ended, in working days of its court', () => {
  const done = { state: 'done', begunOn: '2025-03-06', endedOn: '2025-03-11' } as const
  const ended = request([step('hearing', done), step('motion', { ...done, begunOn: null })])
  // Thursday to Tuesday: a weekend in between, and the Berlin holiday of 8 March on a Saturday.
  expect(casesOf([ended], kinds, calendarFor)).toEqual([{ kind: 'hearing', forum: 'berlin-court', days: 3 }])
})

test('another way counts only when it is really obtainable and ready in time', () => {
  const way = { technically: 'yes', note: '', by: 'person:x', at: noon('2025-02-01') } as const
  const alternatives = [
    { ...way, key: 'a1', text: 'Read by hand', realistic: 'no', readyOn: '2025-02-20' },
    { ...way, key: 'a2', text: 'Donated data', realistic: 'yes', readyOn: '2025-02-20' },
    { ...way, key: 'a3', text: 'Later', realistic: 'yes', readyOn: '2025-02-24' },
    { ...way, key: 'a4', text: 'Perhaps', realistic: 'unknown', readyOn: '2025-02-20' },
  ] satisfies Request['alternatives']
  expect(judgeInTime(request([step('hearing')], { alternatives }), factsOn('2025-02-03')).alternatives).toEqual(['a2'])
})

test('once it has ended it is said whether it came in time', () => {
  const ended = (endedOn: string) => request([], { state: 'answered', endedOn })
  expect(judgeInTime(ended('2025-02-23'), factsOn('2025-03-01')).verdict).toBe('answered-in-time')
  expect(judgeInTime(ended('2025-02-24'), factsOn('2025-03-01')).verdict).toBe('answered-late')
})

const start = dayNumber('2025-02-03') ?? 0
const kindIds = data.durations.kinds.map(({ id }) => id)
const aStep = fc.record({
  kind: fc.constantFrom(...kindIds),
  fixedIn: fc.option(fc.nat(60)),
  begunAgo: fc.option(fc.nat(3)),
})
const aRequest = fc.record({
  steps: fc.array(aStep, { minLength: 1, maxLength: 4 }),
  neededIn: fc.nat(120),
  today: fc.nat(40),
})
type Drawn = typeof aRequest extends fc.Arbitrary<infer D> ? D : never

function judged({ steps, neededIn, today }: Drawn) {
  const made = steps.map(({ kind, fixedIn, begunAgo }, n) =>
    step(kind, {
      ...(fixedIn === null
        ? {}
        : { fixed: { on: saidDay(start + fixedIn), since: noon(saidDay(start)), source: null } }),
      ...(begunAgo === null || n > 0 ? {} : { state: 'begun', begunOn: saidDay(start - begunAgo) }),
    }),
  )
  const asked = request(made, { neededBy: saidDay(start + neededIn), neededSince: noon(saidDay(start)) })
  return judgeInTime(asked, factsOn(saidDay(start + today)))
}

test('the range holds the chance; what is certainly too late has none; what cannot be said says what is missing', () => {
  fc.assert(
    fc.property(aRequest, (drawn) => {
      const { probability, certainlyTooLate, verdict, missing, earliest, neededBy, curve } = judged(drawn)
      if (probability) {
        expect(probability.low).toBeLessThanOrEqual(probability.middle + 1e-9)
        expect(probability.middle).toBeLessThanOrEqual(probability.high + 1e-9)
      }
      if (certainlyTooLate)
        expect(curve.filter(({ day }) => day <= (neededBy ?? '')).every(({ high }) => high < 1e-9)).toBe(true)
      expect(verdict === 'too-late').toBe(certainlyTooLate !== null)
      // Not before that day, so: too late exactly when that day is after the one on which it is needed.
      expect(certainlyTooLate !== null).toBe((earliest ?? '') > (neededBy ?? ''))
      if (verdict === 'unknown') expect(missing.length).toBeGreaterThan(0)
      for (const [n, point] of curve.entries())
        expect(point.middle).toBeGreaterThanOrEqual((curve[n - 1]?.middle ?? 0) - 1e-9)
    }),
    { numRuns: 150 },
  )
})

test('waiting never helps, one more step never helps, and what is certain stays certain', () => {
  fc.assert(
    fc.property(aRequest, fc.constantFrom(...kindIds), (drawn, kind) => {
      const fresh = { ...drawn, steps: drawn.steps.map((one) => ({ ...one, begunAgo: null })) }
      const now = judged(fresh)
      const later = judged({ ...fresh, today: fresh.today + 3 })
      const more = judged({ ...fresh, steps: [...fresh.steps, { kind, fixedIn: null, begunAgo: null }] })
      const passed = fresh.steps.some(({ fixedIn }) => fixedIn !== null && fixedIn < fresh.today + 3)
      if (now.probability && later.probability && !passed)
        expect(later.probability.middle).toBeLessThanOrEqual(now.probability.middle + 1e-9)
      if (now.probability && more.probability)
        expect(more.probability.middle).toBeLessThanOrEqual(now.probability.middle + 1e-9)
      if (now.certainlyTooLate) expect(later.certainlyTooLate).toEqual(now.certainlyTooLate)
    }),
    { numRuns: 100 },
  )
})

const aLink = fc.record({
  counts: fc.constantFrom('working' as const, 'calendar' as const),
  days: fc.uniqueArray(fc.nat(12), { minLength: 1, maxLength: 3 }),
  fixedIn: fc.option(fc.nat(20)),
})
test('forwards, backwards and by trying every case one by one come to the same chance', () => {
  const calendar = calendarFor('berlin-court')
  fc.assert(
    fc.property(fc.array(aLink, { minLength: 1, maxLength: 3 }), fc.nat(50), (drawn, neededIn) => {
      const chain: Link[] = drawn.map(({ counts, days, fixedIn }) => ({
        ...{ counts, calendar, begun: null, fixed: fixedIn === null ? null : start + fixedIn },
        points: days.map((one) => ({ days: one, share: 1 / days.length })),
      }))
      const needed = start + neededIn
      const tried = (k: number, day: number): number => {
        const link = chain[k]
        if (!link) return day <= needed ? 1 : 0
        if (link.fixed !== null && day <= link.fixed) return tried(k + 1, link.fixed)
        const { points, counts } = link
        return points.reduce((sum, { days, share }) => sum + share * tried(k + 1, calendar.after(day, days, counts)), 0)
      }
      const chance = tried(0, start)
      expect(chanceBy(endOf(chain, start, start + 5_000), needed)).toBeCloseTo(chance, 9)
      expect(chancesFrom(chain, needed)(0, start)).toBeCloseTo(chance, 9)
    }),
    { numRuns: 200 },
  )
})
