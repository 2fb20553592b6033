// The rows of a synthetic day add up to its curve, and its kinds of traffic differ where they ought to.
import { expect, test } from 'vitest'
import { estimateDistinct, mergeRegisters } from '../../tally/hyperloglog.ts'
import { generateDays, trueRate } from '../generate.ts'
import { bucketsOf } from './buckets.ts'
import { createChance } from './chance.ts'
import { complaintBuckets, drawSurge, generateComplaints } from './complaints.ts'
import { addSources, createPopulation, createRegisters } from './sketch.ts'
import { storyBuckets, storyComplaints, storyTraffic } from './story.ts'

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)

test('registers that are drawn estimate as many sources as they were drawn for', () => {
  for (const count of [50, 1_000, 20_000, 900_000]) {
    const found = Array.from({ length: 20 }, (_, seed) => {
      const registers = createRegisters()
      addSources(registers, createPopulation(createChance(seed)), count)
      return estimateDistinct(registers) / count
    })
    expect(Math.abs(total(found) / 20 - 1), `${count}`).toBeLessThan(0.03)
  }
})

test('people who come back are not counted twice', () => {
  const population = createPopulation(createChance(1))
  const [first, second] = [createRegisters(), createRegisters()]
  addSources(first, population, 4_000)
  addSources(second, population, 6_000)
  mergeRegisters(first, second)
  expect(first).toEqual(second)
})

test('rows add up to the curve, and holes have no bucket', () => {
  const days = generateDays({ days: 1, quietDays: 0, attacks: 2, outages: 0, holes: 0.01, seed: 6, bucketSeconds: 60 })
  const buckets = [...bucketsOf(days)]
  expect(buckets).toHaveLength(days.points.filter((point) => point.value !== null).length)
  for (const bucket of buckets) {
    const rate = trueRate(days.curve, (bucket.at - days.options.start) / 60)
    expect(Math.abs(total(bucket.rows.map((row) => row.packets)) / rate - 1)).toBeLessThan(0.02)
  }
})

test('in the story most packets of a wave come from the USA, Vietnam and Brazil, and very few from Ukraine', () => {
  const days = storyTraffic(1, 0)
  const [first] = days.truth.waves
  expect(new Date((first?.onset ?? 0) * 1000).toISOString()).toBe('2025-03-10T09:45:00.000Z')
  const extra: Record<string, number> = {}
  for (const bucket of storyBuckets(days, 'x', { from: first?.standing ?? 0, to: (first?.end ?? 0) - 60 })) {
    for (const row of bucket.rows) extra[row.country] = (extra[row.country] ?? 0) + row.packets
  }
  const all = total(Object.values(extra))
  expect(((extra.US ?? 0) + (extra.VN ?? 0) + (extra.BR ?? 0)) / all).toBeGreaterThan(0.6)
  expect((extra.UA ?? 0) / all).toBeLessThan(0.01)
})

test('in the story the busiest quarter of an hour has a little over 39,000 complaints', () => {
  const { points } = storyComplaints(1, 0, 60)
  let most = 0
  for (let at = 15; at < points.length; at += 1)
    most = Math.max(most, total(points.slice(at - 15, at).map(({ value }) => value)))
  expect(most).toBeGreaterThan(39_000)
  expect(most).toBeLessThan(40_500)
})

test('complaints are quiet before the onset, at their most at the peak, and end after the last burst', () => {
  const surge = drawSurge(1_741_608_000, createChance(12))
  const generated = generateComplaints({
    seed: 1,
    start: 1_741_564_800,
    days: 1,
    bucketSeconds: 60,
    basePerMinute: 0.2,
    surges: [surge],
  })
  const [truth] = generated.truth
  const between = (from = 0, to = 0) =>
    generated.points.filter((point) => point.at >= from && point.at < to).map(({ value }) => value)
  expect(total(between(0, truth?.onset)) / between(0, truth?.onset).length).toBeLessThan(0.5)
  expect(Math.max(...between(truth?.peak, truth?.decliningFrom))).toBeGreaterThan(0.7 * surge.peakPerMinute)
  expect(total(between((truth?.end ?? 0) + 60, Number.POSITIVE_INFINITY))).toBeLessThan(200)
  const buckets = complaintBuckets(generated, 's', { US: 1 }, { 0: 1 })
  expect(total(buckets.flatMap((bucket) => bucket.rows.map((row) => row.flows)))).toBe(
    total(generated.points.map(({ value }) => value)),
  )
})
