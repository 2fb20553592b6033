// Persons as other rooms need them: who can be told something, where, and with whose eyes they read.
import type { Id } from '#kernel/id.ts'
import type { Reader } from '#kernel/reader.ts'
import { organisationRecord } from '../rules/organisation-record.ts'
import { communitiesOf } from '../rules/reader-of.ts'
import { persons } from '../store/directory.ts'
import { ownView, personAnywhere, type Room } from './room.ts'

export interface Colleague {
  id: Id
  name: string
  email: string
  language: string
  reader: Reader
}

/** Only who may work: active, in an active organisation. */
export async function colleague(room: Room, id: Id): Promise<Colleague | undefined> {
  const known = await room.identities.of(id)
  if (!known) return undefined
  const held = await personAnywhere(room, id)
  if (!held) return undefined
  const { name, email, language } = held.state
  return { id, name, email, language, reader: known.reader }
}

export async function colleaguesOf(room: Room, organisation: Id): Promise<Colleague[]> {
  const found: Colleague[] = []
  let after: Id | undefined
  do {
    const page = await persons(room.journal.reads, ownView(room), {
      organisation,
      status: 'active',
      ...(after ? { after } : {}),
    })
    for (const { id } of page.items) {
      const one = await colleague(room, id)
      if (one) found.push(one)
    }
    after = page.next ?? undefined
  } while (after)
  return found
}

/** TLP:RED is for named persons, so no organisation reads it this way. */
export async function readerOfOrganisation(room: Room, id: Id): Promise<Reader | undefined> {
  const held = await room.journal.reads.one(organisationRecord, ownView(room), id)
  if (!held?.state.active) return undefined
  return {
    ...{ kind: 'token', id, person: null, organisation: id, clientOf: [...held.state.clientOf] },
    ...{ communities: communitiesOf(held.state, room.memberStates), roles: [], realms: ['live'] },
  }
}
