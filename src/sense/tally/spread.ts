// Flows that lasted longer than a bucket, cut into the pieces of the buckets that they touched, by the seconds they were there.
import type { FlowBatch } from '../decode/flow-batch.ts'

export const bucketSeconds = 10
/** Flows that lasted longer are spread over their last hour; nothing is put further back than that. */
export const mostBuckets = 360

/** The piece in work, and what is needed for the next. Whole numbers stay whole. */
export interface Spread {
  index: number
  bytes: number
  packets: number
  start: number
  end: number
  bytesOfAll: number
  packetsOfAll: number
  bytesBefore: number
  packetsBefore: number
}

export function createSpread(): Spread {
  return {
    index: 0,
    bytes: 0,
    packets: 0,
    start: 0,
    end: 0,
    bytesOfAll: 0,
    packetsOfAll: 0,
    bytesBefore: 0,
    packetsBefore: 0,
  }
}

/** The first piece of a row. */
export function spreadRow(spread: Spread, batch: FlowBatch, row: number): void {
  spread.end = batch.end[row] as number
  spread.start = Math.max(batch.start[row] as number, spread.end - mostBuckets * bucketSeconds + 1)
  spread.bytesOfAll = batch.bytes[row] as number
  spread.packetsOfAll = batch.packets[row] as number
  spread.bytesBefore = 0
  spread.packetsBefore = 0
  spread.index = Math.floor(spread.start / bucketSeconds)
  takePiece(spread)
}

/** The next piece that has anything; false: there is none. */
export function nextPiece(spread: Spread): boolean {
  while (++spread.index * bucketSeconds <= spread.end) {
    takePiece(spread)
    if (spread.bytes > 0 || spread.packets > 0) return true
  }
  return false
}

function takePiece(spread: Spread): void {
  const { start, end, index, bytesOfAll, packetsOfAll } = spread
  const seconds = end - start + 1
  const until = Math.min(seconds, (index + 1) * bucketSeconds - start)
  const bytesUntil = until === seconds ? bytesOfAll : Math.round((bytesOfAll * until) / seconds)
  const packetsUntil = until === seconds ? packetsOfAll : Math.round((packetsOfAll * until) / seconds)
  spread.bytes = bytesUntil - spread.bytesBefore
  spread.packets = packetsUntil - spread.packetsBefore
  spread.bytesBefore = bytesUntil
  spread.packetsBefore = packetsUntil
}
