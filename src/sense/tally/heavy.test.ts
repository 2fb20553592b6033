// That bounds of the biggest hold on every stream, merged and sampled too.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Heavy } from '../model/bucket.ts'
import { addHeavy, createHeavy, listHeavy, mergeHeavy, unlistedKey } from './heavy.ts'
import { createSampler, sample, setStep } from './sampler.ts'

type Stream = { key: number; amount: number }[]

const streams: fc.Arbitrary<Stream> = fc.array(
  fc.record({ key: fc.oneof(fc.nat(5), fc.nat(500)), amount: fc.integer({ min: 1, max: 1000 }) }),
  { maxLength: 400 },
)

function truthOf(stream: Stream): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { key, amount } of stream) sums.set(String(key), (sums.get(String(key)) ?? 0) + amount)
  return sums
}

function listed(stream: Stream, capacity: number, most = 8): Heavy[] {
  const tally = createHeavy<number>(capacity)
  for (const { key, amount } of stream) addHeavy(tally, key, amount)
  return listHeavy(tally, { kind: 'source', most, keyText: String })
}

/** Keys whose truth lies outside of what the list says of them. */
function brokenBounds(list: Heavy[], truth: Map<string, number>): string[] {
  const floor = list.find((entry) => entry.key === unlistedKey)?.amount ?? 0
  const named = new Map(list.map((entry) => [entry.key, entry]))
  return [...truth].flatMap(([key, amount]) => {
    const entry = named.get(key)
    if (!entry) return amount > floor ? [`${key}: ${amount} > ${floor}`] : []
    return amount > entry.amount || amount < entry.amount - entry.error ? [`${key}: ${amount}`] : []
  })
}

test('the truth lies within the bounds, of every key, in every stream', () => {
  fc.assert(
    fc.property(streams, (stream) => {
      expect(brokenBounds(listed(stream, 16), truthOf(stream))).toEqual([])
    }),
  )
})

test('with room for all, amounts are exact and nothing is unlisted', () => {
  const list = listed(
    [7, 7, 9].map((key) => ({ key, amount: 5 })),
    16,
  )
  expect(list).toEqual([
    { kind: 'source', key: '7', amount: 10, error: 0 },
    { kind: 'source', key: '9', amount: 5, error: 0 },
  ])
})

test('memory stays within the capacity whatever the keys', () => {
  const tally = createHeavy<number>(64)
  for (let key = 0; key < 100_000; key++) addHeavy(tally, key, 1)
  expect(tally.counts.size).toBeLessThanOrEqual(64)
  expect(tally.cut).toBeLessThanOrEqual(100_000 / 32)
})

test('merged bounds hold, in any order of merging', () => {
  fc.assert(
    fc.property(streams, streams, streams, (one, two, three) => {
      const lists = [listed(one, 16), listed(two, 16, 3), listed(three, 8)]
      const truth = truthOf([...one, ...two, ...three])
      const [a = [], b = [], c = []] = lists
      const together = mergeHeavy(lists, 1000)
      expect(brokenBounds(together, truth)).toEqual([])
      expect(mergeHeavy([mergeHeavy([a, b], 1000), c], 1000)).toEqual(together)
      expect(mergeHeavy([a, mergeHeavy([c, b], 1000)], 1000)).toEqual(together)
      expect(brokenBounds(mergeHeavy([mergeHeavy([a, b], 2), c], 2), truth)).toEqual([])
    }),
  )
})

test('kinds are merged apart', () => {
  const port: Heavy = { kind: 'port', key: '53', amount: 4, error: 0 }
  const source: Heavy = { kind: 'source', key: '53', amount: 6, error: 1 }
  expect(mergeHeavy([[port], [source]], 5)).toEqual([port, source])
})

/** A stream of 200,000 flows: one key has 10 %, ten have 1 % each, the rest are keys seen once or twice. */
function floodKey(n: number): number {
  if (n % 10 === 3) return 1
  return n % 100 < 10 && n % 10 !== 3 ? 2 + (n % 10) : 1000 + n
}

test('a sample of one packet in a thousand finds who has 1 % and bounds what each has', () => {
  let outside = 0
  let asked = 0
  let hits = 0
  for (let seed = 1; seed <= 40; seed++) {
    const sampler = createSampler(seed)
    setStep(sampler, 1000)
    const tally = createHeavy<number>(1024)
    const truth = new Map<number, number>()
    for (let n = 0; n < 200_000; n++) {
      const key = floodKey(n)
      const packets = 1 + (n % 7)
      truth.set(key, (truth.get(key) ?? 0) + packets)
      const counted = sample(sampler, packets)
      if (counted > 0) addHeavy(tally, key, counted)
    }
    hits += sampler.hits
    const list = listHeavy(tally, { kind: 'source', most: 20, keyText: String, step: 1000 })
    expect(list[0]?.key).toBe('1')
    for (const entry of list.filter((one) => Number(one.key) < 12)) {
      const amount = truth.get(Number(entry.key)) ?? 0
      asked++
      if (amount > entry.amount || amount < entry.amount - entry.error) outside++
    }
  }
  expect(asked).toBeGreaterThan(300)
  // Three standard deviations: 0.3 % outside; twice that of luck is allowed for.
  expect(outside / asked).toBeLessThanOrEqual(0.01)
  expect(hits / 40 / 200_000).toBeLessThan(0.008)
})

test('a sample is unbiased, also where flows alternate as an attacker likes', () => {
  let big = 0
  const rounds = 400
  for (let seed = 1; seed <= rounds; seed++) {
    const sampler = createSampler(seed * 7919)
    setStep(sampler, 50)
    for (let n = 0; n < 1000; n++) {
      const counted = sample(sampler, n % 2 === 0 ? 49 : 1)
      if (n % 2 === 0) big += counted
    }
  }
  expect(Math.abs(big / rounds / (500 * 49) - 1)).toBeLessThan(0.01)
})

test('the same seed answers the same', () => {
  const run = (seed: number) => {
    const sampler = createSampler(seed)
    setStep(sampler, 10)
    return Array.from({ length: 100 }, () => sample(sampler, 3))
  }
  expect(run(5)).toEqual(run(5))
  expect(run(5)).not.toEqual(run(6))
})

test('while nothing is sampled out, everything is counted as it is', () => {
  const sampler = createSampler(1)
  expect([1, 2, 3].map((packets) => sample(sampler, packets))).toEqual([1, 2, 3])
})
