// The three numbers that explain an alarm.
import type { AttackWave } from '../model/attacks.ts'

export interface ThreeNumbers {
  /** What would have been usual at the highest, what was seen, and how sure it is that this is no chance. */
  usual: number
  seen: number
  sure: number
}

/** Of the wave that stood highest above its usual; the certainty is that of the surest wave, since one that is sure is enough. */
export function threeNumbers(waves: readonly AttackWave[]): ThreeNumbers {
  const height = ({ peakValue, baseline }: AttackWave) =>
    baseline > 0 ? peakValue / baseline : peakValue > 0 ? Number.MAX_VALUE : 0
  const highest = waves.reduce<AttackWave | null>(
    (best, wave) => (best === null || height(wave) > height(best) ? wave : best),
    null,
  )
  return {
    usual: highest?.baseline ?? 0,
    seen: highest?.peakValue ?? 0,
    sure: Math.max(0, ...waves.map(({ confidence }) => confidence)),
  }
}
