// Kinds of decision as they stand in data/coordinate/decisions.json: which of them always need two persons.
import Type, { type Static } from 'typebox'
import { DecisionKindId } from './decision.ts'
import { closed } from './words.ts'

const Text = Type.String({ minLength: 1, maxLength: 1_000 })

export const DecisionKind = Type.Object(
  { id: DecisionKindId, name: Type.String({ minLength: 1, maxLength: 200 }), fourEyes: Type.Boolean(), because: Text },
  closed,
)
export type DecisionKind = Static<typeof DecisionKind>

export const DecisionKinds = Type.Object(
  {
    title: Text,
    checkedAsOf: Type.String({ maxLength: 20 }),
    note: Text,
    kinds: Type.Array(DecisionKind, { minItems: 1, maxItems: 100 }),
  },
  closed,
)
export type DecisionKinds = Static<typeof DecisionKinds>
