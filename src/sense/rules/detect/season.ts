// What kind of series it is, told from the whole of it: counts or volumes, and whether it follows the day or a cycle of its own.
import { findPeriod } from './score/period.ts'
import type { Point } from './shape.ts'

const daySeconds = 86_400
const mostBlocks = 4096
/** Counts of reports are few at most times; whole numbers that are large are volumes that somebody rounded. */
const mostUsualCount = 20
/** Before 1973 no clock was right: such times are places in a list, and have no hour of the day. */
const leastEpoch = 1e8

/** Counts are whole, never negative, and mostly small. Looks at no more than 100,000 points. */
export function kindOf(points: readonly Point[]): 'volume' | 'count' {
  const stride = Math.max(1, Math.floor(points.length / 100_000))
  const values: number[] = []
  for (let i = 0; i < points.length; i += stride) {
    const value = points[i]?.value ?? null
    if (value === null || !Number.isFinite(value)) continue
    if (value < 0 || !Number.isInteger(value)) return 'volume'
    values.push(value)
  }
  values.sort((a, b) => a - b)
  return (values[values.length >> 1] ?? Number.POSITIVE_INFINITY) <= mostUsualCount ? 'count' : 'volume'
}

/** Seconds of a cycle that is not the day's, null for none where the calendar means nothing, undefined for day and week. */
export function seasonOf(points: readonly Point[], bucketSeconds: number): number | null | undefined {
  const first = points[0]?.at ?? 0
  const span = (points[points.length - 1]?.at ?? 0) - first
  const calendar = first > leastEpoch
  const size = Math.max(1, Math.ceil(points.length / mostBlocks))
  const blocks = blocksOf(points, size)
  const period = blocks.length < 64 ? 0 : findPeriod(blocks) * size * bucketSeconds
  if (!calendar) return period === 0 ? null : period
  if (period === 0 || span < 2 * period) return undefined
  const perDay = daySeconds / period
  const ofTheDay = Math.abs(perDay - Math.round(perDay)) < 0.06 * perDay && perDay < 7
  return period > daySeconds * 0.9 || ofTheDay ? undefined : period
}

function blocksOf(points: readonly Point[], size: number): Float64Array {
  const blocks = new Float64Array(Math.floor(points.length / size))
  let last = 0
  for (let b = 0; b < blocks.length; b++) {
    let sum = 0
    let count = 0
    for (let i = b * size; i < (b + 1) * size; i++) {
      const value = points[i]?.value ?? null
      if (value === null || !(Math.abs(value) < 1e100)) continue
      sum += value
      count++
    }
    if (count > 0) last = sum / count
    blocks[b] = last
  }
  return blocks
}
