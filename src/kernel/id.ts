// Ids: UUIDv7 (RFC 9562), made in platform/id.ts because making one takes a clock and chance.
import Type, { type Static } from 'typebox'

export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  description: 'UUID in lower case',
})
export type Id = Static<typeof Id>

/** When an id was made (UUIDv7, RFC 9562 section 5.7), in milliseconds since 1970. */
export function millisecondsOfId(id: Id): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}

/** The id that stands for "nobody yet": an organisation before the node was set up. */
export const nilId = '00000000-0000-0000-0000-000000000000'
