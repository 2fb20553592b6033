// Rows of the house's own database and the buckets in them; one statement writes any number of rows.
import { sql } from 'kysely'
import type { Bucket, Channel, Resolution } from '../model/bucket.ts'
import { estimateDistinct } from '../tally/hyperloglog.ts'
import { coarsen, mergeAll } from '../tally/merge.ts'
import { noDetail, packDetail, packMarks, packRows, unpackDetail, unpackMarks, unpackRows } from './pack.ts'
import { bucketTable, type HouseDb } from './slices.ts'

/** A bucket and the number of its series. */
export interface Numbered {
  id: number
  bucket: Bucket
}

export interface BucketColumns {
  series: number
  at: number
  records: number
  marks: number
  rows: Uint8Array
  /** Left out where only rows were asked for. */
  detail?: Uint8Array
}

export interface TotalsOfBucket {
  bytes: number
  packets: number
  flows: number
  sources: number | null
}

/** Of what came in: answers that go out would hide a flood that is smaller than they are, and count it twice. */
export function totalsOf(bucket: Bucket): TotalsOfBucket {
  let bytes = 0
  let packets = 0
  let flows = 0
  for (const row of bucket.rows) {
    if (row.direction !== 'in') continue
    bytes += row.bytes
    packets += row.packets
    flows += row.flows
  }
  return { bytes, packets, flows, sources: bucket.sources && estimateDistinct(bucket.sources) }
}

export function bucketOf(row: BucketColumns, name: { series: string; channel: Channel }, seconds: Resolution): Bucket {
  return {
    series: name.series,
    channel: name.channel,
    at: row.at,
    seconds,
    rows: unpackRows(row.rows),
    records: row.records,
    ...(row.detail ? unpackDetail(row.detail) : noDetail),
    marks: unpackMarks(row.marks),
  }
}

/** Adds up buckets of one series into coarser ones, or parts of the same bucket into one; in order of time. */
export function addUp(buckets: readonly Bucket[], seconds: Resolution): Bucket[] {
  const parts = new Map<number, Bucket[]>()
  for (const bucket of buckets) {
    const coarse = coarsen(bucket, seconds)
    const others = parts.get(coarse.at)
    if (others) others.push(coarse)
    else parts.set(coarse.at, [coarse])
  }
  return [...parts.values()].map((some) => mergeAll(some)).sort((a, b) => a.at - b.at)
}

/**
 * What is there already stays (`keep`), or is replaced (`replace`). Answers which were written. The packed bytes travel as one
 * parameter in binary form and are cut in the database: a third of the time of an array of them.
 */
export async function writeRows(
  db: HouseDb,
  seconds: Resolution,
  made: boolean,
  given: readonly Numbered[],
  onConflict: 'keep' | 'replace',
): Promise<{ series: number; at: number }[]> {
  if (given.length === 0) return []
  const packed = given.flatMap(({ bucket }) => [packRows(bucket.rows), packDetail(bucket)])
  const totals = given.map(({ bucket }) => totalsOf(bucket))
  // In order of their key, so that two writers never wait for each other in a circle.
  const { rows } = await sql<{ series: number; at: number }>`
    insert into ${bucketTable(seconds)} as b
      (at, series, made, bytes, packets, flows, records, sources, marks, rows, detail)
    select t.at, t.series, ${made}, t.bytes, t.packets, t.flows, t.records, t.sources, t.marks,
      substring(p.bytes from t.began for t.long), substring(p.bytes from t.began + t.long for t.rest)
    from (select ${Buffer.concat(packed)}::bytea as bytes) as p, unnest(${given.map(({ bucket }) => bucket.at)}::bigint[], ${given.map(({ id }) => id)}::integer[],
      ${totals.map(({ bytes }) => bytes)}::float8[], ${totals.map(({ packets }) => packets)}::float8[],
      ${totals.map(({ flows }) => flows)}::float8[], ${given.map(({ bucket }) => bucket.records)}::float8[],
      ${totals.map(({ sources }) => sources)}::float8[], ${given.map(({ bucket }) => packMarks(bucket.marks))}::smallint[],
      ${begins(packed)}::integer[], ${lengths(packed, 0)}::integer[], ${lengths(packed, 1)}::integer[])
      as t(at, series, bytes, packets, flows, records, sources, marks, began, long, rest)
    order by t.series, t.at
    on conflict (series, at, made) do ${onConflict === 'keep' ? sql`nothing` : replace}
    returning b.series, b.at`.execute(db)
  return rows
}

const replace = sql`update set bytes = excluded.bytes, packets = excluded.packets, flows = excluded.flows,
  records = excluded.records, sources = excluded.sources, marks = excluded.marks, rows = excluded.rows,
  detail = excluded.detail`

/** Where the rows of each bucket begin in the bytes of all; PostgreSQL counts from 1. */
function begins(packed: readonly Uint8Array[]): number[] {
  const out: number[] = []
  let at = 1
  for (let n = 0; n < packed.length; n += 2) {
    out.push(at)
    at += (packed[n]?.length ?? 0) + (packed[n + 1]?.length ?? 0)
  }
  return out
}

function lengths(packed: readonly Uint8Array[], offset: 0 | 1): number[] {
  const out: number[] = []
  for (let n = offset; n < packed.length; n += 2) out.push(packed[n]?.length ?? 0)
  return out
}
