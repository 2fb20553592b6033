// What every action of this room works with.
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { type Refused, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/index.ts'
import type { Held, Unit, View, Writer } from '#platform/journal/index.ts'
import type { Deps } from '#platform/room.ts'
import type { HeldOrganisation, HeldPerson, Organisation, Person } from '../model.ts'
import { type AccessChange, personRecord } from '../rules/person-record.ts'
import type { Country, Lists, SectorEntry } from '../rules/place-and-sector.ts'
import { NotPossible } from '../store/accounts.ts'
import type { Sql } from '../store/tables.ts'
import type { Identities } from './identify.ts'

export interface Room extends Deps {
  lists: Lists
  countries: readonly Country[]
  sectors: readonly SectorEntry[]
  memberStates: ReadonlySet<string>
  refusedPasswords: ReadonlySet<string>
  identities: Identities
}

/** People exist once, in the live realm; an exercise borrows them. */
export const realm = 'live'

/** The eyes of the node itself, for finding out who somebody is before they are anybody. */
export function ownView(room: Deps): View {
  return { reader: systemReader('people', [realm], room.journal.home), realm }
}

/** A person of this node, or somebody who is played in an exercise and known in its realm alone. */
export async function personAnywhere(room: Deps, id: Id): Promise<Held<Person> | undefined> {
  const { reads, home } = room.journal
  const held = await reads.one(personRecord, ownView(room), id)
  if (held) return held
  const last = (await reads.lasts([id])).get(id)
  if (last?.record !== personRecord.name || last.realm === realm) return undefined
  return reads.one(personRecord, { reader: systemReader('people', [last.realm], home), realm: last.realm }, id)
}

/** For what the node does on behalf of somebody who may not write the record, such as their own password. */
export function ownWriter(room: Deps, verb: string): Writer {
  return { view: ownView(room), verb }
}

/** The caller as writer; in the live realm even while they are in an exercise. */
export function writerOf(call: Call): Writer {
  return { ...call.writer, view: { reader: call.reader, realm } }
}

export function viewOf(call: Call): View {
  return { ...call.view, realm }
}

/** Commits, and turns what a store found impossible inside the transaction into the refusal it is. */
export async function committed<T>(
  room: Deps,
  writer: Writer,
  work: (unit: Unit) => Promise<Reply<T>>,
): Promise<Reply<T>> {
  try {
    return await room.journal.commit(writer, work)
  } catch (thrown) {
    if (thrown instanceof NotPossible) return refuse(thrown.refusal)
    throw thrown
  }
}

/** Writes into the record of a person that a way in changed, together with the change itself. */
export function noteAccess(
  room: Deps,
  writer: Writer,
  person: Id,
  what: AccessChange,
  also?: (sql: Sql) => Promise<void>,
): Promise<Reply<null>> {
  return committed(room, writer, async (unit) => {
    await unit.append(personRecord, 'people.accessChanged', person, { what })
    if (also) unit.also(also)
    return { ok: true, value: null }
  })
}

export function shownPerson(held: Held<Person>): HeldPerson {
  return { id: held.id, version: held.version, marking: held.marking, since: held.since, ...held.state }
}

export function shownOrganisation(held: Held<Organisation>): HeldOrganisation {
  return { id: held.id, version: held.version, marking: held.marking, since: held.since, ...held.state }
}

export const noSession: Refused = refuse('session-needed')
