// Whether a branch of a scenario is taken.
import type { Condition } from '../../model/scenario.ts'

export interface Known {
  done(expected: string): boolean
  missed(expected: string): boolean
  delivered(inject: string): boolean
  /** The text of the option that was chosen where that inject asked for a decision. */
  chosen(inject: string): string | undefined
}

/** Everything that is named holds; with `not`, not all of it does. */
export function holds(condition: Condition | undefined, known: Known): boolean {
  if (!condition) return true
  const all =
    (condition.done ?? []).every(known.done) &&
    (condition.missed ?? []).every(known.missed) &&
    (condition.delivered ?? []).every(known.delivered) &&
    Object.entries(condition.chosen ?? {}).every(([inject, option]) => known.chosen(inject) === option)
  return condition.not ? !all : all
}
