// Slices of time: each resolution is a table cut into ranges of `at`, so that dropping what is old costs nothing.
import { type Kysely, sql } from 'kysely'
import type { JournalTables } from '#platform/journal/index.ts'
import { type Resolution, resolutions } from '../model/bucket.ts'

export type HouseDb = Kysely<JournalTables>

const daySeconds = 86_400
/** Length of a slice, in seconds: a few slices for as long as each resolution is kept. */
export const sliceSeconds: Readonly<Record<Resolution, number>> = {
  10: daySeconds,
  60: 7 * daySeconds,
  3600: 360 * daySeconds,
}

/** Any number will do, as long as every Tocsin takes the same. */
const lockKey = 8470_0011
/** Rows are short where the packed detail stands elsewhere, so that a walk over totals reads few pages. */
const longestRowBytes = 512

export const bucketTable = (seconds: Resolution) => sql.raw(`sense.buckets_${seconds}`)
const sliceName = (seconds: Resolution, slice: number) => `buckets_${seconds}_${slice}`
export const sliceOf = (seconds: Resolution, at: number) => Math.floor(at / sliceSeconds[seconds])

/** A span of time in seconds: `from` in it, `to` not. */
export interface Kept {
  from: number
  to: number
}

export interface Slices {
  has(seconds: Resolution, at: number): Promise<boolean>
  /** Makes the slice that holds `at`. Several processes may do so at once. */
  make(seconds: Resolution, at: number): Promise<void>
  /** Looks again: another process may have made or dropped some. */
  look(): Promise<void>
  /** Drops slices that end at or before this, owe nothing to the coarser resolution and touch no span that is kept. */
  drop(seconds: Resolution, before: number, coarser: Resolution | null, kept?: readonly Kept[]): Promise<number>
}

export function createSlices(db: HouseDb): Slices {
  let looked: Promise<Set<string>> | undefined
  const known = () => {
    looked ??= slicesThere(db)
    // A look that failed is not kept: the next one looks again.
    looked.catch(() => {
      looked = undefined
    })
    return looked
  }
  return {
    has: async (seconds, at) => (await known()).has(sliceName(seconds, sliceOf(seconds, at))),
    async look() {
      looked = undefined
      await known()
    },
    async make(seconds, at) {
      await makeSlice(db, seconds, sliceOf(seconds, at))
      ;(await known()).add(sliceName(seconds, sliceOf(seconds, at)))
    },
    async drop(seconds, before, coarser, kept = []) {
      looked = undefined
      const there = await known()
      const prefix = `buckets_${seconds}_`
      const old = [...there]
        .filter((name) => name.startsWith(prefix))
        .map((name) => Number(name.slice(prefix.length)))
        .filter((slice) => (slice + 1) * sliceSeconds[seconds] <= before)
        .filter((slice) => !kept.some((one) => touches(seconds, slice, one)))
      let dropped = 0
      for (const slice of old) {
        if (!(await dropSlice(db, seconds, slice, coarser))) continue
        there.delete(sliceName(seconds, slice))
        dropped++
      }
      return dropped
    },
  }
}

function touches(seconds: Resolution, slice: number, { from, to }: Kept): boolean {
  return slice * sliceSeconds[seconds] < to && (slice + 1) * sliceSeconds[seconds] > from
}

async function slicesThere(db: HouseDb): Promise<Set<string>> {
  const parents = resolutions.map((seconds) => `sense.buckets_${seconds}`)
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = any (${parents}::regclass[]::oid[])`.execute(db)
  return new Set(rows.map(({ name }) => name))
}

async function makeSlice(db: HouseDb, seconds: Resolution, slice: number): Promise<void> {
  const from = slice * sliceSeconds[seconds]
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx)
    await sql
      .raw(
        `create table if not exists sense.${sliceName(seconds, slice)} partition of sense.buckets_${seconds}
         for values from (${from}) to (${from + sliceSeconds[seconds]}) with (toast_tuple_target = ${longestRowBytes})`,
      )
      .execute(tx)
  })
}

/** Not while a coarser bucket is still to be made from it. The lock comes first: a frame may be on its way into it. */
async function dropSlice(
  db: HouseDb,
  seconds: Resolution,
  slice: number,
  coarser: Resolution | null,
): Promise<boolean> {
  const table = sql.raw(`sense.${sliceName(seconds, slice)}`)
  const from = slice * sliceSeconds[seconds]
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx)
    const { rows } = await sql<{ there: boolean }>`
      select to_regclass(${`sense.${sliceName(seconds, slice)}`}) is not null as there`.execute(tx)
    if (!rows[0]?.there) return true
    await sql`lock table ${bucketTable(seconds)}, ${table} in access exclusive mode`.execute(tx)
    if (coarser !== null) {
      const owed = await sql`
        select 1 from sense.due where seconds = ${coarser} and at > ${from - coarser}
          and at < ${from + sliceSeconds[seconds]} limit 1`.execute(tx)
      if (owed.rows.length > 0) return false
    }
    await sql`drop table ${table}`.execute(tx)
    return true
  })
}
