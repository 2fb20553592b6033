// One target over time: everything that charts and files of it are made from, on one grid of buckets.
import type { Id } from '#kernel/id.ts'
import type { Measure } from '../model/attacks.ts'
import type { Bucket, Channel, Resolution } from '../model/bucket.ts'
import { channels } from '../model/bucket.ts'
import { channelsOf, measuresOf, rateOf, type Totals } from '../rules/measure.ts'
import type { Span, Total } from '../store/telemetry-store.ts'
import type { SenseRoom } from './room.ts'

/** A day of ten seconds, six days of minutes, a leap year of hours. */
export const mostPoints = 8784
const keptSeconds = { 10: 2 * 86_400, 60: 30 * 86_400 } as const

type Line = (number | null)[]

export interface Grid extends Span {
  seconds: Resolution
}

export interface Loaded {
  grid: Grid
  at: number[]
  measures: Measure[]
  /** By channel, what was measured: by the start of its bucket. */
  totals: ReadonlyMap<Channel, ReadonlyMap<number, Totals & Pick<Total, 'marks'>>>
}

/** The finest that is kept so far back and gives no more points than a browser likes to draw. */
export function gridFor(from: number, to: number, asked: Resolution | undefined, nowSeconds: number): Grid {
  const age = nowSeconds - from
  const fits = (seconds: Resolution) => (to - from) / seconds <= mostPoints
  const finest = fits(10) && age <= keptSeconds[10] ? 10 : fits(60) && age <= keptSeconds[60] ? 60 : 3600
  const seconds = asked ?? finest
  return { seconds, from: Math.floor(from / seconds) * seconds, to: Math.ceil(to / seconds) * seconds }
}

export async function loadSeries(
  room: SenseRoom,
  realm: string,
  target: Id,
  grid: Grid,
  of: readonly Channel[] = channels,
): Promise<Loaded> {
  const found = await Promise.all(of.map((channel) => loadChannel(room, realm, target, channel, grid)))
  const totals = new Map(found.flatMap((lines, at) => (lines.size > 0 ? [[of[at] ?? 'flow', lines] as const] : [])))
  const measures = channels.flatMap((channel) => (totals.has(channel) ? measuresOf[channel] : []))
  const at = Array.from({ length: (grid.to - grid.from) / grid.seconds }, (_, i) => grid.from + i * grid.seconds)
  return { grid, at, measures: [...new Set(measures)], totals }
}

async function loadChannel(room: SenseRoom, realm: string, target: Id, channel: Channel, grid: Grid) {
  const key = { realm, series: target, channel }
  if (channel !== 'value') {
    const totals = await room.store.totals(key, grid, grid.seconds)
    return new Map(totals.map((total) => [total.at, total]))
  }
  const buckets = await room.store.buckets(key, grid, grid.seconds)
  return new Map(buckets.map((bucket) => [bucket.at, valueTotals(bucket)]))
}

/** A generic series is averaged: sums of its samples mean nothing. */
export function valueTotals(bucket: Bucket): Totals & Pick<Total, 'marks'> {
  const { values } = bucket
  const value = values && values.count > 0 ? values.sum / values.count : null
  return { bytes: 0, packets: 0, flows: 0, sources: null, value, marks: bucket.marks }
}

/** Null where nothing was measured. No complaint in a bucket is none, once anybody complained in the span. */
export function lineOf({ grid, at, totals }: Loaded, measure: Measure): Line {
  const channel = channelsOf[measure].find((one) => totals.has(one))
  const lines = channel && totals.get(channel)
  if (!lines) return at.map(() => null)
  const none = measure === 'complaints' ? 0 : null
  return at.map((start) => {
    const total = lines.get(start)
    return total ? rateOf(measure, total, grid.seconds) : none
  })
}

/** By mark, the buckets that bear it. */
export function marksOf({ at, totals }: Loaded): { mark: string; at: number[] }[] {
  const byMark = new Map<string, Set<number>>()
  for (const lines of totals.values()) {
    for (const [start, { marks }] of lines) {
      for (const mark of marks) byMark.set(mark, (byMark.get(mark) ?? new Set()).add(start))
    }
  }
  const known = new Set(at)
  return [...byMark].map(([mark, starts]) => ({
    mark,
    at: [...starts].filter((start) => known.has(start)).sort((a, b) => a - b),
  }))
}
