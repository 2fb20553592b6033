// The ClickHouse adapter with its own SQL on the embedded engine, where one is given: TOCSIN_TEST_CHDB names the folder of an
// installed `chdb` package. Not in the default run: the engine is 540 MB.
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClickHouseStore } from '#sense/store/clickhouse.ts'
import { type ClickHouse, jsonLines } from '#sense/store/clickhouse-http.ts'
import type { SeriesKey, TelemetryStore } from '#sense/store/telemetry-store.ts'
import { mergeAll } from '#sense/tally/merge.ts'
import { bucketAt, frameOf, morning, rowOf, sketchOf, testRetention } from '../setup/telemetry.ts'

const where = process.env.TOCSIN_TEST_CHDB
if (!where) console.warn('skipped: TOCSIN_TEST_CHDB names no folder of an installed chdb package')

/** What the check uses of the package. */
interface Session {
  queryBind(statement: string, parameters: object, format: string): string
  query(statement: string): string
  cleanup(): void
}

let folder: string
let session: Session
let store: TelemetryStore
const clock = { now: morning }
const minute = Math.floor(morning / 60) * 60
const wholeDay = { from: minute - 86_400, to: minute + 86_400 }
/** The server drops by its own clock, and these buckets are of 2025. */
const long = { keepDays: 20_000 }

beforeAll(async () => {
  if (!where) return
  folder = await mkdtemp(join(tmpdir(), 'tocsin-chdb-'))
  const { Session: Made } = createRequire(join(where, 'package.json'))(where) as {
    Session: new (path: string) => Session
  }
  session = new Made(folder)
  const house: ClickHouse = {
    ask: async (statement, parameters) => jsonLines(session.queryBind(statement, parameters, 'JSONEachRow')),
    async insert(table, rows) {
      session.query(`insert into ${table} format JSONEachRow ${rows.map((row) => JSON.stringify(row)).join('\n')}`)
    },
    async close() {
      session.cleanup()
    },
  }
  const retention = { ...testRetention, resolutions: { 10: long, 60: long, 3600: long }, runKeepDays: 20_000 }
  store = createClickHouseStore(house, { nowSeconds: () => clock.now, retention })
})
afterAll(async () => {
  if (!where) return
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

let realms = 0
function fresh(): SeriesKey {
  return { realm: `exercise:${++realms}`, series: 'tax-portal', channel: 'flow' }
}

test.skipIf(!where)('a bucket comes back as it was kept, and a frame that comes twice counts once', async () => {
  const key = fresh()
  const bucket = bucketAt(minute, {
    rows: [rowOf('DE', 5, { bytes: 1234.5 }), rowOf('*', 7, { part: -1 })],
    sources: sketchOf(0, 3000),
    heavy: [{ kind: 'path', key: "/a'\\b\t", amount: 5, error: 1 }],
    marks: ['late'],
  })
  const frame = frameOf([bucket], { realm: key.realm })
  expect(await store.keep(frame)).toBe(true)
  expect(await store.keep(frame)).toBe(false)
  expect(await store.buckets(key, wholeDay, 10)).toEqual([bucket])
  expect(await store.totals(key, wholeDay, 10)).toMatchObject([{ at: minute, packets: 12, marks: ['late'] }])
  expect(await store.sensors(key.realm)).toMatchObject([{ sensor: 'rack-4', sequence: 1, keptAt: clock.now }])
  expect(await store.series(key.realm, wholeDay)).toEqual([{ series: 'tax-portal', channel: 'flow', newest: minute }])
})

test.skipIf(!where)(
  'what several sensors saw at once is merged: amounts add up, sources are counted once',
  async () => {
    const key = fresh()
    const buckets = [0, 1500].map((first) => bucketAt(minute, { sources: sketchOf(first, 3000) }))
    for (const [n, bucket] of buckets.entries()) {
      await store.keep(frameOf([bucket], { realm: key.realm, sensor: `rack-${n}` }))
    }
    expect(await store.buckets(key, wholeDay, 10)).toEqual([mergeAll(buckets)])
    const [total] = await store.totals(key, wholeDay, 10)
    expect(total?.packets).toBe(20)
    expect(total?.sources).toBeGreaterThan(4500 * 0.9)
    expect(total?.sources).toBeLessThan(4500 * 1.1)
  },
)

test.skipIf(!where)(
  'minutes and hours add up before and after they are rolled up, and a late frame re-opens them',
  async () => {
    const key = fresh()
    const tens = Array.from({ length: 12 }, (_, n) => bucketAt(minute + n * 10, { sources: sketchOf(n * 50, 100) }))
    await store.keep(frameOf(tens, { realm: key.realm }))
    const before = await store.buckets(key, wholeDay, 60)
    expect(before).toHaveLength(2)
    clock.now = minute + 4 * 3600
    expect((await store.rollUp(clock.now)).made).toBeGreaterThanOrEqual(3)
    expect(await store.buckets(key, wholeDay, 60)).toEqual(before)
    expect(await store.wall(key.realm, wholeDay, 3600)).toMatchObject([
      { series: 'tax-portal', totals: [{ packets: 120 }] },
    ])
    expect((await store.rollUp(clock.now)).made).toBe(0)
    clock.now += 60
    await store.keep(frameOf([bucketAt(minute + 20)], { realm: key.realm, sequence: 2 }))
    await store.rollUp(clock.now + 60)
    expect(await store.totals(key, wholeDay, 60)).toMatchObject([{ packets: 70 }, { packets: 60 }])
    expect(await store.totals(key, wholeDay, 3600)).toMatchObject([{ packets: 130 }])
  },
)
