// What a check of STIX found: where, in which section of the standard, and in words.
import Type, { type Static } from 'typebox'

const closed = { additionalProperties: false } as const

/** error: the standard says MUST. warning: it says SHOULD, or nobody but the sender can know what it means. */
export const Finding = Type.Object(
  {
    level: Type.Enum(['error', 'warning']),
    /** JSON pointer into the object. */
    at: Type.String({ maxLength: 1000 }),
    section: Type.String({ maxLength: 20 }),
    says: Type.String({ maxLength: 600 }),
  },
  closed,
)
export type Finding = Static<typeof Finding>

export const ObjectFinding = Type.Object(
  {
    ...Finding.properties,
    /** Which object of the file, from 0; null: the whole. */
    object: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
    id: Type.String({ maxLength: 300 }),
  },
  closed,
)
export type ObjectFinding = Static<typeof ObjectFinding>
