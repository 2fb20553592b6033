// How a record is cleared of what it repeats of others: references to what is not there, and names that may not be told.
import type { Party } from '#coordinate/model/words.ts'
import type { Id } from '#kernel/id.ts'

export const unnamedParty = 'a party that is not named here'

export interface Clean {
  /** Whether the record may be told. What is not in the file counts as what is above the marking. */
  has(id: Id): boolean
  ids(from: readonly Id[]): Id[]
  idOrNull(id: Id | null): Id | null
  organisation(id: Id | null): boolean
  person(id: Id | null): boolean
  /** The same value with every party in it unnamed whose name may not be told. */
  parties<T>(value: T): T
}

interface Names {
  persons: Readonly<Record<string, unknown>>
  organisations: Readonly<Record<string, unknown>>
}

export function cleaner(present: ReadonlySet<Id>, names: Names): Clean {
  const organisation = (id: Id | null) => id === null || Object.hasOwn(names.organisations, id)
  const person = (id: Id | null) => id === null || Object.hasOwn(names.persons, id)
  const parties = <T>(value: T): T => {
    if (Array.isArray(value)) return value.map(parties) as T
    if (value === null || typeof value !== 'object') return value
    if (isParty(value)) return (organisation(value.organisation) && person(value.person) ? value : unnamed(value)) as T
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, parties(one)])) as T
  }
  return {
    has: (id) => present.has(id),
    ids: (from) => from.filter((id) => present.has(id)),
    idOrNull: (id) => (id !== null && present.has(id) ? id : null),
    organisation,
    person,
    parties,
  }
}

/** The actor of the framework that it acts as is no secret: it is a role, known to everybody. */
function unnamed({ actor }: Party): Party {
  return { name: unnamedParty, actor, organisation: null, person: null }
}

function isParty(value: object): value is Party {
  return 'name' in value && 'actor' in value && 'organisation' in value && 'person' in value
}
