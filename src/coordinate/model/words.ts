// Words that all nouns of coordinate share: parties, what a party said when it was asked, receipts.
import Type, { type Static, type TSchema } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'

export const closed = { additionalProperties: false } as const
export function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

export const Title = Type.String({ minLength: 3, maxLength: 300 })
export const Prose = Type.String({ maxLength: 20_000 })
export const Line = Type.String({ minLength: 1, maxLength: 2_000 })
export const Reason = Type.String({ minLength: 3, maxLength: 2_000 })
/** A key within one record: `p1` participant, `o1` objective, `s1` step. Given by the record, never used again. */
export const Key = Type.String({ pattern: '^[a-z][0-9]{1,5}$' })
/** An actor of the framework by its id in data/coordinate/actors.json: `cyclone`, `csirts_network`, `cyber_commanders`. */
export const ActorId = Type.String({ pattern: '^[a-z][a-z0-9_]{1,39}$' })
/** Who did it, as the journal names it: `person:0198...`. */
export const By = Type.String({ maxLength: 200 })

/**
 * Somebody who takes part, is asked or is told: an organisation of the register, a person of it, an actor of the framework, or by
 * name alone. `name` is always there, so that a record can be read without the register.
 */
export const Party = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    actor: orNull(ActorId),
    organisation: orNull(Id),
    person: orNull(Id),
  },
  closed,
)
export type Party = Static<typeof Party>

export const positions = ['agrees', 'disagrees', 'abstains', 'informed', 'no-answer'] as const
/** What a party said when it was consulted, in its own words, written down by a named person. */
export const Said = Type.Object(
  {
    key: Key,
    party: Party,
    at: Instant,
    how: Type.Enum(['meeting', 'call', 'message', 'document']),
    position: Type.Enum(positions),
    words: Type.String({ maxLength: 5_000 }),
    recordedBy: By,
    recordedAt: Instant,
  },
  closed,
)
export type Said = Static<typeof Said>

/** That the other side has it: in its words, or by what its system answered. */
export const Receipt = Type.Object({ at: Instant, text: Line, by: By, recordedAt: Instant }, closed)
export type Receipt = Static<typeof Receipt>

/** A record that something rests on, by id and, where it matters which version, by entry. */
export const Evidence = Type.Object(
  {
    record: Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$', maxLength: 80 }),
    id: Id,
    entry: orNull(Id),
    label: Type.String({ maxLength: 400 }),
  },
  closed,
)
export type Evidence = Static<typeof Evidence>

/** How well a statement about the framework is sourced, as in data/coordinate: primary (the act was read) down to unverified. */
export const verifications = ['primary', 'agency', 'seed', 'secondary', 'unverified'] as const
export const Verification = Type.Enum(verifications)
export type Verification = Static<typeof Verification>
