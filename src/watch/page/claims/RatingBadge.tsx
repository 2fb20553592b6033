// A rating in short: the code with its meaning in words, and how far the raters are from each other.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { say, sayCount } from '#web/say.ts'
import type { RatingShown } from '../../api/claims.ts'
import { informationGradeWord, sourceGradeWord } from './words.ts'

export function RatingBadge({ rating }: { rating: RatingShown }): ReactNode {
  if (rating.ratedBy === 0) return <Badge tone="quiet">{say('not rated yet')}</Badge>
  const { source, information } = rating
  const words = [
    source.best ? sourceGradeWord(source.best) : null,
    source.worst && source.worst !== source.best ? sourceGradeWord(source.worst) : null,
    information.best ? informationGradeWord(information.best) : null,
    information.worst && information.worst !== information.best ? informationGradeWord(information.worst) : null,
  ].filter(Boolean)
  return (
    <span className="row small rating-badge" title={words.join(' – ')}>
      <Badge tone="accent">{rating.code}</Badge>
      <span className="quiet">{sayCount(rating.ratedBy, '{n} rater', '{n} raters')}</span>
      {source.spread > 0 || information.spread > 0 ? (
        <Badge tone="warn">{say('apart by {n}', { n: Math.max(source.spread, information.spread) })}</Badge>
      ) : null}
    </span>
  )
}

/** The code in words, for where there is room. */
export function RatingInWords({ rating }: { rating: RatingShown }): ReactNode {
  const { source, information } = rating
  if (rating.ratedBy === 0) return <span className="quiet">{say('Nobody has rated it.')}</span>
  const range = <V,>(best: V | null, worst: V | null, word: (value: V) => string) =>
    best === null || worst === null
      ? say('cannot be judged')
      : best === worst
        ? word(best)
        : say('{best} to {worst}', { best: word(best), worst: word(worst) })
  return (
    <span>
      {say('Source: {grade}', { grade: range(source.best, source.worst, sourceGradeWord) })}
      {' — '}
      {say('Information: {grade}', { grade: range(information.best, information.worst, informationGradeWord) })}
    </span>
  )
}
