// A removal: that an object, or some versions of it, are no longer here, by whom and why. Never what they said.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'

export const Removal = Type.Object(
  {
    collection: Id,
    id: Type.String({ maxLength: 300 }),
    versions: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 10_000 }),
    /** deleted: as if it had never been there. erased: by law; its place stays, and nobody brings it back. */
    how: Type.Enum(['deleted', 'erased']),
    reason: Type.String({ maxLength: 500 }),
    at: Instant,
  },
  { additionalProperties: false },
)
export type Removal = Static<typeof Removal>
