// Days on which obligations are due: once, or round after round. A limit of a day passes at its end, in UTC.
import type { Instant } from '#kernel/time.ts'
import type { Day, DueRule } from '../../model/obligation.ts'

/** The end of a day: '2026-06-06' is missed from the midnight after it. */
export function endOfDay(day: Day): Instant {
  return `${day}T23:59:59.999Z`
}

export function dayOf(at: Instant): Day {
  return at.slice(0, 10)
}

/** The same day some months later; the last of the month where it has no such day. Always counted from the first, so that the 31st comes back. */
export function addMonths(from: Date, months: number): Date {
  const to = new Date(from)
  const day = to.getUTCDate()
  to.setUTCDate(1)
  to.setUTCMonth(to.getUTCMonth() + months)
  const last = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate()
  to.setUTCDate(Math.min(day, last))
  return to
}

/** Whether the calendar has such a day: 2026-02-30 it has not. */
export function isDay(day: Day): boolean {
  const at = new Date(`${day}T00:00:00.000Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === day
}

/** No round is later than this many: monthly for a hundred years. */
const mostRounds = 1_200

/** The days of what comes round, from the first, up to and including the first that is after `until`. */
export function roundsUntil(first: Day, months: number, until: Day): Day[] {
  const start = new Date(`${first}T00:00:00.000Z`)
  const days: Day[] = []
  for (let turn = 0; turn < mostRounds; turn++) {
    const day = dayOf(addMonths(start, turn * months).toISOString())
    days.push(day)
    if (day > until) break
  }
  return days
}

/** The first day of what comes round, else the one day; by the data, or by a person where the data has none or they set another. */
export function firstDay(due: DueRule, set: Day | null): Day | null {
  if (set !== null) return set
  if (due.kind === 'date') return due.on
  return due.kind === 'every' ? due.first : null
}
