// Public holidays as data: fixed days, days around Easter, the first weekday after a date, and plain lists of dates.
import Type, { type Static } from 'typebox'
import { dayNumber, orthodoxEaster, westernEaster } from '#sense/rules/holidays/easter.ts'
import { MemberState } from '../../model/law.ts'
import { sayDay } from './say-time.ts'

const closed = { additionalProperties: false } as const
const Name = Type.String({ minLength: 1, maxLength: 200 })
const Year = Type.Integer({ minimum: 1900, maximum: 2200 })

const Holiday = Type.Object(
  {
    /** In English. */
    name: Name,
    /** As it is called in the country. */
    local: Type.Optional(Name),
    /** '12-25', 'easter+1', 'orthodox-2', or 'saturday>=06-20': the first Saturday on or after 20 June. */
    rule: Type.Optional(
      Type.String({
        pattern:
          '^((0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])|(easter|orthodox)([+-][0-9]{1,2})?|(mon|tues|wednes|thurs|fri|satur|sun)day>=(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))$',
      }),
    ),
    /** First and last year in which the rule holds. */
    from: Type.Optional(Year),
    until: Type.Optional(Year),
    /** Where no rule gives the days. */
    dates: Type.Optional(
      Type.Array(Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' }), { maxItems: 100 }),
    ),
    /** Why somebody added it by hand, or took it out of what the source says. */
    why: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  closed,
)
type Holiday = Static<typeof Holiday>

/** The shape of data/assess/days-off/<cc>.json. */
export const CountryDaysOff = Type.Object(
  {
    country: MemberState,
    name: Name,
    /** Years that were looked at; outside of them rules go on, lists do not. */
    firstYear: Year,
    lastYear: Year,
    source: Type.Object(
      {
        document: Name,
        url: Type.String({ maxLength: 300 }),
        licence: Name,
        date: Name,
        changes: Name,
        /** What the source itself rests on: named because its licence asks for it. */
        origins: Type.Array(Type.String({ maxLength: 300 }), { maxItems: 50 }),
      },
      closed,
    ),
    /** Whether somebody compared the list with the national act. */
    verified: Type.Boolean(),
    note: Type.Optional(Type.String({ maxLength: 1_000 })),
    holidays: Type.Array(Holiday, { maxItems: 200 }),
    /** What the source has and is not counted here, each with its reason. */
    leftOut: Type.Optional(Type.Array(Holiday, { maxItems: 50 })),
  },
  closed,
)
export type CountryDaysOff = Static<typeof CountryDaysOff>

/**
 * The name of the public holiday on a day ('2026-12-25') of a Member State, or null. Saturdays and Sundays are none.
 * `known` says how well the days of that country and year are known; without it they count as unverified.
 */
export interface DaysOff {
  (memberState: string, day: string): string | null
  known?(memberState: string, day: string): 'verified' | 'unverified' | 'unknown'
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const mostYears = 2_000

export function compileDaysOff(countries: readonly CountryDaysOff[]): DaysOff {
  const byCode = new Map(countries.map((country) => [country.country, country]))
  // Texts of the Union write EL for Greece; both are understood.
  const of = (memberState: string) => byCode.get(memberState === 'EL' ? 'GR' : memberState)
  const years = new Map<string, ReadonlyMap<string, string>>()
  function daysOff(memberState: string, day: string): string | null {
    const country = of(memberState)
    if (country === undefined) return null
    const key = `${memberState}${day.slice(0, 4)}`
    let names = years.get(key)
    if (names === undefined) {
      names = holidaysOf(country, Number(day.slice(0, 4)))
      if (years.size >= mostYears) years.clear()
      years.set(key, names)
    }
    return names.get(day) ?? null
  }
  function known(memberState: string, day: string) {
    const country = of(memberState)
    const year = Number(day.slice(0, 4))
    if (country === undefined || !(year >= country.firstYear && year <= country.lastYear)) return 'unknown'
    return country.verified ? 'verified' : 'unverified'
  }
  return Object.assign(daysOff, { known } as const)
}

/** Days of one year with their names, in the order of the file; the first name of a day counts. */
export function holidaysOf(country: CountryDaysOff, year: number): Map<string, string> {
  const names = new Map<string, string>()
  for (const holiday of country.holidays) {
    for (const day of daysIn(holiday, year)) if (!names.has(day)) names.set(day, holiday.name)
  }
  return names
}

function daysIn({ rule, from = 0, until = 9_999, dates = [] }: Holiday, year: number): string[] {
  const listed = dates.filter((date) => Number(date.slice(0, 4)) === year)
  if (rule === undefined || !(year >= from && year <= until)) return listed
  const day = dayByRule(rule, year)
  return day === null ? listed : [sayDay(day), ...listed]
}

/** Days since 1970, or null where the year has no such day. */
function dayByRule(rule: string, year: number): number | null {
  const [, church, shift] = /^(easter|orthodox)([+-]\d+)?$/.exec(rule) ?? []
  if (church !== undefined)
    return (church === 'easter' ? westernEaster(year) : orthodoxEaster(year)) + Number(shift ?? 0)
  const [weekday, monthDay = rule] = rule.includes('>=') ? rule.split('>=') : []
  const month = Number(monthDay.slice(0, 2))
  const date = dayNumber(year, month, Number(monthDay.slice(3)))
  if (new Date(date * 86_400_000).getUTCMonth() + 1 !== month) return null
  if (weekday === undefined) return date
  // 1 January 1970 was a Thursday, the fourth day after a Sunday.
  return date + ((weekdays.indexOf(weekday) - ((date + 4) % 7) + 14) % 7)
}
