// Flows to buckets: the hot path. Each flow costs one search for its country, one row, two sketches, sometimes a closer look.
// Loops here run millions of times a second: they are longer than the house likes, and take indexes without a check.

import { createFlowBatch, type FlowBatch, type FlowSink } from '../decode/flow-batch.ts'
import { bogonNumber } from '../geo/country-table.ts'
import type { Geo } from '../geo/lookup.ts'
import type { NetworkTable } from '../geo/networks.ts'
import type { Bucket } from '../model/bucket.ts'
import { closeWindow } from './close-window.ts'
import { createCloserLook, type LookOptions, looksAt, nextLook } from './closer-look.ts'
import { hashWord, hashWords } from './hash.ts'
import { countedBits, indexBits, registerCount } from './hyperloglog.ts'
import type { LookedAt } from './look-closer.ts'
import { mergeBuckets } from './merge.ts'
import { shedRows } from './shed.ts'
import { createTargetTable, type TallyTarget, type TargetTable } from './targets.ts'
import { compileShapes, type ShapeTables, type Vectors } from './vectors.ts'
import {
  addToRow,
  type Budget,
  createWindow,
  fourKey,
  markClock,
  markLate,
  markShed,
  markUnknownSampling,
  type Naming,
  recordsOf,
  releaseWindow,
  seriesIn,
  sketchBytes,
  statPackets,
  statRecords,
  statShapes,
  statSquares,
  targetKey,
  type Window,
} from './window.ts'

export interface TallyOptions {
  /** null: no register was given, and flows are grouped by the network of their destination. */
  targets: readonly TallyTarget[] | null
  geo: Geo
  vectors: Vectors
  /** Kinds of networks; null: none are known, and none are counted. */
  networks: NetworkTable | null
  /** Buckets that are open at once from the last close on. Flows beyond them are put into the last, marked `clock`. */
  openBuckets: number
  /** Series of one bucket; what is more is added up as `other`. */
  maxSeries: number
  /** Rows of one series in one bucket; what is more is added up as `*`. */
  maxRows: number
  /** Length of the networks by which destinations are grouped without a register: at most 32, and at most 64. */
  groupBits: { four: number; six: number }
  /** Heavy ones of each kind in a bucket. */
  heavy: number
  look: LookOptions
  /** Is given everything that was looked at when a window is closed, for whoever adds up more than a bucket. */
  onLook?: (series: string, looked: LookedAt) => void
}

export interface Tally extends FlowSink {
  /** Takes in what is left in the batches, and gives all buckets that begin before this time. Seconds since 1970. */
  close(beforeSeconds: number): Bucket[]
  /** Everything that is open, such as at the end of a file. */
  closeAll(): Bucket[]
  /** From now on one record in so many is counted, for so many; 1: all. Buckets are marked `shed`. */
  shed(rate: number): void
  /** Another register. Open buckets keep the names that they were counted by. */
  setTargets(targets: readonly TallyTarget[] | null): void
  readonly counters: TallyCounters
}

/** They only ever grow. */
export interface TallyCounters {
  /** Flows that were counted. */
  records: number
  /** Flows of no target. */
  outside: number
  /** Flows whose bucket had been sent. */
  late: number
  /** Flows from a time that is not open yet. */
  clock: number
  /** Flows that were passed over, to be made up for by the others. */
  shed: number
  /** Start of the newest bucket, seconds since 1970. */
  newestSeconds: number
}

export const bucketSeconds = 10
export const batchRows = 1024
/** Flows that lasted longer are spread over their last hour; nothing is put further back than that. */
const mostBuckets = 360

const wayIn = 0
const wayOut = 1
const wayNone = 2

/** What the hot loops share. */
interface State {
  options: TallyOptions
  shapes: ShapeTables
  targets: TargetTable | null
  budget: Budget
  windows: Map<number, Window>
  /** The windows in use lately, by the low bits of their index. */
  recent: (Window | undefined)[]
  /** Opened last in its time: the next will be about as large. */
  newest: Window | undefined
  closedBefore: number
  naming: Naming
  rate: number
  counters: TallyCounters
  ready: Bucket[]
  // Columns of the batch in work.
  high: Uint32Array
  low: Uint32Array
  way: Uint8Array
  country: Uint8Array
}

export function createTally(options: TallyOptions): Tally {
  const state = openState(options)
  const v4 = createFlowBatch(4, batchRows)
  const v6 = createFlowBatch(6, batchRows)
  const full = (batch: FlowBatch) => {
    if (batch.length > 0) countBatch(state, batch)
    batch.length = 0
  }
  const close = (beforeSeconds: number) => {
    full(v4)
    full(v6)
    return closeBefore(state, Math.floor(beforeSeconds / bucketSeconds))
  }
  return {
    v4,
    v6,
    full,
    close,
    closeAll() {
      const buckets = close(Number.POSITIVE_INFINITY)
      for (const { at } of buckets) state.closedBefore = Math.max(state.closedBefore, at / bucketSeconds + 1)
      return buckets
    },
    shed(rate) {
      full(v4)
      full(v6)
      state.rate = Math.max(1, Math.floor(rate))
    },
    setTargets(targets) {
      full(v4)
      full(v6)
      // Windows name their series by number, so those that are open are made into buckets; the hub adds up both parts.
      for (const index of [...state.windows.keys()]) state.ready.push(...takeWindow(state, index))
      state.targets = targets ? createTargetTable(targets) : null
      state.naming = { ...state.naming, targetIds: state.targets?.ids ?? [] }
    },
    counters: state.counters,
  }
}

function openState(options: TallyOptions): State {
  const targets = options.targets ? createTargetTable(options.targets) : null
  const shapes = compileShapes(options.vectors)
  const maxSeries = Math.min(8000, options.maxSeries)
  return {
    options,
    shapes,
    targets,
    budget: {
      // 64 MB of sketches and some 20 MB of rows, however many buckets are open.
      series: 16_384,
      rows: 262_144,
      seriesPerWindow: maxSeries,
      rowsPerSeries: options.maxRows,
    },
    windows: new Map(),
    recent: new Array(recentSize),
    newest: undefined,
    closedBefore: 0,
    naming: { targetIds: targets?.ids ?? [], groupBits: options.groupBits },
    rate: 1,
    counters: { records: 0, outside: 0, late: 0, clock: 0, shed: 0, newestSeconds: 0 },
    ready: [],
    high: new Uint32Array(batchRows),
    low: new Uint32Array(batchRows),
    way: new Uint8Array(batchRows),
    country: new Uint8Array(batchRows),
  }
}

const recentSize = 64

function countBatch(state: State, batch: FlowBatch): void {
  if (state.rate > 1) state.counters.shed += shedRows(batch, state.rate)
  const { geo } = state.options
  if (batch.family === 4) {
    geo.country.all4(batch.source, batch.length, state.country)
    if (state.targets) keysOfTargets4(state, state.targets, batch)
    else keysOfNetworks4(state, batch)
  } else {
    geo.country.all6(batch.source, batch.length, state.country)
    if (state.targets) keysOfTargets6(state, state.targets, batch)
    else keysOfNetworks6(state, batch)
  }
  placeRows(state, batch)
}

function keysOfTargets4(state: State, targets: TargetTable, batch: FlowBatch): void {
  const { high, low, way } = state
  const { source, destination, length } = batch
  for (let row = 0; row < length; row++) {
    const inward = targets.of4(destination[row] as number)
    const outward = inward >= 0 ? inward : targets.of4(source[row] as number)
    high[row] = targetKey
    low[row] = outward
    way[row] = inward >= 0 ? wayIn : outward >= 0 ? wayOut : wayNone
  }
}

function keysOfTargets6(state: State, targets: TargetTable, batch: FlowBatch): void {
  const { high, low, way } = state
  const { source, destination, length } = batch
  for (let row = 0; row < length; row++) {
    const inward = targets.of6(destination, 4 * row)
    const outward = inward >= 0 ? inward : targets.of6(source, 4 * row)
    high[row] = targetKey
    low[row] = outward
    way[row] = inward >= 0 ? wayIn : outward >= 0 ? wayOut : wayNone
  }
}

function keysOfNetworks4(state: State, batch: FlowBatch): void {
  const { high, low, way } = state
  const { destination, length } = batch
  const mask = maskOf(state.options.groupBits.four)
  for (let row = 0; row < length; row++) {
    high[row] = fourKey
    low[row] = (destination[row] as number) & mask
    way[row] = wayIn
  }
}

function keysOfNetworks6(state: State, batch: FlowBatch): void {
  const { high, low, way } = state
  const { destination, length } = batch
  const { six } = state.options.groupBits
  const [upper, lower] = [maskOf(six), maskOf(six - 32)]
  for (let row = 0; row < length; row++) {
    high[row] = (destination[4 * row] as number) & upper
    low[row] = (destination[4 * row + 1] as number) & lower
    way[row] = wayIn
  }
}

function maskOf(bits: number): number {
  if (bits <= 0) return 0
  return bits >= 32 ? 0xffffffff : (0xffffffff << (32 - bits)) >>> 0
}

function placeRows(state: State, batch: FlowBatch): void {
  const { way, counters, recent } = state
  const { start, end, length } = batch
  let outside = 0
  for (let row = 0; row < length; row++) {
    if (way[row] === wayNone) {
      outside++
      continue
    }
    const from = Math.floor((start[row] as number) / bucketSeconds)
    const to = Math.floor((end[row] as number) / bucketSeconds)
    if (to > from) {
      spreadRow(state, batch, row)
      continue
    }
    const known = recent[from % recentSize]
    const window = known !== undefined && known.index === from ? known : windowAt(state, from)
    countRow(state, batch, window, row, batch.bytes[row] as number, batch.packets[row] as number, 1)
  }
  counters.outside += outside
  counters.records += length - outside
}

/** A flow that lasted is in every bucket that it touched, by the seconds it was there. Whole numbers stay whole. */
function spreadRow(state: State, batch: FlowBatch, row: number): void {
  const end = batch.end[row] as number
  const start = Math.max(batch.start[row] as number, end - mostBuckets * bucketSeconds + 1)
  const seconds = end - start + 1
  const bytes = batch.bytes[row] as number
  const packets = batch.packets[row] as number
  let [bytesBefore, packetsBefore] = [0, 0]
  const first = Math.floor(start / bucketSeconds)
  for (let index = first; index * bucketSeconds <= end; index++) {
    const share = Math.min(seconds, (index + 1) * bucketSeconds - start) / seconds
    const bytesUntil = share === 1 ? bytes : Math.round(bytes * share)
    const packetsUntil = share === 1 ? packets : Math.round(packets * share)
    const [more, morePackets] = [bytesUntil - bytesBefore, packetsUntil - packetsBefore]
    if (index === first || more > 0 || morePackets > 0) {
      countRow(state, batch, windowAt(state, index), row, more, morePackets, index === first ? 1 : 0)
    }
    bytesBefore = bytesUntil
    packetsBefore = packetsUntil
  }
}

function windowAt(state: State, wanted: number): Window {
  const known = state.recent[wanted % recentSize]
  if (known?.index === wanted) return known
  const { closedBefore, counters, options } = state
  let index = wanted
  if (closedBefore > 0 && wanted >= closedBefore + options.openBuckets) {
    index = closedBefore + options.openBuckets - 1
    counters.clock++
  }
  if (wanted < closedBefore - mostBuckets) index = closedBefore - mostBuckets
  const window = state.windows.get(index) ?? openWindow(state, index)
  state.recent[index % recentSize] = window
  if (index < wanted) window.doubts |= markClock
  return window
}

function openWindow(state: State, index: number): Window {
  const { naming, budget, counters } = state
  const doubts = index < state.closedBefore ? markLate : 0
  const window = createWindow(
    { index, doubts, naming, look: createCloserLook(), budget },
    state.shapes.ids.length,
    doubts === 0 ? state.newest : undefined,
  )
  if (doubts === 0) state.newest = window
  state.windows.set(index, window)
  counters.newestSeconds = Math.max(counters.newestSeconds, index * bucketSeconds)
  return window
}

/** One flow, or the part of it that falls into this window. */
function countRow(
  state: State,
  batch: FlowBatch,
  window: Window,
  row: number,
  reportedBytes: number,
  reportedPackets: number,
  flows: number,
): void {
  const sampling = batch.sampling[row] as number
  const factor = sampling === 0 ? state.rate : sampling * state.rate
  const bytes = reportedBytes * factor
  const packets = reportedPackets * factor
  const series = seriesIn(window, state.high[row] as number, state.low[row] as number)
  if (sampling === 0) window.marks[series] = (window.marks[series] as number) | markUnknownSampling
  if (state.rate > 1) window.marks[series] = (window.marks[series] as number) | markShed
  const { stats } = window
  const stat = series * window.statFields
  stats[stat + statRecords] = (stats[stat + statRecords] as number) + flows
  stats[stat + statSquares] = (stats[stat + statSquares] as number) + packets * packets
  const way = state.way[row] as number
  const country = state.country[row] as number
  const key = (series << 17) | (way << 16) | (country << 8) | (batch.protocol[row] as number)
  addToRow(window, key, bytes, packets, flows * factor)
  if (way !== wayIn) return
  stats[stat + statPackets] = (stats[stat + statPackets] as number) + packets
  sketchRow(batch, window, row, series)
  shapeRow(state, batch, window, row, stat, bytes, packets)
  lookAtRow(state, batch, window, row, series, packets)
}

function sketchRow(batch: FlowBatch, window: Window, row: number, series: number): void {
  const { source, destination } = batch
  const offset = series * sketchBytes
  let from: number
  let to: number
  if (batch.family === 4) {
    from = hashWord(source[row] as number)
    to = hashWord(destination[row] as number)
  } else {
    const at = 4 * row
    from = hashWords(source[at] as number, source[at + 1] as number, source[at + 2] as number, source[at + 3] as number)
    to = hashWords(
      destination[at] as number,
      destination[at + 1] as number,
      destination[at + 2] as number,
      destination[at + 3] as number,
    )
  }
  // As `addHash`, written out: a call costs a third of it.
  const { sketches } = window
  const place = offset + (from >>> countedBits)
  const rank = Math.clz32((from << indexBits) | (1 << (indexBits - 1))) + 1
  if (rank > (sketches[place] as number)) sketches[place] = rank
  const place2 = offset + registerCount + (to >>> countedBits)
  const rank2 = Math.clz32((to << indexBits) | (1 << (indexBits - 1))) + 1
  if (rank2 > (sketches[place2] as number)) sketches[place2] = rank2
}

function shapeRow(
  state: State,
  batch: FlowBatch,
  window: Window,
  row: number,
  stat: number,
  bytes: number,
  packets: number,
): void {
  const { shapes } = state
  const protocol = batch.protocol[row] as number
  const shape =
    protocol === 6
      ? (shapes.ofFlags[batch.tcpFlags[row] as number] as number)
      : protocol === 17
        ? (shapes.ofPort[batch.sourcePort[row] as number] as number)
        : (shapes.ofProtocol[protocol] as number)
  if (shape > 0) addShape(window, stat, shape, bytes, packets)
  if (bytes <= packets * shapes.smallPacketBytes && shapes.small > 0)
    addShape(window, stat, shapes.small, bytes, packets)
  if (state.country[row] === bogonNumber && shapes.bogon > 0) addShape(window, stat, shapes.bogon, bytes, packets)
}

function addShape(window: Window, stat: number, shape: number, bytes: number, packets: number): void {
  const { stats } = window
  const at = stat + statShapes + 2 * (shape - 1)
  stats[at] = (stats[at] as number) + packets
  stats[at + 1] = (stats[at + 1] as number) + bytes
}

function lookAtRow(state: State, batch: FlowBatch, window: Window, row: number, series: number, packets: number): void {
  const { look } = window
  const counted = looksAt(look, series, packets, state.options.look, window.index)
  if (counted === 0) return
  const at = nextLook(look)
  look.series[at] = series
  look.family[at] = batch.family
  look.ports[at] = batch.destinationPort[row] as number
  look.packets[at] = counted
  const width = batch.family === 4 ? 1 : 4
  for (let word = 0; word < width; word++) {
    look.sources[4 * at + word] = batch.source[width * row + word] as number
    look.destinations[4 * at + word] = batch.destination[width * row + word] as number
  }
}

function closeBefore(state: State, index: number): Bucket[] {
  const due = [...state.windows.keys()].filter((open) => open < index).sort((a, b) => a - b)
  const buckets = state.ready.splice(0)
  for (const one of due) buckets.push(...takeWindow(state, one))
  if (Number.isFinite(index) && index > state.closedBefore) state.closedBefore = index
  return buckets
}

function takeWindow(state: State, index: number): Bucket[] {
  const window = state.windows.get(index)
  if (!window) return []
  state.windows.delete(index)
  if (state.recent[index % recentSize] === window) state.recent[index % recentSize] = undefined
  releaseWindow(window)
  if (window.doubts & markLate) state.counters.late += recordsOf(window)
  return closeWindow(window, { ...state.options, shapeIds: state.shapes.ids })
}

/** Two tallies of one stream, such as of several threads: their buckets are merged by name and time. */
export function mergeByName(buckets: readonly Bucket[]): Bucket[] {
  const merged = new Map<string, Bucket>()
  for (const bucket of buckets) {
    const name = `${bucket.at} ${bucket.channel} ${bucket.series}`
    const known = merged.get(name)
    merged.set(name, known ? mergeBuckets(known, bucket) : bucket)
  }
  return [...merged.values()]
}
