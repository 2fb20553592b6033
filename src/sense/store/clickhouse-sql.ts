// Statements for ClickHouse, shared by the adapter over HTTP and by the check on the embedded engine. Every value is a
// parameter `{name:Type}`; only numbers of our own (resolutions, days) are written into the text.
//
// There are no transactions: a row is named by what it is of (series, time, and the frame that brought it), the engine keeps
// one row of a name, and every read asks for that (FINAL). So a frame may be written twice and counts once.
import { type Resolution, resolutions } from '../model/bucket.ts'
import type { Retention } from './retention.ts'

export const bucketsOf = (seconds: Resolution) => `sense_buckets_${seconds}`

/** Partition lengths as in the house's own database: a day, a week, 360 days. */
const partitionSeconds: Readonly<Record<Resolution, number>> = { 10: 86_400, 60: 604_800, 3600: 31_104_000 }

/** Packed bytes are kept as base64 text: ZSTD takes most of its surplus back, and it travels in JSON as it is. */
export function tables(retention: Retention): string[] {
  const buckets = resolutions.map(
    (seconds) => `create table if not exists ${bucketsOf(seconds)} (
      realm LowCardinality(String), series String, channel LowCardinality(String),
      at UInt32 codec(DoubleDelta, ZSTD(1)),
      sensor LowCardinality(String), run UInt64, sequence UInt64, kept_ms UInt64,
      bytes Float64, packets Float64, flows Float64, records Float64, sources Nullable(Float64), marks UInt16,
      rows String codec(ZSTD(1)), detail String codec(ZSTD(1))
    ) engine = ReplacingMergeTree(kept_ms)
    partition by intDiv(at, ${partitionSeconds[seconds]})
    order by (realm, channel, series, at, sensor, run, sequence)
    ttl toDateTime(at) + toIntervalDay(${retention.resolutions[seconds].keepDays})
    settings ttl_only_drop_parts = 1`,
  )
  const frames = `create table if not exists sense_frames (
      realm LowCardinality(String), sensor String, run UInt64, sequence UInt64, kept_ms UInt64, health String codec(ZSTD(1))
    ) engine = ReplacingMergeTree(kept_ms)
    order by (realm, sensor, run, sequence)
    ttl toDateTime(intDiv(kept_ms, 1000)) + toIntervalDay(${retention.runKeepDays})`
  return [...buckets, frames]
}

export const isKept = `select count() as many from sense_frames
  where realm = {realm:String} and sensor = {sensor:String} and run = {run:UInt64} and sequence = {sequence:UInt64}`

/** Parts of buckets of one series, or of all of a realm where `series` is empty. */
export function parts(seconds: Resolution, columns: 'totals' | 'rows' | 'all'): string {
  const packed = { totals: '', rows: ', rows', all: ', rows, detail' }[columns]
  return `select series, channel, at, bytes, packets, flows, records, sources, marks${packed}
    from ${bucketsOf(seconds)} final
    where realm = {realm:String} and ({series:String} = '' or (series = {series:String} and channel = {channel:String}))
      and at >= {from:UInt32} and at < {to:UInt32} and ({rolled:UInt8} = 1 or sensor != '')
    order by series, channel, at`
}

/** Sketches of those buckets that have several parts: their sources cannot be told from the columns. */
export function twins(seconds: Resolution): string {
  const where = `realm = {realm:String} and ({series:String} = '' or (series = {series:String} and channel = {channel:String}))
      and at >= {from:UInt32} and at < {to:UInt32}`
  return `select series, channel, at, detail from ${bucketsOf(seconds)} final where ${where}
    and (series, channel, at) in (
      select series, channel, at from ${bucketsOf(seconds)} final where ${where} group by series, channel, at having count() > 1)`
}

/**
 * Complete coarser buckets whose finer ones were written after (or shortly before) they were made, the oldest first. What
 * was written in the last days is looked at: frames that come late are written when they come.
 */
export function due(from: 10 | 60, to: 60 | 3600): string {
  return `select f.realm as realm, f.series as series, f.channel as channel, f.start as at from (
      select realm, series, channel, intDiv(at, ${to}) * ${to} as start, max(kept_ms) as kept
      from ${bucketsOf(from)} where kept_ms >= {since_ms:UInt64} group by realm, series, channel, start) as f
    left join (
      select realm, series, channel, at as start, max(kept_ms) as made
      from ${bucketsOf(to)} where sensor = '' and kept_ms >= {since_ms:UInt64} group by realm, series, channel, start) as m
    on f.realm = m.realm and f.series = m.series and f.channel = m.channel and f.start = m.start
    where f.kept + {margin_ms:UInt64} > m.made and f.start + ${to} <= {complete:UInt32}
    order by at, realm, channel, series limit {most:UInt32}`
}

export const seriesIn = `select series, channel, max(last) as newest from (
  ${resolutions
    .map(
      (seconds) => `select series, channel, max(at) as last from ${bucketsOf(seconds)}
      where realm = {realm:String} and at > {from:Int64} - ${seconds} and at < {to:UInt32} group by series, channel`,
    )
    .join(' union all ')}) group by series, channel order by series, channel`

export const sensorsIn = `select sensor, run, sequence, kept_ms, health from sense_frames
  where realm = {realm:String} order by sensor, run desc, sequence desc limit 1 by sensor`
