// Puts the flows of a batch into the logs of the windows that they belong to. The loop is long: every flow goes through it once, and a
// call for each of its steps would cost more than the steps.
import type { FlowBatch } from '../decode/flow-batch.ts'
import { bogonNumber } from '../geo/country-table.ts'
import {
  addChunk,
  type FlowLog,
  factorBits,
  factorNumber,
  type Lane,
  whatBogon,
  whatShapeBits,
  whatSmall,
  whatWayBits,
  wordHashed,
  wordPort,
  wordsOfAddresses,
  wordWhat,
} from './flow-log.ts'
import { mixWords } from './hash.ts'
import { type Columns, wayNone } from './keys.ts'
import { bucketSeconds, createSpread, nextPiece, spreadRow } from './spread.ts'
import { placeOfPort, type ShapeTables } from './vectors.ts'
import { markShed, markUnknownSampling, seriesIn, type Window } from './window.ts'

export const batchRows = 1024
export const recentWindows = 64

export interface Placing {
  columns: Columns
  shapes: ShapeTables
  /** Each flow counts for so many, as load is being shed. */
  rate: number
  /** The windows in use lately, by the low bits of their index. */
  recent: (Window | undefined)[]
  /** The window of an index that is not among them, or another where that is not open. */
  windowAt(index: number): Window
  /** Counts something, so that a lane has room for another chunk. */
  makeRoom(log: FlowLog, window: Window, lane: Lane): void
  /** Counts all that waits in the log, and forgets its factors. */
  emptyLog(log: FlowLog): void
  counters: { outside: number; clock: number; records: number }
}

const spread = createSpread()

/** One loop over all of it: split into several, their columns cost more than the calls do that are rare in this one. */
export function placeRows(batch: FlowBatch, log: FlowLog, placing: Placing): void {
  const { columns, shapes, rate, recent, counters } = placing
  const { high, low, way, country } = columns
  const { shapes: shapeOf, portOf, portFactor, first, flags, ports, smallPacketBytes } = shapes
  const { start, end, bytes, packets, protocol, sampling, tcpFlags, sourcePort, length } = batch
  const { destinationPort, source, destination } = batch
  const { words, sums, series: seriesOf, wordsPerEntry } = log
  const isFour = batch.family === 4
  const shed = rate > 1 ? markShed : 0
  let lastFactor = 0
  let lastNumber = 0
  let outside = 0
  for (let row = 0; row < length; row++) {
    const direction = way[row] as number
    if (direction === wayNone) {
      outside++
      continue
    }
    const began = start[row] as number
    let pieceBytes = bytes[row] as number
    let piecePackets = packets[row] as number
    // A flow shorter than a bucket counts where it began: that keeps onsets right, and halves the work at every border.
    const isLong = (end[row] as number) - began >= bucketSeconds
    // Exact, as a division would be: no whole number of seconds comes near enough to the next ten.
    let index = (began * 0.1) | 0
    if (isLong) {
      spreadRow(spread, batch, row)
      index = spread.index
      pieceBytes = spread.bytes
      piecePackets = spread.packets
    }
    const kind = protocol[row] as number
    const port = (sourcePort[row] as number) & (ports[kind] as number)
    const place =
      (first[kind] as number) + ((tcpFlags[row] as number) & (flags[kind] as number)) + placeOfPort(port, portFactor)
    // All ones where the place is that port's: no branch, since processors guess badly here.
    const shape = (shapeOf[place] as number) & (((port ^ (portOf[place] as number)) - 1) >> 31)
    const from = country[row] as number
    const bogon = from === bogonNumber ? whatBogon : 0
    const what = from | (kind << 8) | (direction << whatWayBits) | bogon | (shape << whatShapeBits)
    const reported = sampling[row] as number
    const factor = reported === 0 ? rate : reported * rate
    const mark = reported === 0 ? shed | markUnknownSampling : shed
    if (factor !== lastFactor) {
      lastFactor = factor
      lastNumber = numberOf(log, placing, factor)
    }
    let flows = lastNumber << factorBits
    for (;;) {
      // Asked each time: whether it is the same window as before is nothing that a processor could foresee.
      let window = recent[index & (recentWindows - 1)]
      if (window === undefined || window.index !== index) {
        window = placing.windowAt(index)
        if (window.index < index) counters.clock++
      }
      const series = seriesIn(window, high[row] as number, low[row] as number)
      if (mark !== 0) window.marks[series] = (window.marks[series] as number) | mark
      const lane = isFour ? window.four : window.six
      if (lane.next === lane.end) {
        placing.makeRoom(log, window, lane)
        addChunk(log, lane)
      }
      const entry = lane.next++
      seriesOf[entry] = series
      const at = Math.imul(entry, wordsPerEntry)
      const sum = at >>> 1
      sums[sum] = pieceBytes * factor
      sums[sum + 1] = piecePackets * factor
      words[at + wordWhat] = pieceBytes <= piecePackets * smallPacketBytes ? what | whatSmall : what
      words[at + wordPort] = flows | (destinationPort[row] as number)
      if (isFour) {
        words[at + wordHashed] = source[row] as number
        words[at + wordHashed + 1] = destination[row] as number
      } else putAddresses(words, at, source, destination, row << 2)
      if (!isLong) break
      // Only the first piece of a flow counts as a flow.
      flows = 0
      if (!nextPiece(spread)) break
      index = spread.index
      pieceBytes = spread.bytes
      piecePackets = spread.packets
    }
  }
  counters.outside += outside
  counters.records += length - outside
}

function numberOf(log: FlowLog, placing: Placing, factor: number): number {
  const number = factorNumber(log, factor)
  if (number >= 0) return number
  placing.emptyLog(log)
  return factorNumber(log, factor)
}

/** IPv6: a word of each that is hashed like an address of IPv4, and all of both. */
function putAddresses(words: Uint32Array, at: number, source: Uint32Array, destination: Uint32Array, from: number) {
  const to = at + wordsOfAddresses
  for (let word = 0; word < 4; word++) {
    words[to + word] = source[from + word] as number
    words[to + 4 + word] = destination[from + word] as number
  }
  words[at + wordHashed] = mixFrom(source, from)
  words[at + wordHashed + 1] = mixFrom(destination, from)
}

function mixFrom(words: Uint32Array, at: number): number {
  return mixWords(words[at] as number, words[at + 1] as number, words[at + 2] as number, words[at + 3] as number)
}
