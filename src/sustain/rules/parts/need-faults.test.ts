// Needs that contradict themselves, each said with its place.
import { expect, test } from 'vitest'
import type { Need } from '../../model/parts.ts'
import { isDay, needFaults } from './need-faults.ts'

const part = (at: number) => `01980f3c-8a00-7000-8000-00000000000${at}`
const use = (at: number) => ({ part: part(at), switching: null })
const standby = (at: number) => ({ part: part(at), switching: { likely: 30 } })
const need = (given: Partial<Need>): Need => ({
  name: 'Way out',
  layer: 'connectivity',
  least: 1,
  of: [use(1)],
  holds: { likely: 0 },
  weight: 1,
  ...given,
})
const said = (...needs: Need[]) => needFaults(needs, part(0)).map(({ where, why }) => `${where} ${why}`)

test('a need with two ways in use and one that stands by contradicts nothing', () => {
  expect(said(need({ of: [use(1), use(2), standby(3)], least: 2 }))).toEqual([])
})

test('a part that needs itself is named with its place', () => {
  expect(said(need({ of: [use(1), use(0)] }))).toEqual(['/needs/0/of/1 "Way out" names the part itself as an option.'])
})

test('at least three of two cannot be', () => {
  expect(said(need({ of: [use(1), use(2)], least: 3 }))).toEqual([
    '/needs/0/least "Way out" asks for at least 3 of only 2 options.',
  ])
})

test('the same option twice, and one that is in use and stands by, are told apart', () => {
  expect(said(need({ of: [use(1), use(1)] }))[0]).toContain('twice')
  expect(said(need({ of: [use(1), standby(1)] }))[0]).toContain('both as in use and as standing by')
})

test('two needs of one name are one too many', () => {
  expect(said(need({}), need({}))).toEqual(['/needs/1/name Two needs are called "Way out".'])
})

test('a span whose least is above what is likely is refused, and one with equal ends is not', () => {
  expect(said(need({ holds: { likely: 5, least: 6 } }))[0]).toContain('/needs/0/holds')
  expect(said(need({ holds: { likely: 5, most: 4 } }))[0]).toContain('/needs/0/holds')
  expect(said(need({ holds: { likely: 5, least: 5, most: 5 } }))).toEqual([])
  expect(said(need({ of: [{ part: part(1), switching: { likely: 5, most: 1 } }] }))[0]).toContain('/of/0/switching')
})

test('the thirtieth of February is no date, the twenty-ninth of a leap year is', () => {
  expect(said(need({ of: [{ ...use(1), agreedUntil: '2026-02-30' }] }))[0]).toContain('2026-02-30 is no date')
  expect(isDay('2028-02-29')).toBe(true)
  expect(isDay('2027-02-29')).toBe(false)
})
