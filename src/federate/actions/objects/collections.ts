// Opening, changing and showing collections.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { mayWrite } from '#kernel/may-read.ts'
import type { Reader } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import type { Appended, Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/objects/collections.ts'
import type { Access, Collection } from '../../model/collection.ts'
import { mayReadIn } from '../../rules/objects/collection-access.ts'
import { collectionRecord } from '../../rules/objects/collection-record.ts'
import { canWrite } from '../../rules/taxii/collection-resource.ts'
import { rootName } from '../../rules/taxii/roots.ts'
import { allCollections } from '../../store/objects/collections.ts'
import { countObjects, countTypes } from '../../store/objects/objects.ts'
import type { FederateRoom } from '../room.ts'
import { collectionId } from './collection-id.ts'

export interface Changed {
  id: Id
  version: number
  entry: Id
}
const changed = <S>({ entry, held }: Appended<S>): Changed => ({ id: held.id, version: held.version, entry })
const everybody: Access = { organisations: [], roles: [] }

export function openCollection(
  room: FederateRoom,
  { marking, ...input }: InputOf<typeof api.openCollection>,
  call: Call,
): Promise<Reply<Changed>> {
  const owner = call.reader.organisation ?? room.journal.home
  const subject = collectionId(call.view.realm, owner, input.alias)
  return room.journal.commit(call.writer, async (unit) => {
    await known(room, unit, input)
    if (await isTaken(room, unit, subject))
      unit.refuse('alias-taken', `There is a collection ${input.alias} of yours.`, '/alias')
    const body = {
      ...{ alias: input.alias, title: input.title, description: input.description ?? '' },
      formats: input.formats ?? ['stix' as const],
      ...{ read: input.read ?? everybody, write: input.write ?? everybody, retentionDays: input.retentionDays ?? null },
    }
    const options = { subject, owner, ...(marking ? { marking } : {}) }
    return done(changed(await unit.open(collectionRecord, 'federate.collectionOpened', body, options)))
  })
}

/** Also where the caller may not read it: two of one id cannot be. */
async function isTaken({ journal }: FederateRoom, unit: Unit, id: Id): Promise<boolean> {
  if (await unit.read(collectionRecord, id)) return true
  const view = { reader: systemOf(unit), realm: unit.view.realm }
  return (await journal.reads.one(collectionRecord, view, id)) !== undefined
}

function systemOf(unit: Unit): Reader {
  return { ...unit.view.reader, kind: 'system' }
}

export function editCollection(
  room: FederateRoom,
  { id, version, marking, ...input }: InputOf<typeof api.editCollection>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    await known(room, unit, input)
    const said = Object.keys(input).length > 0
    const edited = said
      ? await unit.append(collectionRecord, 'federate.collectionEdited', id, input, { expectedVersion: version })
      : undefined
    if (!marking) return edited ? done(changed(edited)) : unit.refuse('bad-input', 'That changes nothing.')
    const seen = edited?.held.version ?? version
    return done(changed(await unit.remark(collectionRecord, id, marking, 'Marked anew with its settings.', seen)))
  })
}

/** Organisations stand in the live realm, also for those who are in an exercise. */
async function known(
  { journal }: FederateRoom,
  unit: Unit,
  { read, write }: { read?: Access; write?: Access },
): Promise<void> {
  const view = { reader: unit.view.reader, realm: 'live' }
  for (const [name, access] of Object.entries({ read, write })) {
    const ids = access?.organisations ?? []
    const found = await journal.reads.some(organisationRecord, view, ids)
    const missing = ids.find((id) => !found.some((one) => one.id === id))
    if (missing) unit.refuse('unknown-organisation', `The register has no organisation ${missing}.`, `/${name}`)
  }
}

export function shownCollection(room: FederateRoom, { view }: Pick<Call, 'view'>, held: Held<Collection>) {
  const { id, version, marking, since, state } = held
  return {
    ...{ id, version, marking, since, state },
    canRead: mayReadIn(view.reader, held),
    canWrite: canWrite(view.reader, held),
    canEdit: mayWrite(view.reader, view.realm, marking, room.journal.home),
  }
}

export async function listCollections(
  room: FederateRoom,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listCollections>>> {
  const all = await allCollections(room.journal.reads, call.view)
  return done({ items: all.map((held) => shownCollection(room, call, held)) })
}

const mostCounted = 100_000
const lastTyped = 5_000

export async function getCollection(
  room: FederateRoom,
  { id }: InputOf<typeof api.getCollection>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getCollection>>> {
  const held = await room.journal.reads.one(collectionRecord, call.view, id)
  if (!held) return refuse('unknown', `No collection with the id ${id} that you may read.`)
  const shown = shownCollection(room, call, held)
  const { sql } = room.journal
  const count = shown.canRead ? await countObjects(sql, call.view, { collection: id }, mostCounted) : 0
  const types = shown.canRead ? await countTypes(sql, call.view, id, lastTyped) : []
  const address = `${room.settings.origin}/taxii2/${rootName(call.view.realm)}/collections/${id}/`
  return done({
    ...shown,
    objects: { count, atLeast: count === mostCounted },
    types,
    address: held.state.formats.includes('stix') ? address : null,
  })
}
