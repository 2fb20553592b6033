// When a promise falls due: from what the text says and the day of publication, or nothing while that day is not known.
import { type Instant, instant } from '#kernel/time.ts'

export interface Due {
  due: Instant | null
  why: string
}

const minute = 60_000
const day = 86_400_000
const span =
  /^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:\d{1,6}(?:\.\d{1,3})?S)?)?$/
const moment = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?$/

/** `text` as the times stage writes it: `PT24H`, `2025-03-11`, `2025-03-10T09:45Z`, `2025-03`, `2025-Q1`, `2025`, a range. */
export function dueFrom(text: string | null, publishedAt: Instant | null): Due {
  if (text === null) return { due: null, why: 'The text does not say by when: give a date.' }
  const end = text.includes('/') ? (text.split('/')[1] ?? '') : text
  const length = lengthOf(end)
  if (length) {
    if (publishedAt === null)
      return {
        due: null,
        why: `${end} counts from a day that is not known yet: give a date, or say when it was published.`,
      }
    const at = added(new Date(publishedAt), length)
    return at === null
      ? { due: null, why: `${end} leads to no date that can be kept: give one.` }
      : { due: instant(at), why: `${end} from the publication at ${publishedAt}.` }
  }
  const fixed = endOf(end)
  return fixed === null
    ? { due: null, why: `"${text}" names no date: give one.` }
    : { due: instant(fixed), why: `The end of ${end}${moment.test(end) ? '' : ' (UTC)'}.` }
}

interface Length {
  months: number
  milliseconds: number
}

function lengthOf(text: string): Length | null {
  const found = span.exec(text)
  if (!found || text === 'P' || text.endsWith('T')) return null
  const [years, months, weeks, days, hours, minutes] = found.slice(1).map((part) => Number(part ?? 0))
  return {
    months: (years ?? 0) * 12 + (months ?? 0),
    milliseconds: ((weeks ?? 0) * 7 + (days ?? 0)) * day + ((hours ?? 0) * 60 + (minutes ?? 0)) * minute,
  }
}

/** Months keep the day of the month where the month has it: a month from 31 January is the last day of February. */
function added(from: Date, { months, milliseconds }: Length): Date | null {
  const at = new Date(from)
  const dayOfMonth = at.getUTCDate()
  at.setUTCDate(1)
  at.setUTCMonth(at.getUTCMonth() + months)
  at.setUTCDate(Math.min(dayOfMonth, lastDay(at.getUTCFullYear(), at.getUTCMonth() + 1)))
  return kept(at.getTime() + milliseconds)
}

/** The last millisecond of a day, month, quarter, half or year; a moment is its own end. A local time is read as UTC. */
function endOf(text: string): Date | null {
  const exact = moment.exec(text)
  if (exact) return kept(Date.parse(exact[6] ? text : `${text}Z`))
  const [, year = '', rest = ''] = /^(\d{4})(?:-(\d{2}-\d{2}|\d{2}|Q[1-4]|H[12]))?$/.exec(text) ?? []
  if (year === '') return null
  const months = rest.startsWith('Q') ? Number(rest[1]) * 3 : rest.startsWith('H') ? Number(rest[1]) * 6 : 12
  const month = /^\d/.test(rest) ? Number(rest.slice(0, 2)) : months
  if (month < 1 || month > 12) return null
  const date = rest.length === 5 ? Number(rest.slice(3)) : lastDay(Number(year), month)
  if (date < 1 || date > lastDay(Number(year), month)) return null
  return kept(Date.UTC(Number(year), month - 1, date + 1) - 1)
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** Only moments that the database holds and that a person can mean. */
function kept(at: number): Date | null {
  return Number.isNaN(at) || at < Date.UTC(1900, 0) || at > Date.UTC(2200, 0) ? null : new Date(at)
}
