// The calendars that are shipped, held against the package that they were made from, for every day of every year.
import Holidays from 'date-holidays'
import { describe, expect, test } from 'vitest'
import { compileDaysOff, holidaysOf } from '../rules/clocks/days-off.ts'
import { readCountries, readDaysOff } from './days-off.ts'

const countries = readCountries()
const daysOff = readDaysOff()

/** Whole public holidays of the whole country, as the package tells them. */
function daysOfPackage(country: string, year: number): string[] {
  const found = new Holidays(country).getHolidays(year).filter((holiday) => holiday.type === 'public')
  return found.flatMap((holiday) => {
    const hours = (holiday.end.getTime() - holiday.start.getTime()) / 3_600_000
    // Iceland: from 13:00 on.
    if (/13:00/.test(holiday.rule)) return []
    const first = Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`)
    const days = Math.max(1, Math.round(hours / 24))
    return Array.from({ length: days }, (_, n) => new Date(first + n * 86_400_000).toISOString().slice(0, 10))
  })
}

test('all 27 Member States and the three other states of the EEA have a calendar, and none is called verified', () => {
  expect(countries).toHaveLength(30)
  expect(countries.filter((country) => country.verified)).toEqual([])
  expect(daysOff.known?.('DE', '2026-12-25')).toBe('unverified')
  expect(daysOff.known?.('DE', '2037-12-25')).toBe('unknown')
  expect(daysOff.known?.('US', '2026-12-25')).toBe('unknown')
})

describe('the files say what the package says, but for what carries a reason', () => {
  for (const country of countries) {
    test(`of ${country.name}, from ${country.firstYear} to ${country.lastYear}`, () => {
      for (let year = country.firstYear; year <= country.lastYear; year++) {
        const added = country.holidays.filter((holiday) => holiday.why !== undefined)
        const made = country.holidays.filter((holiday) => holiday.why === undefined)
        const leftOut = country.leftOut ?? []
        const expected = [...new Set(daysOfPackage(country.country, year))].sort()
        expect([...holidaysOf({ ...country, holidays: [...made, ...leftOut] }, year).keys()].sort()).toEqual(expected)
        for (const holiday of [...added, ...leftOut]) expect(holiday.why?.length).toBeGreaterThan(10)
      }
    })
  }
})

test.each([
  ['DE', '2026-04-03', 'Good Friday'],
  ['DE', '2026-04-06', 'Easter Monday'],
  ['SE', '2026-04-06', 'Easter Monday'],
  ['GR', '2026-04-13', 'Easter Monday'],
  ['CY', '2026-02-23', 'Clean Monday'],
  ['CY', '2026-02-24', null],
  ['FI', '2026-06-20', 'Midsummer Day'],
  ['NL', '2031-04-26', "King's Day"],
  ['NL', '2031-04-27', null],
  ['PL', '2024-12-24', null],
  ['PL', '2025-12-24', 'Christmas Eve'],
  ['RO', '2026-01-02', "New Year's Day"],
  ['DE', '2029-01-01', "New Year's Day"],
  ['EL', '2026-03-25', 'Annunciation, Anniversary of 1821 Revolution'],
  ['US', '2026-07-04', null],
  ['DE', 'no day', null],
])('%s on %s: %s', (memberState, day, name) => {
  expect(daysOff(memberState, day)).toBe(name)
})

test('rules go on after the last year of a file, lists end', () => {
  expect(daysOff('DE', '2040-04-02')).toBe('Easter Monday')
  expect(daysOff('NL', '2040-04-27')).toBeNull()
})

test('the 29th of February is a holiday in leap years only, and a rule holds from its first year to its last', () => {
  const [country] = countries
  if (country === undefined) throw new Error('no calendar')
  const leap = { name: 'Leap day', rule: '02-29', from: 2025, until: 2031 }
  const own = compileDaysOff([{ ...country, country: 'XX', holidays: [leap] }])
  const days = ['2024-02-29', '2026-03-01', '2028-02-29', '2032-02-29']
  expect(days.map((day) => own('XX', day))).toEqual([null, null, 'Leap day', null])
})
