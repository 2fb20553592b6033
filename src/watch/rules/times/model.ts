// The shared words of the time grammars: what a rule sees, what it gives back, and how periods become text.
import type { TimeKind } from '../../model.ts'
import {
  addMonths,
  type Day,
  dayText,
  fromDays,
  isDay,
  type Moment,
  monthText,
  toDays,
  weekdayOf,
} from '../calendar.ts'

/** What a grammar rule knows beside its own words. `future` tells that the sentence speaks of what is to come. */
export interface TimeContext {
  published: Moment | null
  future: boolean
}

export interface TimeReading {
  kind: TimeKind
  /** Known without any anchor; null when it has to be worked out from the publication date. */
  value: string | null
  shape: string
  anchor: string
  why: string
  /** Set on times of day, which borrow their date from the nearest date before them. */
  clock?: { minutes: number; offset: number | null }
}

export interface TimeRule {
  name: string
  pattern: RegExp
  read(found: RegExpExecArray, context: TimeContext): TimeReading | null
}

/** One language. `ahead`, `aheadAfter` and `reported` tell whether a sentence speaks of what is to come or reports. */
export interface Grammar {
  rules: readonly TimeRule[]
  /** Words at the beginning of a match that belong to the sentence and not to the time, unless `keep` holds. */
  lead: RegExp
  keep: RegExp
  ahead: RegExp
  aheadAfter: RegExp
  reported: RegExp
}

export const PUBLICATION = 'publication'

export function fixed(kind: TimeKind, value: string, why: string): TimeReading {
  return { kind, value, shape: value, anchor: 'none', why }
}

/** A reading that hangs on the publication date: resolved when there is one, floating when there is none. */
export function fromPublication(
  kind: TimeKind,
  shape: string,
  context: TimeContext,
  why: string,
  resolve: (days: number, published: Moment) => string | null,
): TimeReading {
  const { published } = context
  const value = published === null ? null : resolve(published.days, published)
  return { kind, value, shape, anchor: PUBLICATION, why }
}

export function quarterOf(month: number): number {
  return Math.floor((month - 1) / 3) + 1
}

export function dayRange(fromDay: number, toDay: number): string {
  return `${dayText(fromDays(fromDay))}/${dayText(fromDays(toDay))}`
}

/** The weekday nearest before the day (or on it), or after it when the sentence looks ahead. */
export function nearWeekday(days: number, weekday: number, direction: 'past' | 'future' | 'next' | 'last'): number {
  const back = (weekdayOf(days) - weekday + 7) % 7
  if (direction === 'past') return days - back
  if (direction === 'last') return days - (back === 0 ? 7 : back)
  const ahead = (7 - back) % 7
  if (direction === 'next') return days + (ahead === 0 ? 7 : ahead)
  return days + ahead
}

/** The year that puts month and day nearest to the publication date; a tie goes to the past. */
export function nearestYear(days: number, month: number, day: number): Day | null {
  const here = fromDays(days).year
  let best: Day | null = null
  for (const year of [here, here - 1, here + 1]) {
    const candidate = { year, month, day }
    if (!isDay(candidate)) continue
    if (best === null || Math.abs(toDays(candidate) - days) < Math.abs(toDays(best) - days)) best = candidate
  }
  return best
}

/** The month as text: the latest one not after the publication date, or the next one when the sentence looks ahead. */
export function nearMonth(days: number, month: number, future: boolean): string {
  const here = fromDays(days)
  if (future) return monthText(here.month <= month ? here.year : here.year + 1, month)
  return monthText(here.month >= month ? here.year : here.year - 1, month)
}

export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year' | 'decade'

export function duration(amount: number, unit: Unit): string {
  if (unit === 'minute') return `PT${amount}M`
  if (unit === 'hour') return `PT${amount}H`
  if (unit === 'day') return `P${amount}D`
  if (unit === 'week') return `P${amount}W`
  if (unit === 'month') return `P${amount}M`
  if (unit === 'quarter') return `P${amount * 3}M`
  return `P${unit === 'decade' ? amount * 10 : amount}Y`
}

/** A moment moved by an amount of a unit; months and years keep the day of the month where they can. */
export function shift(moment: Moment, amount: number, unit: Unit): Moment {
  if (unit === 'minute' || unit === 'hour') {
    const total = moment.minutes + amount * (unit === 'hour' ? 60 : 1)
    const carry = Math.floor(total / 1440)
    return { days: moment.days + carry, minutes: total - carry * 1440 }
  }
  if (unit === 'day' || unit === 'week') return { ...moment, days: moment.days + amount * (unit === 'week' ? 7 : 1) }
  const months = unit === 'month' ? amount : unit === 'quarter' ? amount * 3 : amount * (unit === 'decade' ? 120 : 12)
  return { ...moment, days: toDays(addMonths(fromDays(moment.days), months)) }
}
