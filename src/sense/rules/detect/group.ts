// Waves that belong together: an attack comes in waves, with pauses in between.
import type { Wave } from './shape.ts'

export interface WaveGroup {
  onset: number
  /** Null while its last wave is not over. */
  end: number | null
  peak: number
  peakValue: number
  /** Of the wave with the highest peak. */
  baseline: number
  /** Of the surest wave. */
  confidence: number
  waves: Wave[]
}

/** Rises whose pauses are at most `gapSeconds` long form a group; dips are left out. Waves may come in any order. */
export function groupWaves(waves: readonly Wave[], gapSeconds: number): WaveGroup[] {
  const groups: WaveGroup[] = []
  const rises = waves.filter((wave) => wave.direction === 'up').sort((a, b) => a.onset - b.onset)
  for (const wave of rises) {
    const last = groups[groups.length - 1]
    if (last === undefined || (last.end !== null && wave.onset - last.end > gapSeconds)) {
      const { onset, end, peak, peakValue, baseline, confidence } = wave
      groups.push({ onset, end, peak, peakValue, baseline, confidence, waves: [wave] })
      continue
    }
    last.waves.push(wave)
    last.end = last.end === null || wave.end === null ? null : Math.max(last.end, wave.end)
    last.confidence = Math.max(last.confidence, wave.confidence)
    if (wave.peakValue > last.peakValue) {
      last.peak = wave.peak
      last.peakValue = wave.peakValue
      last.baseline = wave.baseline
    }
  }
  return groups
}

/** Several waves of one excursion seen as one: for surges, which are told with their tail. */
export function wholeOf(waves: readonly Wave[]): Wave | null {
  const first = waves[0]
  const last = waves[waves.length - 1]
  if (first === undefined || last === undefined) return null
  const sign = first.direction === 'up' ? 1 : -1
  const top = waves.reduce((a, b) => (sign * b.peakValue > sign * a.peakValue ? b : a))
  return { ...top, onset: first.onset, end: last.end, confidence: Math.max(...waves.map((wave) => wave.confidence)) }
}
