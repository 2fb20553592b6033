// What comes round: the next time, counted from the last one, or by whole months of the calendar year.
import type { DueContext } from './due-context.ts'
import { addDuration, periodOf } from './duration.ts'
import { sayMoment } from './say-time.ts'
import { momentIn, momentOf, wallOf } from './zone.ts'

export interface Occurrence {
  at: number
  text: string
}

/** Null where neither the last time nor a rhythm of the calendar year is known. */
export function nextOccurrence(interval: string, context: DueContext): Occurrence | null {
  const { timeZone, now, previous } = context
  const period = periodOf(interval)
  const before = momentIn(previous)
  if (before !== null) {
    const at = addDuration(timeZone, before, interval)
    return { at, text: `${period.words} after the last time: ${sayMoment(timeZone, at)}` }
  }
  const present = momentIn(now)
  const months = period.months
  const fits = months > 0 && 12 % months === 0 && period.days === 0 && period.elapsedMs === 0
  if (present === null || !fits) return null
  const wall = new Date(wallOf(timeZone, present))
  const past = wall.getUTCMonth() % months
  const at = momentOf(timeZone, Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() - past + months, 1)).at
  const what = months === 12 ? 'year' : months === 1 ? 'month' : `${months} months of the year`
  return { at, text: `The act names no first day; by the calendar this ${what} ends ${sayMoment(timeZone, at)}` }
}
