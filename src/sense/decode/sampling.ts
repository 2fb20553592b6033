// How much of the traffic an exporter looked at, as it told in options, in headers and in records. Never guessed.
import { fillConstant, readUnsigned } from './columns.ts'
import type { Column, SamplingColumns } from './plan.ts'

/** One in so many. `unknownRate`: it samples, and never said how. */
export const unknownRate = 0
export const everyPacket = 1

/** Samplers and interfaces that are remembered of one domain; more than this no router has told us of. */
const mostRates = 4096

export interface Sampling {
  /** Holds for every record that says nothing itself; null where it hangs on the record. Kept by `settle`. */
  rate: number | null
  /** What options said of the exporter as a whole; null: nothing. */
  whole: number | null
  samplers: Map<number, number> | null
  interfaces: Map<number, number> | null
  /** A template of options about sampling came, and its records not yet. */
  awaited: boolean
}

export function createSampling(): Sampling {
  return { rate: everyPacket, whole: null, samplers: null, interfaces: null, awaited: false }
}

export type SamplingScope = { of: 'whole' } | { of: 'sampler' | 'interface'; id: number }

/** Remembers a rate. False where there is no room for another sampler or interface. */
export function learnRate(sampling: Sampling, scope: SamplingScope, rate: number): boolean {
  if (scope.of === 'whole') {
    sampling.whole = rate
  } else {
    const key = scope.of === 'sampler' ? 'samplers' : 'interfaces'
    const rates = sampling[key] ?? new Map<number, number>()
    if (rates.size >= mostRates && !rates.has(scope.id)) return false
    rates.set(scope.id, rate)
    sampling[key] = rates
  }
  settle(sampling)
  return true
}

/** An options template about sampling came: until its records come, that something is sampled is all we know. */
export function expectRate(sampling: Sampling): void {
  sampling.awaited = true
  settle(sampling)
}

/** Where no record has to be asked, one number holds: what was said of all, or what all samplers agree on. */
function settle(sampling: Sampling): void {
  const { whole, samplers, interfaces, awaited } = sampling
  const unsaid = awaited ? unknownRate : everyPacket
  sampling.rate = interfaces === null ? (whole ?? (samplers === null ? unsaid : agreed(samplers))) : null
}

function agreed(rates: ReadonlyMap<number, number>): number {
  let common: number | null = null
  for (const rate of rates.values()) {
    if (common !== null && common !== rate) return unknownRate
    common = rate
  }
  return common ?? unknownRate
}

/**
 * The rate out of the numbers of RFC 5477 section 8.2 and of Cisco's older elements; null where none of them is there. Counting
 * packets (305, 306), n out of N (309, 310), a probability (311), or an interval (34, 50). An interval of 0 or 1: not sampled.
 */
export function rateOf(told: {
  interval: number | null
  algorithm: number | null
  run: number | null
  space: number | null
  size: number | null
  population: number | null
  probability: number | null
}): number | null {
  if (told.run !== null && told.space !== null) return told.run > 0 ? (told.run + told.space) / told.run : unknownRate
  if (told.size !== null && told.population !== null) {
    return told.size > 0 && told.population >= told.size ? told.population / told.size : unknownRate
  }
  if (told.probability !== null) {
    return told.probability > 0 && told.probability <= 1 ? 1 / told.probability : unknownRate
  }
  if (told.interval !== null) {
    if (told.interval > 0) return told.interval
    return (told.algorithm ?? 0) === 0 ? everyPacket : unknownRate
  }
  const something = told.run ?? told.space ?? told.size ?? told.population ?? told.algorithm
  return something === null ? null : unknownRate
}

/** The rates of many records, one by one: only for templates or exporters that make it hang on the record. */
export function fillSampling(
  sampling: Sampling,
  columns: SamplingColumns,
  view: DataView,
  from: number,
  stride: number,
  count: number,
  out: Float64Array,
  at: number,
): void {
  if (!columns.isTold && sampling.interfaces === null) {
    fillConstant(out, at, count, sampling.rate ?? unknownRate)
    return
  }
  for (let row = 0; row < count; row++) out[at + row] = rateOfRecord(sampling, columns, view, from + row * stride)
}

function rateOfRecord(sampling: Sampling, columns: SamplingColumns, view: DataView, record: number): number {
  const read = (column: Column) => (column.width === 0 ? null : readUnsigned(view, record + column.at, column.width))
  const own = rateOf({
    interval: read(columns.interval),
    algorithm: null,
    run: read(columns.run),
    space: read(columns.space),
    size: read(columns.size),
    population: read(columns.population),
    probability: null,
  })
  if (own !== null) return own
  const selector = read(columns.selector)
  if (selector !== null && !(selector === 0 && columns.zeroIsNone)) {
    return sampling.samplers?.get(selector) ?? sampling.whole ?? unknownRate
  }
  // A record that says it went past no sampler was not sampled, whatever the samplers do.
  if (selector === 0) return sampling.whole ?? everyPacket
  if (sampling.interfaces === null) return sampling.rate ?? unknownRate
  const [input, output] = [read(columns.input), read(columns.output)]
  if (input === null && output === null) return agreed(sampling.interfaces)
  return (
    (input === null ? undefined : sampling.interfaces.get(input)) ??
    (output === null ? undefined : sampling.interfaces.get(output)) ??
    sampling.whole ??
    everyPacket
  )
}
