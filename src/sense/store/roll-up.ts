// Adds up ten seconds into minutes and minutes into hours, a batch in a transaction: what is owed is taken away with it,
// so that a crash in between leaves everything owed, and a frame that comes meanwhile owes anew.
import { type RawBuilder, sql } from 'kysely'
import type { Bucket, Channel, Resolution } from '../model/bucket.ts'
import type { RealmSeconds } from './house-store.ts'
import type { Retention } from './retention.ts'
import { addUp, type BucketColumns, bucketOf, type Numbered, writeRows } from './rows.ts'
import { bucketTable, type HouseDb, type Slices } from './slices.ts'

interface Step {
  from: Resolution
  to: 60 | 3600
  /** Coarser buckets in one transaction: some thousand finer ones. */
  batch: number
}

const steps: readonly Step[] = [
  { from: 10, to: 60, batch: 300 },
  { from: 60, to: 3600, batch: 40 },
]
/** A call ends after so many: the job comes again at once when there is more. */
const batchesPerCall = 8
const daySeconds = 86_400

export async function rollUpDue(
  db: HouseDb,
  slices: Slices,
  { resolutions: kept, graceSeconds, runKeepDays }: Retention,
  times: Times,
): Promise<{ made: number; dropped: number; more: boolean }> {
  let made = 0
  let batches = 0
  for (const step of steps) {
    for (let full = true; full && batches < batchesPerCall; batches++) {
      const done = await oneBatch(db, slices, step, times, graceSeconds)
      made += done.made
      full = done.taken === step.batch
    }
  }
  const { nowSeconds, own } = times
  const floor = (seconds: Resolution, now = nowSeconds) => now - kept[seconds].keepDays * daySeconds
  // What an exercise measures belongs to its own time: it is kept for as long as it would be then.
  const drop = (seconds: Resolution, coarser: Resolution | null) =>
    slices.drop(
      seconds,
      floor(seconds),
      coarser,
      own.map((one) => ({ from: floor(seconds, one.nowSeconds), to: one.nowSeconds + 2 * daySeconds })),
    )
  const dropped = (await drop(10, 60)) + (await drop(60, 3600)) + (await drop(3600, null))
  await sql`delete from sense.runs where kept_at < ${nowSeconds - runKeepDays * daySeconds}`.execute(db)
  return { made, dropped, more: batches >= batchesPerCall }
}

/** Real time, and that of the realms that have their own. */
interface Times {
  nowSeconds: number
  own: readonly RealmSeconds[]
}

interface Owed {
  series: number
  at: number
}

async function oneBatch(
  db: HouseDb,
  slices: Slices,
  step: Step,
  times: Times,
  graceSeconds: number,
): Promise<{ taken: number; made: number }> {
  const wanted = await owedNow(db, step, times, graceSeconds)
  // A slice is made in a transaction of its own, before the one that writes into it.
  for (const { at } of wanted) if (!(await slices.has(step.to, at))) await slices.make(step.to, at)
  if (wanted.length === 0) return { taken: 0, made: 0 }
  return db.transaction().execute(async (tx) => {
    const owed = await take(tx, step, wanted)
    const made = await addUpOwed(tx, step, owed)
    await writeRows(tx, step.to, true, made, 'replace')
    return { taken: wanted.length, made: made.length }
  })
}

/** Complete ones, the oldest first; an hour waits for its minutes. */
async function owedNow(db: HouseDb, { to, batch }: Step, times: Times, graceSeconds: number): Promise<Owed[]> {
  const waits =
    to === 60
      ? sql``
      : sql`and not exists (select 1 from sense.due m
      where m.series = d.series and m.seconds = 60 and m.at >= d.at and m.at < d.at + ${to})`
  const { rows } = await sql<Owed>`
    select d.series, d.at from sense.due d
    where d.seconds = ${to} and ${completeBy(times, graceSeconds + to)} ${waits}
    order by d.at, d.series limit ${batch}`.execute(db)
  return rows
}

/** Begun so many seconds before now, in each realm by its clock. Only the first half where no exercise has one. */
function completeBy({ nowSeconds, own }: Times, seconds: number): RawBuilder<boolean> {
  if (own.length === 0) return sql<boolean>`d.at <= ${nowSeconds - seconds}`
  const latest = Math.max(nowSeconds, ...own.map((one) => one.nowSeconds))
  const cases = sql.join(
    own.map((one) => sql`when ${one.realm} then ${one.nowSeconds - seconds}::bigint`),
    sql` `,
  )
  return sql<boolean>`(d.at <= ${latest - seconds} and d.at <= case (select s.realm from sense.series s where s.id = d.series)
    ${cases} else ${nowSeconds - seconds}::bigint end)`
}

/** Those that another process took meanwhile are not in the answer. */
async function take(tx: HouseDb, { to }: Step, wanted: readonly Owed[]): Promise<Owed[]> {
  const { rows } = await sql<Owed>`
    delete from sense.due d using (
      select o.series, o.at from sense.due o
      join unnest(${wanted.map(({ series }) => series)}::integer[], ${wanted.map(({ at }) => at)}::bigint[]) as w(series, at)
        on o.series = w.series and o.at = w.at
      where o.seconds = ${to} for update of o skip locked) as mine
    where d.seconds = ${to} and d.series = mine.series and d.at = mine.at
    returning d.series, d.at`.execute(tx)
  return rows
}

type Finer = BucketColumns & { name: string; channel: Channel }

/** The finer buckets of what is owed. The look-up stands for itself, for the reason that `partsAsked` gives (`read-totals.ts`). */
export function finerAsked({ from, to }: Pick<Step, 'from' | 'to'>, owed: readonly Owed[]): RawBuilder<Finer> {
  return sql<Finer>`
    select o.series, s.series as name, s.channel, b.at, b.records, b.marks, b.rows, b.detail
    from unnest(${owed.map(({ series }) => series)}::integer[], ${owed.map(({ at }) => at)}::bigint[]) as o(series, at)
    join sense.series s on s.id = o.series
    cross join lateral (
      select f.at, f.records, f.marks, f.rows, f.detail from ${bucketTable(from)} f
      where f.series = o.series and f.at >= o.at and f.at < o.at + ${to} offset 0) as b`
}

async function addUpOwed(tx: HouseDb, step: Step, owed: readonly Owed[]): Promise<Numbered[]> {
  if (owed.length === 0) return []
  const { rows } = await finerAsked(step, owed).execute(tx)
  const bySeries = new Map<number, Bucket[]>()
  for (const { name, channel, ...row } of rows) {
    const list = bySeries.get(row.series) ?? []
    list.push(bucketOf(row, { series: name, channel }, step.from))
    bySeries.set(row.series, list)
  }
  return [...bySeries].flatMap(([id, buckets]) => addUp(buckets, step.to).map((bucket) => ({ id, bucket })))
}
