// A synthetic day says the truth about itself: what it lists is in the numbers, and what it does not list is not.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createChance } from './generate/chance.ts'
import { csvOf, type GeneratedDays, generateDays, trueRate } from './generate.ts'

const calm = { noise: 0, noiseMemory: 0, holes: 0, gaps: 0, outages: 0, flashCrowds: 0, levelShifts: 0, drift: 0 }
const short = { days: 4, quietDays: 1 }

const indexAt = ({ options }: GeneratedDays, at: number) => (at - options.start) / options.bucketSeconds

test('the same seed gives the same day, another seed another', () => {
  const first = generateDays({ ...short, seed: 7 })
  expect(generateDays({ ...short, seed: 7 }).points).toEqual(first.points)
  expect(generateDays({ ...short, seed: 8 }).points).not.toEqual(first.points)
})

test('without noise a wave stands exactly where the truth says and nowhere else', () => {
  const days = generateDays({ ...calm, ...short, attacks: 4, heights: [3], seed: 3 })
  expect(days.truth.waves.length).toBeGreaterThanOrEqual(4)
  for (let at = 0; at < days.curve.count; at += 1) {
    const second = days.options.start + at * days.options.bucketSeconds
    const told = days.truth.waves.some((wave) => second >= wave.onset && second < wave.end)
    expect((days.curve.attack[at] ?? 0) > 0, `bucket ${at}`).toBe(told)
  }
})

test('a wave of height three is three times the usual of its onset, once it stands', () => {
  const days = generateDays({ ...calm, ...short, attacks: 3, heights: [3], seed: 5 })
  for (const wave of days.truth.waves) {
    const usual = days.curve.usual[indexAt(days, wave.onset)] ?? 0
    const standing = indexAt(days, wave.standing)
    const extra = trueRate(days.curve, standing) - (days.curve.usual[standing] ?? 0)
    expect(extra / usual).toBeCloseTo(2, 6)
  }
})

test('every shape begins at its height; a ramp goes on, a sawtooth falls back', () => {
  for (const shape of ['square', 'ramp', 'pulse', 'sawtooth'] as const) {
    const days = generateDays({ ...calm, ...short, attacks: 2, heights: [2], shapes: [shape], seed: 11 })
    const wave = days.truth.waves[0]
    expect(wave?.shape).toBe(shape)
    expect(wave?.peakHeight).toBeCloseTo(shape === 'ramp' ? 1.6 + 1 : 2)
  }
})

test('a flash crowd rises over minutes and falls over tens of minutes', () => {
  const days = generateDays({ ...calm, ...short, attacks: 0, flashCrowds: 3, seed: 2 })
  expect(days.truth.flash).toHaveLength(3)
  for (const flash of days.truth.flash) {
    expect(flash.peak - flash.onset).toBeGreaterThanOrEqual(290)
    expect(flash.end - flash.peak).toBeGreaterThan(2 * (flash.peak - flash.onset))
    const top = days.curve.crowd[indexAt(days, flash.peak)] ?? 0
    expect(top).toBeGreaterThan(5 * (days.curve.crowd[indexAt(days, flash.onset) + 3] ?? 0))
  }
})

test('an outage leaves what it says, a gap leaves nothing, a hole is no zero', () => {
  const days = generateDays({ ...calm, ...short, attacks: 0, outages: 2, gaps: 2, holes: 0.01, seed: 4 })
  const [outage] = days.truth.outages
  const inside = indexAt(days, (outage?.onset ?? 0) + 60)
  expect(days.curve.kept[inside]).toBeCloseTo(outage?.left ?? -1)
  const [gap] = days.truth.gaps
  expect(
    days.points
      .filter((point) => point.at >= (gap?.from ?? 0) && point.at < (gap?.to ?? 0))
      .every((point) => point.value === null),
  ).toBe(true)
  const missing = days.points.filter((point) => point.value === null).length
  expect(csvOf(days.points).trimEnd().split('\n')).toHaveLength(1 + days.points.length - missing)
  expect(days.points.some((point) => point.value === 0)).toBe(false)
})

test('the noise has the deviation that was asked for', () => {
  for (const noise of [0.06, 0.12, 0.2]) {
    const { curve } = generateDays({ ...calm, ...short, attacks: 0, noise, noiseMemory: 0.3, seed: 9 })
    const logs = [...curve.noise].map(Math.log)
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length
    const deviation = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length)
    expect(deviation / noise).toBeGreaterThan(0.97)
    expect(deviation / noise).toBeLessThan(1.03)
  }
})

test('a holiday goes like a Sunday, a level shift stays, a drift grows', () => {
  const base = { ...calm, days: 7, quietDays: 0, attacks: 0, daily: 0.4, weekend: 0.5, seed: 1 }
  const monday = generateDays(base).points[720]?.value ?? 0
  const holiday = generateDays({ ...base, holidays: ['2025-03-10'] }).points[720]?.value ?? 0
  expect(holiday).toBeLessThan(0.7 * monday)
  const drifting = generateDays({ ...base, drift: 0.5, daily: 0, weekend: 1 })
  expect((drifting.points.at(-1)?.value ?? 0) / (drifting.points[0]?.value ?? 1)).toBeCloseTo(1.5, 1)
  const shifted = generateDays({
    ...base,
    daily: 0,
    weekend: 1,
    levelShifts: 1,
    levelShiftFactor: { least: 2, most: 2 },
  })
  const [shift] = shifted.truth.levelShifts
  expect(shifted.points.find((point) => point.at > (shift?.at ?? 0))?.value).toBe(2 * shifted.options.base)
})

test('whatever is asked for, the day is bounded and its truth lies inside of it', () => {
  const wild = fc.record(
    {
      seed: fc.integer(),
      days: fc.double({ min: -1, max: 3 }),
      bucketSeconds: fc.integer({ min: -5, max: 90_000 }),
      noise: fc.double(),
      base: fc.double(),
      attacks: fc.integer({ min: -2, max: 30 }),
      gaps: fc.integer({ min: 0, max: 20 }),
      kind: fc.constantFrom('volume' as const, 'count' as const),
    },
    { requiredKeys: ['days'] },
  )
  fc.assert(
    fc.property(wild, (options) => {
      const { points, truth } = generateDays(options)
      expect(points.length).toBeLessThanOrEqual(3 * 86_400)
      for (const point of points)
        expect(point.value === null || (Number.isFinite(point.value) && point.value >= 0)).toBe(true)
      for (const wave of truth.waves) {
        expect(wave.onset).toBeGreaterThanOrEqual(truth.from)
        expect(wave.onset).toBeLessThan(wave.end)
        expect(wave.end).toBeLessThanOrEqual(truth.to)
      }
    }),
    { numRuns: 40 },
  )
})

test('chance is fair enough: the mean of Poisson counts is the rate, small and large', () => {
  const chance = createChance(1)
  for (const rate of [0.1, 3, 29, 31, 400]) {
    let sum = 0
    for (let at = 0; at < 20_000; at += 1) sum += chance.poisson(rate)
    expect(Math.abs(sum / 20_000 / rate - 1)).toBeLessThan(0.06)
  }
})
