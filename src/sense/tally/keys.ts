// Which series each flow of a batch belongs to, and which way it goes: by the register, or by the network of its destination.
// Loops here run millions of times a second: they take indexes without a check.
import type { FlowBatch } from '../decode/flow-batch.ts'
import type { TargetTable } from './targets.ts'
import { fourKey, targetKey } from './window.ts'

export const wayIn = 0
const wayOut = 1
/** Neither its source nor its destination is of a target. */
export const wayNone = 2

/** What is known of each row of a batch, beside the batch's own columns. */
export interface Columns {
  /** Keys of the series (`window.ts`). */
  high: Uint32Array
  low: Uint32Array
  way: Uint8Array
  country: Uint8Array
}

export function createColumns(rows: number): Columns {
  return {
    high: new Uint32Array(rows),
    low: new Uint32Array(rows),
    way: new Uint8Array(rows),
    country: new Uint8Array(rows),
  }
}

export function keysOfTargets4({ high, low, way }: Columns, targets: TargetTable, batch: FlowBatch): void {
  const { source, destination, length } = batch
  for (let row = 0; row < length; row++) {
    const inward = targets.of4(destination[row] as number)
    const outward = inward >= 0 ? inward : targets.of4(source[row] as number)
    high[row] = targetKey
    low[row] = outward
    way[row] = inward >= 0 ? wayIn : outward >= 0 ? wayOut : wayNone
  }
}

export function keysOfTargets6({ high, low, way }: Columns, targets: TargetTable, batch: FlowBatch): void {
  const { source, destination, length } = batch
  for (let row = 0; row < length; row++) {
    const inward = targets.of6(destination, 4 * row)
    const outward = inward >= 0 ? inward : targets.of6(source, 4 * row)
    high[row] = targetKey
    low[row] = outward
    way[row] = inward >= 0 ? wayIn : outward >= 0 ? wayOut : wayNone
  }
}

export function keysOfNetworks4({ high, low, way }: Columns, bits: number, batch: FlowBatch): void {
  const { destination, length } = batch
  const mask = maskOf(bits)
  for (let row = 0; row < length; row++) {
    low[row] = (destination[row] as number) & mask
  }
  high.fill(fourKey, 0, length)
  way.fill(wayIn, 0, length)
}

export function keysOfNetworks6({ high, low, way }: Columns, bits: number, batch: FlowBatch): void {
  const { destination, length } = batch
  const [upper, lower] = [maskOf(bits), maskOf(bits - 32)]
  for (let row = 0; row < length; row++) {
    high[row] = (destination[4 * row] as number) & upper
    low[row] = (destination[4 * row + 1] as number) & lower
  }
  way.fill(wayIn, 0, length)
}

function maskOf(bits: number): number {
  if (bits <= 0) return 0
  return bits >= 32 ? 0xffffffff : (0xffffffff << (32 - bits)) >>> 0
}
