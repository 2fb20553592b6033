// Claims: who says what, in which role, on what evidence, and which other claims it disputes or supports.
import Type, { type Static } from 'typebox'
import { nullable, Span } from './text.ts'

/**
 * `first-hand`: a named party speaking of its own affairs or of what it saw; `official`: an authority, a court, the police;
 * `anonymous`: a source that is not named; `expert`: by knowledge, not by part in it; `unattributed`: nobody says who.
 */
export const claimRoles = ['first-hand', 'official', 'anonymous', 'expert', 'unattributed'] as const
export const ClaimRole = Type.Enum(claimRoles)
export type ClaimRole = Static<typeof ClaimRole>

/** `commits` is a promise or an announced intention. Declining to comment denies nothing. */
export const claimClasses = [
  'asserts',
  'denies',
  'disputes',
  'accuses',
  'doubts',
  'commits',
  'declines to comment',
] as const
export const ClaimClass = Type.Enum(claimClasses)
export type ClaimClass = Static<typeof ClaimClass>

/** `none offered`: the text says that there is none; `withheld`: there is more, not told; `not stated`: nothing about it. */
export const evidenceKinds = ['none offered', 'withheld', 'cited', 'not stated'] as const
export const EvidenceKind = Type.Enum(evidenceKinds)
export type EvidenceKind = Static<typeof EvidenceKind>

export const Evidence = Type.Object({ kind: EvidenceKind, what: nullable(Type.String()), span: nullable(Span) })
export type Evidence = Static<typeof Evidence>

/** What is promised by when: `due` as the times stage writes it (`PT24H`, `2025-03-11`), null when no date is given. */
export const Promised = Type.Object({ due: nullable(Type.String()), dueSpan: nullable(Span) })
export type Promised = Static<typeof Promised>

export const claimRelations = ['supports', 'disputes', 'repeats', 'retracts'] as const
export const ClaimRelation = Type.Object({
  relation: Type.Enum(claimRelations),
  /** Id of the other claim of the same text. */
  claim: Type.String(),
  why: Type.String(),
})
export type ClaimRelation = Static<typeof ClaimRelation>

/**
 * A claim as a text reports it. `text` is the proposition in the words of the article, at `span`; `holder` is who holds it,
 * resolved as far as the text allows ("he" becomes "Elon Musk"), null when nobody is named; `cue` is the word that reports it.
 */
export const ClaimFact = Type.Object({
  /** `c1`, `c2` ... in the order of the text. */
  id: Type.String(),
  text: Type.String(),
  span: Span,
  holder: nullable(Type.String()),
  holderSpan: nullable(Span),
  role: ClaimRole,
  class: ClaimClass,
  cue: nullable(Type.String()),
  cueSpan: nullable(Span),
  /** Outlet or channel that the words went through ("told Fox Business"); null when the text names none. */
  via: nullable(Type.String()),
  quoted: Type.Boolean(),
  evidence: Evidence,
  promise: nullable(Promised),
  relations: Type.Array(ClaimRelation),
  why: Type.String(),
})
export type ClaimFact = Static<typeof ClaimFact>
