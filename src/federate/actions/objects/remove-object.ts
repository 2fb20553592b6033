// Taking objects away: deleted by those whose they are, or erased by law. That it happened is a record; what it said is not in it.
import type { MarkingChoice } from '#kernel/marking.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type { Collection } from '../../model/collection.ts'
import { removalRecord } from '../../rules/objects/removal-record.ts'
import type { Filters } from '../../rules/taxii/filters.ts'
import { findObjects, type StoredObject } from '../../store/objects/objects.ts'
import { deleteObjects, eraseObjects } from '../../store/objects/put-objects.ts'
import type { FederateRoom } from '../room.ts'

interface Removed {
  view: View
  verb: string
  collection: Held<Collection>
  id: string
  versions: NonNullable<Filters['versions']>
  specs?: string[] | undefined
  reason: string
}

const mostVersions = 10_000

/** Refusals: unknown (no version of it that may be read), not-yours (it belongs to another organisation). */
export async function removeObject(room: FederateRoom, asked: Removed): Promise<Reply<{ removed: number }>> {
  const { view, collection, id } = asked
  const some = asked.versions.filter((one) => one !== 'all')
  const found = await findObjects(
    room.journal.sql,
    view,
    {
      ...{ collection: collection.id, ids: [id], limit: mostVersions },
      ...(some.length < asked.versions.length ? {} : { versions: some }),
      ...(asked.specs ? { specs: asked.specs } : {}),
    },
    'heads',
  )
  if (found.length === 0)
    return refuse('unknown', `No object ${id.slice(0, 300)} in this collection that you may read.`)
  if (!found.every(({ marking }) => mayWrite(view.reader, view.realm, marking, room.journal.home)))
    return refuse('not-yours', 'It belongs to another organisation; ask it to withdraw the object.')
  const versions = [...new Set(found.map(({ version }) => version))]
  return room.journal.commit({ view, verb: asked.verb }, async (unit) => {
    const state = {
      collection: collection.id,
      id,
      versions,
      how: 'deleted' as const,
      reason: asked.reason,
      at: unit.now,
    }
    await unit.open(removalRecord, 'federate.objectRemoved', state, {
      marking: markedLike(found, view, room.journal.home, unit.now),
    })
    unit.also((trx) => deleteObjects(trx, collection.id, id, versions))
    return done({ removed: versions.length })
  })
}

/** All versions, whoever may read them: the law asks for no less. The place stays, so that nobody posts it again. */
export async function eraseObject(
  room: FederateRoom,
  { view, verb, collection, id, reason }: Omit<Removed, 'versions' | 'specs'>,
): Promise<Reply<{ removed: number }>> {
  const asked = { collection: collection.id, ids: [id], limit: mostVersions }
  const found = await findObjects(room.journal.sql, view, asked, 'heads')
  if (found.length === 0)
    return refuse('unknown', `No object ${id.slice(0, 300)} in this collection that you may read.`)
  const versions = [...new Set(found.map(({ version }) => version))]
  return room.journal.commit({ view, verb }, async (unit) => {
    const state = { collection: collection.id, id, versions, how: 'erased' as const, reason, at: unit.now }
    await unit.open(removalRecord, 'federate.objectRemoved', state, {
      marking: markedLike(found, view, room.journal.home, unit.now),
    })
    unit.also((trx) => eraseObjects(trx, collection.id, id))
    return done({ removed: versions.length })
  })
}

/** An id says little, but what named persons only may read is not named to others either. */
function markedLike(found: readonly StoredObject[], view: View, home: string, now: string): MarkingChoice {
  const { organisation, person } = view.reader
  if (person === null || !found.some(({ marking }) => marking.tlp === 'RED'))
    return { tlp: 'AMBER+STRICT', audience: organisation === null || organisation === home ? [] : [home] }
  const reviewOn = new Date(Date.parse(now) + 30 * 86_400_000).toISOString().slice(0, 10)
  return { tlp: 'RED', persons: [person], reason: 'It was about an object that is TLP:RED.', reviewOn }
}
