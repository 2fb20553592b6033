// ISO 8601 durations of the law: years to days go by the calendar of a time zone, hours and minutes are time that passes.
import { bounded, dayMs, momentOf, type WallMoment, wallOf } from './zone.ts'

export interface Period {
  months: number
  days: number
  /** Time that passes, in milliseconds. */
  elapsedMs: number
  words: string
}

const pattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/
const names = ['year', 'month', 'week', 'day', 'hour', 'minute']
const known = new Map<string, Period>()
const mostKnown = 1_000

/** 'P1M' is one month. What is no duration is one of no length: the law is checked before it is used. */
export function periodOf(duration: string): Period {
  const before = known.get(duration)
  if (before !== undefined) return before
  const parts = (pattern.exec(duration) ?? []).slice(1).map((part) => Number(part ?? 0))
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0] = parts
  const period = {
    months: 12 * years + months,
    days: 7 * weeks + days,
    elapsedMs: (60 * hours + minutes) * 60_000,
    words: inWords([years, months, weeks, days, hours, minutes]),
  }
  if (known.size >= mostKnown) known.clear()
  known.set(duration, period)
  return period
}

function inWords(numbers: number[]): string {
  const parts = numbers.flatMap((n, at) => (n === 0 ? [] : [`${n} ${names[at]}${n === 1 ? '' : 's'}`]))
  return parts.length === 0 ? 'no time' : parts.join(' and ')
}

/** Whether the calendar decides how long it is. */
export function isByCalendar(period: Period): boolean {
  return period.months !== 0 || period.days !== 0
}

export interface CalendarEnd extends WallMoment {
  /** The wall time that was aimed at, before the clocks were looked at. */
  wall: number
  /** The day of the month that the last month does not have, or null. */
  missingDay: number | null
}

/** Same time of day on the day that the calendar gives; a day that the month does not have is its last. */
export function addCalendar(timeZone: string, from: number, period: Period): CalendarEnd {
  const start = wallOf(timeZone, from)
  const { wall, missingDay } = addMonths(start, period.months)
  const end = bounded(wall + period.days * dayMs)
  return { ...momentOf(timeZone, end), wall: end, missingDay }
}

function addMonths(wall: number, months: number): { wall: number; missingDay: number | null } {
  if (months === 0) return { wall, missingDay: null }
  const start = new Date(wall)
  const target = start.getUTCMonth() + months
  const lastDay = new Date(Date.UTC(start.getUTCFullYear(), target + 1, 0)).getUTCDate()
  const wanted = start.getUTCDate()
  const day = Date.UTC(start.getUTCFullYear(), target, Math.min(wanted, lastDay))
  return { wall: day + (((wall % dayMs) + dayMs) % dayMs), missingDay: wanted > lastDay ? wanted : null }
}

/** The moment a duration after another: calendar parts first, on the wall; then the hours. */
export function addDuration(timeZone: string, from: number, duration: string): number {
  const period = periodOf(duration)
  const start = isByCalendar(period) ? addCalendar(timeZone, from, period).at : from
  return start + period.elapsedMs
}
