// A decision as somebody reads it who may not read all that it names: what may not be read looks like what is not there.
import type { Decision } from '../../model/decision.ts'

/** All records of other kinds that a decision names. */
export function namedInDecision({ evidence, tasks, supersededBy }: Decision): string[] {
  return [...new Set([...evidence.map(({ id }) => id), ...tasks, ...(supersededBy ? [supersededBy] : [])])]
}

export function redactedDecision(state: Decision, known: ReadonlySet<string>): Decision {
  const { evidence, tasks, supersededBy } = state
  return {
    ...state,
    evidence: evidence.filter(({ id }) => known.has(id)),
    tasks: tasks.filter((id) => known.has(id)),
    supersededBy: supersededBy && known.has(supersededBy) ? supersededBy : null,
  }
}
