// Facts about when, where and what: times, places, topics and sectors.
import Type, { type Static } from 'typebox'
import { nullable, Span } from './text.ts'

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
  /** Whether the register of organisations says so, or only the words; missing in facts from before the register was asked. */
  from: Type.Optional(Type.Union([Type.Literal('register'), Type.Literal('words')])),
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
