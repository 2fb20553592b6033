// What is left of a procedure, one step after the other: on which day it ends, with which chance. Exact on days; nothing is drawn by lot.
import type { Calendar, Counts } from './calendar.ts'
import type { Points } from './durations.ts'

export interface Link {
  counts: Counts
  points: Points
  /** A day that was set: it does not end before, and on it where it can begin by then. */
  fixed: number | null
  /** It has begun on that day already; its points count from there. */
  begun: number | null
  calendar: Calendar
}

/** Chances by day (days since 1970). */
export type ByDay = Map<number, number>

function endsOf({ counts, points, fixed, begun, calendar }: Link, start: number): { day: number; share: number }[] {
  if (fixed !== null && start <= fixed) return [{ day: fixed, share: 1 }]
  const from = begun ?? start
  return points.map(({ days, share }) => ({ day: Math.max(start, calendar.after(from, days, counts)), share }))
}

/** The chance of each day to be the one on which the last of them ends; what ends after `horizon` is left out. */
export function endOf(chain: readonly Link[], start: number, horizon: number): ByDay {
  let now: ByDay = new Map([[start, 1]])
  for (const link of chain) {
    const next: ByDay = new Map()
    for (const [day, chance] of now)
      for (const end of endsOf(link, day))
        if (end.day <= horizon) next.set(end.day, (next.get(end.day) ?? 0) + chance * end.share)
    now = next
  }
  return now
}

/** The chance that it has ended by a day. */
export function chanceBy(ends: ByDay, day: number): number {
  let sum = 0
  for (const [at, chance] of ends) if (at <= day) sum += chance
  return Math.min(1, sum)
}

/** The chance that link `k` and all after it end by `needed`, when it begins on `day`. Each is computed once. */
export function chancesFrom(chain: readonly Link[], needed: number): (k: number, day: number) => number {
  const memos = chain.map(() => new Map<number, number>())
  const chance = (k: number, day: number): number => {
    if (day > needed) return 0
    const link = chain[k]
    const memo = memos[k]
    if (link === undefined || memo === undefined) return 1
    const known = memo.get(day)
    if (known !== undefined) return known
    let sum = 0
    for (const end of endsOf(link, day)) if (end.day <= needed) sum += end.share * chance(k + 1, end.day)
    memo.set(day, sum)
    return sum
  }
  return chance
}

/** The last day from which a chance that only falls is at least so high; null where it is not even on the first. */
export function lastDayWith(
  chance: (day: number) => number,
  atLeast: number,
  from: number,
  until: number,
): number | null {
  // Sums of many shares miss one by a hair.
  const enough = (day: number) => chance(day) >= atLeast - 1e-9
  if (from > until || !enough(from)) return null
  let [good, bad] = [from, until + 1]
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (enough(middle)) good = middle
    else bad = middle
  }
  return good
}
