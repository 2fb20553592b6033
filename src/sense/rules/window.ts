// Buckets of one series added up over a stretch of time: what the judgements around a wave compare with what is usual.
import type { Bucket, Channel, Direction, Heavy, Mark } from '../model/bucket.ts'
import { mergeHeavy, unlistedKey } from '../tally/heavy.ts'
import { createRegisters, estimateDistinct, mergeRegisters } from '../tally/hyperloglog.ts'

export interface Amount {
  bytes: number
  packets: number
  flows: number
}

export interface WindowCounts extends Amount {
  channel: Channel
  /** Seconds that were measured: buckets times their length. */
  seconds: number
  records: number
  squares: number
  countries: ReadonlyMap<string, Amount>
  /** By protocol (flow), class of status (web) or kind (complaint). */
  parts: ReadonlyMap<string, Amount>
  /** Different sources over the whole stretch, and in one bucket on average; null where none were counted. */
  sources: number | null
  sourcesPerBucket: number | null
  registers: Uint8Array | null
  /** Different addresses of the target in one bucket on average. */
  destinationsPerBucket: number | null
  shapes: ReadonlyMap<string, { packets: number; bytes: number }>
  heavy: readonly Heavy[]
  marks: ReadonlyMap<Mark, number>
}

const heavyKept = 50

/** Adds up buckets of one series; null when there are none. Buckets of different lengths may be mixed. */
export function addUp(buckets: readonly Bucket[], direction: Direction = 'in'): WindowCounts | null {
  const [first] = buckets
  if (first === undefined) return null
  const countries = new Map<string, Amount>()
  const parts = new Map<string, Amount>()
  const shapes = new Map<string, { packets: number; bytes: number }>()
  const marks = new Map<Mark, number>()
  const whole: Amount = { bytes: 0, packets: 0, flows: 0 }
  let [seconds, records, squares] = [0, 0, 0]
  for (const bucket of buckets) {
    seconds += bucket.seconds
    records += bucket.records
    squares += bucket.squares
    for (const row of bucket.rows) {
      if (row.direction !== direction) continue
      for (const sum of [whole, amountOf(countries, row.country), amountOf(parts, String(row.part))]) addTo(sum, row)
    }
    for (const [shape, { packets, bytes }] of Object.entries(bucket.shapes)) {
      const sum = shapes.get(shape) ?? { packets: 0, bytes: 0 }
      shapes.set(shape, { packets: sum.packets + packets, bytes: sum.bytes + bytes })
    }
    for (const mark of bucket.marks) marks.set(mark, (marks.get(mark) ?? 0) + 1)
  }
  return {
    ...whole,
    channel: first.channel,
    seconds,
    records,
    squares,
    countries,
    parts,
    ...distinctIn(buckets),
    destinationsPerBucket: meanDistinct(buckets.map((bucket) => bucket.destinations)),
    shapes,
    heavy: mergeHeavy(
      buckets.map((bucket) => bucket.heavy),
      heavyKept,
    ),
    marks,
  }
}

function distinctIn(buckets: readonly Bucket[]): Pick<WindowCounts, 'sources' | 'sourcesPerBucket' | 'registers'> {
  const counted = buckets.flatMap((bucket) => (bucket.sources === null ? [] : [bucket.sources]))
  if (counted.length === 0) return { sources: null, sourcesPerBucket: null, registers: null }
  const registers = createRegisters()
  for (const one of counted) mergeRegisters(registers, one)
  return { sources: estimateDistinct(registers), sourcesPerBucket: meanDistinct(counted), registers }
}

function meanDistinct(sketches: readonly (Uint8Array | null)[]): number | null {
  const counted = sketches.flatMap((sketch) => (sketch === null ? [] : [estimateDistinct(sketch)]))
  if (counted.length === 0) return null
  return counted.reduce((sum, one) => sum + one, 0) / counted.length
}

function amountOf(sums: Map<string, Amount>, key: string): Amount {
  const known = sums.get(key)
  if (known !== undefined) return known
  const fresh = { bytes: 0, packets: 0, flows: 0 }
  sums.set(key, fresh)
  return fresh
}

function addTo(sum: Amount, row: Amount): void {
  sum.bytes += row.bytes
  sum.packets += row.packets
  sum.flows += row.flows
}

/** What a channel is counted in: packets of flows, requests or reports of the others. */
export function amountIn(channel: Channel, amount: Amount): number {
  return channel === 'flow' ? amount.packets : amount.flows
}

/** By key, what came beyond the usual in a second; never below 0. */
export function beyondUsual(
  seen: WindowCounts,
  usual: WindowCounts,
  of: (window: WindowCounts) => ReadonlyMap<string, Amount>,
): Map<string, number> {
  const beyond = new Map<string, number>()
  for (const [key, amount] of of(seen)) {
    const before = of(usual).get(key)
    const rate = perSecond(seen, amountIn(seen.channel, amount))
    const more = rate - (before === undefined ? 0 : perSecond(usual, amountIn(usual.channel, before)))
    if (more > 0) beyond.set(key, more)
  }
  return beyond
}

export function perSecond(window: WindowCounts, amount: number): number {
  return window.seconds > 0 ? amount / window.seconds : 0
}

/** Packets (requests of web) of one shape beyond the usual, as a share of all beyond the usual; null when nothing is beyond. */
export function shapeBeyond(seen: WindowCounts, usual: WindowCounts, shape: string): number | null {
  const more = perSecond(seen, amountIn(seen.channel, seen)) - perSecond(usual, amountIn(usual.channel, usual))
  if (!(more > 0)) return null
  const of = (window: WindowCounts) => perSecond(window, window.shapes.get(shape)?.packets ?? 0)
  return Math.min(1, Math.max(0, (of(seen) - of(usual)) / more))
}

/** The listed ones of a kind, the biggest first, without the entry for what is not listed. */
export function listed(window: WindowCounts, kind: Heavy['kind']): Heavy[] {
  return window.heavy.filter((one) => one.kind === kind && one.key !== unlistedKey).sort((a, b) => b.amount - a.amount)
}
