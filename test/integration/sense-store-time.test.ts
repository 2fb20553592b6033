// Measurements grow old: slices are dropped, late frames find the coarser resolution that is still kept.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SeriesKey } from '#sense/store/telemetry-store.ts'
import { bucketAt, frameOf, morning, openTelemetry, type TestTelemetry } from '../setup/telemetry.ts'

let here: TestTelemetry
beforeEach(async () => {
  here = await openTelemetry()
})
afterEach(() => here.close())

const key: SeriesKey = { realm: 'live', series: 'tax-portal', channel: 'flow' }
const day = 86_400
const minute = Math.floor(morning / 60) * 60
const everything = { from: 0, to: minute + 4000 * day }

/** What is kept at 10 s, 60 s and an hour, in packets. */
async function kept(): Promise<number[]> {
  const sums: number[] = []
  for (const seconds of [10, 60, 3600] as const) {
    sums.push((await here.store.totals(key, everything, seconds)).reduce((sum, total) => sum + total.packets, 0))
  }
  return sums
}

test('ten seconds go after two days, minutes after a month, hours after years', async () => {
  await here.store.keep(frameOf([bucketAt(minute)]))
  expect((await here.store.rollUp(minute + 1.5 * day)).made).toBe(2)
  expect(await kept()).toEqual([10, 10, 10])
  await here.store.rollUp(minute + 3.1 * day)
  expect(await kept()).toEqual([0, 10, 10])
  await here.store.rollUp(minute + 40 * day)
  expect(await kept()).toEqual([0, 0, 10])
  expect(await here.store.series('live', everything)).toMatchObject([{ newest: Math.floor(minute / 3600) * 3600 }])
  await here.store.rollUp(minute + 2200 * day)
  expect(await kept()).toEqual([0, 0, 0])
})

test('nothing is dropped that is still owed to a coarser resolution', async () => {
  const hours = 2000
  const buckets = Array.from({ length: hours }, (_, n) => bucketAt(minute + 10 * n, { series: `s${n % 20}` }))
  await here.store.keep(frameOf(buckets))
  let rolls = 0
  let dropped = 0
  for (let more = true; more; rolls++) {
    const done = await here.store.rollUp(minute + 50 * day)
    more = done.more
    dropped += done.dropped
  }
  expect(rolls).toBeGreaterThan(1)
  expect(dropped).toBe(2)
  const wall = await here.store.wall('live', everything, 3600)
  const packets = wall.flatMap(({ totals }) => totals).reduce((sum, total) => sum + total.packets, 0)
  expect(packets).toBe(hours * 10)
})

test('a frame that comes after days counts in minutes, after months in hours, and once', async () => {
  await here.store.keep(frameOf([bucketAt(minute)]))
  await here.store.rollUp(minute + 7200)
  here.clock.now = minute + 4 * day
  await here.store.rollUp(here.clock.now)
  const late = frameOf([bucketAt(minute + 10), bucketAt(minute + 20)], { sequence: 2 })
  expect(await here.store.keep(late)).toBe(true)
  expect(await here.store.keep(late)).toBe(false)
  expect(await kept()).toEqual([0, 30, 30])
  await here.store.rollUp(here.clock.now)
  expect(await kept()).toEqual([0, 30, 30])
  here.clock.now = minute + 60 * day
  await here.store.rollUp(here.clock.now)
  expect(await here.store.keep(frameOf([bucketAt(minute + 30)], { sequence: 3 }))).toBe(true)
  await here.store.rollUp(here.clock.now)
  expect(await kept()).toEqual([0, 0, 40])
})

test('a slice that another process dropped is noticed, and the frame still counts', async () => {
  const other = here.another()
  await here.store.keep(frameOf([bucketAt(minute)]))
  await other.keep(frameOf([bucketAt(minute + 10)], { sequence: 2 }))
  here.clock.now = minute + 4 * day
  await other.rollUp(here.clock.now)
  expect(await here.store.keep(frameOf([bucketAt(minute + 20)], { sequence: 3 }))).toBe(true)
  expect(await kept()).toEqual([0, 30, 30])
})

test('a sensor that sends only every other frame keeps its row small, and nothing is counted twice', async () => {
  for (let sequence = 0; sequence < 620; sequence += 2) await here.store.keep(frameOf([], { sequence }))
  expect(await here.store.keep(frameOf([], { sequence: 2 }))).toBe(false)
  // So many holes are not remembered: the oldest are closed, the newest are open still.
  expect(await here.store.keep(frameOf([], { sequence: 3 }))).toBe(false)
  expect(await here.store.keep(frameOf([], { sequence: 617 }))).toBe(true)
})
