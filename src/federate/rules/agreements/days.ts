// Days of agreements: of the calendar, in UTC, the last one included.
import type { Instant } from '#kernel/time.ts'
import type { Agreement } from '../../model/agreement.ts'

export function dayOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** Whether the text is a day that the calendar has: 2027-02-30 is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00.000Z`)
  return Number.isFinite(at) && new Date(at).toISOString().slice(0, 10) === text
}

/** The same day so many months later; the last of the month where that one is shorter. */
export function monthsAfter(day: string, months: number): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth))).toISOString().slice(0, 10)
}

/** When it is looked at again: as the newest review said, or as was signed since then. */
export function reviewDay({ terms, signatures, reviews }: Pick<Agreement, 'terms' | 'signatures' | 'reviews'>): string {
  const signed = Math.max(0, ...signatures.map(({ at }) => Date.parse(at)))
  const [newest] = reviews
  return newest && Date.parse(newest.at) > signed ? newest.next : terms.reviewOn
}

export function reviewOverdue(
  state: Pick<Agreement, 'status' | 'terms' | 'signatures' | 'reviews'>,
  now: Instant,
): boolean {
  return (state.status === 'in-force' || state.status === 'suspended') && reviewDay(state) < dayOf(now)
}
