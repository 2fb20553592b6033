// Taking foreign objects in as one intake: all that can be taken, once each, with the reasons of the others.
import type { Id } from '#kernel/id.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { type Reader, systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Unit } from '#platform/journal/index.ts'
import type { ObjectIn } from '../../model/objects.ts'
import { mayWriteIn } from '../../rules/objects/collection-access.ts'
import { collectionRecord, ownCollection } from '../../rules/objects/collection-record.ts'
import { intakeRecord } from '../../rules/objects/intake-record.ts'
import { besideKept, countedTypes, type Sorted, screen } from '../../rules/objects/sort-intake.ts'
import { keptOf, putObjects } from '../../store/objects/put-objects.ts'
import type { Objects } from '../parts.ts'
import type { FederateRoom } from '../room.ts'
import { collectionId } from './collection-id.ts'

type Asked = Parameters<Objects['takeIn']>[0]
const mostReasons = 200
const reviewDays = 30

/** Refusals: unknown (a collection that `by` may not see), not-writable, wrong-state (it is closed). */
export function takeIn(room: FederateRoom, asked: Asked): ReturnType<Objects['takeIn']> {
  const writer = { view: { reader: asked.by, realm: asked.realm }, verb: asked.verb }
  return room.journal.commit(writer, async (unit) => {
    const collection = await unit.read(collectionRecord, asked.collection)
    if (!collection) return unit.refuse('unknown', `No collection with the id ${asked.collection} that you may read.`)
    if (!collection.state.open) unit.refuse('wrong-state', `The collection “${collection.state.title}” is closed.`)
    if (!mayWriteIn(asked.by, collection)) unit.refuse('not-writable', 'You may not add to this collection.')
    const screened = screen(asked.objects, collection.state.formats)
    const kept = await keptOf(room.journal.sql, collection.id, screened.added)
    const sorted = besideKept(screened, kept)
    const intake = await noted(room, unit, asked, sorted)
    const place = { realm: asked.realm, collection: collection.id, intake, now: unit.now }
    if (sorted.added.length > 0) unit.also((trx) => putObjects(trx, place, sorted.added))
    const refusals = [...asked.refused, ...sorted.refused]
    return done({
      ...{ intake, added: sorted.added.length, known: sorted.known.length, refused: refusals.length },
      refusals,
    })
  })
}

async function noted(room: FederateRoom, unit: Unit, asked: Asked, { added, known, refused }: Sorted): Promise<Id> {
  const all = [...asked.refused, ...refused].map(({ id, refusal, why }) => ({ id, refusal, why }))
  const { held } = await unit.open(
    intakeRecord,
    'federate.intakeTaken',
    {
      source: asked.source,
      collection: asked.collection,
      ...{ added: added.length, known: known.length, refused: all.length },
      reasons: all.slice(0, mostReasons),
      types: countedTypes(added),
      at: unit.now,
    },
    { marking: markedLike(added, asked.by, room.journal.home, unit.now) },
  )
  return held.id
}

/** Counts say something too: where named persons only may read an object, only its author reads that it came. */
function markedLike(added: readonly ObjectIn[], by: Reader, home: Id, now: string): MarkingChoice {
  const audience = by.organisation === null || by.organisation === home ? [] : [home]
  if (by.person === null || !added.some((object) => object.marking.tlp === 'RED'))
    return { tlp: 'AMBER+STRICT', audience }
  const reviewOn = new Date(Date.parse(now) + reviewDays * 86_400_000).toISOString().slice(0, 10)
  return { tlp: 'RED', persons: [by.person], reason: 'It brought objects that are TLP:RED.', reviewOn }
}

/** The collection of the node's own organisation by that alias, opened when it is not there. */
export async function collectionByAlias(room: FederateRoom, realm: Realm, alias: string, title: string): Promise<Id> {
  const { home } = room.journal
  const id = collectionId(realm, home, alias)
  const view = { reader: systemReader('collections', [realm], home), realm }
  const opened: Reply<Id> = await room.journal.commit({ view, verb: 'federate.openCollection' }, async (unit) => {
    if (await unit.read(collectionRecord, id)) return done(id)
    const options = { subject: id, owner: home }
    await unit.open(collectionRecord, 'federate.collectionOpened', ownCollection({ alias, title }), options)
    return done(id)
  })
  if (!opened.ok) throw new Error(`The collection ${alias} could not be opened: ${opened.detail ?? opened.refusal}`)
  return opened.value
}
