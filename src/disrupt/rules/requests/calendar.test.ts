// The calendar of a court: what is counted, what is passed over, and that there and back agree.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysOff } from '../../../../test/setup/situations.ts'
import { calendarsOf } from '../../actions/requests/time.ts'
import { readRequestData } from '../../store/requests/data.ts'
import { dawnOf, dayAt, dayNumber, saidDay } from '../days.ts'

const data = readRequestData()
const calendarFor = calendarsOf(data, daysOff)
const number = (day: string) => dayNumber(day) ?? Number.NaN

test('weekends, holidays of the country and of the place alone, and the recess are passed over', () => {
  const berlin = calendarFor('berlin-court')
  expect(berlin.offBecause(number('2027-03-08'))).toBe("International Women's Day (Berlin)")
  expect(calendarFor('german-coordinator').offBecause(number('2027-03-08'))).toBeNull()
  expect(saidDay(berlin.after(number('2025-04-17'), 1, 'working'))).toBe('2025-04-22') // Easter
  expect(saidDay(berlin.after(number('2025-04-17'), 1, 'calendar'))).toBe('2025-04-18')
  expect(saidDay(calendarFor('general-court').after(number('2025-07-15'), 1, 'working'))).toBe('2025-09-01')
  expect(saidDay(berlin.after(number('2025-02-22'), 0, 'working'))).toBe('2025-02-24')
})

test('what is counted there is counted back, and later never ends earlier', () => {
  const forum = fc.constantFrom(null, ...data.forums.map(({ id }) => id))
  const day = fc.integer({ min: number('2024-01-01'), max: number('2030-12-31') })
  fc.assert(
    fc.property(forum, day, fc.nat(200), (id, from, days) => {
      const calendar = calendarFor(id)
      const end = calendar.after(from, days, 'working')
      expect(calendar.between(from, end, 'working')).toBe(days)
      expect(calendar.offBecause(end)).toBeNull()
      expect(calendar.after(from + 1, days, 'working')).toBeGreaterThanOrEqual(end)
    }),
    { numRuns: 300 },
  )
})

test('a day is that of the wall where the court stands, and one that no calendar has is none', () => {
  expect(saidDay(dayAt('2025-02-23T23:30:00.000Z', 'Europe/Berlin'))).toBe('2025-02-24')
  expect(dawnOf(number('2025-02-24'), 'Europe/Berlin')).toBe('2025-02-23T23:00:00.000Z')
  expect(dayNumber('2025-02-30')).toBeNull()
})
