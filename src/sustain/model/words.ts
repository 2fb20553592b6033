// Small schemas that the nouns of this room are made of.
import Type, { type Static, type TSchema } from 'typebox'
import { Instant } from '#kernel/time.ts'

export const closed = { additionalProperties: false } as const

export function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

export const Label = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f\\u007f]+$' })
export const Note = Type.String({ maxLength: 4000 })
export const CountryCode = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' })

/** A share of one: 0 is nothing, 1 is all. */
export const Share = Type.Number({ minimum: 0, maximum: 1 })

/** A year is the longest that anything here is looked ahead. */
export const mostMinutes = 525_600
export const Minutes = Type.Number({ minimum: 0, maximum: mostMinutes })

/**
 * A span that is known about: `likely` is what plans count with. With `least` and `most` it is drawn from a triangular distribution
 * when chance is asked for (least <= likely <= most).
 */
export const Duration = Type.Object(
  { likely: Minutes, least: Type.Optional(Minutes), most: Type.Optional(Minutes) },
  closed,
)
export type Duration = Static<typeof Duration>

/** How something is known: by what was written down, by what was seen, or by what a file said. */
export const evidenceKinds = ['stated', 'contract', 'observed', 'imported', 'estimated'] as const
export const Evidence = Type.Object(
  {
    kind: Type.Enum(evidenceKinds),
    /** What it is: "Contract 2024-17", "TLS certificate of portal.example.org". */
    what: Label,
    /** Where it can be looked at; shown as text, never fetched. */
    reference: Type.Optional(Type.String({ maxLength: 1000 })),
    /** When it was so. */
    seenAt: Instant,
  },
  closed,
)
export type Evidence = Static<typeof Evidence>
