// Flows to buckets: the hot path. Each flow costs one search for its country, one row, two sketches, sometimes a closer look.
// Loops here run millions of times a second: they are longer than the house likes, and take indexes without a check.

import { createFlowBatch, type FlowBatch, type FlowSink } from '../decode/flow-batch.ts'
import type { Geo } from '../geo/lookup.ts'
import type { NetworkTable } from '../geo/networks.ts'
import type { Bucket } from '../model/bucket.ts'
import type { Vectors } from '../model/vectors.ts'
import { closeWindow } from './close-window.ts'
import { createCloserLook, type LookOptions } from './closer-look.ts'
import { countSelected } from './count.ts'
import type { LookedAt } from './look-closer.ts'
import {
  addPiece,
  type Columns,
  createColumns,
  createPieces,
  type Pieces,
  piecesFull,
  selectAll,
  selectIndex,
  wayIn,
  wayNone,
  wayOut,
} from './pieces.ts'
import { shedRows } from './shed.ts'
import { createTargetTable, type TallyTarget, type TargetTable } from './targets.ts'
import { compileShapes, type ShapeTables } from './vectors.ts'
import {
  type Budget,
  createWindow,
  fourKey,
  markClock,
  markLate,
  type Naming,
  recordsOf,
  releaseWindow,
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
/** So many open windows are made as large as the newest is; further ones begin small, and grow within the budget. */
const mostAlike = 8

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
  /** Columns of the batch in work, beside its own. */
  columns: Columns
  pieces: Pieces
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
      state.naming = { ...state.naming, targetIds: state.targets?.ids ?? [], names: [] }
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
    naming: { targetIds: targets?.ids ?? [], groupBits: options.groupBits, names: [] },
    rate: 1,
    counters: { records: 0, outside: 0, late: 0, clock: 0, shed: 0, newestSeconds: 0 },
    ready: [],
    columns: createColumns(batchRows),
    pieces: createPieces(),
  }
}

const recentSize = 64

function countBatch(state: State, batch: FlowBatch): void {
  if (state.rate > 1) state.counters.shed += shedRows(batch, state.rate)
  const { geo } = state.options
  if (batch.family === 4) {
    geo.country.all4(batch.source, batch.length, state.columns.country)
    if (state.targets) keysOfTargets4(state, state.targets, batch)
    else keysOfNetworks4(state, batch)
  } else {
    geo.country.all6(batch.source, batch.length, state.columns.country)
    if (state.targets) keysOfTargets6(state, state.targets, batch)
    else keysOfNetworks6(state, batch)
  }
  placeRows(state, batch)
}

function keysOfTargets4(state: State, targets: TargetTable, batch: FlowBatch): void {
  const { high, low, way } = state.columns
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
  const { high, low, way } = state.columns
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
  const { high, low, way } = state.columns
  const { destination, length } = batch
  const mask = maskOf(state.options.groupBits.four)
  for (let row = 0; row < length; row++) {
    high[row] = fourKey
    low[row] = (destination[row] as number) & mask
    way[row] = wayIn
  }
}

function keysOfNetworks6(state: State, batch: FlowBatch): void {
  const { high, low, way } = state.columns
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

/** Cuts flows into the pieces of their buckets, and counts the pieces window by window. */
function placeRows(state: State, batch: FlowBatch): void {
  const { columns, counters, pieces } = state
  const { way } = columns
  const { start, end, bytes, packets, length } = batch
  let outside = 0
  for (let row = 0; row < length; row++) {
    if (way[row] === wayNone) {
      outside++
      continue
    }
    const began = start[row] as number
    // A flow shorter than a bucket counts where it began: that keeps onsets right, and halves the work at every border.
    if ((end[row] as number) - began >= bucketSeconds) spreadRow(pieces, batch, row)
    else addPiece(pieces, row, Math.floor(began / bucketSeconds), bytes[row] as number, packets[row] as number, 1)
    if (pieces.length >= piecesFull) countPieces(state, batch)
  }
  countPieces(state, batch)
  counters.outside += outside
  counters.records += length - outside
}

/** A flow longer than a bucket is in every bucket that it touched, by the seconds it was there. Whole numbers stay whole. */
function spreadRow(pieces: Pieces, batch: FlowBatch, row: number): void {
  const end = batch.end[row] as number
  const start = Math.max(batch.start[row] as number, end - mostBuckets * bucketSeconds + 1)
  const seconds = end - start + 1
  const bytes = batch.bytes[row] as number
  const packets = batch.packets[row] as number
  let bytesBefore = 0
  let packetsBefore = 0
  const first = Math.floor(start / bucketSeconds)
  for (let index = first; index * bucketSeconds <= end; index++) {
    const until = Math.min(seconds, (index + 1) * bucketSeconds - start)
    const bytesUntil = until === seconds ? bytes : Math.round((bytes * until) / seconds)
    const packetsUntil = until === seconds ? packets : Math.round((packets * until) / seconds)
    if (index === first || bytesUntil > bytesBefore || packetsUntil > packetsBefore) {
      addPiece(pieces, row, index, bytesUntil - bytesBefore, packetsUntil - packetsBefore, index === first ? 1 : 0)
    }
    bytesBefore = bytesUntil
    packetsBefore = packetsUntil
  }
}

/** A batch touches few windows: each is found once, and all of its pieces are counted together. */
function countPieces(state: State, batch: FlowBatch): void {
  const { pieces } = state
  let left = selectAll(pieces)
  while (left > 0) {
    const index = pieces.index[pieces.rest[0] as number] as number
    const window = windowAt(state, index)
    left = selectIndex(pieces, index, left)
    // Flows whose time is not open were put into another window: those are counted as many times as they come.
    if (window.index < index) state.counters.clock += pieces.selected
    countSelected(batch, window, state)
  }
  pieces.length = 0
}

function windowAt(state: State, wanted: number): Window {
  const known = state.recent[wanted % recentSize]
  if (known?.index === wanted) return known
  const { closedBefore, options } = state
  let index = wanted
  if (closedBefore > 0 && wanted >= closedBefore + options.openBuckets) {
    index = closedBefore + options.openBuckets - 1
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
    // Flows that span an hour open hundreds of windows at once, and none of them will hold as much as the newest did.
    doubts === 0 && state.windows.size < mostAlike ? state.newest : undefined,
  )
  if (doubts === 0) state.newest = window
  state.windows.set(index, window)
  counters.newestSeconds = Math.max(counters.newestSeconds, index * bucketSeconds)
  return window
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
