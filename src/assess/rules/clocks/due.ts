// When something is due, and how that was found: one answer for each kind of deadline. Never throws.
import type { Deadline } from '../../model/law.ts'
import type { Due } from '../../model/verdict.ts'
import type { DueContext } from './due-context.ts'
import { type Found, measure } from './measure.ts'
import { relieve } from './relief.ts'
import { instantOf, sayArticle } from './say-time.ts'

export type { DaysOff } from './days-off.ts'
export type { DueContext } from './due-context.ts'

/**
 * The clock of one deadline. `at` is the latest moment in UTC; hours are time that passes, longer units go by the wall of
 * `context.timeZone`. `kind: 'waits'` names the anchors that nobody has given yet; an `at` beside such anchors stands as
 * long as they do not come.
 */
export function dueOf(deadline: Deadline, context: DueContext): Due {
  const measured = measure(deadline, context)
  const { kind, limit, waitsFor, steps, verified } = measured
  const relieved = limit === null ? null : relieve(limit, context)
  const moved = relieved === null || relieved.moved === null ? '' : `, ${relieved.moved}`
  return {
    kind,
    at: relieved === null ? null : instantOf(relieved.limit.at),
    waitsFor,
    basis: `${measured.basis}${moved}; ${sayArticle(measured.article ?? context.article)}`,
    steps: relieved === null || relieved.steps.length === 0 ? steps : [...steps, ...relieved.steps],
    otherReading: relieved === null ? null : otherReading(measured, relieved.limit.at, context),
    assumed: relieved === null ? [] : relieved.assumed,
    also: 'also' in deadline ? (deadline.also ?? null) : null,
    verified: verified && (relieved === null || relieved.verified),
  }
}

function otherReading({ other }: Found, at: number, context: DueContext): string | null {
  if (other === null) return null
  const end = relieve(other, context).limit.at
  return end === at ? null : instantOf(end)
}
