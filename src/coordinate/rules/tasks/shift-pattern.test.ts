// Shifts that come round, on days when the clocks change too.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faultsOf } from './rota-faults.ts'
import { shiftsByPattern } from './shift-pattern.ts'

const pattern = { timeZone: 'Europe/Brussels', days: 2, changesAt: ['08:00', '20:00'], people: ['a', 'b'], inARow: 1 }

describe('shifts that come round', () => {
  test('begin at the same time on the wall, also when the clocks change in the night', () => {
    const shifts = shiftsByPattern({ ...pattern, firstDay: '2027-03-27' })
    expect(shifts.map(({ from }) => from.slice(5, 16))).toEqual([
      '03-27T07:00',
      '03-27T19:00',
      '03-28T06:00',
      '03-28T18:00',
    ])
    expect(shifts.at(-1)?.to).toBe('2027-03-29T06:00:00.000Z')
  })

  test('people take turns, each for as many shifts in a row as asked', () => {
    const turns = (inARow: number) =>
      shiftsByPattern({ ...pattern, firstDay: '2027-03-08', days: 3, inARow }).map(({ person }) => person)
    expect(turns(1)).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
    expect(turns(2)).toEqual(['a', 'a', 'b', 'b', 'a', 'a'])
  })

  test('times in any order are put in order', () => {
    const shifts = shiftsByPattern({ ...pattern, firstDay: '2027-03-08', changesAt: ['20:00', '08:00'] })
    expect(shifts[0]?.from).toBe('2027-03-08T07:00:00.000Z')
  })

  test('a day that is none gives no shift, and so does nobody', () => {
    expect(shiftsByPattern({ ...pattern, firstDay: '2027-02-99' })).toEqual([])
    expect(shiftsByPattern({ ...pattern, firstDay: '2027-03-08', people: [] })).toEqual([])
  })

  test('in no zone and at no turn of the clocks is there a hole or an overlap', () => {
    const zones = fc.constantFrom('Europe/Brussels', 'Europe/Lisbon', 'Europe/Athens', 'Atlantic/Azores', 'UTC')
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 4 })
    const days = fc.constantFrom('2027-03-26', '2027-10-29', '2027-06-01')
    fc.assert(
      fc.property(zones, times, days, (timeZone, hours, firstDay) => {
        const changesAt = hours.map((hour) => `${String(hour).padStart(2, '0')}:00`)
        const made = shiftsByPattern({ ...pattern, timeZone, firstDay, changesAt, days: 4 })
        const shifts = made.map((one, n) => ({ ...one, key: `s${n + 1}` }))
        const [first, last] = [shifts[0]?.from ?? '', shifts.at(-1)?.to ?? '']
        expect(faultsOf({ shifts, members: pattern.people }, first, last)).toEqual([])
      }),
    )
  })
})
