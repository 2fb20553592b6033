// The calendar of a court or an authority: weekends, public holidays, its own days off and its recess.
import type { DaysOff } from '#assess/rules/clocks/days-off.ts'
import { doubtAbout, whyOff } from '#assess/rules/clocks/working-days.ts'
import type { Forum } from '../../model/requests/data.ts'
import { saidDay } from '../days.ts'

export type Counts = 'working' | 'calendar'

export interface Calendar {
  timeZone: string
  /** Why it does not work on that day (days since 1970), or null. */
  offBecause(day: number): string | null
  /** The day on which so many days have passed. Working days end on a day on which it works. */
  after(start: number, days: number, counts: Counts): number
  /** How many days passed from one to the other: what `after` goes forward. */
  between(from: number, to: number, counts: Counts): number
  /** What has to be said about how well its days off are known; null where they were compared with the act. */
  doubt(day: number): string | null
}

/** A recess of a summer and the weekends around it: more days off in a row is a wrong list. */
const longestChain = 120
const none: Pick<Forum, 'country' | 'timeZone' | 'daysOff' | 'recess'> = {
  country: null,
  timeZone: 'UTC',
  daysOff: [],
  recess: [],
}

export function calendarOf(forum: Forum | null, daysOff: DaysOff): Calendar {
  const { country, timeZone, daysOff: own, recess } = forum ?? none
  const where = { memberState: country, daysOff }
  const known = new Map<number, string | null>()

  function lookUp(day: number): string | null {
    const said = saidDay(day)
    const monthDay = said.slice(5)
    const off = own.find(({ on, fromYear }) => on === monthDay && Number(said.slice(0, 4)) >= fromYear)
    if (off) return off.name
    const rests = recess.find(({ from, until }) => from <= monthDay && monthDay <= until)
    return rests ? rests.name : whyOff(day, where)
  }
  function offBecause(day: number): string | null {
    let why = known.get(day)
    if (why === undefined) {
      why = lookUp(day)
      known.set(day, why)
    }
    return why
  }
  // Working days in a row, from one day to another; grown at both ends when it is asked for more.
  let work: number[] = []
  let from = 0
  let until = 0
  function cover(first: number, last: number): void {
    if (work.length === 0 && from === until) from = until = first
    const before: number[] = []
    for (let day = first; day < from; day++) if (offBecause(day) === null) before.push(day)
    if (before.length > 0) work = [...before, ...work]
    from = Math.min(from, first)
    for (; until <= last; until++) if (offBecause(until) === null) work.push(until)
  }
  /** The place in `work` of the first working day that is not before this one. */
  function placeOf(day: number): number {
    let [low, high] = [0, work.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((work[middle] ?? 0) < day) low = middle + 1
      else high = middle
    }
    return low
  }
  function after(start: number, days: number, counts: Counts): number {
    if (counts === 'calendar') return start + days
    for (let last = start + 2 * days + longestChain; ; last += longestChain) {
      cover(start, last)
      const found = work[placeOf(start) + days]
      if (found !== undefined) return found
      // A list without working days is a wrong list; the clock does not run away with it.
      if (last > start + 10 * (days + longestChain)) return start + days
    }
  }
  function between(start: number, end: number, counts: Counts): number {
    if (counts === 'calendar') return end - start
    cover(start, end)
    return Math.max(0, placeOf(end + 1) - 1 - placeOf(start))
  }
  return { timeZone, offBecause, after, between, doubt: (day) => doubtAbout(day, where) }
}
