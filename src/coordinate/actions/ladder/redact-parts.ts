// The ladder and the decisions of a crisis for whoever may not read all that they rest on: as they are shown, so they are filed.
import type { Held, Journal, View } from '#platform/journal/index.ts'
import type { Decision } from '../../model/decision.ts'
import type { Ladder } from '../../model/ladder.ts'
import { namedInDecision, redactedDecision } from '../../rules/decisions/redact-decision.ts'
import { namedInLadder, redactedSteps } from '../../rules/ladder/redact-ladder.ts'
import { linkedRecords } from '../../store/crises.ts'

export async function redactedParts<P extends { ladder: Held<Ladder> | null; decisions: Held<Decision>[] }>(
  journal: Journal,
  view: View,
  parts: P,
): Promise<P> {
  const { ladder, decisions } = parts
  const named = [
    ...(ladder ? namedInLadder(ladder.state) : []),
    ...decisions.flatMap((one) => namedInDecision(one.state)),
  ]
  const known = new Set((await linkedRecords(journal, view, [...new Set(named)])).map(({ id }) => id))
  return {
    ...parts,
    ladder: ladder && { ...ladder, state: { ...ladder.state, steps: redactedSteps(ladder.state.steps, known) } },
    decisions: decisions.map((one) => ({ ...one, state: redactedDecision(one.state, known) })),
  }
}
