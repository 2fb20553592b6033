// Measurements in the house's own database: counted once, merged, added up, forgotten in time.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Bucket } from '#sense/model/bucket.ts'
import type { SeriesKey } from '#sense/store/telemetry-store.ts'
import { mergeAll } from '#sense/tally/merge.ts'
import { bucketAt, frameOf, morning, openTelemetry, rowOf, sketchOf, type TestTelemetry } from '../setup/telemetry.ts'

let here: TestTelemetry
beforeAll(async () => {
  here = await openTelemetry()
})
afterAll(() => here.close())

// Rolling up is for all realms: nothing of the test before is owed any more.
beforeEach(() => rollAll(minute + 86_400))

let realms = 0
/** A realm of its own for each test: nothing crosses. */
function fresh(): { realm: string; key: SeriesKey } {
  const realm = `exercise:${++realms}`
  return { realm, key: { realm, series: 'tax-portal', channel: 'flow' } }
}

const minute = Math.floor(morning / 60) * 60
const wholeDay = { from: minute - 86_400, to: minute + 86_400 }

function fullBucket(at: number, first: number): Bucket {
  return bucketAt(at, {
    rows: [rowOf('DE', 5, { bytes: 1234.5 }), rowOf('*', 7, { part: -1, direction: 'out' })],
    records: 12,
    squares: 40.25,
    sources: sketchOf(first, 3000),
    destinations: sketchOf(first, 20),
    heavy: [{ kind: 'source', key: '192.0.2.7', amount: 5, error: 1 }],
    shapes: { 'syn-only': { packets: 4, bytes: 160 } },
    values: { sum: 3, count: 2, least: 1, most: 2 },
    marks: ['sequence-gap', 'late'],
  })
}

async function rollAll(now: number): Promise<number> {
  let made = 0
  for (;;) {
    const done = await here.store.rollUp(now)
    made += done.made
    if (!done.more) return made
  }
}

test('a bucket comes back as it was kept', async () => {
  const { realm, key } = fresh()
  const bucket = fullBucket(minute, 0)
  expect(await here.store.keep(frameOf([bucket], { realm }))).toBe(true)
  expect(await here.store.buckets(key, wholeDay, 10)).toEqual([bucket])
})

test('a frame that comes twice counts once, also at the same moment and through another process', async () => {
  const { realm, key } = fresh()
  const frame = frameOf([bucketAt(minute)], { realm })
  const other = here.another()
  const kept = await Promise.all([here.store.keep(frame), other.keep(frame), here.store.keep(frame), other.keep(frame)])
  expect(kept.filter(Boolean)).toHaveLength(1)
  expect(await here.store.totals(key, wholeDay, 10)).toMatchObject([{ at: minute, packets: 10, flows: 1, records: 1 }])
})

test('frames count in whatever order they come; only those that came are known as kept', async () => {
  const { realm, key } = fresh()
  const frame = (sequence: number) => frameOf([bucketAt(minute + sequence * 10)], { realm, sequence })
  for (const sequence of [5, 2, 9]) expect(await here.store.keep(frame(sequence))).toBe(true)
  for (const sequence of [9, 5, 2]) expect(await here.store.keep(frame(sequence))).toBe(false)
  for (const sequence of [1, 3, 4, 0, 6]) expect(await here.store.keep(frame(sequence))).toBe(true)
  expect((await here.store.totals(key, wholeDay, 10)).map(({ at }) => (at - minute) / 10)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 9,
  ])
  expect(await here.store.sensors(realm)).toMatchObject([{ sensor: 'rack-4', sequence: 9, keptAt: here.clock.now }])
})

test('a frame with the same sequence in another life, sensor or realm is another frame', async () => {
  const { realm, key } = fresh()
  const frame = frameOf([bucketAt(minute)], { realm })
  expect(await here.store.keep(frame)).toBe(true)
  expect(await here.store.keep({ ...frame, run: frame.run + 1 })).toBe(true)
  expect(await here.store.keep({ ...frame, sensor: 'rack-5' })).toBe(true)
  expect(await here.store.keep({ ...frame, realm: `${realm}-other` })).toBe(true)
  expect(await here.store.totals(key, wholeDay, 10)).toMatchObject([{ packets: 30 }])
})

test('what several sensors saw at once is merged: amounts add up, sources are counted once', async () => {
  const { realm, key } = fresh()
  const [a, b, c] = [fullBucket(minute, 0), fullBucket(minute, 1500), fullBucket(minute, 1500)]
  const other = here.another()
  await Promise.all(
    [a, b, c].map((bucket, n) =>
      (n === 1 ? other : here.store).keep(frameOf([bucket], { realm, sensor: `rack-${n}` })),
    ),
  )
  const [merged] = await here.store.buckets(key, wholeDay, 10)
  expect(merged).toEqual(mergeAll([a, b, c]))
  const [total] = await here.store.totals(key, wholeDay, 10)
  expect(total?.sources).toBeGreaterThan(4500 * 0.9)
  expect(total?.sources).toBeLessThan(4500 * 1.1)
})

test('one frame may hold the same bucket twice, as when late flows come beside it', async () => {
  const { realm, key } = fresh()
  await here.store.keep(frameOf([bucketAt(minute), bucketAt(minute, { marks: ['late'] })], { realm }))
  expect(await here.store.totals(key, wholeDay, 10)).toMatchObject([{ packets: 20, marks: ['late'] }])
})

test('minutes and hours are what their ten seconds add up to, before and after they are rolled up', async () => {
  const { realm, key } = fresh()
  const hour = Math.floor(minute / 3600) * 3600
  const tens = Array.from({ length: 6 * 61 }, (_, n) => fullBucket(hour + n * 10, n * 50))
  for (let n = 0; n < tens.length; n += 60) {
    await here.store.keep(frameOf(tens.slice(n, n + 60), { realm, sequence: n }))
  }
  const minutesBefore = await here.store.buckets(key, wholeDay, 60)
  const hoursBefore = await here.store.buckets(key, wholeDay, 3600)
  const totalsBefore = await here.store.totals(key, wholeDay, 60)
  expect(minutesBefore).toHaveLength(61)
  expect(hoursBefore).toHaveLength(2)
  const first = tens.slice(0, 6).map((bucket) => ({ ...bucket, at: hour, seconds: 60 as const }))
  expect(minutesBefore[0]).toEqual(mergeAll(first))
  expect(await rollAll(hour + 3600 + 200)).toBe(61 + 1)
  expect(await here.store.buckets(key, wholeDay, 60)).toEqual(minutesBefore)
  expect(await here.store.totals(key, wholeDay, 60)).toEqual(totalsBefore)
  expect(await here.store.buckets(key, wholeDay, 3600)).toEqual(hoursBefore)
  expect(await rollAll(hour + 3600 + 200)).toBe(0)
})

test('a minute is not rolled up before it is complete', async () => {
  const { realm } = fresh()
  await here.store.keep(frameOf([bucketAt(minute)], { realm }))
  expect(await here.store.rollUp(minute + 60)).toMatchObject({ made: 0 })
  expect(await here.store.rollUp(minute + 60 + 30)).toMatchObject({ made: 1 })
})

test('a late frame re-opens its minute and its hour', async () => {
  const { realm, key } = fresh()
  await here.store.keep(frameOf([bucketAt(minute)], { realm }))
  await rollAll(minute + 7200)
  await here.store.keep(frameOf([bucketAt(minute + 10)], { realm, sequence: 2 }))
  for (const seconds of [60, 3600] as const) {
    expect(await here.store.totals(key, wholeDay, seconds)).toMatchObject([{ packets: 20 }])
  }
  expect(await rollAll(minute + 7200)).toBe(2)
  for (const seconds of [60, 3600] as const) {
    expect(await here.store.totals(key, wholeDay, seconds)).toMatchObject([{ packets: 20 }])
  }
})

test('what comes as minutes stands beside what is rolled up, and both count', async () => {
  const { realm, key } = fresh()
  await here.store.keep(frameOf([bucketAt(minute), bucketAt(minute, { seconds: 60 })], { realm }))
  expect(await here.store.totals(key, wholeDay, 60)).toMatchObject([{ packets: 20 }])
  await rollAll(minute + 7200)
  expect(await here.store.totals(key, wholeDay, 60)).toMatchObject([{ packets: 20 }])
  expect(await here.store.totals(key, wholeDay, 3600)).toMatchObject([{ packets: 20 }])
})

test('rows alone are the same rows, without sketches', async () => {
  const { realm, key } = fresh()
  const bucket = fullBucket(minute, 0)
  await here.store.keep(frameOf([bucket], { realm }))
  const [found] = await here.store.buckets(key, wholeDay, 10, 'rows')
  expect(found).toMatchObject({ rows: bucket.rows, records: 12, marks: bucket.marks, sources: null, heavy: [] })
})

test('a wall shows every series of its realm and no other, and a series says when it was last heard', async () => {
  const { realm } = fresh()
  const web = bucketAt(minute + 20, { channel: 'web', series: 'press' })
  await here.store.keep(frameOf([bucketAt(minute), bucketAt(minute + 10), web], { realm }))
  expect(await here.store.wall(realm, wholeDay, 10)).toMatchObject([
    { series: 'press', channel: 'web', totals: [{ at: minute + 20 }] },
    { series: 'tax-portal', channel: 'flow', totals: [{ at: minute }, { at: minute + 10 }] },
  ])
  expect(await here.store.series(realm, wholeDay)).toEqual([
    { series: 'press', channel: 'web', newest: minute + 20 },
    { series: 'tax-portal', channel: 'flow', newest: minute + 10 },
  ])
  expect(await here.store.series(realm, { from: minute + 3600, to: minute + 7200 })).toEqual([])
  expect(await here.store.series('exercise:nobody', wholeDay)).toEqual([])
})

test('a roll-up that fails half-way leaves everything owed, and the next one does it', async () => {
  const { realm, key } = fresh()
  await here.store.keep(frameOf([bucketAt(minute), bucketAt(minute + 60)], { realm }))
  await sql`create function sense.stop() returns trigger language plpgsql as $$ begin raise 'stop'; end $$`.execute(
    here.sql,
  )
  await sql`create trigger stop before insert on sense.buckets_60 for each row execute function sense.stop()`.execute(
    here.sql,
  )
  await expect(here.store.rollUp(minute + 7200)).rejects.toThrow('stop')
  expect(await here.store.totals(key, wholeDay, 60)).toMatchObject([{ packets: 10 }, { packets: 10 }])
  await sql`drop trigger stop on sense.buckets_60`.execute(here.sql)
  await sql`drop function sense.stop`.execute(here.sql)
  expect(await rollAll(minute + 7200)).toBe(3)
  expect(await here.store.totals(key, wholeDay, 3600)).toMatchObject([{ packets: 20 }])
})

test('a frame is kept whole or not at all', async () => {
  const { realm, key } = fresh()
  const frame = frameOf([bucketAt(minute), bucketAt(minute + 10)], { realm })
  await sql`alter table sense.due add constraint stop check (at < 0) not valid`.execute(here.sql)
  await expect(here.store.keep(frame)).rejects.toThrow()
  await sql`alter table sense.due drop constraint stop`.execute(here.sql)
  expect(await here.store.totals(key, wholeDay, 10)).toEqual([])
  expect(await here.store.keep(frame)).toBe(true)
  expect(await here.store.totals(key, wholeDay, 10)).toHaveLength(2)
})
