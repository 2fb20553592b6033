// Sheds load by sampling: keeps one flow in so many, each counting for so many. Which ones does not depend on the flow.
import type { FlowBatch } from '../decode/flow-batch.ts'

/** State of xorshift32; one stream of chance for all batches, so that no exporter can lie in step with it. */
let state = 0x2545f491

/** Moves the flows that are kept to the front of the batch and answers how many were passed over. */
export function shedRows(batch: FlowBatch, rate: number): number {
  const { length } = batch
  let kept = 0
  for (let row = 0; row < length; row++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    if ((state >>> 0) % rate !== 0) continue
    if (kept !== row) moveRow(batch, row, kept)
    kept++
  }
  batch.length = kept
  return length - kept
}

function moveRow(batch: FlowBatch, from: number, to: number): void {
  const width = batch.family === 4 ? 1 : 4
  const columns = [batch.start, batch.end, batch.bytes, batch.packets, batch.sourcePort, batch.destinationPort]
  for (const column of [...columns, batch.protocol, batch.tcpFlags, batch.direction, batch.sampling]) {
    column[to] = column[from] ?? 0
  }
  batch.source.copyWithin(to * width, from * width, (from + 1) * width)
  batch.destination.copyWithin(to * width, from * width, (from + 1) * width)
}
