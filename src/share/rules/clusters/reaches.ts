// Whether an organisation as a whole may read what is marked so: what a member of a cluster would see.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import type { Realm } from '#kernel/realm.ts'

export interface Reached {
  id: Id
  name: string
  /** Country and groups: 'DE', 'EU'. */
  communities: readonly string[]
  clientOf: readonly Id[]
}

/** TLP:RED reaches persons, never an organisation. */
export function reaches(marking: Marking, { id, communities, clientOf }: Reached, realm: Realm): boolean {
  const anybody = {
    kind: 'person' as const,
    id,
    person: null,
    organisation: id,
    clientOf: [...clientOf],
    communities: [...communities],
    roles: [],
    realms: [realm],
  }
  return mayRead(anybody, realm, marking)
}

/** Those whom it does not reach, by name. */
export function notReached(marking: Marking, organisations: readonly Reached[], realm: Realm): string[] {
  return organisations.filter((one) => !reaches(marking, one, realm)).map((one) => one.name)
}
