// Agreements and peers as they stand now, in memory until something about them is written: each change of any record asks for them.
import type { Id } from '#kernel/id.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { organisationRecord } from '#people/index.ts'
import type { Held } from '#platform/journal/index.ts'
import type { Agreement } from '../../model/agreement.ts'
import type { Peer } from '../../model/peer.ts'
import { agreementsOf } from '../../store/agreements/agreements.ts'
import type { FederateRoom } from '../room.ts'
import { nodeView } from './room.ts'

/** A peer as a reader, and the persons on its card who may be given TLP:RED. */
export interface Side {
  peer: Held<Peer>
  name: string
  trusted: boolean
  reader: Pick<Reader, 'id' | 'organisation' | 'clientOf' | 'communities'>
  persons: Id[]
}

export interface Standing {
  agreements(realm: Realm): Promise<Held<Agreement>[]>
  sides(): Promise<Side[]>
  /** Our own side, as others may write to it. */
  own(): Promise<{ node: Id; name: string } & Pick<Side, 'reader' | 'persons'>>
  stop(): void
}

const watched = new Set([
  'federate.agreement',
  'federate.peer',
  'federate.ownCard',
  'people.organisation',
  'people.person',
])

export function createStanding(room: FederateRoom): Standing {
  let agreements = new Map<Realm, Promise<Held<Agreement>[]>>()
  let sides: Promise<Side[]> | undefined
  let own: ReturnType<typeof readOwn> | undefined
  const stop = room.journal.onCommitted((batch) => {
    if (batch.length > 0 && !batch.some(({ record }) => watched.has(record))) return
    agreements = new Map()
    sides = undefined
    own = undefined
  })
  return {
    agreements(realm) {
      const known = agreements.get(realm)
      if (known) return known
      const asked = agreementsOf(room.journal.reads, nodeView(room, realm))
      agreements.set(realm, asked)
      // What failed is asked again.
      asked.catch(() => agreements.delete(realm))
      return asked
    },
    sides() {
      if (sides) return sides
      const asked = readSides(room)
      sides = asked
      asked.catch(() => {
        if (sides === asked) sides = undefined
      })
      return asked
    },
    own() {
      if (own) return own
      const asked = readOwn(room)
      own = asked
      asked.catch(() => {
        if (own === asked) own = undefined
      })
      return asked
    },
    stop,
  }
}

async function readSides(room: FederateRoom): Promise<Side[]> {
  const peers = await room.trust.peers()
  const registered = await places(
    room,
    peers.map(({ state }) => state.organisation),
  )
  return Promise.all(
    peers.map(async (peer): Promise<Side> => {
      const { organisation, card } = peer.state
      const told = card.content.organisation
      const place = registered.get(organisation)
      return {
        ...{ peer, name: peer.state.name, trusted: peer.state.status === 'trusted' },
        reader: {
          ...{ id: peer.id, organisation, clientOf: place?.clientOf ?? [] },
          // Where our own register knows it, our own word counts: a card cannot make itself a member of NATO.
          communities: place?.communities ?? [...(told.country ? [told.country] : []), ...told.groups],
        },
        persons: await contactsOf(room, organisation, card.content.contacts),
      }
    }),
  )
}

async function readOwn(room: FederateRoom) {
  const { content } = await room.trust.ownCard()
  const { id, name, country, groups } = content.organisation
  const place = (await places(room, [room.journal.home])).get(room.journal.home)
  return {
    ...{ node: content.node, name },
    reader: {
      ...{ id: content.node, organisation: id, clientOf: place?.clientOf ?? [] },
      communities: place?.communities ?? [...(country ? [country] : []), ...groups],
    },
    persons: content.contacts.flatMap(({ person }) => person ?? []),
  }
}

async function places(room: FederateRoom, ids: readonly Id[]) {
  const found = await room.journal.reads.some(organisationRecord, nodeView(room, 'live'), ids)
  return new Map(
    found.map(({ id, state }) => [
      id,
      { clientOf: state.clientOf, communities: [...(state.country ? [state.country] : []), ...state.groups] },
    ]),
  )
}

/** A card may name as its contact nobody whom we know to be of another organisation. */
async function contactsOf(room: FederateRoom, organisation: Id, contacts: readonly { person?: Id }[]): Promise<Id[]> {
  const persons: Id[] = []
  for (const { person } of contacts) {
    if (person === undefined) continue
    const known = await room.people.colleague(person)
    if (!known || known.reader.organisation === organisation) persons.push(person)
  }
  return persons
}
