// Totals of many series at once. Numbers of a series come as one run of bytes: a wall of 100 targets is 18,000 buckets, and
// reading a row for each would take most of the time. Sources of several parts are counted anew from their sketches.
import { type RawBuilder, sql } from 'kysely'
import type { Resolution } from '../model/bucket.ts'
import { estimateDistinct, mergeRegisters } from '../tally/hyperloglog.ts'
import { unpackMarks, unpackSources } from './pack.ts'
import { readBuckets } from './read.ts'
import { totalsOf } from './rows.ts'
import { bucketTable, type HouseDb } from './slices.ts'
import type { SeriesName, SeriesTotals, Span, Total } from './telemetry-store.ts'

interface Line extends SeriesName {
  id: number
  bytes: Buffer | null
  /** Buckets that are still to be made from finer ones. */
  owed: number[]
}

const numbersPerBucket = 7
const bytesPerBucket = numbersPerBucket * 8

/** Totals per series that has any in the span; of one series where `id` is given. */
export async function readTotals(
  db: HouseDb,
  which: { realm: string; id?: number },
  span: Span,
  seconds: Resolution,
): Promise<SeriesTotals[]> {
  // Every number as a double in binary form, exact; no sources is no number.
  const { rows } = await sql<Line>`
    select s.id, s.series, s.channel, t.bytes,
      array(select d.at from sense.due d where d.series = s.id and d.seconds = ${seconds}
        and d.at >= ${span.from} and d.at < ${span.to} order by d.at) as owed
    from sense.series s cross join lateral (
      select string_agg(float8send(b.at::float8) || float8send(b.bytes) || float8send(b.packets) || float8send(b.flows)
        || float8send(b.records) || float8send(coalesce(b.sources, 'NaN')) || float8send(b.marks), ''::bytea order by b.at)
        as bytes
      from ${bucketTable(seconds)} b
      where b.series = s.id and b.at >= ${span.from} and b.at < ${span.to}) as t
    where s.realm = ${which.realm} ${which.id === undefined ? sql`` : sql`and s.id = ${which.id}`}
    order by s.series, s.channel`.execute(db)
  const lines = rows.map(({ bytes, ...line }) => ({ ...line, totals: totalsIn(bytes) }))
  const again = lines.flatMap(doubtful)
  if (again.length === 0) return lines.filter(({ totals }) => totals.length > 0).map(named)
  const anew = await countAnew(db, again, seconds)
  return lines.map((line) => corrected(line, anew)).filter(({ totals }) => totals.length > 0)
}

interface TotalsLine extends SeriesName {
  id: number
  owed: number[]
  totals: Total[]
}

/** Those that the stored numbers do not tell rightly: owed ones, and those of two parts. */
function doubtful({ id, series, channel, owed, totals }: TotalsLine): Wanted[] {
  const owing = new Set(owed)
  return [...new Set([...owed, ...twins(totals)])].map((at) => ({ id, series, channel, at, owed: owing.has(at) }))
}

function named({ series, channel, totals }: TotalsLine): SeriesTotals {
  return { series, channel, totals }
}

function corrected(line: TotalsLine, anew: ReadonlyMap<string, Total>): SeriesTotals {
  const counted = doubtful(line).flatMap(({ id, at }) => anew.get(`${id} ${at}`) ?? [])
  const kept = line.totals.filter(({ at }) => !anew.has(`${line.id} ${at}`))
  return { ...named(line), totals: [...kept, ...counted].sort((a, b) => a.at - b.at) }
}

function totalsIn(bytes: Buffer | null): Total[] {
  if (!bytes) return []
  return Array.from({ length: bytes.length / bytesPerBucket }, (_, n) => {
    const number = (place: number) => bytes.readDoubleBE(n * bytesPerBucket + place * 8)
    const sources = number(5)
    return {
      at: number(0),
      bytes: number(1),
      packets: number(2),
      flows: number(3),
      records: number(4),
      sources: Number.isNaN(sources) ? null : sources,
      marks: unpackMarks(number(6)),
    }
  })
}

/** Buckets of which there are two parts: one rolled up, one that came so. */
function twins(totals: readonly Total[]): number[] {
  return totals.filter(({ at }, n) => totals[n - 1]?.at === at).map(({ at }) => at)
}

interface Wanted extends SeriesName {
  id: number
  at: number
  owed: boolean
}

/** By `<id> <at>`. What has no parts any more (its slice was dropped) is left out, so that what is stored stands. */
async function countAnew(db: HouseDb, wanted: readonly Wanted[], seconds: Resolution): Promise<Map<string, Total>> {
  const found = new Map<string, Total>()
  if (seconds === 3600) {
    // Few: the hours of the last days of which a frame came late, and the running one.
    for (const one of wanted) {
      const span = { from: one.at, to: one.at + seconds }
      for (const bucket of await readBuckets(db, one.id, one, span, seconds, 'all')) {
        const { at, records, marks } = bucket
        found.set(`${one.id} ${at}`, { at, ...totalsOf(bucket), records, marks })
      }
    }
    return found
  }
  for (const [key, parts] of await partsOf(db, wanted, seconds)) found.set(key, totalOf(parts))
  return found
}

interface Part {
  series: number
  at: number
  bytes: number
  packets: number
  flows: number
  records: number
  marks: number
  detail: Uint8Array
}

/**
 * What the wanted ones are made of. Each look-up is a query of its own for the planner, and so goes by the key: joined, it would read a
 * slice once for each bucket that is wanted, as soon as statistics from when the slice was young make it look small.
 */
export function partsAsked(wanted: readonly Wanted[], seconds: Resolution): RawBuilder<Part> {
  return sql<Part>`
    with w as materialized (
      select * from unnest(${wanted.map(({ id }) => id)}::integer[], ${wanted.map(({ at }) => at)}::bigint[],
        ${wanted.map(({ owed }) => owed)}::boolean[]) as t(series, at, owed))
    select w.series, w.at, p.* from w cross join lateral (
      select b.bytes, b.packets, b.flows, b.records, b.marks, b.detail from ${bucketTable(seconds)} b
      where b.series = w.series and b.at = w.at and not (b.made and w.owed) offset 0) as p
    union all
    select w.series, w.at, p.* from w cross join lateral (
      select b.bytes, b.packets, b.flows, b.records, b.marks, b.detail from sense.buckets_10 b
      where b.series = w.series and b.at >= w.at and b.at < w.at + ${seconds} offset 0) as p
    where w.owed and ${seconds} > 10`
}

async function partsOf(db: HouseDb, wanted: readonly Wanted[], seconds: Resolution): Promise<Map<string, Part[]>> {
  const { rows } = await partsAsked(wanted, seconds).execute(db)
  const parts = new Map<string, Part[]>()
  for (const row of rows) {
    const key = `${row.series} ${row.at}`
    const others = parts.get(key)
    if (others) others.push(row)
    else parts.set(key, [row])
  }
  return parts
}

function totalOf(parts: readonly Part[]): Total {
  const total = { at: parts[0]?.at ?? 0, bytes: 0, packets: 0, flows: 0, records: 0 }
  let marks = 0
  let sources: Uint8Array | null = null
  for (const part of parts) {
    total.bytes += part.bytes
    total.packets += part.packets
    total.flows += part.flows
    total.records += part.records
    marks |= part.marks
    const seen = unpackSources(part.detail)
    if (sources && seen) mergeRegisters(sources, seen)
    else sources ??= seen
  }
  return { ...total, sources: sources && estimateDistinct(sources), marks: unpackMarks(marks) }
}
