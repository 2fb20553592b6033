// Whether a value is as a field of a form asks; where not, what the field takes, in a sentence.
import type { FieldValue } from '../../model/duty-report.ts'

export interface Takes {
  type: string
  choices: readonly string[] | null
  /** The highest number that makes sense, where there is one. */
  most?: number
  /** ISO 3166-1 alpha-2 codes that exist. */
  countries: ReadonlySet<string>
}

/** Null where it is right. An empty field is always right here; whether it is missing is another question. */
export function faultIn(value: FieldValue, takes: Takes): string | null {
  if (value === null) return null
  const check = checks[takes.type] ?? text
  return check(value, takes)
}

type Check = (value: FieldValue, takes: Takes) => string | null

function text(value: FieldValue): string | null {
  if (typeof value !== 'string') return 'It takes a text.'
  return isControlFree(value) ? null : 'It takes a text without control characters.'
}

function isControlFree(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be in it.
  return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value) && !/\p{Cs}/u.test(value)
}

function oneOf(value: FieldValue, { choices }: Takes): string | null {
  if (typeof value !== 'string') return 'It takes one of its choices.'
  return choices?.includes(value) === false ? `“${shortly(value)}” is none of its choices: ${listed(choices)}.` : null
}

function someOf(value: FieldValue, { choices }: Takes): string | null {
  if (!Array.isArray(value)) return 'It takes a list of its choices.'
  const strange = value.find((one) => choices?.includes(one) === false)
  if (strange !== undefined) return `“${shortly(strange)}” is none of its choices: ${listed(choices ?? [])}.`
  return new Set(value).size === value.length ? null : 'It takes each choice once.'
}

function listed(choices: readonly string[]): string {
  const shown = choices.slice(0, 12).join('; ')
  return choices.length > 12 ? `${shown}; and ${choices.length - 12} more` : shown
}

function shortly(value: string): string {
  return value.length > 60 ? `${value.slice(0, 57)}…` : value
}

function integer(value: FieldValue, { most }: Takes): string | null {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    return 'It takes a whole number that is not negative.'
  return most !== undefined && value > most ? `It takes at most ${most}.` : null
}

/** Up to five digits with one decimal: shares of a daily average may pass 100. */
function percent(value: FieldValue, { most = 9_999.9 }: Takes): string | null {
  const said = `It takes a share in percent from 0 to ${most} with one decimal, for example 12.5.`
  if (typeof value !== 'number' || !(value >= 0 && value <= most)) return said
  return Number(value.toFixed(1)) === value ? null : said
}

function money(value: FieldValue): string | null {
  const right = typeof value === 'number' && value >= 0 && value <= 1e15 && Number(value.toFixed(2)) === value
  return right
    ? null
    : 'It takes an amount in units of the currency that is not negative, exact to the thousand or better.'
}

function duration(value: FieldValue): string | null {
  const right = typeof value === 'string' && /^\d{2,3}:([01]\d|2[0-3]):[0-5]\d$/.test(value)
  return right ? null : 'It takes days, hours and minutes as dd:hh:mm, for example 01:03:25.'
}

function moment(value: FieldValue): string | null {
  const said = 'It takes a moment in UTC, for example 2027-03-10T09:45:00Z.'
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(value)) return said
  const at = new Date(value)
  // A day that does not exist is moved on by Date, and then reads otherwise.
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 19) === value.slice(0, 19) ? null : said
}

function countries(value: FieldValue, takes: Takes): string | null {
  if (!Array.isArray(value)) return 'It takes a list of countries by their two letters (ISO 3166-1).'
  const strange = value.find((code) => !takes.countries.has(code))
  return strange === undefined ? null : `“${shortly(strange)}” is no country of ISO 3166-1, for example DE.`
}

function currency(value: FieldValue): string | null {
  const known = typeof value === 'string' && Intl.supportedValuesOf('currency').includes(value)
  return known ? null : 'It takes a currency by its three letters (ISO 4217), for example EUR.'
}

/** ISO 17442: 18 letters and digits, two check digits; the whole read as a number leaves 1 when divided by 97. */
export function isLei(code: string): boolean {
  if (!/^[A-Z0-9]{18}[0-9]{2}$/.test(code)) return false
  let rest = 0
  for (const character of code) {
    const value = Number.parseInt(character, 36)
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97
  }
  return rest === 1
}

function lei(value: FieldValue): string | null {
  if (typeof value !== 'string' || !/^[A-Z0-9]{18}[0-9]{2}$/.test(value))
    return 'It takes a legal entity identifier: 20 letters and digits, the last two digits (ISO 17442).'
  return isLei(value) ? null : `${value} is no legal entity identifier: its check digits do not fit.`
}

const checks: Record<string, Check> = {
  text,
  boolean: (value) => (typeof value === 'boolean' ? null : 'It takes yes or no.'),
  choice: oneOf,
  'choice[]': someOf,
  integer,
  percent_1dp: percent,
  money_thousands: money,
  duration_ddhhmm: duration,
  datetime_utc: moment,
  'iso3166_alpha2[]': countries,
  iso4217: currency,
  lei,
}
