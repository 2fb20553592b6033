// The noun of who is judged by law: the legal profile of an organisation, told once and used in each of its assessments.
import Type, { type Static, type TSchema } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { EntityTypeId, MemberState } from './law.ts'
import { ToldFacts } from './told.ts'
import { TimeZone } from './verdict.ts'

const closed = { additionalProperties: false } as const
function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

export const EntityTypes = Type.Array(EntityTypeId, { maxItems: 60, uniqueItems: true })
/** Where it provides its services. */
export const EntityCountries = Type.Array(MemberState, { maxItems: 250, uniqueItems: true })

/** One for each organisation and realm. */
export const Entity = Type.Object(
  {
    organisation: Id,
    types: EntityTypes,
    countries: EntityCountries,
    /** The Member State whose authorities it reports to. */
    jurisdiction: orNull(MemberState),
    timeZone: TimeZone,
    /** Facts of the scope 'entity': size, class under NIS2, turnover. */
    facts: ToldFacts,
    changedAt: Instant,
    changedBy: Type.String(),
  },
  closed,
)
export type Entity = Static<typeof Entity>
