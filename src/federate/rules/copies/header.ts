// The header of an entry as it travels: in clear where all that it names may be told; otherwise withheld behind the hash of its leaf.
// A withheld header binds its owner all the same: the hash is in the log, and whoever opens it later can show only this one header.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Realm } from '#kernel/realm.ts'
import { Instant } from '#kernel/time.ts'

const closed = { additionalProperties: false } as const
const Name = Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$', maxLength: 80 })
const shown = {
  id: Id,
  realm: Realm,
  record: Name,
  subject: Id,
  version: Type.Integer({ minimum: 1 }),
  kind: Name,
  recordedAt: Instant,
}

export const OpenHeader = Type.Object(
  {
    ...shown,
    verb: Type.String({ maxLength: 120 }),
    marking: Marking,
    actor: Type.String({ maxLength: 300 }),
    cause: Type.Array(Id, { maxItems: 10_000 }),
    observedAt: Instant,
  },
  closed,
)
export type OpenHeader = Static<typeof OpenHeader>

export const WithheldHeader = Type.Object(
  {
    ...shown,
    withheld: Type.Literal(true),
    /** The leaf's hash (RFC 9162), base64. */
    leaf: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }),
  },
  closed,
)
export type WithheldHeader = Static<typeof WithheldHeader>

export const TravellingHeader = Type.Union([OpenHeader, WithheldHeader])
export type TravellingHeader = Static<typeof TravellingHeader>
