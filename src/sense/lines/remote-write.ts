// Prometheus remote write 1.0: a Snappy block with samples in, buckets of the channel `value` out.
import { type Bucket, unknownCountry } from '../model/bucket.ts'
import { bucketEnd, bucketSeconds } from './bucket-end.ts'
import { uncompressBlock } from './remote-write/snappy.ts'
import { readWriteRequest, type WrittenSeries } from './remote-write/write-request.ts'

export {
  readWriteRequest,
  type WriteRequest,
  type WrittenSample,
  type WrittenSeries,
} from './remote-write/write-request.ts'

export const mostWriteBytes = 8 * 1024 * 1024

export type ReadWrite = { ok: true; series: WrittenSeries[] } | { ok: false; why: 'too-large' | 'damaged' | 'budget' }

/** The body of a request: content encoding snappy (block format, not framed), at most 8 MiB when it is unpacked. Never throws. */
export function readRemoteWrite(body: Uint8Array, mostBytes = mostWriteBytes): ReadWrite {
  const block = uncompressBlock(body, mostBytes)
  return block.ok ? readWriteRequest(block.bytes) : block
}

/** Samples of a metric whose labels have these values belong to a series; other labels may be anything. First match counts. */
export interface SeriesMatch {
  series: string
  metric: string
  labels: Readonly<Record<string, string>>
}

export function seriesOfWritten(written: WrittenSeries, matches: readonly SeriesMatch[]): string | null {
  for (const { series, metric, labels } of matches) {
    if (metric !== written.name) continue
    if (Object.entries(labels).every(([name, value]) => written.labels.get(name) === value)) return series
  }
  return null
}

export interface MetricCounters {
  /** Samples that went into a bucket. */
  records: number
  bytes: number
  /** `hole`: marked as not measured. `no-series`: no match. `clock`: an hour ahead, or impossible. `late`: see `close`. `bucket-budget`. */
  lost: Record<string, number>
}

export interface MetricLog {
  /** All of the request or nothing of it. */
  write(body: Uint8Array, nowSeconds?: number): { ok: true; samples: number } | { ok: false; why: string }
  /** What `readRemoteWrite` read. `handedOut`: of buckets that ended by then another life has told; samples in them are passed over. */
  take(series: readonly WrittenSeries[], nowSeconds: number, handedOut?: number): number
  /** Counts a body that could not be read. */
  refuse(why: string): void
  /** Buckets that ended before, each handed out once; what comes later for them makes another one, marked `late`. */
  close(beforeSeconds: number): Bucket[]
  rematch(matches: readonly SeriesMatch[]): void
  readonly counters: MetricCounters
}

const mostOpen = 50_000
const mostAheadSeconds = 3600

interface OpenValues {
  series: string
  at: number
  late: boolean
  sum: number
  count: number
  least: number
  most: number
}

function closedValues({ series, at, late, sum, count, least, most }: OpenValues): Bucket {
  return {
    series,
    channel: 'value',
    at,
    seconds: bucketSeconds,
    rows: [{ country: unknownCountry, part: 0, direction: 'in', bytes: 0, packets: count, flows: count }],
    records: count,
    squares: count,
    sources: null,
    destinations: null,
    heavy: [],
    shapes: {},
    values: { sum, count, least, most },
    marks: late ? ['late'] : [],
  }
}

/** Samples into buckets of ten seconds. Memory is bounded by the buckets that may be open; beyond, samples are lost and counted. */
export function createMetricLog(options: { matches: readonly SeriesMatch[] }): MetricLog {
  const counters: MetricCounters = { records: 0, bytes: 0, lost: {} }
  const open = new Map<string, OpenValues>()
  let { matches } = options
  let closedBefore = Number.NEGATIVE_INFINITY

  function lose(reason: string, count = 1): void {
    if (count > 0) counters.lost[reason] = (counters.lost[reason] ?? 0) + count
  }

  function add(series: string, at: number, value: number): void {
    const start = Math.floor(at / bucketSeconds) * bucketSeconds
    const key = `${start} ${series}`
    let values = open.get(key)
    if (values === undefined) {
      if (open.size >= mostOpen) {
        lose('bucket-budget')
        return
      }
      const late = start + bucketSeconds <= closedBefore
      values = { series, at: start, late, sum: 0, count: 0, least: value, most: value }
      open.set(key, values)
    }
    if (values.late) lose('late')
    values.sum += value
    values.count++
    values.least = Math.min(values.least, value)
    values.most = Math.max(values.most, value)
    counters.records++
  }

  function take(all: readonly WrittenSeries[], nowSeconds: number, handedOut = Number.NEGATIVE_INFINITY): number {
    let samples = 0
    for (const written of all) {
      const series = seriesOfWritten(written, matches)
      samples += written.samples.length
      if (series === null) {
        lose('no-series', written.samples.length)
        continue
      }
      for (const { at, value } of written.samples) {
        if (value === null) lose('hole')
        else if (!(at >= 0) || at > nowSeconds + mostAheadSeconds) lose('clock')
        else if (bucketEnd(at) > handedOut) add(series, at, value)
      }
    }
    return samples
  }

  return {
    counters,
    write(body, nowSeconds = Number.POSITIVE_INFINITY) {
      const read = readRemoteWrite(body)
      if (!read.ok) {
        lose(read.why)
        return read
      }
      counters.bytes += body.length
      return { ok: true, samples: take(read.series, nowSeconds) }
    },
    take,
    refuse: (why) => lose(why),
    close(beforeSeconds) {
      const closed: Bucket[] = []
      for (const [key, values] of open) {
        if (values.at + bucketSeconds > beforeSeconds) continue
        open.delete(key)
        closed.push(closedValues(values))
      }
      closedBefore = Math.max(closedBefore, beforeSeconds)
      return closed.sort((a, b) => a.at - b.at)
    },
    rematch(next) {
      matches = next
    },
  }
}
