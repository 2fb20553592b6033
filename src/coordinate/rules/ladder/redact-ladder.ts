// The ladder as somebody reads it who may not read all that its steps rest on any more: what may not be read looks like what is
// not there, and a sentence that rested on it is not said.
import type { CriterionAnswer, Ladder, LadderStep } from '../../model/ladder.ts'

/** All records that the criteria of the steps rest on. */
export function namedInLadder({ steps }: Pick<Ladder, 'steps'>): string[] {
  const criteria = steps.flatMap((step) => [...step.criteria, ...(step.decision?.criteria ?? [])])
  return [...new Set(criteria.flatMap(({ evidence }) => evidence.map(({ id }) => id)))]
}

export function redactedSteps(steps: readonly LadderStep[], known: ReadonlySet<string>): LadderStep[] {
  return steps.map((step) => ({
    ...step,
    criteria: step.criteria.map((one) => redacted(one, known)),
    decision: step.decision && {
      ...step.decision,
      criteria: step.decision.criteria.map((one) => redacted(one, known)),
    },
  }))
}

function redacted(one: CriterionAnswer, known: ReadonlySet<string>): CriterionAnswer {
  const evidence = one.evidence.filter(({ id }) => known.has(id))
  if (evidence.length === one.evidence.length) return one
  return { ...one, evidence, because: 'It was answered on records of that time.' }
}
