// How long a step lasts: cases of the register and what is assumed beside them, as chances by days, with their range.
import type { DurationsFile, Forum, StepKind } from '../../model/requests/data.ts'
import type { Request } from '../../model/requests/request.ts'
import { dayNumber } from '../days.ts'
import type { Calendar } from './calendar.ts'

/** One step that has ended: how long it took. */
export interface Case {
  kind: string
  forum: string | null
  days: number
}

/** Chances by days. They may add up to less than one: what is left is longer than anything that was seen. */
export type Points = readonly Point[]
interface Point {
  days: number
  share: number
}

export interface DurationLaw {
  low: Points
  middle: Points
  high: Points
  /** Whole cases behind it, by weight: cases of the register and assumed ones. */
  weight: number
  cases: number
  sameForum: number
  priorCases: number
  median: number
  shortest: number
  longest: number
}

/** What the ended steps of these requests say. A step without its days, or that ended before it began, says nothing. */
export function casesOf(
  requests: readonly Pick<Request, 'forum' | 'steps'>[],
  kinds: ReadonlyMap<string, StepKind>,
  calendarFor: (forum: string | null) => Calendar,
): Case[] {
  return requests.flatMap((request) =>
    request.steps.flatMap(({ kind, state, begunOn, endedOn, forum: own }) => {
      const counts = kinds.get(kind)?.counts
      const [begun, ended] = [begunOn && dayNumber(begunOn), endedOn && dayNumber(endedOn)]
      if (state !== 'done' || counts === undefined || typeof begun !== 'number' || typeof ended !== 'number') return []
      if (ended < begun) return []
      const forum = own ?? request.forum
      return [{ kind, forum, days: calendarFor(forum).between(begun, ended, counts) }]
    }),
  )
}

/**
 * The chances for a step of this kind before this forum that has lasted `elapsed` days already. Null where nothing is known of one that
 * lasts so long. The range is that of Wilson for each number of days: few cases, wide range.
 */
export function durationLaw(
  kind: StepKind,
  forum: Forum['id'] | null,
  cases: readonly Case[],
  { rangeZ, otherForumCounts }: Pick<DurationsFile, 'rangeZ' | 'otherForumCounts'>,
  elapsed = 0,
): DurationLaw | null {
  const own = cases.filter((one) => one.kind === kind.id && one.days >= elapsed)
  const here = own.filter((one) => one.forum === forum)
  const prior = (kind.prior?.shares ?? []).filter(({ days }) => days >= elapsed)
  const asCases = kind.prior?.asCases ?? 0
  const weights = new Map<number, number>()
  const add = (days: number, weight: number) => {
    const at = Math.max(days, kind.atLeastDays)
    if (weight > 0) weights.set(at, (weights.get(at) ?? 0) + weight)
  }
  for (const one of own) add(one.days, one.forum === forum ? 1 : otherForumCounts)
  for (const { days, share } of prior) add(days, share * asCases)
  const sorted = [...weights].sort(([a], [b]) => a - b)
  const weight = sorted.reduce((sum, [, one]) => sum + one, 0)
  const [first] = sorted
  if (first === undefined || weight === 0) return null

  const low: Point[] = []
  const middle: Point[] = []
  const high: Point[] = []
  // Something may be quicker than all that was seen, but not than the least time.
  const unseen = wilson(0, weight, rangeZ).high
  const floor = Math.max(kind.atLeastDays, elapsed)
  if (unseen > 0) high.push({ days: Math.min(floor, first[0]), share: unseen })
  let [passed, passedLow, passedHigh, seen] = [0, 0, unseen, 0]
  let median = first[0]
  for (const [n, [days, one]] of sorted.entries()) {
    seen += one
    const share = n === sorted.length - 1 ? 1 : Math.min(1, seen / weight)
    const range = wilson(share, weight, rangeZ)
    if (passed < 0.5 && share >= 0.5) median = days
    push(low, days, range.low - passedLow)
    push(middle, days, share - passed)
    push(high, days, range.high - passedHigh)
    ;[passed, passedLow, passedHigh] = [share, Math.max(passedLow, range.low), Math.max(passedHigh, range.high)]
  }
  return {
    ...{ low, middle, high, weight, cases: own.length, sameForum: here.length },
    // Sums of shares miss a whole number by a hair.
    priorCases: Math.round(prior.reduce((sum, { share }) => sum + share * asCases, 0) * 1_000) / 1_000,
    ...{ median, shortest: first[0], longest: sorted.at(-1)?.[0] ?? first[0] },
  }
}

function push(points: Point[], days: number, share: number): void {
  if (share > 0) points.push({ days, share })
}

/** Wilson's interval of a share seen in so many cases. */
function wilson(share: number, cases: number, z: number): { low: number; high: number } {
  const zz = (z * z) / cases
  const centre = share + zz / 2
  const half = Math.sqrt(zz * (share * (1 - share) + zz / 4))
  const low = share === 0 ? 0 : (centre - half) / (1 + zz)
  const high = share === 1 ? 1 : (centre + half) / (1 + zz)
  return { low: Math.max(0, low), high: Math.min(1, high) }
}
