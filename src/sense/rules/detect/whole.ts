// An excursion as one: from its first wave to its last.
import type { Wave } from './shape.ts'

/** Several waves of one excursion seen as one: for surges, which are told with their tail. */
export function wholeOf(waves: readonly Wave[]): Wave | null {
  const first = waves[0]
  const last = waves[waves.length - 1]
  if (first === undefined || last === undefined) return null
  const sign = first.direction === 'up' ? 1 : -1
  const top = waves.reduce((a, b) => (sign * b.peakValue > sign * a.peakValue ? b : a))
  return { ...top, onset: first.onset, end: last.end, confidence: Math.max(...waves.map((wave) => wave.confidence)) }
}
