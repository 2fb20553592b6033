// Verdicts on an excursion that numbers of thresholds decide: whether it is large enough to be told, and whether it has become the usual.
import type { Memory, OpenExcursion } from './memory.ts'
import type { Scale } from './scale.ts'
import type { Thresholds } from './shape.ts'

/** Whether people would call it a rise or a fall at all: numbers of thresholds, not of statistics. */
export function largeEnough(
  of: Scale,
  limits: Thresholds,
  rise: { direction: 'up' | 'down'; usual: number; deviation: number; sigma: number },
): boolean {
  const { direction, usual, deviation, sigma } = rise
  const difference = Math.abs(of.from(usual + deviation) - of.from(usual))
  if (of.name === 'straight') return Math.abs(deviation) >= 3 * sigma
  if (of.name === 'root')
    return difference >= limits.leastCount || (direction === 'down' && difference >= of.from(usual) / 2)
  return difference >= of.from(usual) * (direction === 'up' ? limits.leastRise : limits.leastFall)
}

/** Long enough to be the usual: soon where it is the level of before a shift, at last in any case. `usual` is on the scale. */
export function hasStayed(
  of: Scale,
  limits: Thresholds,
  { excursion, former, at, usual }: { excursion: OpenExcursion; former: Memory['former']; at: number; usual: number },
): boolean {
  const lasted = at - excursion.openedAt
  if (lasted > limits.relearnSeconds) return true
  if (lasted > limits.shiftSeconds) return isLow(of, limits, excursion, usual)
  if (former === null || at > former.until || lasted < limits.shiftSeconds / 12) return false
  return Math.abs(excursion.height - former.by) < Math.max(1.5 * excursion.sigma, 0.15 * Math.abs(former.by))
}

/** Low enough to be a new level of the same thing. A fall always is: what is gone for hours stays gone. */
function isLow(of: Scale, limits: Thresholds, excursion: OpenExcursion, usual: number): boolean {
  if (excursion.direction === 'down') return true
  if (of.name === 'straight') return excursion.height < 20 * excursion.sigma
  return of.from(usual + excursion.height) < Math.max(of.from(usual), of.name === 'root' ? 3 : 0) * limits.shiftBelow
}
