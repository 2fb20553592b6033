// Adds up buckets of one series, of several sensors or of several times. Nothing is counted twice that came once.
import {
  type Bucket,
  type BucketRow,
  type Channel,
  type Direction,
  type Mark,
  marks,
  otherCountry,
  type Resolution,
} from '../model/bucket.ts'
import { mergeHeavy } from './heavy.ts'
import { createRegisters, mergeRegisters } from './hyperloglog.ts'

export interface MergeLimits {
  /** Rows kept beside the folded ones (one for each direction). */
  rows: number
  /** Heavy ones kept of each kind, beside the one for what is not listed. */
  heavy: number
}

export const mergeLimits: MergeLimits = { rows: 512, heavy: 50 }

/** Commutative and, as long as nothing has to be cut, associative. Both must be of one series, channel and time. */
export function mergeBuckets(one: Bucket, two: Bucket, limits = mergeLimits): Bucket {
  return mergeAll([one, two], limits)
}

/** At least one bucket; all of one series, channel, start and length: anything else is a bug of the caller, and thrown. */
export function mergeAll(buckets: readonly Bucket[], limits = mergeLimits): Bucket {
  const first = buckets[0]
  if (!first) throw new RangeError('no bucket to merge')
  for (const bucket of buckets) {
    const same =
      bucket.series === first.series &&
      bucket.channel === first.channel &&
      bucket.at === first.at &&
      bucket.seconds === first.seconds
    if (!same) throw new RangeError('buckets of different series or times cannot be merged')
  }
  return {
    series: first.series,
    channel: first.channel,
    at: first.at,
    seconds: first.seconds,
    rows: mergeRows(buckets, limits.rows),
    records: buckets.reduce((sum, bucket) => sum + bucket.records, 0),
    squares: buckets.reduce((sum, bucket) => sum + bucket.squares, 0),
    sources: mergeSketches(buckets.map((bucket) => bucket.sources)),
    destinations: mergeSketches(buckets.map((bucket) => bucket.destinations)),
    heavy: mergeHeavy(
      buckets.map((bucket) => bucket.heavy),
      limits.heavy,
    ),
    shapes: mergeShapes(buckets),
    values: mergeValues(buckets),
    marks: mergeMarks(buckets),
  }
}

/** The same bucket as part of a longer one, ready to be merged with its neighbours. */
export function coarsen(bucket: Bucket, seconds: Resolution): Bucket {
  return { ...bucket, seconds, at: bucket.at - (bucket.at % seconds) }
}

/** What decides which rows stay: packets of flows, else how often. */
export function weightOf(row: BucketRow, channel: Channel): number {
  return channel === 'flow' ? row.packets : row.flows
}

function mergeRows(buckets: readonly Bucket[], most: number): BucketRow[] {
  const sums = new Map<string, BucketRow>()
  for (const bucket of buckets) {
    for (const row of bucket.rows) {
      const key = `${row.country} ${row.part} ${row.direction}`
      const sum = sums.get(key)
      if (sum) addRow(sum, row)
      else sums.set(key, { ...row })
    }
  }
  return cutRows([...sums.values()], most, buckets[0]?.channel ?? 'flow')
}

function addRow(sum: BucketRow, row: BucketRow): void {
  sum.bytes += row.bytes
  sum.packets += row.packets
  sum.flows += row.flows
}

/** The `most` biggest rows; the others become `*` rows, one for each direction, whose numbers are not lost. */
export function cutRows(rows: BucketRow[], most: number, channel: Channel): BucketRow[] {
  const byWeight = (a: BucketRow, b: BucketRow) => weightOf(b, channel) - weightOf(a, channel) || byName(a, b)
  const named = rows.filter((row) => row.country !== otherCountry).sort(byWeight)
  const folded = new Map<Direction, BucketRow>()
  for (const row of [...rows.filter((row) => row.country === otherCountry), ...named.slice(most)]) {
    const sum = folded.get(row.direction)
    if (sum) addRow(sum, row)
    else folded.set(row.direction, { ...row, country: otherCountry, part: -1 })
  }
  return [...named.slice(0, most), ...[...folded.values()].sort(byName)]
}

function byName(a: BucketRow, b: BucketRow): number {
  if (a.direction !== b.direction) return a.direction < b.direction ? -1 : 1
  if (a.country !== b.country) return a.country < b.country ? -1 : 1
  return a.part - b.part
}

/** Where one sensor kept no sketch, what the others saw is the least that there was. */
function mergeSketches(sketches: readonly (Uint8Array | null)[]): Uint8Array | null {
  let merged: Uint8Array | null = null
  for (const sketch of sketches) {
    if (!sketch) continue
    merged ??= createRegisters()
    mergeRegisters(merged, sketch)
  }
  return merged
}

function mergeShapes(buckets: readonly Bucket[]): Bucket['shapes'] {
  // A map first: a shape may be called __proto__, if a hostile sensor says so.
  const sums = new Map<string, { packets: number; bytes: number }>()
  for (const bucket of buckets) {
    for (const [name, shape] of Object.entries(bucket.shapes)) {
      const sum = sums.get(name) ?? { packets: 0, bytes: 0 }
      sums.set(name, { packets: sum.packets + shape.packets, bytes: sum.bytes + shape.bytes })
    }
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function mergeValues(buckets: readonly Bucket[]): Bucket['values'] {
  let merged: Bucket['values'] = null
  for (const { values } of buckets) {
    if (!values) continue
    merged = merged
      ? {
          sum: merged.sum + values.sum,
          count: merged.count + values.count,
          least: Math.min(merged.least, values.least),
          most: Math.max(merged.most, values.most),
        }
      : { ...values }
  }
  return merged
}

function mergeMarks(buckets: readonly Bucket[]): Mark[] {
  const seen = new Set(buckets.flatMap((bucket) => bucket.marks))
  return marks.filter((mark) => seen.has(mark))
}
