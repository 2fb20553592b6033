// The quick level: what the season does not know of, followed within minutes, and its slope while no season is known.
import type { Memory } from './memory.ts'

/** The quick level is the mean of about this many buckets, or of fifteen minutes; without a season of fewer: it must keep up. */
const quickBuckets = 36
const quickSeconds = 900
const slopeSeconds = 1800
const leastBuckets = 12
/** A step of at most this many sigma is learned at once. */
const mostStep = 2.5

export interface Pace {
  /** Buckets that the level rests on, with a season and without. */
  level: number
  bareLevel: number
  /** Buckets that the slope rests on. */
  slope: number
}

export function paceOf(bucketSeconds: number): Pace {
  const level = Math.max(quickBuckets, quickSeconds / bucketSeconds)
  const bareLevel = Math.min(level, Math.max(leastBuckets, quickSeconds / bucketSeconds))
  return { level, bareLevel, slope: Math.max(leastBuckets, slopeSeconds / bucketSeconds) }
}

export interface Deviation {
  /** On the scale, and the width of the noise there. */
  off: number
  sigma: number
  /** The part of it that may be the calendar's, or come from a hole: learned without being cut. */
  doubted: number
}

/** Moves the level on to the next bucket. Over a hole it moves a little only. */
export function advance(memory: Memory, buckets: number): void {
  if (memory.slope !== 0) memory.quick += memory.slope * Math.min(buckets, 6)
}

/**
 * Takes one more deviation from the level (Holt's method with steps that are capped). `bare` is 1 without a season and 0 with one that
 * foretells all: then the slope is the season's, and noise would only shake it. `gain` below 1 where something may be going on.
 */
export function learnQuick(memory: Memory, one: Deviation, pace: Pace, bare: number, gain: number): void {
  const { off, sigma, doubted } = one
  memory.quickPoints++
  const rests = pace.level + bare * (pace.bareLevel - pace.level)
  const share = gain / Math.min(memory.quickPoints, rests)
  const limit = mostStep * sigma + Math.abs(doubted)
  const step = share * Math.max(-limit, Math.min(limit, off))
  memory.quick += step
  if (bare > 0 && memory.quickPoints > leastBuckets) memory.slope += (bare * step) / pace.slope
  memory.slope *= 1 - (1 - bare) / pace.slope
}
