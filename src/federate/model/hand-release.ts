// A release by hand: a named person lets one record flow to one peer, where an agreement asks for that.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'

const closed = { additionalProperties: false } as const
const Said = Type.Object({ by: Type.String({ maxLength: 200 }), at: Instant, reason: Type.String() }, closed)

/** Marked like the record that it lets go, so that nobody learns of that record by it. */
export const HandRelease = Type.Object(
  {
    peer: Id,
    record: Type.String({ pattern: '^[a-z]+\\.[a-z][A-Za-z]+$', maxLength: 80 }),
    subject: Id,
    released: Said,
    /** From then on nothing of it flows; what the peer has already is for the copies to withdraw. */
    takenBack: Type.Union([Said, Type.Null()]),
  },
  closed,
)
export type HandRelease = Static<typeof HandRelease>
