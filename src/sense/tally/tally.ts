// Flows to buckets: the hot path. Each flow costs one search for its country, one row, two sketches, sometimes a closer look.
// Loops here run millions of times a second: they are longer than the house likes, and take indexes without a check.

import { createFlowBatch, type FlowBatch, type FlowSink } from '../decode/flow-batch.ts'
import type { Geo } from '../geo/lookup.ts'
import type { NetworkTable } from '../geo/networks.ts'
import type { Bucket } from '../model/bucket.ts'
import type { Vectors } from '../model/vectors.ts'
import { type CloseOptions, closeWindow } from './close-window.ts'
import { type CloserLook, createCloserLook, type LookOptions } from './closer-look.ts'
import { type Counted, statFields, statRecords } from './counted.ts'
import { createFlowLog, type FlowLog, forgetFactors, hasRoom, type Lane } from './flow-log.ts'
import { foldWindow } from './fold.ts'
import {
  type Columns,
  createColumns,
  keysOfNetworks4,
  keysOfNetworks6,
  keysOfTargets4,
  keysOfTargets6,
} from './keys.ts'
import type { LookedAt } from './look-closer.ts'
import { batchRows, placeRows, recentWindows } from './place.ts'
import { shedRows } from './shed.ts'
import { bucketSeconds, mostBuckets } from './spread.ts'
import { createTargetTable, type TallyTarget, type TargetTable } from './targets.ts'
import { compileShapes, type ShapeTables } from './vectors.ts'
import { type Budget, createWindow, markClock, markLate, type Naming, releaseWindow, type Window } from './window.ts'

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
  /** The look of the window that was closed last: the next will be about as long. */
  looked: CloserLook | undefined
  closedBefore: number
  naming: Naming
  rate: number
  counters: TallyCounters
  ready: Bucket[]
  /** Columns of the batch in work, beside its own. */
  columns: Columns
  closeOptions: CloseOptions
  /** What waits to be counted. */
  four: FlowLog
  six: FlowLog
  windowAt(index: number): Window
  makeRoom(log: FlowLog, window: Window, lane: Lane): void
  emptyLog(log: FlowLog): void
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
  const state: State = {
    options,
    shapes,
    targets,
    budget: {
      // 64 MB of sketches and some 8 MB of rows at most, however many buckets are open.
      series: 16_384,
      rows: 262_144,
      seriesPerWindow: maxSeries,
      rowsPerSeries: options.maxRows,
    },
    windows: new Map(),
    recent: new Array(recentWindows),
    newest: undefined,
    looked: undefined,
    closedBefore: 0,
    naming: { targetIds: targets?.ids ?? [], groupBits: options.groupBits, names: [] },
    rate: 1,
    counters: { records: 0, outside: 0, late: 0, clock: 0, shed: 0, newestSeconds: 0 },
    ready: [],
    columns: createColumns(batchRows),
    closeOptions: { ...options, shapeIds: shapes.ids },
    four: createFlowLog(4),
    six: createFlowLog(6),
    windowAt: (index) => windowAt(state, index),
    makeRoom: (log, window, lane) => makeRoom(state, log, window, lane),
    emptyLog: (log) => emptyLog(state, log),
  }
  return state
}

function countBatch(state: State, batch: FlowBatch): void {
  const { counters, columns, targets, options } = state
  if (state.rate > 1) counters.shed += shedRows(batch, state.rate)
  const { country } = options.geo
  const { four, six } = options.groupBits
  if (batch.family === 4) {
    country.all4(batch.source, batch.length, columns.country)
    if (targets) keysOfTargets4(columns, targets, batch)
    else keysOfNetworks4(columns, four, batch)
  } else {
    country.all6(batch.source, batch.length, columns.country)
    if (targets) keysOfTargets6(columns, targets, batch)
    else keysOfNetworks6(columns, six, batch)
  }
  placeRows(batch, batch.family === 4 ? state.four : state.six, state)
}

/** A window that has its share is counted; when all together have theirs, that with most waiting is. */
function makeRoom(state: State, log: FlowLog, window: Window, lane: Lane): void {
  if (hasRoom(log, lane)) return
  let fullest = window
  if (log.freeCount === 0) {
    const waiting = (one: Window) => (log.family === 4 ? one.four : one.six).chunks.length
    for (const one of state.windows.values()) if (waiting(one) > waiting(fullest)) fullest = one
  }
  foldWindow(fullest, state)
}

function emptyLog(state: State, log: FlowLog): void {
  for (const window of state.windows.values()) foldWindow(window, state)
  forgetFactors(log)
}

function windowAt(state: State, wanted: number): Window {
  const { closedBefore, options } = state
  let index = wanted
  if (closedBefore > 0 && wanted >= closedBefore + options.openBuckets) {
    index = closedBefore + options.openBuckets - 1
  }
  if (wanted < closedBefore - mostBuckets) index = closedBefore - mostBuckets
  const window = state.windows.get(index) ?? openWindow(state, index)
  state.recent[index % recentWindows] = window
  if (index < wanted) window.doubts |= markClock
  return window
}

function openWindow(state: State, index: number): Window {
  const { naming, budget, counters } = state
  const doubts = index < state.closedBefore ? markLate : 0
  // Flows that span an hour open hundreds of windows at once, and none of them will hold as much as the newest did.
  const like = doubts === 0 && state.windows.size < mostAlike ? state.newest : undefined
  const window = createWindow({ index, doubts, naming, look: createCloserLook(like && state.looked), budget }, like)
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
  if (state.recent[index % recentWindows] === window) state.recent[index % recentWindows] = undefined
  foldWindow(window, state)
  releaseWindow(window)
  if (window.doubts === 0) state.looked = window.look
  if (window.doubts & markLate) state.counters.late += recordsOf(window.counted)
  return closeWindow(window, state.closeOptions)
}

/** Flow records in it. */
function recordsOf({ series, stats }: Counted): number {
  let sum = 0
  for (let at = 0; at < series; at++) sum += stats[at * statFields + statRecords] as number
  return sum
}
