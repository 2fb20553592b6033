// Buckets of a whole capture added up by series: totals, what was biggest, and each bucket in short.
import type { Bucket, BucketRow, Heavy } from '../model/bucket.ts'
import type { ReplayBucket, ReplayRow } from '../model/replay-output.ts'
import { utcOf } from '../rules/moments.ts'
import { addHeavy, createHeavy, type HeavyTally, listHeavy } from './heavy.ts'
import { createRegisters, estimateDistinct, mergeRegisters } from './hyperloglog.ts'
import type { LookedAt } from './look-closer.ts'
import { cutRows } from './merge.ts'

/** Rows of single buckets that are printed in full; behind them each bucket keeps its few biggest. */
const mostBucketRows = 200_000
const fewRows = 4
/** Counters of the biggest for each series and kind: a key above total / 2,048 is surely found. */
const heavyCapacity = 4096
const mostTotalRows = 2000

export interface SeriesTotals {
  series: string
  rows: Map<string, BucketRow>
  records: number
  sources: Uint8Array
  destinations: Uint8Array
  shapes: Map<string, { packets: number; bytes: number }>
  heavy: Map<Heavy['kind'], HeavyTally<string | number>>
  /** Greatest packets per sample of its closer looks. */
  step: number
  marks: Set<string>
  /** By the start of the bucket, seconds since 1970. */
  buckets: Map<number, ReplayBucket>
}

export interface Replay {
  readonly series: Map<string, SeriesTotals>
  rowsFolded: boolean
  keptRows: number
}

export function createReplay(): Replay {
  return { series: new Map(), rowsFolded: false, keptRows: 0 }
}

function totalsOf(replay: Replay, series: string): SeriesTotals {
  const known = replay.series.get(series)
  if (known) return known
  const made: SeriesTotals = {
    series,
    rows: new Map(),
    records: 0,
    sources: createRegisters(),
    destinations: createRegisters(),
    shapes: new Map(),
    heavy: new Map(),
    step: 0,
    marks: new Set(),
    buckets: new Map(),
  }
  replay.series.set(series, made)
  return made
}

export function addBucket(replay: Replay, bucket: Bucket): void {
  const totals = totalsOf(replay, bucket.series)
  for (const row of bucket.rows) addRowTo(totals.rows, row)
  if (totals.rows.size > 2 * mostTotalRows) {
    totals.rows = new Map(cutRows([...totals.rows.values()], mostTotalRows, 'flow').map((row) => [rowName(row), row]))
  }
  totals.records += bucket.records
  if (bucket.sources) mergeRegisters(totals.sources, bucket.sources)
  if (bucket.destinations) mergeRegisters(totals.destinations, bucket.destinations)
  for (const [id, shape] of Object.entries(bucket.shapes)) {
    const sum = totals.shapes.get(id) ?? { packets: 0, bytes: 0 }
    totals.shapes.set(id, { packets: sum.packets + shape.packets, bytes: sum.bytes + shape.bytes })
  }
  for (const mark of bucket.marks) totals.marks.add(mark)
  addShort(replay, totals, bucket)
}

const rowName = (row: BucketRow) => `${row.country}${row.direction}${row.part}`

function addRowTo(rows: Map<string, BucketRow>, row: BucketRow): void {
  const name = rowName(row)
  const sum = rows.get(name)
  if (!sum) {
    rows.set(name, { ...row })
    return
  }
  sum.bytes += row.bytes
  sum.packets += row.packets
  sum.flows += row.flows
}

function addShort(replay: Replay, totals: SeriesTotals, bucket: Bucket): void {
  let rows = bucket.rows
  if (replay.keptRows + rows.length > mostBucketRows && rows.length > fewRows) {
    rows = cutRows([...rows], fewRows, 'flow')
    replay.rowsFolded = true
  }
  replay.keptRows += rows.length
  const known = totals.buckets.get(bucket.at)
  // A second part of one bucket came late, or from before the register changed: sources of both cannot be told apart any more.
  const sources = Math.max(known?.sources ?? 0, bucket.sources ? Math.round(estimateDistinct(bucket.sources)) : 0)
  const merged = new Map<string, BucketRow>()
  for (const row of [...(known?.rows ?? []).map(bucketRow), ...rows]) addRowTo(merged, row)
  const list = [...merged.values()].map(replayRow)
  totals.buckets.set(bucket.at, {
    at: utcOf(bucket.at),
    ...sumsOf(list),
    sources,
    rows: list,
    marks: [...new Set([...(known?.marks ?? []), ...bucket.marks])],
  })
}

export function replayRow({ country, part, direction, bytes, packets, flows }: BucketRow): ReplayRow {
  return { country, protocol: part, direction, bytes, packets, flows }
}

function bucketRow({ protocol, ...row }: ReplayRow): BucketRow {
  return { ...row, part: protocol }
}

export function sumsOf(rows: readonly { bytes: number; packets: number; flows: number }[]) {
  let [bytes, packets, flows] = [0, 0, 0]
  for (const row of rows) {
    bytes += row.bytes
    packets += row.packets
    flows += row.flows
  }
  return { bytes, packets, flows }
}

/** Takes the closer looks of a window, whole and not only its biggest, so that the bounds hold for all of the capture. */
export function addLook(replay: Replay, series: string, looked: LookedAt): void {
  const totals = totalsOf(replay, series)
  totals.step = Math.max(totals.step, looked.step)
  const tally = totals.heavy.get(looked.kind) ?? createHeavy<string | number>(heavyCapacity)
  totals.heavy.set(looked.kind, tally)
  for (let n = 0; n < looked.length; n++) addHeavy(tally, looked.keyOf(n), looked.sumOf(n))
}

export function heavyOf(
  totals: SeriesTotals,
  most: number,
  textOf: (kind: Heavy['kind'], key: string | number) => string,
): Heavy[] {
  return [...totals.heavy].flatMap(([kind, tally]) =>
    listHeavy(tally, { kind, most, keyText: (key) => textOf(kind, key), step: totals.step }),
  )
}
