// Counts pieces of flows into one window: rows, then sketches, then shapes and closer looks. Each loop does one thing, so that
// the processor can wait for the memory of many flows at once; that is worth more than reading each flow only once.
import type { FlowBatch } from '../decode/flow-batch.ts'
import { bogonNumber } from '../geo/country-table.ts'
import { type CloserLook, type LookOptions, looksAt, nextLook } from './closer-look.ts'
import { hashWord, hashWords } from './hash.ts'
import { countedBits, indexBits, registerCount } from './hyperloglog.ts'
import { type Columns, type Pieces, wayIn } from './pieces.ts'
import type { ShapeTables } from './vectors.ts'
import {
  addToRow,
  markShed,
  markUnknownSampling,
  seriesIn,
  sketchBytes,
  statRecords,
  statShapes,
  statSquares,
  type Window,
} from './window.ts'

export interface Counting {
  columns: Columns
  pieces: Pieces
  shapes: ShapeTables
  /** Each flow counts for so many, as load is being shed. */
  rate: number
  options: { look: LookOptions }
}

export function countSelected(batch: FlowBatch, window: Window, counting: Counting): void {
  countRows(batch, window, counting)
  keepIncoming(counting)
  if (batch.family === 4) sketch4(batch, window, counting.pieces)
  else sketch6(batch, window, counting.pieces)
  countShapes(batch, window, counting)
  lookCloser(batch, window, counting)
}

function countRows(batch: FlowBatch, window: Window, { columns, pieces, rate }: Counting): void {
  const { high, low, way, country } = columns
  const { row: rows, bytes, packets, flows, picked, selected, series: numbers, corrected } = pieces
  const { protocol, sampling } = batch
  const shed = rate > 1 ? markShed : 0
  for (let n = 0; n < selected; n++) {
    const piece = picked[n] as number
    const row = rows[piece] as number
    const reported = sampling[row] as number
    const factor = reported === 0 ? rate : reported * rate
    const series = seriesIn(window, high[row] as number, low[row] as number)
    const realPackets = (packets[piece] as number) * factor
    const once = flows[piece] as number
    numbers[n] = series
    corrected[n] = realPackets
    const mark = shed | (reported === 0 ? markUnknownSampling : 0)
    if (mark !== 0) window.marks[series] = (window.marks[series] as number) | mark
    const { stats } = window
    const stat = series * window.statFields
    stats[stat + statRecords] = (stats[stat + statRecords] as number) + once
    stats[stat + statSquares] = (stats[stat + statSquares] as number) + realPackets * realPackets
    const key =
      (series << 17) | ((way[row] as number) << 16) | ((country[row] as number) << 8) | (protocol[row] as number)
    addToRow(window, key, (bytes[piece] as number) * factor, realPackets, once * factor)
  }
}

/** Sketches, shapes and closer looks are of what comes in: drops the other pieces. */
function keepIncoming({ columns, pieces }: Counting): void {
  const { way } = columns
  const { row, picked, series, corrected } = pieces
  let kept = 0
  for (let n = 0; n < pieces.selected; n++) {
    const piece = picked[n] as number
    if (way[row[piece] as number] !== wayIn) continue
    picked[kept] = piece
    series[kept] = series[n] as number
    corrected[kept] = corrected[n] as number
    kept++
  }
  pieces.selected = kept
}

function sketch4({ source, destination }: FlowBatch, { sketches }: Window, pieces: Pieces): void {
  const { row: rows, picked, selected, series } = pieces
  for (let n = 0; n < selected; n++) {
    const row = rows[picked[n] as number] as number
    const offset = (series[n] as number) * sketchBytes
    touch(sketches, offset, hashWord(source[row] as number))
    touch(sketches, offset + registerCount, hashWord(destination[row] as number))
  }
}

function sketch6({ source, destination }: FlowBatch, { sketches }: Window, pieces: Pieces): void {
  const { row: rows, picked, selected, series } = pieces
  for (let n = 0; n < selected; n++) {
    const at = 4 * (rows[picked[n] as number] as number)
    const offset = (series[n] as number) * sketchBytes
    touch(sketches, offset, hashOf(source, at))
    touch(sketches, offset + registerCount, hashOf(destination, at))
  }
}

function hashOf(words: Uint32Array, at: number): number {
  return hashWords(words[at] as number, words[at + 1] as number, words[at + 2] as number, words[at + 3] as number)
}

/** As `addHash`, without its checks. */
function touch(sketches: Uint8Array, offset: number, hash: number): void {
  const place = offset + (hash >>> countedBits)
  const rank = Math.clz32((hash << indexBits) | (1 << (indexBits - 1))) + 1
  if (rank > (sketches[place] as number)) sketches[place] = rank
}

function countShapes(batch: FlowBatch, window: Window, { columns, pieces, shapes }: Counting): void {
  const { protocol, tcpFlags, sourcePort } = batch
  const { ofFlags, ofPort, ofProtocol, small, bogon, smallPacketBytes } = shapes
  const { row: rows, bytes, packets, picked, selected, series, corrected } = pieces
  const { stats, statFields } = window
  for (let n = 0; n < selected; n++) {
    const piece = picked[n] as number
    const row = rows[piece] as number
    const kind = protocol[row] as number
    const shape =
      kind === 6
        ? (ofFlags[tcpFlags[row] as number] as number)
        : kind === 17
          ? (ofPort[sourcePort[row] as number] as number)
          : (ofProtocol[kind] as number)
    const isSmall = (bytes[piece] as number) <= (packets[piece] as number) * smallPacketBytes
    const isBogon = columns.country[row] === bogonNumber
    if (shape === 0 && !isSmall && !isBogon) continue
    const real = corrected[n] as number
    const share = (packets[piece] as number) > 0 ? real / (packets[piece] as number) : 1
    const realBytes = (bytes[piece] as number) * share
    const stat = (series[n] as number) * statFields + statShapes - 2
    if (shape > 0) addShape(stats, stat + 2 * shape, real, realBytes)
    if (isSmall && small > 0) addShape(stats, stat + 2 * small, real, realBytes)
    if (isBogon && bogon > 0) addShape(stats, stat + 2 * bogon, real, realBytes)
  }
}

function addShape(stats: Float64Array, at: number, packets: number, bytes: number): void {
  stats[at] = (stats[at] as number) + packets
  stats[at + 1] = (stats[at + 1] as number) + bytes
}

function lookCloser(batch: FlowBatch, window: Window, { pieces, options }: Counting): void {
  const { picked, row: rows, selected, series, corrected } = pieces
  const { look } = window
  for (let n = 0; n < selected; n++) {
    const counted = looksAt(look, series[n] as number, corrected[n] as number, options.look, window.index)
    if (counted > 0) noteLook(look, batch, rows[picked[n] as number] as number, series[n] as number, counted)
  }
}

function noteLook(look: CloserLook, batch: FlowBatch, row: number, series: number, packets: number): void {
  const at = nextLook(look)
  look.series[at] = series
  look.family[at] = batch.family
  look.ports[at] = batch.destinationPort[row] as number
  look.packets[at] = packets
  const width = batch.family === 4 ? 1 : 4
  for (let word = 0; word < width; word++) {
    look.sources[4 * at + word] = batch.source[width * row + word] as number
    look.destinations[4 * at + word] = batch.destination[width * row + word] as number
  }
}
