// A tactic or technique of attackers, as people look for it.
import Type, { type Static } from 'typebox'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const techniqueKinds = ['tactic', 'technique', 'sub-technique'] as const

export const Technique = Type.Object(
  {
    /** As people name it: T1498.001, TA0040. */
    id: Type.String({ maxLength: 60 }),
    /** The object of STIX. */
    stix: Type.String({ maxLength: 300 }),
    kind: Type.Enum(techniqueKinds),
    name: Type.String({ maxLength: 300 }),
    description: Type.String({ maxLength: 1000 }),
    /** Short names of the tactics that it serves. */
    tactics: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 60 }),
    platforms: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 60 }),
    url: orNull(Type.String({ maxLength: 500 })),
    /** For a sub-technique: the technique that it belongs to. */
    parent: orNull(Type.String({ maxLength: 60 })),
    /** What to use instead is not always known. */
    old: Type.Enum(['no', 'revoked', 'deprecated']),
    replacedBy: orNull(Type.String({ maxLength: 60 })),
  },
  closed,
)
export type Technique = Static<typeof Technique>
