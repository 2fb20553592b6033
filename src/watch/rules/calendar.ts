// Calendar sums on plain numbers: days since 1970 and back, without the machine's clock or time zone.
export interface Day {
  year: number
  month: number
  day: number
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0)
}

export function isDay({ year, month, day }: Day): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Days since 1970-01-01, by the proleptic Gregorian calendar. */
export function toDays({ year, month, day }: Day): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function fromDays(days: number): Day {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const mp = Math.floor((5 * dayOfYear + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1,
  }
}

/** 1 is Monday, 7 is Sunday, as in ISO 8601. */
export function weekdayOf(days: number): number {
  return ((((days + 3) % 7) + 7) % 7) + 1
}

export function addMonths({ year, month, day }: Day, months: number): Day {
  const total = year * 12 + (month - 1) + months
  const y = Math.floor(total / 12)
  const m = total - y * 12 + 1
  return { year: y, month: m, day: Math.min(day, daysInMonth(y, m)) }
}

export function dayText({ year, month, day }: Day): string {
  return `${monthText(year, month)}-${pad(day)}`
}

export function monthText(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${pad(month)}`
}

export function pad(value: number): string {
  return String(value).padStart(2, '0')
}

export interface Moment {
  days: number
  minutes: number
}

/** Reads an ISO 8601 date or instant; a time without a zone is taken as UTC. Null when it is none. */
export function readMoment(text: string): Moment | null {
  const found =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?/.exec(
      text.trim().slice(0, 40),
    )
  if (found === null) return null
  const [, year, month, day, hour = '0', minute = '0', zone = 'Z'] = found
  const date = { year: Number(year), month: Number(month), day: Number(day) }
  if (!isDay(date) || Number(hour) > 24 || Number(minute) > 59) return null
  const offset =
    zone === 'Z' ? 0 : Number(zone.slice(0, 3)) * 60 + Math.sign(Number(zone.slice(0, 3))) * Number(zone.slice(-2))
  return addMinutes({ days: toDays(date), minutes: Number(hour) * 60 + Number(minute) }, -offset)
}

export function addMinutes({ days, minutes }: Moment, more: number): Moment {
  const total = minutes + more
  const carry = Math.floor(total / 1440)
  return { days: days + carry, minutes: total - carry * 1440 }
}

export function momentText({ days, minutes }: Moment): string {
  return `${dayText(fromDays(days))}T${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}Z`
}

/** The same moment as an RFC 3339 instant with milliseconds, or null. */
export function instantOf(text: string): string | null {
  const moment = readMoment(text)
  return moment === null ? null : momentText(moment).replace('Z', ':00.000Z')
}
