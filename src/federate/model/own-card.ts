// This node's own card, and where its signature keys stand.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Card, HybridSignature, SignatureKeys } from './wire.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Reason = Type.String({ minLength: 3, maxLength: 500 })

/** A person who may receive TLP:RED: other nodes learn the id by which a marking names them. */
export const NamedOnCard = Type.Object(
  { person: Id, name: Type.String({ maxLength: 200 }), purpose: Type.String({ minLength: 1, maxLength: 80 }) },
  closed,
)
export type NamedOnCard = Static<typeof NamedOnCard>

/** The subject of the record is the id of this node. */
export const OwnCard = Type.Object(
  {
    card: Card,
    /** Persons who agreed to stand on the card. */
    named: Type.Optional(Type.Array(NamedOnCard, { maxItems: 20 })),
    /** Keys to come, announced to peers; `key` is the sealing key that came with the announcement: who uses it has read it. */
    announced: orNull(
      Type.Object({ signs: SignatureKeys, key: Type.String(), at: Instant, by: Type.String(), reason: Reason }, closed),
    ),
    /** Keys that were rolled over: they vouch for the new ones until then. */
    previous: orNull(Type.Object({ signs: SignatureKeys, until: Instant }, closed)),
    /** Keys that were given up, newest first, with the word of those keys themselves; null: their private half was gone. */
    revoked: Type.Array(
      Type.Object(
        { signs: SignatureKeys, at: Instant, by: Type.String(), reason: Reason, signature: orNull(HybridSignature) },
        closed,
      ),
      { maxItems: 50 },
    ),
  },
  closed,
)
export type OwnCard = Static<typeof OwnCard>
