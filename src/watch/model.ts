// The nouns of watch: where text came from, the items found in it, and the facts that point back into it.
import Type, { type Static, type TSchema } from 'typebox'

function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** Half-open UTF-16 range into the text that carries the fact: `text.slice(start, end)`. */
export const Span = Type.Object({ start: Type.Integer({ minimum: 0 }), end: Type.Integer({ minimum: 0 }) })
export type Span = Static<typeof Span>

/** One line or block of cleaned text; `level` only for headings, `article` counts HTML article elements from 1. */
export const Block = Type.Object({
  start: Type.Integer({ minimum: 0 }),
  end: Type.Integer({ minimum: 0 }),
  kind: Type.Union([
    Type.Literal('heading'),
    Type.Literal('paragraph'),
    Type.Literal('list-item'),
    Type.Literal('rule'),
  ]),
  level: Type.Integer({ minimum: 0 }),
  article: Type.Integer({ minimum: 0 }),
  blankLinesBefore: Type.Integer({ minimum: 0 }),
})
export type Block = Static<typeof Block>

/** Cleaned text, immutable from here on: every later span counts in it. `did` says what cleaning changed. */
export const SourceText = Type.Object({
  text: Type.String(),
  blocks: Type.Array(Block),
  title: nullable(Type.String()),
  publishedAt: nullable(Type.String()),
  canonicalUrl: nullable(Type.String()),
  did: Type.Array(Type.String()),
  partial: Type.Array(Type.String()),
})
export type SourceText = Static<typeof SourceText>

/** One piece of a source text. The `span`s of all cuts partition the text; `content` lies inside `span`. */
export const Cut = Type.Object({
  span: Span,
  content: Span,
  title: nullable(Span),
  why: Type.String(),
})
export type Cut = Static<typeof Cut>

export const LanguageVote = Type.Object({ by: Type.String(), code: Type.String(), confidence: Type.Number() })
export type LanguageVote = Static<typeof LanguageVote>

/** `code` is ISO 639-1, or `und` when nobody is sure enough. */
export const Language = Type.Object({ code: Type.String(), votes: Type.Array(LanguageVote), why: Type.String() })
export type Language = Static<typeof Language>

export const TimeKind = Type.Union([
  Type.Literal('instant'),
  Type.Literal('date'),
  Type.Literal('range'),
  Type.Literal('period'),
  Type.Literal('deadline'),
  Type.Literal('vague'),
])
export type TimeKind = Static<typeof TimeKind>

/**
 * A time expression. `value` is ISO 8601 (`2025-03-10`, `2025-03-10T09:45Z`, `2024-Q4`, `2024-11/2024-12`, `P12M`),
 * or null while it is unknown. `floating` says that the value depends on a publication date; the `anchor` is what it
 * counts from: `none`, `publication`, or the named event (`adoption`). `shape` keeps what is known without an anchor
 * (`XXXX-02-27`, `T09:45Z`, `PT24H`).
 */
export const TimeFact = Type.Object({
  text: Type.String(),
  span: Span,
  kind: TimeKind,
  value: nullable(Type.String()),
  shape: Type.String(),
  floating: Type.Boolean(),
  anchor: Type.String(),
  why: Type.String(),
})
export type TimeFact = Static<typeof TimeFact>

/** A named place. `ambiguous` is set when the same word also names something else (Georgia, the US state). */
export const PlaceFact = Type.Object({
  text: Type.String(),
  span: Span,
  country: Type.String({ minLength: 2, maxLength: 2 }),
  kind: Type.Union([Type.Literal('country'), Type.Literal('city'), Type.Literal('region'), Type.Literal('site')]),
  ambiguous: Type.Boolean(),
  why: Type.String(),
})
export type PlaceFact = Static<typeof PlaceFact>

export const TopicHit = Type.Object({
  pattern: Type.String(),
  span: Span,
  where: Type.Union([Type.Literal('title'), Type.Literal('lead'), Type.Literal('body')]),
})
export type TopicHit = Static<typeof TopicHit>

export const TopicFact = Type.Object({ topic: Type.String(), score: Type.Number(), hits: Type.Array(TopicHit) })
export type TopicFact = Static<typeof TopicFact>

/**
 * A NIS2 sector by the ids of data/people/nis2-sectors.json. `touched`: only named as a customer of those that the text
 * is about ("maker of scanners for airports").
 */
export const SectorFact = Type.Object({
  sector: Type.String(),
  role: Type.Union([Type.Literal('own'), Type.Literal('touched')]),
  score: Type.Number(),
  hits: Type.Array(TopicHit),
})
export type SectorFact = Static<typeof SectorFact>

/** Topics best first; an empty list is an abstention, and `why` says so. */
export const Classification = Type.Object({
  topics: Type.Array(TopicFact),
  incident: Type.Boolean(),
  why: Type.String(),
})
export type Classification = Static<typeof Classification>

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
  times: Type.Array(TimeFact),
  places: Type.Array(PlaceFact),
  topics: Type.Array(TopicFact),
  sectors: Type.Array(SectorFact),
  incident: Type.Boolean(),
  incidentWhy: Type.String(),
  stageVersions: Type.Record(Type.String(), Type.String()),
  /** Stages that were cut short or skipped, and why: the item is usable, but not complete. */
  partial: Type.Array(Type.String()),
  /** Stages that do not know the language of this item: empty there means "not looked", not "nothing found". */
  uncovered: Type.Array(Type.String()),
})
export type Item = Static<typeof Item>

export const Fact = Type.Union([TimeFact, PlaceFact, TopicFact, SectorFact])
export type Fact = Static<typeof Fact>

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
