// Can an answer still come in time? From the steps left, how long such steps last, days that were set, and the calendar of the court.
import type { Instant } from '#kernel/time.ts'
import type { StepKind } from '../../model/requests/data.ts'
import type { InTime, InTimeVerdict, LastMoment, Probability, StepDuration } from '../../model/requests/in-time.ts'
import type { Request, RequestStep } from '../../model/requests/request.ts'
import { dayAt, dayNumber, saidDay } from '../days.ts'
import type { Calendar } from './calendar.ts'
import { certainSince } from './certain.ts'
import { type ByDay, chanceBy, chancesFrom, endOf, type Link, lastDayWith } from './chain.ts'
import { type Case, type DurationLaw, durationLaw } from './durations.ts'

export interface TimeFacts {
  now: Instant
  cases: readonly Case[]
  kinds: ReadonlyMap<string, StepKind>
  endangeredBelow: number
  rangeZ: number
  otherForumCounts: number
  calendarFor(forum: string | null): Calendar
}

/** What of a request its time is judged by. */
export type Judged = Pick<
  Request,
  'state' | 'endedOn' | 'forum' | 'neededBy' | 'neededSince' | 'steps' | 'alternatives'
>

/** Further than this nobody looks. */
const horizonDays = 1_500
const curvePoints = 60

/** A step that the answer still waits for, with all that is known of its time. */
interface Left {
  step: RequestStep
  kind: StepKind | undefined
  calendar: Calendar
  begun: number | null
  /** The day that was set for it, and the same while it has not passed. */
  set: number | null
  fixed: number | null
  law: DurationLaw | null
}

/** Exact on days: the chances of what is left are added up day by day, forwards and backwards; nothing is guessed where a fact is missing. */
export function judgeInTime(request: Judged, facts: TimeFacts): InTime {
  const calendar = facts.calendarFor(request.forum)
  const today = dayAt(facts.now, calendar.timeZone)
  const needed = request.neededBy === null ? null : dayNumber(request.neededBy)
  const left = leftOf(request, facts, today)
  const base: InTime = {
    ...{ verdict: 'unknown', today: saidDay(today), neededBy: request.neededBy, probability: null, expected: null },
    ...{ earliest: null, certainlyTooLate: null, lastMoments: [], curve: [] },
    durations: left.map((one) => durationOf(one)),
    reasons: doubtsOf(request, calendar, needed ?? today),
    missing: missingIn(request, left, needed, today),
    alternatives: inTimeWithout(request),
  }
  if (request.state !== 'open') return { ...base, ...endedAs(request), missing: [] }
  const earliest = earliestOf(left, today)
  const reasons = [...reasonsOf(left), ...base.reasons]
  if (needed === null) return { ...base, earliest: left.length === 0 ? null : saidDay(earliest), reasons }
  const hard = left.map((one) => ({ ...one, hard: hardLink(one) }))
  const certain = certainSince({ left: hard, needed, neededSince: request.neededSince, now: facts.now, calendar })
  const known = left.length === 0 ? null : chancesOf(left, today, needed)
  const probability = certain ? { low: 0, middle: 0, high: 0 } : (known?.probability ?? null)
  return {
    ...base,
    verdict: verdictOf(certain !== null, probability, facts.endangeredBelow),
    probability,
    expected: known && expectedOf(known.ends),
    earliest: left.length === 0 ? null : saidDay(earliest),
    certainlyTooLate: certain,
    lastMoments: lastMoments(left, today, needed, facts.endangeredBelow),
    curve: known ? curveOf(known, today, needed) : [],
    reasons: [...(certain ? [certain.because] : []), ...reasons],
  }
}

function verdictOf(certain: boolean, probability: Probability | null, endangeredBelow: number): InTimeVerdict {
  if (certain) return 'too-late'
  if (probability === null) return 'unknown'
  return probability.middle < endangeredBelow ? 'endangered' : 'in-time'
}

/** Steps of one kind are alike in all requests that are judged by the same facts: the cases are gone through once for each. */
const laws = new WeakMap<TimeFacts, Map<string, DurationLaw | null>>()
function lawOf(facts: TimeFacts, kind: StepKind, forum: string | null, elapsed: number): DurationLaw | null {
  const known = laws.get(facts) ?? new Map<string, DurationLaw | null>()
  laws.set(facts, known)
  const key = `${kind.id} ${forum} ${elapsed}`
  const found = known.get(key)
  if (found !== undefined) return found
  const law = durationLaw(kind, forum, facts.cases, facts, elapsed)
  known.set(key, law)
  return law
}

function leftOf(request: Judged, facts: TimeFacts, today: number): Left[] {
  return request.steps
    .filter(({ waits, state }) => waits && state !== 'done' && state !== 'dropped')
    .map((step) => {
      const forum = step.forum ?? request.forum
      const calendar = facts.calendarFor(forum)
      const kind = facts.kinds.get(step.kind)
      const begun = step.state === 'begun' && step.begunOn !== null ? dayNumber(step.begunOn) : null
      const set = step.fixed === null ? null : dayNumber(step.fixed.on)
      // A day that has passed without the step having ended says only that it did not end before.
      const fixed = set !== null && set >= today ? set : null
      const elapsed =
        begun === null || kind === undefined ? 0 : Math.max(0, calendar.between(begun, today, kind.counts))
      const law = kind === undefined ? null : lawOf(facts, kind, forum, elapsed)
      return { step, kind, calendar, begun, set, fixed, law }
    })
}

function linkOf({ kind, calendar, begun, fixed, law }: Left, which: 'low' | 'middle' | 'high'): Link {
  return { counts: kind?.counts ?? 'calendar', points: law?.[which] ?? [], fixed, begun, calendar }
}

/**
 * By set days and least times alone: what cannot be quicker, whatever was seen so far. Where no least time is known weekends do not count
 * either: a court can decide on a Sunday.
 */
function hardLink({ kind, calendar, begun, set: fixed }: Left): Link {
  const days = kind?.atLeastDays ?? 0
  const counts = days > 0 && kind ? kind.counts : 'calendar'
  return { counts, fixed, begun, calendar, points: [{ days, share: 1 }] }
}

function earliestOf(left: readonly Left[], today: number): number {
  return [...endOf(left.map(hardLink), today, Number.POSITIVE_INFINITY).keys()][0] ?? today
}

/** Known by cases; or, of the next step, by the day that was set for it. */
const isKnown = ({ law, fixed }: Left, k: number) => law !== null || (k === 0 && fixed !== null)
const allKnown = (left: readonly Left[]) => left.every(isKnown)

interface Chances {
  probability: Probability
  ends: Record<'low' | 'middle' | 'high', ByDay>
}

/** Null where the duration of a step is not known. */
function chancesOf(left: readonly Left[], today: number, needed: number): Chances | null {
  if (!allKnown(left)) return null
  const horizon = Math.max(today, needed) + horizonDays
  const ends = (which: 'low' | 'middle' | 'high') =>
    endOf(
      left.map((one) => linkOf(one, which)),
      today,
      horizon,
    )
  const all = { low: ends('low'), middle: ends('middle'), high: ends('high') }
  const by = (ends: ByDay) => chanceBy(ends, needed)
  return { ends: all, probability: { low: by(all.low), middle: by(all.middle), high: by(all.high) } }
}

function expectedOf({ middle }: Chances['ends']): InTime['expected'] {
  const days = [...middle].sort(([a], [b]) => a - b)
  const dayWith = (share: number) => {
    let sum = 0
    for (const [day, chance] of days) {
      sum += chance
      if (sum >= share - 1e-9) return saidDay(day)
    }
    return null
  }
  return { early: dayWith(0.1), middle: dayWith(0.5), late: dayWith(0.9) }
}

/** The day by which it is there with 19 chances in 20. */
function lastOf(ends: ByDay): number {
  let sum = 0
  let last = Number.NEGATIVE_INFINITY
  for (const [day, chance] of [...ends].sort(([a], [b]) => a - b)) {
    last = day
    sum += chance
    if (sum >= 0.95) break
  }
  return last
}

function curveOf({ ends }: Chances, today: number, needed: number): InTime['curve'] {
  // Until it is as good as there: the tail says little.
  const last = lastOf(ends.middle)
  const until = Math.min(Math.max(last, needed + 7), today + horizonDays)
  const stride = Math.max(1, Math.ceil((until - today) / curvePoints))
  const days = new Set([needed])
  for (let day = today; day <= until; day += stride) days.add(day)
  return [...days]
    .filter((day) => day >= today)
    .sort((a, b) => a - b)
    .map((day) => ({
      day: saidDay(day),
      ...{ low: chanceBy(ends.low, day), middle: chanceBy(ends.middle, day), high: chanceBy(ends.high, day) },
    }))
}

/** For each step that has not begun: the last day to begin it. */
function lastMoments(left: readonly Left[], today: number, needed: number, odds: number): LastMoment[] {
  const hard = chancesFrom(left.map(hardLink), needed)
  const chance = allKnown(left)
    ? chancesFrom(
        left.map((one) => linkOf(one, 'middle')),
        needed,
      )
    : null
  return left.flatMap(({ step, begun }, k) => {
    if (begun !== null) return []
    const possible = lastDayWith((day) => hard(k, day), 1, today, needed)
    const likely = chance && lastDayWith((day) => chance(k, day), odds, today, needed)
    const [last, atAll] = [likely === null ? null : saidDay(likely), possible === null ? null : saidDay(possible)]
    return [{ step: step.key, text: step.text, likely: last, possible: atAll, because: whyLast(last, atAll, odds) }]
  })
}

function whyLast(likely: string | null, possible: string | null, odds: number): string {
  const share = `${Math.round(odds * 100)} in 100`
  if (possible === null) return 'Whenever it begins, it cannot end in time any more.'
  if (likely === null)
    return `Begun today its chance is below ${share} already, or cannot be said; by ${possible} it is over.`
  return `Begun by ${likely} the answer comes in time with a chance of ${share} or more; after ${possible} it cannot.`
}

function endedAs({ state, endedOn, neededBy }: Judged): Pick<InTime, 'verdict' | 'reasons'> {
  if (state !== 'answered') return { verdict: 'ended', reasons: [`It was ${state} on ${endedOn}.`] }
  if (endedOn === null || neededBy === null)
    return { verdict: 'ended', reasons: ['It was answered; nobody said by when it was needed.'] }
  return endedOn <= neededBy
    ? { verdict: 'answered-in-time', reasons: [`Answered on ${endedOn}, needed by ${neededBy}.`] }
    : { verdict: 'answered-late', reasons: [`Answered on ${endedOn}, and needed by ${neededBy}.`] }
}

function missingIn(request: Judged, left: readonly Left[], needed: number | null, today: number): string[] {
  const unknown = left.filter((one, k) => !isKnown(one, k))
  const passed = left.filter(({ step, fixed }) => step.fixed !== null && fixed === null)
  return [
    ...(needed === null ? ['By when it is needed.'] : []),
    ...(left.length === 0
      ? ['What is still to be done: no step is left that the answer waits for. Plan one, or say that it was answered.']
      : []),
    ...unknown.map(({ step, begun }) =>
      begun === null
        ? `How long “${step.text}” lasts: the register has no case of its kind.`
        : `How long “${step.text}” still lasts: since ${step.begunOn} it has gone on longer than every case that is known.`,
    ),
    ...passed.map(
      ({ step }) => `What came of “${step.text}”, which was set for ${step.fixed?.on} (today is ${saidDay(today)}).`,
    ),
    ...(request.forum === null
      ? ['Which court or authority it is before: only Saturdays and Sundays are counted.']
      : []),
  ]
}

function reasonsOf(left: readonly Left[]): string[] {
  return left.map(({ step, fixed, law, kind }) => {
    if (fixed !== null && step.fixed) return `“${step.text}” is set for ${step.fixed.on}; it does not end before.`
    if (law === null) return `“${step.text}”: its duration is not known.`
    const days = `${law.shortest} to ${law.longest} ${kind?.counts} days, in the middle ${law.median}`
    const from = `${law.cases} ${law.cases === 1 ? 'case' : 'cases'} of the register`
    const beside = law.priorCases > 0 ? ` and an assumption that counts as ${Math.round(law.priorCases * 10) / 10}` : ''
    const announced = step.state === 'announced' ? ' It is announced and not filed, so it has not begun.' : ''
    return `“${step.text}” lasts ${days}: ${from}${beside}.${announced}`
  })
}

function doubtsOf(request: Judged, calendar: Calendar, day: number): string[] {
  const doubt = request.forum === null ? null : calendar.doubt(day)
  return doubt === null ? [] : [`${doubt}.`]
}

/** Ways that can really be gone without the other party, and are ready in time: both must be known. */
function inTimeWithout({ alternatives, neededBy }: Judged): string[] {
  return alternatives
    .filter(
      ({ realistic, readyOn }) => realistic === 'yes' && readyOn !== null && neededBy !== null && readyOn <= neededBy,
    )
    .map(({ key }) => key)
}

function durationOf({ step, kind, law }: Left): StepDuration {
  return {
    ...{ step: step.key, kind: step.kind, counts: kind?.counts ?? 'calendar' },
    ...{ cases: law?.cases ?? 0, sameForum: law?.sameForum ?? 0, priorCases: law?.priorCases ?? 0 },
    priorSource: kind?.prior?.source ?? '',
    ...{ shortest: law?.shortest ?? null, median: law?.median ?? null, longest: law?.longest ?? null },
  }
}
