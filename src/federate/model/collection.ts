// Collections: named places for objects of other standards, with who may read and who may write there beside the markings.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Role } from '#kernel/role.ts'
import { Instant } from '#kernel/time.ts'
import { ObjectFormat } from './objects.ts'

const closed = { additionalProperties: false } as const

/** Nobody named means: everybody whom the marking lets see the collection (reading), the organisation it belongs to (writing). */
export const Access = Type.Object(
  {
    organisations: Type.Array(Id, { maxItems: 500, uniqueItems: true }),
    roles: Type.Array(Role, { maxItems: 10, uniqueItems: true }),
  },
  closed,
)
export type Access = Static<typeof Access>

export const Alias = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
  description: 'Small letters, digits and hyphens; part of addresses',
})

/** The state of the record federate.collection. */
export const Collection = Type.Object(
  {
    alias: Alias,
    title: Type.String({ minLength: 1, maxLength: 200 }),
    description: Type.String({ maxLength: 2000 }),
    formats: Type.Array(ObjectFormat, { minItems: 1, maxItems: 5, uniqueItems: true }),
    read: Access,
    write: Access,
    /** Objects are removed so many days after they were added; null: they stay. */
    retentionDays: Type.Union([Type.Integer({ minimum: 1, maximum: 36_500 }), Type.Null()]),
    /** A closed collection can be read; nothing is added to it. */
    open: Type.Boolean(),
    openedBy: Type.String({ maxLength: 200 }),
    openedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Collection = Static<typeof Collection>
