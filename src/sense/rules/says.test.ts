// Numbers as people say them.
import { expect, test } from 'vitest'
import { amountWords } from './says.ts'

test.each([
  ['bits', 4_210_000_000, '4.21 Gbit/s'],
  ['bits', 950, '950 bit/s'],
  ['packets', 1_250_000, '1.25M packets/s'],
  ['complaints', 39_000, '39k complaints a minute'],
  ['complaints', 0.4, '0.4 complaints a minute'],
  ['value', -1234, '-1.23k'],
] as const)('%s %d', (measure, value, words) => {
  expect(amountWords(measure, value)).toBe(words)
})
