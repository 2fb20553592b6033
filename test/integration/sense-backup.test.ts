// Measurements through a backup: what the charts showed before, they show after, and what comes next is counted.

import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#platform/clock.ts'
import { backupStream } from '#platform/journal/backup.ts'
import { makeSlice } from '#platform/journal/backup-slices.ts'
import type { JournalTables } from '#platform/journal/index.ts'
import { appliedMigrations, createJournal, restore } from '#platform/journal/index.ts'
import { silent } from '#platform/log.ts'
import { createHouseStore } from '#sense/store/house-store.ts'
import type { SeriesKey } from '#sense/store/telemetry-store.ts'
import { allRecords } from '../../src/node.ts'
import { migrationsFolder, openTestDatabase } from '../setup/database.ts'
import {
  bucketAt,
  frameOf,
  morning,
  openTelemetry,
  rowOf,
  sketchOf,
  type TestTelemetry,
  testRetention,
} from '../setup/telemetry.ts'

let folder: string
let first: TestTelemetry
const open: { close(): Promise<void> }[] = []
type Restored = Pick<TestTelemetry, 'store' | 'sql' | 'close'>
const key: SeriesKey = { realm: 'live', series: 'tax-portal', channel: 'flow' }
const days = { from: morning - 40 * 86_400, to: morning + 86_400 }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-backup-'))
  first = await openTelemetry()
  // Three days, so that there are several slices; one series more, so that numbers of series are not all one.
  const ats = [...Array(300).keys()].map((n) => morning - 10 * n - 86_400 * (n % 3))
  const buckets = ats.map((at, n) =>
    bucketAt(at, {
      rows: [rowOf('DE', n + 1), rowOf('*', 7, { part: -1, direction: 'out', bytes: 0.5 })],
      sources: sketchOf(n, 500),
      heavy: [{ kind: 'source', key: '192.0.2.7', amount: n, error: 1 }],
      marks: n % 7 === 0 ? ['sequence-gap'] : [],
    }),
  )
  const sorted = buckets.sort((a, b) => a.at - b.at)
  await first.store.keep(frameOf(sorted.slice(0, 200), { sequence: 1 }))
  await first.store.keep(
    frameOf([...sorted.slice(200), bucketAt(morning, { series: 'health-portal' })], { sequence: 2 }),
  )
  for (let more = true; more; ) more = (await first.store.rollUp(morning + 7200)).more
}, 120_000)
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
afterAll(async () => {
  await first.close()
  await rm(folder, { recursive: true, force: true })
})

async function written(name: string, withoutMeasurements: boolean): Promise<string> {
  const path = join(folder, name)
  const migrations = await appliedMigrations(migrationsFolder)
  const stream = backupStream(first.sql.withTables<JournalTables>(), folder, '2025-03-10T10:00:00.000Z', migrations, {
    withoutMeasurements,
  })
  await pipeline(stream, createWriteStream(path))
  return path
}

async function restored(path: string): Promise<Restored> {
  const db = await openTestDatabase()
  const journal = await createJournal(db, systemClock, silent, allRecords)
  const migrations = await appliedMigrations(migrationsFolder)
  await restore(journal.sql, journal.records, folder, path, migrations, () => undefined)
  await journal.stop()
  const store = createHouseStore(journal.sql, { nowSeconds: () => morning, retention: testRetention })
  const here = { store, sql: db.sql, close: () => db.close() }
  open.push(here)
  return here
}

test('every resolution comes back as it was, with its sketches, and a frame that was counted is not counted again', async () => {
  const second = await restored(await written('whole.backup', false))
  for (const seconds of [10, 60, 3600] as const) {
    const before = await first.store.buckets(key, days, seconds)
    expect(before.length).toBeGreaterThan(3)
    expect(await second.store.buckets(key, days, seconds)).toEqual(before)
  }
  expect(await second.store.keep(frameOf([bucketAt(morning)], { sequence: 2 }))).toBe(false)
  const sliced = (here: Restored) =>
    sql`select c.relname, pg_get_expr(c.relpartbound, c.oid) as bound, c.reloptions from pg_inherits i
      join pg_class c on c.oid = i.inhrelid where i.inhparent = 'sense.buckets_10'::regclass order by 1`.execute(
      here.sql,
    )
  expect((await sliced(second)).rows).toEqual((await sliced(first)).rows)
}, 120_000)

test('after a restore a series that is new is counted under a number of its own', async () => {
  const second = await restored(await written('series.backup', false))
  const bucket = bucketAt(morning + 10, { series: 'new-portal' })
  expect(await second.store.keep(frameOf([bucket], { sequence: 3 }))).toBe(true)
  expect(await second.store.buckets({ ...key, series: 'new-portal' }, days, 10)).toEqual([bucket])
}, 120_000)

test('they may be left out; the file says nothing of them, and the node goes on counting', async () => {
  const [whole, small] = [await written('with.backup', false), await written('without.backup', true)]
  expect((await stat(small)).size).toBeLessThan((await stat(whole)).size / 4)
  const second = await restored(small)
  expect(await second.store.buckets(key, days, 10)).toEqual([])
  expect(await second.store.keep(frameOf([bucketAt(morning)], { sequence: 9 }))).toBe(true)
  expect(await second.store.buckets(key, days, 10)).toHaveLength(1)
}, 120_000)

test('a slice that says something else than a range of our own tables is refused before anything is read in', async () => {
  const slice = {
    name: 'sense.buckets_10_5',
    of: 'sense.buckets_10',
    bound: "FOR VALUES FROM ('5') TO ('6')",
    options: [],
  }
  const wrong = [
    { ...slice, name: 'sense.buckets_10_5; drop schema journal cascade' },
    { ...slice, bound: 'DEFAULT; drop schema journal cascade' },
    { ...slice, options: ['fillfactor=1); drop table x; --'] },
    { ...slice, name: 'journal.entries' },
  ]
  const here = await openTelemetry()
  open.push(here)
  await here.sql.transaction().execute(async (trx) => {
    for (const one of wrong) expect(await makeSlice(trx, one)).toBe(false)
    expect(await makeSlice(trx, slice)).toBe(true)
  })
}, 120_000)
