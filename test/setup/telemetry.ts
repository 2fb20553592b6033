// Frames as a sensor sends them, made from a seed, and a store to keep them in.
import type { Db } from '#platform/db/index.ts'
import type { JournalTables } from '#platform/journal/index.ts'
import type { Bucket, BucketRow, Frame } from '#sense/model/bucket.ts'
import { createHouseStore } from '#sense/store/house-store.ts'
import type { Retention } from '#sense/store/retention.ts'
import type { TelemetryStore } from '#sense/store/telemetry-store.ts'
import { addHash, createRegisters } from '#sense/tally/hyperloglog.ts'
import { openTestDatabase } from './database.ts'
import { storageKind } from './storage.ts'

export const testRetention: Retention = {
  resolutions: { 10: { keepDays: 2 }, 60: { keepDays: 31 }, 3600: { keepDays: 1830 } },
  graceSeconds: 30,
  runKeepDays: 400,
}

/** 10 March 2025, 09:45 UTC. */
export const morning = Date.UTC(2025, 2, 10, 9, 45) / 1000

/** Registers that saw the numbers from `first` on, so many of them. */
export function sketchOf(first: number, many: number): Uint8Array {
  const registers = createRegisters()
  for (let n = first; n < first + many; n++) addHash(registers, spreadBits(n))
  return registers
}

function spreadBits(n: number): number {
  let hash = Math.imul(n ^ (n >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

export function rowOf(country: string, packets: number, given: Partial<BucketRow> = {}): BucketRow {
  return { country, part: 17, direction: 'in', bytes: packets * 100, packets, flows: 1, ...given }
}

export function bucketAt(at: number, given: Partial<Bucket> = {}): Bucket {
  return {
    series: 'tax-portal',
    channel: 'flow',
    at,
    seconds: 10,
    rows: [rowOf('DE', 10)],
    records: 1,
    squares: 1,
    sources: null,
    destinations: null,
    heavy: [],
    shapes: {},
    values: null,
    marks: [],
    ...given,
  }
}

export function frameOf(buckets: Bucket[], given: Partial<Frame> = {}): Frame {
  return {
    realm: 'live',
    sensor: 'rack-4',
    run: 1_741_599_000_000,
    sequence: 1,
    buckets,
    health: {
      at: morning,
      startedAt: morning - 60,
      datagrams: 1,
      records: 1,
      bytes: 1,
      lost: {},
      exporters: 1,
      residentBytes: 1,
    },
    ...given,
  }
}

export interface TestTelemetry {
  store: TelemetryStore
  /** What the store takes for now. */
  clock: { now: number }
  /** A second process on the same database. */
  another(): TelemetryStore
  sql: Awaited<ReturnType<typeof openTestDatabase>>['sql']
  close(): Promise<void>
}

export async function openTelemetry(kind: Db['kind'] = storageKind, retention = testRetention): Promise<TestTelemetry> {
  const db = await openTestDatabase(kind)
  const clock = { now: morning }
  const open = () => createHouseStore(db.sql.withTables<JournalTables>(), { nowSeconds: () => clock.now, retention })
  return { store: open(), clock, another: open, sql: db.sql, close: () => db.close() }
}
