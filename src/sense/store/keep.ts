// Keeps a frame: once, whatever comes twice; late buckets find their place; coarser buckets are owed from then on.
import { sql } from 'kysely'
import { sqlState } from '#platform/db/index.ts'
import { type Bucket, type Frame, type Resolution, resolutions } from '../model/bucket.ts'
import { coarsen, mergeBuckets } from '../tally/merge.ts'
import { type BucketColumns, bucketOf, type Numbered, writeRows } from './rows.ts'
import type { SeriesNumbers } from './series-numbers.ts'
import { bucketTable, type HouseDb, type Slices } from './slices.ts'

export interface KeepTools {
  db: HouseDb
  slices: Slices
  numbers: SeriesNumbers
  nowSeconds(): number
  /** By the clock of that realm. */
  nowIn(realm: string): number
  /** Start of the oldest slice that is still kept where it is `now`. */
  floorOf(seconds: Resolution, now: number): number
}

/** Ranges of kept sequences per run. Beyond, the oldest holes are closed: frames that fill them would not be counted. */
const mostRanges = 256
/** A bucket may be so far ahead of the hub's clock. */
export const mostSecondsAhead = 86_400
const noSlice = '23514'

/** Answers when it is on the disk: true when it was counted, false when it had been before. */
export async function keepFrame(tools: KeepTools, frame: Frame): Promise<boolean> {
  const placed = await place(tools, frame)
  try {
    return await keepPlaced(tools, frame, placed)
  } catch (error) {
    // Another process dropped the slice meanwhile: look again and place anew. Nothing of the first try was kept.
    if (sqlState(error) !== noSlice) throw error
    await tools.slices.look()
    return keepPlaced(tools, frame, await place(tools, frame))
  }
}

type Placed = Map<Resolution, Numbered[]>

/** Which bucket goes to which table. What is too old for its own goes to the next coarser that is still kept. */
async function place(tools: KeepTools, frame: Frame): Promise<Placed> {
  const ids = await tools.numbers.of(frame.realm, frame.buckets)
  const now = tools.nowIn(frame.realm)
  const byPlace = new Map<string, Numbered & { seconds: Resolution }>()
  for (const bucket of frame.buckets) {
    const id = ids.get(bucket)
    const seconds = await placeOf(tools, bucket, now)
    if (id === undefined || seconds === null) continue
    const one = coarsen(bucket, seconds)
    const key = `${seconds} ${id} ${one.at}`
    const other = byPlace.get(key)
    byPlace.set(key, { id, seconds, bucket: other ? mergeBuckets(other.bucket, one) : one })
  }
  const placed: Placed = new Map()
  for (const { seconds, ...one } of byPlace.values()) {
    const list = placed.get(seconds) ?? []
    list.push(one)
    placed.set(seconds, list)
  }
  return placed
}

/** Null: older than anything that is kept, or so far ahead that only a wrong clock says so. No slice is made for these. */
async function placeOf(tools: KeepTools, { at, seconds }: Bucket, now: number): Promise<Resolution | null> {
  if (at > now + mostSecondsAhead) return null
  for (const one of resolutions.filter((one) => one >= seconds)) {
    if (await tools.slices.has(one, at)) return one
    if (at < tools.floorOf(one, now)) continue
    await tools.slices.make(one, at)
    return one
  }
  return null
}

function keepPlaced(tools: KeepTools, frame: Frame, placed: Placed): Promise<boolean> {
  return tools.db.transaction().execute(async (tx) => {
    if (!(await markKept(tx, frame, tools.nowSeconds()))) return false
    for (const [seconds, given] of placed) {
      await addRows(tx, seconds, given)
      if (seconds < 3600) await owe(tx, seconds, given)
    }
    return true
  })
}

/** False: this sequence was kept before. The row is locked until the end, so frames of one run are kept one by one. */
async function markKept(tx: HouseDb, { realm, sensor, run, sequence, health }: Frame, now: number): Promise<boolean> {
  const { rows } = await sql<{ ranges: number }>`
    insert into sense.runs as r (realm, sensor, run, done, sequence, kept_at, health)
    values (${realm}, ${sensor}, ${run}, int8multirange(int8range(${sequence}::bigint, ${sequence}::bigint, '[]')),
      ${sequence}, ${now}, ${JSON.stringify(health)}::jsonb)
    on conflict (realm, sensor, run) do update set
      done = r.done + excluded.done,
      sequence = greatest(r.sequence, excluded.sequence),
      kept_at = excluded.kept_at,
      health = case when excluded.sequence >= r.sequence then excluded.health else r.health end
    where not r.done @> excluded.sequence
    returning (select count(*)::int from unnest(r.done)) as ranges`.execute(tx)
  const ranges = rows[0]?.ranges
  if (ranges === undefined) return false
  if (ranges > mostRanges) await closeOldHoles(tx, { realm, sensor, run })
  return true
}

async function closeOldHoles(
  tx: HouseDb,
  { realm, sensor, run }: Pick<Frame, 'realm' | 'sensor' | 'run'>,
): Promise<void> {
  await sql`
    update sense.runs set done = done + int8multirange(int8range(lower(done),
      (select lower(one) from unnest(done) as one order by one offset ${mostRanges / 2} limit 1)))
    where realm = ${realm} and sensor = ${sensor} and run = ${run}`.execute(tx)
}

/** New ones are written at once. Those that another sensor has written already are read, added up and written again. */
async function addRows(tx: HouseDb, seconds: Resolution, given: readonly Numbered[]): Promise<void> {
  const written = await writeRows(tx, seconds, false, given, 'keep')
  if (written.length === given.length) return
  const fresh = new Set(written.map(({ series, at }) => `${series} ${at}`))
  const merge = given.filter(({ id, bucket }) => !fresh.has(`${id} ${bucket.at}`))
  const there = await readForChange(tx, seconds, merge)
  const merged = merge.map(({ id, bucket }) => {
    const row = there.get(`${id} ${bucket.at}`)
    return { id, bucket: row ? mergeBuckets(bucketOf(row, bucket, seconds), bucket) : bucket }
  })
  await writeRows(tx, seconds, false, merged, 'replace')
}

async function readForChange(
  tx: HouseDb,
  seconds: Resolution,
  given: readonly Numbered[],
): Promise<Map<string, BucketColumns>> {
  const { rows } = await sql<BucketColumns>`
    select b.series, b.at, b.records, b.marks, b.rows, b.detail from ${bucketTable(seconds)} as b
    join unnest(${given.map(({ id }) => id)}::integer[], ${given.map(({ bucket }) => bucket.at)}::bigint[]) as t(series, at)
      on b.series = t.series and b.at = t.at
    where not b.made order by b.series, b.at for update of b`.execute(tx)
  return new Map(rows.map((row) => [`${row.series} ${row.at}`, row]))
}

/** The coarser buckets of these are to be made, or made again. */
async function owe(tx: HouseDb, finer: Resolution, given: readonly Numbered[]): Promise<void> {
  const coarser = resolutions.filter((seconds) => seconds > finer)
  await sql`
    insert into sense.due (series, seconds, at)
    select distinct t.series, c.seconds, t.at - t.at % c.seconds
    from unnest(${given.map(({ id }) => id)}::integer[], ${given.map(({ bucket }) => bucket.at)}::bigint[]) as t(series, at)
      cross join unnest(${coarser}::smallint[]) as c(seconds)
    order by 1, 2, 3
    on conflict do nothing`.execute(tx)
}
