// The nouns of watch: where text came from, the items found in it, and the facts that point back into it.
import Type, { type Static } from 'typebox'
import { ClaimFact } from './model/claims.ts'
import { PlaceFact, SectorFact, TimeFact, TopicFact } from './model/facts.ts'
import { CheckFact, FigureFact } from './model/figures.ts'
import { NameFact } from './model/names.ts'
import { Language, nullable, Span } from './model/text.ts'

export * from './model/claims.ts'
export * from './model/facts.ts'
export * from './model/figures.ts'
export * from './model/names.ts'
export * from './model/suggestions.ts'
export { Block, Cut, Language, LanguageVote, SourceText, Span } from './model/text.ts'

/** One article. Spans of its facts count in `text`; `origin` places `text` inside the source text it was cut from. */
export const Item = Type.Object({
  title: Type.String(),
  titleSpan: nullable(Span),
  text: Type.String(),
  origin: Type.Object({ span: Span, content: Span, why: Type.String() }),
  language: Language,
  publishedAt: nullable(Type.String()),
  canonicalUrl: nullable(Type.String()),
  contentHash: Type.String(),
  signature: Type.Array(Type.Integer()),
  figures: Type.Array(FigureFact),
  times: Type.Array(TimeFact),
  names: Type.Array(NameFact),
  claims: Type.Array(ClaimFact),
  places: Type.Array(PlaceFact),
  topics: Type.Array(TopicFact),
  sectors: Type.Array(SectorFact),
  checks: Type.Array(CheckFact),
  incident: Type.Boolean(),
  incidentWhy: Type.String(),
  stageVersions: Type.Record(Type.String(), Type.String()),
  /** Stages that were cut short or skipped, and why: the item is usable, but not complete. */
  partial: Type.Array(Type.String()),
  /** Stages that do not know the language of this item: empty there means "not looked", not "nothing found". */
  uncovered: Type.Array(Type.String()),
})
export type Item = Static<typeof Item>

export const Analysis = Type.Object({
  items: Type.Array(Item),
  did: Type.Array(Type.String()),
  partial: Type.Array(Type.String()),
  stageVersions: Type.Record(Type.String(), Type.String()),
})
export type Analysis = Static<typeof Analysis>

/** How two items relate. `version` and `duplicate` belong to one article; `undefined` (no verdict) to two. */
export const Sameness = Type.Object({
  verdict: Type.Union([Type.Literal('version'), Type.Literal('duplicate')]),
  why: Type.String(),
})
export type Sameness = Static<typeof Sameness>
