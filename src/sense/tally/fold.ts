// Counts what waits of a window: series after series, so that the counters of one fit into the nearest cache while its flows are
// added up. Made for a hundred flows of a series as for ten thousand; what was counted of the window before is taken in again.
import { keepSampler, type LookOptions, loadSampler, lookNow, noteLook } from './closer-look.ts'
import { statRecords, statSquares } from './counted.ts'
import {
  emptyLane,
  type FlowLog,
  factorBits,
  mostWaiting,
  orderLane,
  waitingIn,
  whatBogon,
  whatOut,
  whatRow,
  whatShapeBits,
  whatSmall,
  wordHashed,
  wordPort,
  wordWhat,
} from './flow-log.ts'
import { hashWord } from './hash.ts'
import { countedBits, indexBits } from './hyperloglog.ts'
import type { Sampler } from './sampler.ts'
import {
  createMade,
  finish,
  firstRow,
  foldedIn,
  foldedOut,
  keepSeries,
  loadSeries,
  mostRows,
  roomForRows,
  scratch,
} from './series-counters.ts'
import type { ShapeTables } from './vectors.ts'
import type { Budget, Window } from './window.ts'

export interface Folding {
  four: FlowLog
  six: FlowLog
  shapes: ShapeTables
  options: { look: LookOptions }
}

const order4 = new Uint32Array(mostWaiting)
const order6 = new Uint32Array(mostWaiting)

/** Everything that waits is counted, and the room it took is free again. */
export function foldWindow(window: Window, folding: Folding): void {
  const { four, six } = folding
  if (waitingIn(window.four) + waitingIn(window.six) === 0) return
  const begins4 = new Uint32Array(window.seriesCount + 2)
  const begins6 = new Uint32Array(window.seriesCount + 2)
  orderLane(four, window.four, order4, begins4)
  orderLane(six, window.six, order6, begins6)
  const before = window.counted
  const made = createMade(window.seriesCount)
  roomForRows(Math.min(mostRows, window.budget.rowsPerSeries))
  for (let series = 0; series < window.seriesCount; series++) {
    if (series < before.series) loadSeries(before, series)
    const [from4, to4] = [begins4[series] as number, begins4[series + 1] as number]
    const [from6, to6] = [begins6[series] as number, begins6[series + 1] as number]
    if (to4 > from4) countEntries(four, order4, from4, to4, window, series, folding)
    if (to6 > from6) countEntries(six, order6, from6, to6, window, series, folding)
    keepSeries(made, series, folding.shapes.ids.length)
  }
  window.counted = finish(made)
  emptyLane(four, window.four)
  emptyLane(six, window.six)
}

/** Adds the entries of a series to its counters. Three loops, without calls in them: only such loops are compiled to tight ones. */
function countEntries(
  log: FlowLog,
  order: Uint32Array,
  from: number,
  to: number,
  window: Window,
  series: number,
  folding: Folding,
) {
  addSums(log, order, from, to, window.budget, folding.shapes)
  sketchAddresses(log, order, from, to)
  lookCloser(log, order, from, to, window, series, folding.options.look)
}

function addSums(
  log: FlowLog,
  order: Uint32Array,
  from: number,
  to: number,
  budget: Budget,
  tables: ShapeTables,
): void {
  const { words, sums, factors } = log
  const { rowOf, rowKeys, rowSums, stats, shapes } = scratch
  const smallShape = 2 * tables.small
  const bogonShape = 2 * tables.bogon
  const first = scratch.rows
  const most = Math.min(first + Math.max(0, budget.rows), budget.rowsPerSeries, mostRows)
  let rows = first
  let records = 0
  let squares = 0
  for (let n = from; n < to; n++) {
    const at = order[n] as number
    const sum = at >>> 1
    const bytes = sums[sum] as number
    const packets = sums[sum + 1] as number
    const flows = factors[(words[at + wordPort] as number) >>> factorBits] as number
    const what = words[at + wordWhat] as number
    if (flows > 0) records++
    squares += packets * packets
    const key = what & whatRow
    let row = rowOf[key] as number
    if (row === 0) {
      if (rows < most) {
        row = firstRow + rows++
        rowOf[key] = row
        rowKeys[row] = key
      } else row = (what & whatOut) !== 0 ? foldedOut : foldedIn
    }
    const place = row << 2
    rowSums[place] = (rowSums[place] as number) + bytes
    rowSums[place + 1] = (rowSums[place + 1] as number) + packets
    rowSums[place + 2] = (rowSums[place + 2] as number) + flows
    // Sketches, shapes and closer looks are of what comes in.
    if ((what & whatOut) !== 0) continue
    // Added without asking whether it has a shape, since processors guess badly: what has none falls on number 0.
    const shape = (what >>> whatShapeBits) << 1
    shapes[shape] = (shapes[shape] as number) + packets
    shapes[shape + 1] = (shapes[shape + 1] as number) + bytes
    const small = (what & whatSmall) !== 0 ? smallShape : 0
    shapes[small] = (shapes[small] as number) + packets
    shapes[small + 1] = (shapes[small + 1] as number) + bytes
    if ((what & whatBogon) !== 0) {
      shapes[bogonShape] = (shapes[bogonShape] as number) + packets
      shapes[bogonShape + 1] = (shapes[bogonShape + 1] as number) + bytes
    }
  }
  stats[statRecords] = (stats[statRecords] as number) + records
  stats[statSquares] = (stats[statSquares] as number) + squares
  budget.rows -= rows - first
  scratch.rows = rows
}

function sketchAddresses({ words }: FlowLog, order: Uint32Array, from: number, to: number): void {
  const { registers: sourceRegisters, set: sourceSet } = scratch.sources
  const { registers: destinationRegisters, set: destinationSet } = scratch.destinations
  let sources = scratch.sources.count
  let destinations = scratch.destinations.count
  for (let n = from; n < to; n++) {
    const at = order[n] as number
    if (((words[at + wordWhat] as number) & whatOut) !== 0) continue
    const source = hashWord(words[at + wordHashed] as number)
    const register = source >>> countedBits
    const rank = Math.clz32((source << indexBits) | (1 << (indexBits - 1))) + 1
    const known = sourceRegisters[register] as number
    if (rank > known) {
      sourceRegisters[register] = rank
      sourceSet[sources] = register
      if (known === 0) sources++
    }
    const destination = hashWord(words[at + wordHashed + 1] as number)
    const register2 = destination >>> countedBits
    const rank2 = Math.clz32((destination << indexBits) | (1 << (indexBits - 1))) + 1
    const known2 = destinationRegisters[register2] as number
    if (rank2 > known2) {
      destinationRegisters[register2] = rank2
      destinationSet[destinations] = register2
      if (known2 === 0) destinations++
    }
  }
  scratch.sources.count = sources
  scratch.destinations.count = destinations
}

function lookCloser(
  log: FlowLog,
  order: Uint32Array,
  from: number,
  to: number,
  window: Window,
  series: number,
  options: LookOptions,
): void {
  const { look } = window
  const { sampler } = scratch
  loadSampler(look, series, options, window.index, sampler)
  for (let n = from; n < to; n++) {
    n = passOver(log, order, n, to, sampler)
    if (n === to) break
    const at = order[n] as number
    const counted = lookNow(sampler, log.sums[(at >>> 1) + 1] as number, options)
    if (counted > 0) noteLook(look, log, at, series, counted)
  }
  keepSampler(look, series, sampler)
}

/** The next entry that has to be looked at: most only use up the sample's credit. */
function passOver({ words, sums }: FlowLog, order: Uint32Array, from: number, to: number, sampler: Sampler): number {
  const surely = 8 * sampler.step
  let credit = sampler.credit
  let n = from
  for (; n < to; n++) {
    const at = order[n] as number
    if (((words[at + wordWhat] as number) & whatOut) !== 0) continue
    const packets = sums[(at >>> 1) + 1] as number
    if (packets >= surely) break
    credit -= packets
    if (credit < 0) break
  }
  sampler.credit = credit
  return n
}
