// Is this day a public holiday in that country? Traffic then goes as on a Sunday.
import Type, { type Static } from 'typebox'
import { dayNumber, orthodoxEaster, westernEaster } from './holidays/easter.ts'

const MonthDay = Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' })

const CountryHolidays = Type.Object({
  country: Type.String({ pattern: '^[A-Z]{2}$' }),
  /** Of its winter time; an hour more in summer is not followed, so the edges of the day are right to the hour. */
  offsetHours: Type.Number({ minimum: -12, maximum: 14 }),
  fixed: Type.Array(MonthDay),
  /** Fixed ones that came later, with the first year. */
  fixedSince: Type.Optional(Type.Array(Type.Object({ day: MonthDay, year: Type.Integer() }))),
  easter: Type.Object({
    church: Type.Union([Type.Literal('western'), Type.Literal('orthodox')]),
    days: Type.Array(Type.Integer({ minimum: -60, maximum: 70 })),
  }),
  /** The first such day of the week (1 Monday, 7 Sunday) on or after a date. */
  weekdays: Type.Array(Type.Object({ from: MonthDay, weekday: Type.Integer({ minimum: 1, maximum: 7 }) })),
})

/** The shape of data/sense/holidays.json. */
export const HolidaysData = Type.Object({ version: Type.String(), countries: Type.Array(CountryHolidays) })
export type HolidaysData = Static<typeof HolidaysData>

export interface HolidayCalendar {
  /** `date` as `2025-12-25`. Null: nothing is known of the country, or the date is none. */
  isHoliday(country: string, date: string): boolean | null
  /** `at` in seconds since 1970 UTC, in the country's own day. Where nothing is known, no. */
  isHolidayAt(country: string, at: number): boolean
}

const secondsPerDay = 86_400
/** Years and countries kept: their days are made once. */
const mostKept = 2_000

export function compileHolidays(data: HolidaysData): HolidayCalendar {
  const byCountry = new Map(data.countries.map((country) => [country.country, country]))
  const years = new Map<string, ReadonlySet<number>>()
  function holds(country: Static<typeof CountryHolidays>, day: number): boolean {
    const year = new Date(day * secondsPerDay * 1000).getUTCFullYear()
    const key = `${country.country} ${year}`
    const known = years.get(key) ?? daysOf(country, year)
    if (years.size >= mostKept) years.clear()
    years.set(key, known)
    return known.has(day)
  }
  return {
    isHoliday(code, date) {
      const country = byCountry.get(code)
      const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
      return country === undefined || Number.isNaN(time)
        ? null
        : holds(country, Math.floor(time / 1000 / secondsPerDay))
    },
    isHolidayAt(code, at) {
      const country = byCountry.get(code)
      if (country === undefined || !Number.isFinite(at) || Math.abs(at) > 8e12) return false
      return holds(country, Math.floor((at + country.offsetHours * 3600) / secondsPerDay))
    },
  }
}

function daysOf(
  { fixed, fixedSince = [], easter, weekdays }: Static<typeof CountryHolidays>,
  year: number,
): ReadonlySet<number> {
  const days = new Set<number>()
  const dayOf = (monthDay: string) => dayNumber(year, Number(monthDay.slice(0, 2)), Number(monthDay.slice(3)))
  for (const day of fixed) days.add(dayOf(day))
  for (const later of fixedSince) if (year >= later.year) days.add(dayOf(later.day))
  const sunday = easter.church === 'western' ? westernEaster(year) : orthodoxEaster(year)
  for (const after of easter.days) days.add(sunday + after)
  for (const { from, weekday } of weekdays) {
    const first = dayOf(from)
    // 1 January 1970 was a Thursday, the fourth day of its week.
    days.add(first + ((weekday - 4 - (first % 7) + 21) % 7))
  }
  return days
}
