// What the log of restrictions adds up to.
import { expect, test } from 'vitest'
import type { Restriction } from '../../model/restrictions/restriction.ts'
import { readRestrictionData } from '../../store/restrictions/data.ts'
import { whyNot } from '../life.ts'
import { restrictionLife } from './lifecycle.ts'
import { isInForce, statisticsOf } from './statistics.ts'

const party = (name: string) => ({ name, actor: null, organisation: null, person: null })
const today = '2025-03-10'
function measure(change: Partial<Restriction>): Restriction {
  return {
    ...{ title: 'Fine', kind: 'fine', imposedBy: party('Court'), imposer: 'court', country: 'RU' },
    ...{ against: party('Google'), service: 'YouTube', appliesIn: ['RU'], what: '', amount: null },
    ...{ decidedOn: '2025-02-10', from: null, until: null, crisis: null, about: [], sources: [], voices: [] },
    ...{ state: 'reported', endedBecause: null, keys: 0, addedBy: '', addedAt: '', changedAt: '' },
    ...change,
  }
}
const money = (value: number, currency: string, qualifier: 'exact' | 'about' = 'exact') =>
  ({ value, currency, qualifier, saidToBe: null }) as const

test('amounts are added up in their own currency alone, and inexact ones are counted', () => {
  const log = [
    measure({ amount: { ...money(3_800_000, 'RUB'), saidToBe: { value: 32_600, currency: 'GBP' } } }),
    measure({ amount: money(4_000_000, 'RUB', 'about') }),
    measure({ amount: money(120_000_000, 'EUR') }),
    measure({ amount: money(9, 'EUR'), state: 'withdrawn' }),
  ]
  expect(statisticsOf(log, readRestrictionData().kinds, today)).toMatchObject({
    all: 3,
    amounts: [
      { currency: 'RUB', sum: 7_800_000, count: 2, inexact: 1 },
      { currency: 'EUR', sum: 120_000_000, count: 1, inexact: 0 },
    ],
    byKind: [{ kind: 'fine', count: 3 }],
  })
})

test('what has not begun, was lifted or was an error is not in force', () => {
  expect(isInForce(measure({}), today)).toBe(true)
  expect(isInForce(measure({ from: '2025-03-11' }), today)).toBe(false)
  expect(isInForce(measure({ until: '2025-03-09' }), today)).toBe(false)
  expect(isInForce(measure({ state: 'lifted' }), today)).toBe(false)
})

test('a side that disputes it makes it disputed; the countries are where it is felt', () => {
  const disputes = { key: 'v1', party: party('Moscow'), position: 'disputes', says: 'Nobody slows it.' } as const
  const slowed = measure({ kind: 'throttling', voices: [{ ...disputes, claim: null, by: '', at: '' }] })
  const abroad = measure({ kind: 'blocking', country: 'BY', appliesIn: ['RU', 'BY'] })
  const sums = statisticsOf([slowed, abroad], readRestrictionData().kinds, today)
  expect(sums).toMatchObject({ disputed: 1, byPlace: [{ country: 'RU', count: 2, inForce: 2 }, { country: 'BY' }] })
})

test('what was written down in error is opened again before anything is said of it', () => {
  expect(whyNot(restrictionLife, 'withdrawn', 'say')?.refusal).toBe('wrong-state')
  expect(whyNot(restrictionLife, 'lifted', 'source')).toBeNull()
})
