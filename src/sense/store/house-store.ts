// Measurements in the house's own database, embedded or PostgreSQL: packed rows, cut into slices of time.
// docs/decisions/0013-measurements-in-the-house-database.md says why, with figures.
import { sql } from 'kysely'
import { type Resolution, resolutions } from '../model/bucket.ts'
import { type KeepTools, keepFrame } from './keep.ts'
import { readBuckets } from './read.ts'
import { readTotals } from './read-totals.ts'
import { type Retention, readRetention } from './retention.ts'
import { rollUpDue } from './roll-up.ts'
import { createSeriesNumbers } from './series-numbers.ts'
import { createSlices, type HouseDb, sliceOf, sliceSeconds } from './slices.ts'
import type { SensorState, SeriesName, Span, TelemetryStore } from './telemetry-store.ts'

export interface HouseStoreOptions {
  /** Seconds since 1970 UTC: decides what is too old for a resolution, and when a frame was kept. */
  nowSeconds(): number
  /** Realms with a clock of their own: measurements near the time of an exercise are kept, whenever that is. */
  own?(): readonly RealmSeconds[]
  retention?: Retention
}

export interface RealmSeconds {
  realm: string
  nowSeconds: number
}

const daySeconds = 86_400

/** `close` leaves the database open: it is the node's. */
export function createHouseStore(db: HouseDb, options: HouseStoreOptions): TelemetryStore {
  const { nowSeconds, retention = readRetention() } = options
  const slices = createSlices(db)
  const numbers = createSeriesNumbers(db)
  const own = () => options.own?.() ?? []
  const nowIn = (realm: string) => own().find((one) => one.realm === realm)?.nowSeconds ?? nowSeconds()
  const floorOf = (seconds: Resolution, now: number) =>
    sliceOf(seconds, now - retention.resolutions[seconds].keepDays * daySeconds) * sliceSeconds[seconds]
  const tools: KeepTools = { db, slices, numbers, nowSeconds, nowIn, floorOf }
  return {
    keep: (frame) => keepFrame(tools, frame),
    async buckets(key, span, seconds, parts = 'all') {
      const id = await numbers.find(key)
      return id === undefined ? [] : readBuckets(db, id, key, span, seconds, parts)
    },
    async totals(key, span, seconds) {
      const id = await numbers.find(key)
      if (id === undefined) return []
      const [found] = await readTotals(db, { realm: key.realm, id }, span, seconds)
      return found?.totals ?? []
    },
    wall: (realm, span, seconds) => readTotals(db, { realm }, span, seconds),
    series: (realm, span) => seriesIn(db, realm, span),
    sensors: (realm) => sensorsOf(db, realm),
    rollUp: (now) => rollUpDue(db, slices, retention, { nowSeconds: now, own: own() }),
    async close() {},
  }
}

/** Of what is older than ten seconds are kept, the newest is that of the coarser buckets. */
async function seriesIn(db: HouseDb, realm: string, span: Span): Promise<(SeriesName & { newest: number })[]> {
  const any = resolutions.map(
    (seconds) => sql`exists (select 1 from ${sql.raw(`sense.buckets_${seconds}`)} b
      where b.series = s.id and b.at > ${span.from - seconds} and b.at < ${span.to})`,
  )
  const newest = resolutions.map(
    (seconds) => sql`(select max(b.at) from ${sql.raw(`sense.buckets_${seconds}`)} b where b.series = s.id)`,
  )
  const { rows } = await sql<SeriesName & { newest: number }>`
    select s.series, s.channel, coalesce(${sql.join(newest)}) as newest from sense.series s
    where s.realm = ${realm} and (${sql.join(any, sql` or `)})
    order by s.series, s.channel`.execute(db)
  return rows
}

async function sensorsOf(db: HouseDb, realm: string): Promise<SensorState[]> {
  const { rows } = await sql<SensorState>`
    select distinct on (sensor) sensor, run, sequence, kept_at as "keptAt", health from sense.runs
    where realm = ${realm} order by sensor, run desc`.execute(db)
  return rows
}
