// Whether a transfer goes flat after a burst, as behind a token bucket (ShaperProbe, IMC 2011), and whether several agree on the rate.
import type { Plateau } from '../../model/reach.ts'
import type { ReachData } from './reach-data.ts'

export const sliceMilliseconds = 250

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** Standard deviation over mean; 0 where there is nothing to differ. */
export function spreadOf(values: readonly number[]): number {
  if (values.length === 0) return 0
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  if (mean === 0) return 0
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return Math.sqrt(variance) / mean
}

export interface Flat {
  level: number
  burstBytes: number
}

/**
 * The rate at which a transfer runs on once the burst is through; null where it goes up and down, or is too short to say. A
 * limiter that delays is steady from slice to slice; one that drops what is too much makes teeth, and is steady by the second.
 */
export function flatIn(slices: readonly number[], { flat }: Pick<ReachData, 'flat'>): Flat | null {
  // The last slice is seldom whole.
  const whole = slices.slice(0, -1)
  if (whole.length < flat.leastSlices) return null
  const level = median(whole.slice(Math.floor(whole.length / 2))) ?? 0
  if (level <= 0) return null
  // The burst is what comes at more than twice the level that follows, at the beginning only.
  let burst = 0
  while (burst < whole.length && (whole[burst] ?? 0) > level * 2) burst += 1
  // The slice in which the bucket runs empty belongs to neither.
  const steady = whole.slice(burst + 1)
  if (steady.length < flat.leastSlices - 2 || !isSteady(steady, flat)) return null
  const over = whole.slice(0, burst).reduce((sum, rate) => sum + (rate * sliceMilliseconds) / 1000, 0)
  return { level: median(steady) ?? level, burstBytes: over }
}

/** From slice to slice; or, where they have teeth, from second to second and then much closer: chance evens out as well. */
function isSteady(slices: readonly number[], flat: ReachData['flat']): boolean {
  if (spreadOf(slices) <= flat.spread) return true
  const seconds = bySecond(slices)
  return seconds.length >= 5 && spreadOf(seconds) <= flat.spreadBySecond
}

function bySecond(slices: readonly number[]): number[] {
  const each = 1000 / sliceMilliseconds
  const out: number[] = []
  for (let at = 0; at + each <= slices.length; at += each)
    out.push(slices.slice(at, at + each).reduce((sum, rate) => sum + rate, 0) / each)
  return out
}

/** Flat transfers among those that were long enough to say. */
export function plateauOf(transfers: readonly (readonly number[])[], data: Pick<ReachData, 'flat'>): Plateau | null {
  const long = transfers.filter((slices) => slices.length > data.flat.leastSlices)
  const flats = long.map((slices) => flatIn(slices, data)).filter((one) => one !== null)
  const levels = flats.map(({ level }) => level)
  const level = median(levels)
  if (level === null) return null
  return {
    bytesPerSecond: level,
    share: flats.length / transfers.length,
    spread: spreadOf(levels),
    burstBytes: median(flats.map(({ burstBytes }) => burstBytes)) ?? 0,
  }
}
