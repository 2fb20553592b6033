// Days as numbers since 1 January 1970, and as they are written: 2025-02-23.
import { sayDay } from '#assess/rules/clocks/say-time.ts'
import { dayOfWall, momentOf, wallOf } from '#assess/rules/clocks/zone.ts'
import type { Instant } from '#kernel/time.ts'
import type { Day } from '../model/words.ts'

const dayMs = 86_400_000
export const saidDay = (day: number): Day => sayDay(day)

/** Null for a day that no calendar has: 2025-02-30 passes the pattern. */
export function dayNumber(day: Day): number | null {
  const number = Math.round(Date.parse(`${day}T00:00:00.000Z`) / dayMs)
  return Number.isNaN(number) || sayDay(number) !== day ? null : number
}

/** The day that it is at a moment, by the wall of a zone. */
export function dayAt(at: Instant, timeZone: string): number {
  return dayOfWall(wallOf(timeZone, Date.parse(at)))
}

/** The moment at which a day begins, by the wall of a zone. */
export function dawnOf(day: number, timeZone: string): Instant {
  return new Date(momentOf(timeZone, day * dayMs).at).toISOString()
}
