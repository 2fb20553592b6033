// The scenario in the address.
import { expect, test } from 'vitest'
import { horizonOf, scenarioText, shocksOf } from './address.ts'

test('a scenario that went into the address comes out as it was', () => {
  const shocks = [
    { hits: { part: '01980f3c-8a00-7000-8000-000000000001' }, kind: 'fails' as const },
    { hits: { behind: 'Orbit, Ltd', layer: 'satellite' as const }, kind: 'withdraws' as const, at: 60, notice: 1440 },
    { hits: { country: 'US' }, kind: 'throttles' as const, level: 0.4, lasts: 90 },
  ]
  expect(shocksOf(scenarioText(shocks))).toEqual(shocks)
})

test('what makes no sense is left out, and never breaks the page', () => {
  for (const text of [
    '',
    'x',
    '{}',
    '[1]',
    '[null]',
    '[{"hits":{},"kind":"fails"}]',
    '[{"hits":{"part":"a"},"kind":"explodes"}]',
  ])
    expect(shocksOf(text)).toEqual([])
  expect(shocksOf('[{"hits":{"part":"a","layer":"moon"},"kind":"fails","at":"soon"}]')).toEqual([
    { hits: { part: 'a' }, kind: 'fails' },
  ])
})

test('one looks two days ahead when nothing is said, and never beyond a year', () => {
  expect(['', 'x', '-4', '60', '9999999'].map(horizonOf)).toEqual([2880, 2880, 2880, 60, 525_600])
})
