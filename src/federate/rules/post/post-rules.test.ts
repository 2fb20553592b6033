// The judgements of the post: what goes first, what a newer part replaces, how much fits, when it is tried again, what may be spent.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LetterPart } from '../../model/letter.ts'
import { addressClass } from './address-class.ts'
import { arrival, mostHeld, toldInClear } from './arrival.ts'
import { fullPurse, spend, waitFor } from './budget.ts'
import { isReceipts, rankOf, replaces } from './order.ts'
import { aimFor, mostBytes, mostParts, packParts } from './pack.ts'
import { waitMs, windowFor } from './retry.ts'

const id = (n: number) => `01980f3c-8a00-7000-8000-${String(n).padStart(12, '0')}`
const marking = { tlp: 'GREEN' as const, owner: id(1), audience: [], persons: [], releasableTo: [] }
const copy = (n: number, version = 1, text = ''): LetterPart => ({
  ...{ part: 'copy', record: 'test.note', subject: id(n), version, marking, state: text },
  entry: { header: {}, bodyHash: '' },
})
const withdraw = (n: number, version: number, how: 'erase' | 'withdrawn' = 'erase'): LetterPart => {
  return { part: 'withdraw', record: 'test.note', subject: id(n), version, how, reason: '' }
}
const checkpoint: LetterPart = { part: 'checkpoint', note: 'log' }

test('a warning goes before trust, and trust before all else', () => {
  expect(rankOf({ ...copy(1), urgent: true } as LetterPart)).toBe(0)
  expect(rankOf(withdraw(1, 1))).toBe(1)
  expect(rankOf(copy(1))).toBe(2)
  expect(rankOf(copy(1), true)).toBe(0)
})

test('a newer copy replaces an older one of the same record, never the other way round', () => {
  expect(replaces(copy(1, 2), copy(1, 1))).toBe(true)
  expect(replaces(copy(1, 1), copy(1, 2))).toBe(false)
  expect(replaces(copy(1, 2), copy(2, 1))).toBe(false)
})

test('what is taken back takes its waiting copy with it, and to erase is not weakened', () => {
  expect(replaces(withdraw(1, 2), copy(1, 1))).toBe(true)
  expect(replaces(withdraw(1, 3, 'withdrawn'), withdraw(1, 2, 'erase'))).toBe(false)
  expect(replaces(copy(1, 3), withdraw(1, 2))).toBe(false)
})

test('a letter of receipts alone stands outside the order; an empty letter does not', () => {
  expect(isReceipts([{ part: 'receipt' }, { part: 'receipt' }])).toBe(true)
  expect(isReceipts([{ part: 'receipt' }, { part: 'copy' }])).toBe(false)
  expect(isReceipts([])).toBe(false)
  expect(isReceipts([null])).toBe(false)
})

test('packing loses no part, keeps their order, and is bounded in count and bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400_000), { maxLength: 40 }), fc.nat(2_000_000), (sizes, aim) => {
      const parts = sizes.map((size, n) => copy(n, 1, 'x'.repeat(size)))
      const packed = packParts(parts, aim)
      expect([...packed.parts, ...packed.left]).toEqual(parts)
      expect(packed.bytes).toBeLessThanOrEqual(mostBytes)
      if (parts.length > 0) expect(packed.parts.length).toBeGreaterThan(0)
    }),
    { numRuns: 40 },
  )
  expect(
    packParts(
      Array.from({ length: mostParts + 3 }, (_, n) => copy(n)),
      1e9,
    ).left,
  ).toHaveLength(3)
})

test('the checkpoint travels with the copies that rest on it, and what no letter can hold is named', () => {
  const packed = packParts([copy(1, 1, 'x'.repeat(50)), copy(2), checkpoint], 10)
  expect(packed.parts.map((part) => part.part)).toEqual(['checkpoint', 'copy'])
  const huge = copy(3, 1, 'x'.repeat(mostBytes))
  expect(packParts([huge, copy(4)], 1000)).toMatchObject({ tooLarge: [huge], parts: [copy(4)] })
})

test('characters of many bytes count as many', () => {
  expect(packParts([copy(1, 1, '\u20ac'.repeat(100_000))], 1e9).bytes).toBeGreaterThan(300_000)
})

test('a slow line gets small letters', () => {
  expect(aimFor(null)).toBe(1_500_000)
  expect(aimFor(64)).toBe(64 * 1024 * 4)
  expect(aimFor(1)).toBe(64_000)
})

test('it is tried again soon at first, then at the latest after 15 minutes, never sooner than half of that', () => {
  expect([waitMs(1, 1), waitMs(2, 1), waitMs(5, 1), waitMs(99, 1)]).toEqual([1000, 2000, 16_000, 900_000])
  expect(waitMs(99, 0)).toBe(450_000)
  expect([windowFor(0), windowFor(1)]).toEqual([4, 1])
})

test('what is spent comes back with time, and nobody saves up more than the most', () => {
  const budget = { most: 10, perSecond: 2 }
  const purse = spend(fullPurse(budget, 0), budget, 12, 0)
  expect(waitFor(purse, budget, 0)).toBe(1500)
  expect(waitFor(purse, budget, 1500)).toBe(0)
  expect(spend(purse, budget, 0, 1_000_000).left).toBe(10)
  // A clock that was set back gives nothing.
  expect(spend(purse, budget, 0, -1_000_000).left).toBe(-2)
})

test('a letter is next, known, early, or too early to be kept', () => {
  const empty = { count: 0, bytes: 0 }
  expect(arrival(5, 4, empty, 1)).toBe('next')
  expect(arrival(4, 4, empty, 1)).toBe('known')
  expect(arrival(6, 4, empty, 1)).toBe('early')
  expect(arrival(6, 4, { count: mostHeld, bytes: 1 }, 1)).toBe('too-early')
  expect(arrival(9_999_999, 4, empty, 1)).toBe('too-early')
})

test('a stranger cannot tell from an answer whom we know', () => {
  const secret = ['unknown-peer', 'not-trusted', 'forged', 'downgraded', 'wrong-address', 'unknown-key', 'too-large']
  for (const onCard of [true, false])
    expect(new Set(secret.map((refusal) => toldInClear(refusal, onCard))).size).toBe(1)
  expect(toldInClear('expired', true)).toBe('expired')
})

test('addresses are told apart coarsely', () => {
  expect(
    ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.1.2.3', 'fd00::1', '172.32.0.1', '8.8.8.8', '2001:db8::1', 'x'].map(
      addressClass,
    ),
  ).toEqual([
    'this-machine',
    'this-machine',
    'this-machine',
    'private-network',
    'private-network',
    'internet',
    'internet',
    'internet',
    'unknown',
  ])
})
