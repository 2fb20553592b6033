// Holidays that everybody knows, and thresholds as their file says.
import { expect, test } from 'vitest'
import { readHolidays, readStandards } from '../actions/standards.ts'
import { orthodoxEaster, westernEaster } from './holidays/easter.ts'
import { standardOf } from './thresholds.ts'

const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)

test('Easter falls on the dates that were kept', () => {
  const western = {
    1961: '1961-04-02',
    2000: '2000-04-23',
    2008: '2008-03-23',
    2024: '2024-03-31',
    2025: '2025-04-20',
    2026: '2026-04-05',
    2038: '2038-04-25',
  }
  for (const [year, date] of Object.entries(western)) expect(iso(westernEaster(Number(year)))).toBe(date)
  const orthodox = {
    2008: '2008-04-27',
    2021: '2021-05-02',
    2024: '2024-05-05',
    2025: '2025-04-20',
    2026: '2026-04-12',
  }
  for (const [year, date] of Object.entries(orthodox)) expect(iso(orthodoxEaster(Number(year)))).toBe(date)
})

test('Easter is a Sunday in every year', () => {
  for (let year = 1900; year < 2100; year += 1)
    for (const easter of [westernEaster(year), orthodoxEaster(year)]) expect(Math.abs((easter + 4) % 7)).toBe(0)
})

test('days that people know are holidays where they are, and not elsewhere', () => {
  const { isHoliday } = readHolidays()
  expect(isHoliday('DE', '2025-10-03')).toBe(true)
  expect(isHoliday('FR', '2025-10-03')).toBe(false)
  expect(isHoliday('FR', '2025-07-14')).toBe(true)
  expect(isHoliday('DE', '2025-05-29')).toBe(true)
  expect(isHoliday('GR', '2026-04-13')).toBe(true)
  expect(isHoliday('IE', '2025-05-05')).toBe(true)
  expect(isHoliday('SE', '2025-06-20')).toBe(true)
  expect(isHoliday('FI', '2025-11-01')).toBe(true)
  expect(isHoliday('IS', '2025-04-24')).toBe(true)
  expect(isHoliday('PL', '2024-12-24')).toBe(false)
  expect(isHoliday('PL', '2025-12-24')).toBe(true)
})

test('of a country that is not listed nothing is known, and it is treated as a working day', () => {
  const { isHoliday, isHolidayAt } = readHolidays()
  expect(isHoliday('BR', '2025-12-25')).toBeNull()
  expect(isHoliday('DE', 'Christmas')).toBeNull()
  expect(isHolidayAt('BR', 1_766_620_800)).toBe(false)
  expect(isHolidayAt('DE', Number.NaN)).toBe(false)
})

test('a day begins where the country is', () => {
  const { isHolidayAt } = readHolidays()
  const eve = Date.parse('2025-12-31T22:30:00Z') / 1000
  expect(isHolidayAt('EE', eve)).toBe(true)
  expect(isHolidayAt('DE', eve)).toBe(false)
  expect(isHolidayAt('DE', eve + 3600)).toBe(true)
})

test('all states of the EU and the EEA are there', () => {
  const { isHoliday } = readHolidays()
  const states = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ')
  for (const state of states) expect(isHoliday(state, '2026-12-25'), state).toBe(true)
})

test('thresholds are those of the file', () => {
  expect(standardOf(readStandards())).toMatchObject({ leastRise: 1.15, gapSeconds: 7200 })
})
