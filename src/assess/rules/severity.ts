// Several scales side by side: what was judged on each, and about where that lies on those that nobody judged by.
import type { ScaleShown, SeverityRating, SeverityScale } from '../model/severity.ts'

/** Levels that overlap less than this share of the narrower of the two are not named: nearly everything touches. */
const leastOverlap = 1 / 3

/**
 * Levels of `to` that lie about where `value` lies on `from`, by order alone: the n levels of a scale are taken as n equal
 * parts of the way from nothing to the worst. Nobody says that the parts are equal, so this is never shown as exact.
 * Empty for a value that the scale does not have.
 */
export function roughlyOn(from: SeverityScale, value: string, to: SeverityScale): string[] {
  const place = from.levels.findIndex((level) => level.value === value)
  if (place < 0) return []
  const [low, high] = [place / from.levels.length, (place + 1) / from.levels.length]
  const width = 1 / to.levels.length
  const narrower = Math.min(width, high - low)
  return to.levels
    .filter((_level, index) => {
      const overlap = Math.min(high, (index + 1) * width) - Math.max(low, index * width)
      return overlap >= narrower * leastOverlap - 1e-9
    })
    .map((level) => level.value)
}

/** Every scale with what was judged on it; for the others where the judged ones would lie. */
export function sideBySide(
  scales: readonly SeverityScale[],
  ratings: Readonly<Record<string, SeverityRating>>,
): ScaleShown[] {
  const judged = scales.flatMap((scale) => {
    const rating = ratings[scale.id]
    return rating ? [{ scale, rating }] : []
  })
  return scales.map((scale) => {
    const rating = ratings[scale.id] ?? null
    const roughly = judged.map(({ scale: from, rating: { value } }) => ({
      from: from.id,
      value,
      levels: roughlyOn(from, value, scale),
    }))
    return { scale, rating, roughly: rating ? [] : roughly }
  })
}

/** Why a value cannot stand on a scale; null when it can. */
export function faultOfRating(
  scales: readonly SeverityScale[],
  asked: { scale: string; value: string; score?: number | null },
): { where: string; detail: string } | null {
  const scale = scales.find(({ id }) => id === asked.scale)
  if (!scale) {
    const known = scales.map(({ id }) => id).join(', ')
    return { where: '/scale', detail: `There is no scale ${asked.scale}. Known are ${known}.` }
  }
  if (!scale.levels.some(({ value }) => value === asked.value)) {
    const levels = scale.levels.map(({ value }) => value).join(', ')
    return { where: '/value', detail: `${scale.id} has the levels ${levels}.` }
  }
  const { score = null } = asked
  if (score === null) return null
  if (!scale.score) return { where: '/score', detail: `${scale.id} has levels only, no score.` }
  if (score < scale.score.from || score > scale.score.to) {
    return { where: '/score', detail: `The score of ${scale.id} lies from ${scale.score.from} to ${scale.score.to}.` }
  }
  return null
}
