// How values are said in a product: moments in UTC, figures with their qualifier, what persons wrote as it was written.
import type { Users } from '#assess/model.ts'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** '10 March 2025, 09:45 UTC'. A moment that there is not is said as it was written. */
export function moment(at: string): string {
  const date = dateOf(at)
  return date ? `${day(date)}, ${clock(date)} UTC` : at
}

/** '10 March 2025, 09:45 to 10:23 UTC', without saying one day twice. */
export function span(from: string, to: string): string {
  const [start, end] = [dateOf(from), dateOf(to)]
  if (!start || !end) return `${moment(from)} to ${moment(to)}`
  const until = day(start) === day(end) ? clock(end) : `${day(end)}, ${clock(end)}`
  return `${day(start)}, ${clock(start)} to ${until} UTC`
}

/** A time as exactly as it is known: '2025', 'March 2025', '10 March 2025', a moment; without a zone it is not said to be UTC. */
export function timePoint(at: string): string {
  const [, year, month, date, time, zone] =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})[\d:.]*(Z|[+-]\d{2}:\d{2})?)?)?)?$/.exec(at) ?? []
  const name = month && months[Number(month) - 1]
  if (year === undefined || (month && !name)) return at
  if (zone) return moment(at)
  const said = [date && String(Number(date)), name, year].filter(Boolean).join(' ')
  return time ? `${said}, ${time} (zone not said)` : said
}

/** Null where it names no zone, or does not exist. */
export function exactMoment(at: string): Date | null {
  return /T.*(Z|[+-]\d{2}:\d{2})$/.test(at) ? dateOf(at) : null
}

function dateOf(at: string): Date | null {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? null : date
}

function day(date: Date): string {
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

function clock(date: Date): string {
  return date.toISOString().slice(11, 16)
}

/** '1,234,567'. */
export function figure(value: number): string {
  const rounded = Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 10) / 10
  const [whole = '', rest] = String(rounded).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return rest === undefined ? grouped : `${grouped}.${rest}`
}

/** '1 incident', '3 countries'. */
export function many(n: number, one: string, several = `${one}s`): string {
  return `${figure(n)} ${n === 1 ? one : several}`
}

export function percent(share: number): string {
  const value = share * 100
  return value > 0 && value < 1 ? 'under 1 %' : `${Math.round(value)} %`
}

const qualifiers = { about: 'about ', over: 'more than ', 'up-to': 'up to ', exact: '' } as const

/** 'about 40,000 (operator)': never without how it was said and by whom. */
export function users({ value, qualifier, basis }: Users): string {
  return `${qualifiers[qualifier]}${figure(value)} (${basis.trim()})`
}

/** What a person wrote, on one line and ended as a sentence. */
export function asWritten(text: string): string {
  const said = text.trim().replace(/\s+/g, ' ')
  return said === '' || /[.!?…]["”’)]?$/.test(said) ? said : `${said}.`
}

/** What a person wrote, within a sentence and quoted. */
export function quoted(text: string): string {
  return `“${text.trim().replace(/\s+/g, ' ').replace(/[“”]/g, '"')}”`
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
