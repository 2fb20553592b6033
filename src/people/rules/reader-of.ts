// From a person and their organisation to the reader that the marking rule asks about.
import type { Id } from '#kernel/id.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Organisation, Person } from '../model.ts'

/**
 * The communities of an organisation: its country, 'EU' for a Member State or a Union body, and the groups it was
 * registered with. `memberStates` are ISO codes.
 */
export function communitiesOf(organisation: Organisation, memberStates: ReadonlySet<string>): string[] {
  const found = new Set<string>(organisation.groups)
  if (organisation.country) found.add(organisation.country)
  if (organisation.kind === 'union-body' || (organisation.country && memberStates.has(organisation.country)))
    found.add('EU')
  if (organisation.kind === 'nato-coordination-point') found.add('NATO')
  return [...found].sort()
}

export interface Known {
  id: Id
  person: Person
  organisation: Organisation
  /** All of them: whoever is in an exercise alone is not in the live realm. */
  realms: readonly Realm[]
}

/** Undefined unless the person may work: active, in an active organisation. */
export function readerOf(known: Known, memberStates: ReadonlySet<string>): Reader | undefined {
  const { id, person, organisation } = known
  if (person.status !== 'active' || !organisation.active) return undefined
  return {
    kind: 'person',
    id,
    person: id,
    organisation: person.organisation,
    clientOf: [...organisation.clientOf],
    communities: communitiesOf(organisation, memberStates),
    roles: [...person.roles],
    realms: [...new Set([...known.realms.filter((realm) => realm === 'live'), ...known.realms])],
  }
}
