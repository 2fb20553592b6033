// Verdicts as contracts answer with them: the tree of reasons and what would turn a verdict, as schemas.
import Type from 'typebox'
import { FactId, FactValue } from './law.ts'
import { Answer } from './verdict.ts'

export { Answer, Fault, TimeZone, Verdict } from './verdict.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional

/** A reason as in verdict.ts; its parts are reasons again. */
const Reason = Type.Object(
  {
    rule: Type.Union([Type.String(), Type.Null()]),
    label: Type.String(),
    article: Type.Union([Type.String(), Type.Null()]),
    answer: Answer,
    join: Type.Enum(['all', 'any', 'not', 'at-least', 'leaf']),
    n: optional(Type.Integer()),
    fact: optional(Type.String()),
    asked: optional(Type.String()),
    value: optional(FactValue),
    derived: optional(Type.Boolean()),
    service: optional(Type.String()),
    verified: Type.Boolean(),
    parts: Type.Array(Type.Ref('Reason')),
  },
  closed,
)

export const ReasonTree = Type.Array(Type.Cyclic({ Reason }, 'Reason'))
export const TurnShown = Type.Array(
  Type.Object({ fact: FactId, to: Type.String(), value: FactValue, verdict: Answer }, closed),
)
