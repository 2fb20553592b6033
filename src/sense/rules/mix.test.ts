// The mix says how sure it is, never shows a share without its caveat, and does not take silence for none.
import fc from 'fast-check'
import { Check } from 'typebox/value'
import { expect, test } from 'vitest'
import { SourceMix } from '../model/attacks.ts'
import type { Bucket } from '../model/bucket.ts'
import { bucketsOf } from './generate/buckets.ts'
import type { AttackKind } from './generate/options.ts'
import { createChance, generateDays } from './generate.ts'
import {
  divergence,
  effectiveSize,
  type MixWith,
  mixCaveat,
  mixChange,
  noListLoaded,
  shareInterval,
  sourceMix,
} from './mix.ts'
import { addUp } from './window.ts'

const addressSpace = new Map(
  Object.entries({
    US: 0.38,
    CN: 0.09,
    JP: 0.06,
    DE: 0.04,
    GB: 0.04,
    KR: 0.04,
    FR: 0.03,
    BR: 0.03,
    CA: 0.02,
    IT: 0.02,
    '??': 0.25,
  }),
)
const by: MixWith = {
  usual: null,
  kinds: noListLoaded,
  nameOf: (_, key) => key,
  spoofing: {
    bogonShape: 'bogon',
    synShape: 'syn-only',
    amplificationShapes: ['amplification-dns', 'amplification-ntp'],
    addressSpace,
  },
  tables: 'Test tables of 2026-11-22, CC0',
}

/** The hour before an attack, and its first wave. */
function around(kind: AttackKind, seed: number, sampling = 1, channel: 'flow' | 'web' = 'flow') {
  const days = generateDays({
    days: 1,
    quietDays: 0.2,
    attacks: 1,
    wavesPerAttack: { least: 1, most: 1 },
    heights: [4],
    waveSeconds: { least: 600, most: 900 },
    attackKinds: [kind],
    flashCrowds: 0,
    outages: 0,
    gaps: 0,
    bucketSeconds: 60,
    base: 300_000,
    seed,
  })
  const [wave] = days.truth.waves
  if (wave === undefined) throw new Error('no wave')
  const span = { from: wave.onset - 3600, to: wave.end }
  const buckets = [...bucketsOf(days, { sampling, channel, span })]
  const usual = addUp(buckets.filter(({ at }) => at >= wave.onset - 3600 && at < wave.onset))
  const seen = addUp(buckets.filter(({ at }) => at >= wave.standing && at < wave.end - 120))
  if (usual === null || seen === null) throw new Error('no buckets')
  return { usual, seen }
}

test('a mix keeps its schema, carries its caveat, and says null where no list was loaded', () => {
  const { seen, usual } = around('botnet-syn', 3)
  const mix = sourceMix(seen, { ...by, usual })
  expect(Check(SourceMix, mix)).toBe(true)
  expect(mix.caveat).toBe(mixCaveat)
  expect(mix.hosting).toBeNull()
  expect(mix.countries[0]?.usual).not.toBeNull()
  expect(sourceMix(seen, by).countries[0]?.usual).toBeNull()
})

test('the interval holds the true share in about 95 of 100 samples', () => {
  const chance = createChance(5)
  let held = 0
  for (let round = 0; round < 2000; round += 1) {
    const [size, share] = [chance.whole(20, 400), chance.between(0.02, 0.6)]
    let hits = 0
    for (let at = 0; at < size; at += 1) hits += chance.share() < share ? 1 : 0
    const { low, high } = shareInterval(hits / size, size)
    held += low <= share && share <= high ? 1 : 0
  }
  expect(held / 2000).toBeGreaterThan(0.93)
  expect(held / 2000).toBeLessThan(0.98)
})

test('fewer records make a wider interval, and none tell nothing', () => {
  const width = (size: number) => shareInterval(0.3, size).high - shareInterval(0.3, size).low
  expect(width(100)).toBeGreaterThan(3 * width(2000))
  expect(shareInterval(0.3, 0)).toEqual({ low: 0, high: 1 })
  const [all, few] = [around('botnet-syn', 3), around('botnet-syn', 3, 1000)]
  expect(effectiveSize(few.seen)).toBeLessThan(effectiveSize(all.seen) / 20)
})

test('made-up sources look made up, those of a botnet less, reflectors and requests not', () => {
  const likelihood = (kind: AttackKind, channel: 'flow' | 'web' = 'flow') => {
    const { seen, usual } = around(kind, 8, 1, channel)
    return sourceMix(seen, { ...by, usual }).spoofing.likelihood ?? -1
  }
  expect(likelihood('spoofed-syn')).toBeGreaterThan(0.9)
  expect(likelihood('botnet-syn')).toBeLessThan(0.4)
  expect(likelihood('amplification')).toBeLessThan(0.1)
  expect(likelihood('http-flood', 'web')).toBeLessThan(0.05)
})

test('from a handful of records nobody can tell whether sources are made up', () => {
  const { seen } = around('spoofed-syn', 8)
  expect(sourceMix({ ...seen, records: 40 }, by).spoofing.likelihood).toBeNull()
})

test('a botnet changes the mix of countries, an ordinary hour does not', () => {
  const { seen, usual } = around('botnet-syn', 4)
  expect(mixChange(seen, usual)).toBeGreaterThan(0.1)
  expect(mixChange(usual, usual)).toBe(0)
})

test('divergence is symmetric and lies between 0 and 1', () => {
  const mix = fc.dictionary(
    fc.constantFrom('US', 'DE', 'FR', 'VN', 'BR'),
    fc.double({ min: 0.01, max: 1, noNaN: true }),
    { minKeys: 1 },
  )
  const normal = (raw: Record<string, number>) => {
    const whole = Object.values(raw).reduce((sum, one) => sum + one, 0)
    return new Map(Object.entries(raw).map(([key, one]) => [key, one / whole]))
  }
  fc.assert(
    fc.property(mix, mix, (a, b) => {
      const [one, two] = [normal(a), normal(b)]
      expect(divergence(one, two)).toBeCloseTo(divergence(two, one), 12)
      expect(divergence(one, two)).toBeLessThanOrEqual(1)
      expect(divergence(one, one)).toBeCloseTo(0, 12)
    }),
  )
})

test('shares of networks never add up to more than there was, however roughly they were counted', () => {
  const seen = addUp(bucketsWithNetworks([90, 80, 70])) ?? never()
  const { networks } = sourceMix(seen, { ...by, usual: seen })
  expect(networks.map(({ share }) => share).reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9)
  expect(networks.map(({ usual }) => usual ?? 0).reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9)
})

function never(): never {
  throw new Error('there was a bucket')
}

function bucketsWithNetworks(amounts: readonly number[]): Bucket[] {
  const rows = [{ country: 'BE', part: 6, direction: 'in' as const, bytes: 6000, packets: 100, flows: 100 }]
  const heavy = amounts.map((amount, at) => ({ kind: 'as' as const, key: String(64500 + at), amount, error: 60 }))
  const counted = { records: 100, squares: 100, sources: null, destinations: null, shapes: {}, values: null, marks: [] }
  return [{ series: 'x', channel: 'flow', at: 1_741_599_960, seconds: 10, rows, heavy, ...counted }]
}
