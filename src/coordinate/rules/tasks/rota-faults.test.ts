// Holes and overlaps of a plan, held against counting hour by hour.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Shift } from '../../model/rota.ts'
import { faultsOf } from './rota-faults.ts'

const base = Date.parse('2027-03-10T00:00:00.000Z')
const at = (hour: number) => new Date(base + hour * 3600_000).toISOString()
const shift = (key: string, from: number, to: number, person = 'anna'): Shift => ({
  key,
  person,
  from: at(from),
  to: at(to),
})
const said = (shifts: Shift[], from = 0, to = 24) =>
  faultsOf({ shifts, members: ['anna'] }, at(from), at(to)).map((one) =>
    `${one.fault} ${one.from.slice(11, 13)}-${one.to.slice(11, 13)} ${one.shifts.join('+')}`.trim(),
  )

describe('what is wrong with a plan', () => {
  test('a plan without a gap has no fault', () => {
    expect(said([shift('s1', 0, 8), shift('s2', 8, 24)])).toEqual([])
  })

  test('a hole before, between and after, to the minute', () => {
    expect(said([shift('s1', 2, 8), shift('s2', 9, 20)])).toEqual(['hole 00-02', 'hole 08-09', 'hole 20-00'])
    expect(said([])).toEqual(['hole 00-00'])
  })

  test('a shift within another one is an overlap and hides no hole after it', () => {
    expect(said([shift('s1', 0, 12), shift('s2', 4, 6), shift('s3', 13, 24)])).toEqual([
      'overlap 04-06 s1+s2',
      'hole 12-13',
    ])
  })

  test('somebody who is not of the rota is named', () => {
    expect(said([shift('s1', 0, 24, 'stranger')])).toEqual(['no-member 00-00 s1'])
  })

  test('what lies outside what is looked at is no fault', () => {
    expect(said([shift('s1', 0, 8), shift('s2', 6, 10)], 8, 10)).toEqual([])
    expect(said([shift('s1', 0, 8)], 8, 8)).toEqual([])
  })

  test('each hour is covered, in a hole or in an overlap: as counting hour by hour says', () => {
    const shifts = fc.array(fc.tuple(fc.integer({ min: 0, max: 47 }), fc.integer({ min: 1, max: 12 })), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(shifts, (made) => {
        const all = made.map(([from, length], n) => shift(`s${n + 1}`, from, from + length))
        const faults = faultsOf({ shifts: all, members: ['anna'] }, at(0), at(48))
        for (let hour = 0; hour < 48; hour++) {
          const on = all.filter((one) => one.from <= at(hour) && one.to > at(hour)).length
          const hits = (fault: string) =>
            faults.filter((one) => one.fault === fault && one.from <= at(hour) && one.to > at(hour)).length
          expect(hits('hole')).toBe(on === 0 ? 1 : 0)
          expect(hits('overlap')).toBe(Math.max(0, (on * (on - 1)) / 2))
        }
      }),
    )
  })
})
