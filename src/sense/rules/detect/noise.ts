// What the noise of a series is like: its width, its memory from bucket to bucket, and how often a lone bucket is far off.
import { mostSigma } from './evidence.ts'
import type { Memory } from './memory.ts'

const spreadMemory = 3000
/** Buckets of a block: noise whose memory is longer is followed by the quick level. */
const blockLength = 12
const blockMemory = 250
/** Blocks that the memory of neighbours counts for, until enough blocks were seen. */
const doubtedBlocks = 10
const mostInflation = 12
/** A bucket this far off, in sigma, which the next one does not follow, tells of heavy tails. */
const farSigma = 4
const leastCap = 3.5
/** Normal noise has some 0.0001 of them, Student's t with four degrees of freedom some 0.005. */
const ordinaryFar = 0.0006
const heavyFar = 0.003

/** Takes one more deviation: `off` on the scale, `sigmas` and `raw` in widths of the noise, the first one without doubt and capped. */
export function learnNoise(memory: Memory, off: number, sigma: number, sigmas: number, raw: number): void {
  memory.spreadPoints++
  const share = 1 / Math.min(memory.spreadPoints, spreadMemory)
  memory.spread += share * (Math.min(Math.abs(off), 4 * sigma) - memory.spread)
  const inner = Math.max(-3, Math.min(3, sigmas))
  memory.product += share * (inner * memory.lastSigmas - memory.product)
  memory.square += share * (inner * inner - memory.square)
  memory.lastSigmas = inner
  const alone = Math.abs(memory.lastRaw) > farSigma && Math.abs(raw) < 0.7 * Math.abs(memory.lastRaw)
  memory.far += share * ((alone ? 1 : 0) - memory.far)
  memory.block += inner
  memory.blockPoints++
  if (memory.blockPoints < blockLength) return
  memory.blocks++
  const square = (memory.block * memory.block) / blockLength
  memory.blockSquare += (square - memory.blockSquare) / Math.min(memory.blocks, blockMemory)
  memory.block = 0
  memory.blockPoints = 0
}

/** Of neighbouring buckets, 0 to 0.9: noise that swings back is taken for noise without memory. */
export function correlationOf(memory: Memory): number {
  return Math.min(0.9, Math.max(0, memory.square > 0 ? memory.product / memory.square : 0))
}

/**
 * How many times larger the variance of a mean is than without memory, at least 1: by the neighbours, or by whole blocks where these
 * wander more (the effective number of buckets is so many times smaller).
 */
export function inflationOf(memory: Memory): number {
  const r = correlationOf(memory)
  const byNeighbours = (1 + r) / (1 - r)
  const { blocks, blockSquare, square } = memory
  const counted = Math.min(blocks, blockMemory)
  const byBlocks =
    square > 0 ? ((counted * blockSquare) / square + doubtedBlocks * byNeighbours) / (counted + doubtedBlocks) : 1
  return Math.min(mostInflation, Math.max(1, byNeighbours, byBlocks))
}

/** What one bucket may say at most, in sigma: less where lone buckets are often far off. */
export function capOf(memory: Memory): number {
  const heavy = Math.max(0, Math.min(1, (memory.far - ordinaryFar) / (heavyFar - ordinaryFar)))
  return mostSigma - heavy * (mostSigma - leastCap)
}
