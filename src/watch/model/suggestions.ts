// What a machine suggested about a text: kept apart from what the rules found, and never more than a suggestion.
import Type, { type Static } from 'typebox'
import { ClaimClass } from './claims.ts'
import { NameType } from './names.ts'
import { nullable, Span } from './text.ts'

/** `text` stands in the document at `span`, character for character: what does not is dropped before it is kept. */
export const SuggestedName = Type.Object({ text: Type.String(), span: Span, type: NameType })
export const SuggestedClaim = Type.Object({
  text: Type.String(),
  span: Span,
  holder: nullable(Type.String()),
  holderSpan: nullable(Span),
  class: ClaimClass,
})

export const Suggestions = Type.Object({
  /** The model as the operator named it, and the version of the instructions it was given. */
  model: Type.String(),
  instructions: Type.String(),
  names: Type.Array(SuggestedName, { maxItems: 100 }),
  claims: Type.Array(SuggestedClaim, { maxItems: 60 }),
  /** What it returned and was dropped, and why. */
  dropped: Type.Array(Type.String(), { maxItems: 100 }),
})
export type Suggestions = Static<typeof Suggestions>
