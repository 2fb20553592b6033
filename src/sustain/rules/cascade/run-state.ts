// What changes while a cascade runs: levels, timers, reasons. Made once for a network and wiped after each run, only where it was touched.
import type { Network } from './compile.ts'
import { type EventQueue, emptyQueue } from './event-queue.ts'

/** Differences below this are rounding. */
export const tiny = 1e-9
/** So little is nothing: rings that bring each other down come ever nearer to nothing, and are there when they are here. */
export const nothing = 1e-6

/** States of an option that stands by. ready: its time has come, but what it names was down then; it waits until that is up. */
export const idle = 0
export const waiting = 1
export const ready = 2
export const active = 3

/** Bits of a need. */
export const fallen = 1
export const expired = 2
export const missed = 4

/** Spans of this run; those of the network, or drawn ones. `works[o]` 0: this standby fails when it is called for. */
export interface Spans {
  readonly holds: Float64Array
  readonly switching: Float64Array
  readonly works: Uint8Array | null
}

export interface RunState {
  readonly network: Network
  spans: Spans
  readonly queue: EventQueue
  now: number
  readonly level: Float64Array
  /** What shocks leave of a part. */
  readonly own: Float64Array
  readonly needLevel: Float64Array
  readonly effect: Float64Array
  readonly needBits: Uint8Array
  /** The part whose fall took the need to where it is: the last straw; -1: none that is known. */
  readonly loweredBy: Int32Array
  /** 1: the options in use suffice, without those that stand by. */
  readonly inUseWhole: Uint8Array
  /** Since when a need is less than whole, and since when the options in use alone are. */
  readonly fallenAt: Float64Array
  readonly missedAt: Float64Array
  readonly optionState: Uint8Array
  // Lists of this moment, with a mark for each member.
  readonly moved: NumberList
  readonly before: Float64Array
  readonly movedMark: Int32Array
  moment: number
  readonly touched: NumberList
  readonly touchedMark: Int32Array
  round: number
  readonly sinking: NumberList
  readonly inSinking: Uint8Array
  readonly region: NumberList
  readonly regionMark: Int32Array
  readonly regionNeeds: NumberList
  readonly regionNeedMark: Int32Array
  lifting: number
  readonly raised: NumberList
  readonly calledOn: NumberList
  readonly runningOut: NumberList
  // Why a part fell and why it rose in this moment: the first reason of each. Row 0: fell, row 1: rose.
  readonly reasonNeed: [Int32Array, Int32Array]
  readonly reasonPart: [Int32Array, Int32Array]
  readonly reasonOrder: [Int32Array, Int32Array]
  order: number
  // What a run leaves behind.
  readonly seen: NumberList
  readonly seenMark: Uint8Array
  readonly usedNeeds: NumberList
  readonly usedNeedMark: Uint8Array
  readonly degradedAt: Float64Array
  readonly downAt: Float64Array
  readonly downSince: Float64Array
  readonly downMinutes: Float64Array
  readonly wholeSince: Float64Array
  readonly lowest: Float64Array
  readonly changes: Int32Array
  /** Parts that changed too often and were left as they were. */
  readonly cut: Set<number>
  visits: number
  /** The minute at which counting was given up, for having looked at too much. */
  stoppedAt: number | null
  steps: StepLog | null
}

/** A list that is filled and emptied without a new array each time. */
export interface NumberList {
  size: number
  items: Int32Array
}

/** Steps in the order in which they were taken; `order` says what came first within a moment. need, because: -1 is none. */
export interface StepLog {
  size: number
  part: Int32Array
  at: Float64Array
  level: Float64Array
  need: Int32Array
  because: Int32Array
  order: Int32Array
}

export function emptyLog(capacity = 1024): StepLog {
  const whole = () => new Int32Array(capacity)
  const broken = () => new Float64Array(capacity)
  return { size: 0, part: whole(), at: broken(), level: broken(), need: whole(), because: whole(), order: whole() }
}

/** Makes room for one more. */
export function roomFor(log: StepLog): void {
  if (log.size < log.part.length) return
  const more = emptyLog(log.part.length * 2)
  for (const name of ['part', 'at', 'level', 'need', 'because', 'order'] as const) more[name].set(log[name])
  Object.assign(log, { ...more, size: log.size })
}

export function add(list: NumberList, item: number): void {
  if (list.size === list.items.length) {
    const items = new Int32Array(list.items.length * 2)
    items.set(list.items)
    list.items = items
  }
  list.items[list.size] = item
  list.size += 1
}

export function createRun(network: Network): RunState {
  const parts = network.parts + 1
  const { needs, options } = network
  const list = (): NumberList => ({ size: 0, items: new Int32Array(64) })
  const pair = (): [Int32Array, Int32Array] => [new Int32Array(parts), new Int32Array(parts)]
  return {
    network,
    spans: { holds: network.holds, switching: network.switching, works: null },
    queue: emptyQueue(),
    now: 0,
    level: new Float64Array(parts).fill(1),
    own: new Float64Array(parts).fill(1),
    needLevel: new Float64Array(needs).fill(1),
    effect: new Float64Array(needs).fill(1),
    needBits: new Uint8Array(needs),
    loweredBy: new Int32Array(needs).fill(-1),
    inUseWhole: new Uint8Array(needs).fill(1),
    fallenAt: new Float64Array(needs),
    missedAt: new Float64Array(needs),
    optionState: new Uint8Array(options),
    moved: list(),
    before: new Float64Array(parts),
    movedMark: new Int32Array(parts),
    moment: 1,
    touched: list(),
    touchedMark: new Int32Array(needs),
    round: 1,
    sinking: list(),
    inSinking: new Uint8Array(parts),
    region: list(),
    regionMark: new Int32Array(parts),
    regionNeeds: list(),
    regionNeedMark: new Int32Array(needs),
    lifting: 1,
    raised: list(),
    calledOn: list(),
    runningOut: list(),
    reasonNeed: pair(),
    reasonPart: pair(),
    reasonOrder: pair(),
    order: 0,
    seen: list(),
    seenMark: new Uint8Array(parts),
    usedNeeds: list(),
    usedNeedMark: new Uint8Array(needs),
    degradedAt: new Float64Array(parts).fill(-1),
    downAt: new Float64Array(parts).fill(-1),
    downSince: new Float64Array(parts).fill(-1),
    downMinutes: new Float64Array(parts),
    wholeSince: new Float64Array(parts).fill(-1),
    lowest: new Float64Array(parts).fill(1),
    changes: new Int32Array(parts),
    cut: new Set(),
    visits: 0,
    stoppedAt: null,
    steps: null,
  }
}

/** Back to the usual day; costs as much as the last run touched. */
export function wipe(run: RunState): void {
  for (let i = 0; i < run.seen.size; i += 1) wipePart(run, run.seen.items[i] as number)
  for (let i = 0; i < run.usedNeeds.size; i += 1) wipeNeed(run, run.usedNeeds.items[i] as number)
  for (const list of [run.seen, run.usedNeeds, run.moved, run.touched, run.sinking, run.raised]) list.size = 0
  for (const list of [run.calledOn, run.runningOut, run.region, run.regionNeeds]) list.size = 0
  run.queue.size = 0
  run.cut.clear()
  run.visits = 0
  run.stoppedAt = null
  run.now = 0
  run.order = 0
  run.steps = null
}

function wipePart(run: RunState, p: number): void {
  run.seenMark[p] = 0
  run.inSinking[p] = 0
  run.level[p] = 1
  run.own[p] = 1
  run.lowest[p] = 1
  run.degradedAt[p] = -1
  run.downAt[p] = -1
  run.downSince[p] = -1
  run.downMinutes[p] = 0
  run.wholeSince[p] = -1
  run.changes[p] = 0
}

function wipeNeed(run: RunState, n: number): void {
  const { network } = run
  run.usedNeedMark[n] = 0
  run.needLevel[n] = 1
  run.effect[n] = 1
  run.needBits[n] = 0
  run.loweredBy[n] = -1
  run.inUseWhole[n] = 1
  run.optionState.fill(idle, network.optionStart[n], network.optionStart[n + 1])
}
