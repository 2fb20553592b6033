// What somebody told and on what it rests: a fact or an anchor with its source, who said so and when.
import Type, { type Static, type TSchema } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { FactId, FactValue } from './law.ts'

const closed = { additionalProperties: false } as const
function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

export const sourceKinds = ['person', 'incident', 'traffic', 'watch', 'report', 'entity', 'map', 'computed'] as const

/**
 * person: somebody knows it. incident: a field of the incident. traffic: measured by sense. watch: accepted out of a text.
 * report: told by an operator, or a report that was handed in. entity: the profile.
 * map: estimated by a cascade over the dependency map. computed: by the rules, out of others.
 */
export const ToldSource = Type.Object(
  {
    kind: Type.Enum(sourceKinds),
    /** The record that says so. */
    record: orNull(Id),
    /** What it says, in words: 'began 09:45, ended 10:23'. */
    text: Type.String({ maxLength: 500 }),
  },
  closed,
)
export type ToldSource = Static<typeof ToldSource>

export const Told = Type.Object({ value: FactValue, source: ToldSource, by: Type.String(), at: Instant }, closed)
export type Told = Static<typeof Told>

export const ToldFacts = Type.Record(FactId, Told, { maxProperties: 400 })
export type ToldFacts = Record<string, Told>

/** One step in the history of an anchor; `at` null takes it back. */
export const AnchorTold = Type.Object(
  {
    at: orNull(Instant),
    reason: Type.String({ maxLength: 1_000 }),
    source: ToldSource,
    by: Type.String(),
    recordedAt: Instant,
  },
  closed,
)
export type AnchorTold = Static<typeof AnchorTold>
