// Streams by the minute: curves and shares.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountIn, minutesOf, split } from './streams.ts'
import { buckets } from './traffic.ts'

test('between two points a curve goes straight, and beyond them there is nothing', () => {
  const curve = [
    [0, 0],
    [10, 100],
    [20, 100],
  ] as const
  expect(amountIn(curve, 0)).toBeCloseTo(5)
  expect(amountIn(curve, 5)).toBeCloseTo(55)
  expect(amountIn(curve, 15)).toBe(100)
  expect(amountIn(curve, 20)).toBe(0)
})

test('it lasts as long as its last point, or as it is said to', () => {
  expect(
    minutesOf({
      channel: 'complaints',
      service: 'tax',
      curve: [
        [0, 1],
        [31.5, 1],
      ],
    }),
  ).toBe(32)
  expect(minutesOf({ channel: 'resolver', resolver: 'plan', state: 'silent', lasts: '2h' })).toBe(120)
  expect(minutesOf({ channel: 'resolver', resolver: 'plan', state: 'well' })).toBe(0)
})

test('what is split by shares adds up again', () => {
  const shares = fc.dictionary(fc.constantFrom('BE', 'DE', 'FR', 'NL'), fc.double({ min: 0, max: 0.25, noNaN: true }))
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), shares, (amount, of) => {
      const sum = split(amount, of, '').reduce((all, [, count]) => all + count, 0)
      expect(sum).toBe(Math.round(amount))
    }),
  )
})

test('six buckets of a minute of traffic hold all of it', () => {
  const made = buckets({
    inject: 'i',
    minute: 0,
    target: 't',
    startSeconds: 60,
    rows: [['DE', 1001]],
    measure: 'packets',
    protocol: 17,
  })
  expect(made).toHaveLength(6)
  expect(made.reduce((all, { rows }) => all + rows.reduce((sum, { packets }) => sum + packets, 0), 0)).toBe(1001)
})
