// Severity on several scales side by side. A value is kept with the scale that it is on.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Reason } from '../model.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const ScaleId = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 })
export const LevelValue = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 })

export const SeverityScale = Type.Object(
  {
    id: ScaleId,
    /** How people say it in a list: 'NCISS (US)'. */
    short: Type.String({ minLength: 1, maxLength: 40 }),
    title: Type.String({ minLength: 1 }),
    use: Type.String({ minLength: 1 }),
    /** Whose national scale it is; null: of the Union, or of an act. */
    memberState: orNull(Type.String({ pattern: '^[A-Z]{2}$' })),
    /** From the least to the most severe. */
    levels: Type.Array(
      Type.Object(
        {
          value: LevelValue,
          rank: Type.Integer(),
          label: Type.String({ minLength: 1 }),
          description: Type.Optional(Type.String()),
          verified: Type.Boolean(),
        },
        closed,
      ),
      { minItems: 2, maxItems: 20 },
    ),
    /** The range of the number that goes with a level, where the scale has one. */
    score: orNull(Type.Object({ from: Type.Number(), to: Type.Number() }, closed)),
    verified: Type.Boolean(),
    evidence: Type.String(),
  },
  closed,
)
export type SeverityScale = Static<typeof SeverityScale>

export const SeverityScales = Type.Object(
  {
    title: Type.String(),
    checkedAsOf: Type.String(),
    note: Type.String(),
    scales: Type.Array(SeverityScale, { minItems: 1, maxItems: 50 }),
  },
  closed,
)
export type SeverityScales = Static<typeof SeverityScales>

export const SeverityRating = Type.Object(
  { value: LevelValue, score: orNull(Type.Number()), reason: Reason, by: Type.String(), at: Instant },
  closed,
)
export type SeverityRating = Static<typeof SeverityRating>

/** Ratings of one incident by scale; the colour of CG 2018 stands on the incident itself. */
export const SeverityRatings = Type.Object(
  { incident: Id, ratings: Type.Record(ScaleId, SeverityRating, { maxProperties: 50 }) },
  closed,
)
export type SeverityRatings = Static<typeof SeverityRatings>

/** Levels of one scale that lie about where a value lies on another. A place in an order, not a translation. */
export const RoughlyThere = Type.Object({ from: ScaleId, value: LevelValue, levels: Type.Array(LevelValue) }, closed)

export const ScaleShown = Type.Object(
  {
    scale: SeverityScale,
    rating: orNull(SeverityRating),
    /** For a scale that nobody judged by: where the values of the others would lie on it. */
    roughly: Type.Array(RoughlyThere),
  },
  closed,
)
export type ScaleShown = Static<typeof ScaleShown>
