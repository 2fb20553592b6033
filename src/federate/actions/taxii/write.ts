// What TAXII writes: objects are posted, deleted by those whose they are, and a status says for a day what became of each.
import { randomUUID } from 'node:crypto'
import { actorOf } from '#kernel/reader.ts'
import { quoted } from '../../rules/stix/pointer.ts'
import { repeatedName } from '../../rules/stix/repeated-name.ts'
import { canDelete, canWrite, deletesAs } from '../../rules/taxii/collection-resource.ts'
import { isFault, readAsked } from '../../rules/taxii/filters.ts'
import { member } from '../../rules/taxii/json.ts'
import { mayCome } from '../../rules/taxii/media-types.ts'
import { spelt } from '../../rules/taxii/posted-object.ts'
import { statusResource } from '../../rules/taxii/status-resource.ts'
import { findObjects } from '../../store/objects/objects.ts'
import { keepStatus, statusOf } from '../../store/objects/statuses.ts'
import { type JsonBudget, strictJson } from '../../wire/strict-json.ts'
import { removeObject } from '../objects/remove-object.ts'
import { takePosted } from '../objects/take-posted.ts'
import type { FederateRoom } from '../room.ts'
import { type Answer, error, maxContentLength, nothingHere, otherType, resource, tooLarge } from './answers.ts'
import type { InCollection, InRoot } from './enter.ts'

const budget: JsonBudget = { maxBytes: maxContentLength, maxDepth: 60, maxValues: 2_000_000 }
const mostObjects = 20_000

export async function postObjects(room: FederateRoom, guest: InCollection): Promise<Answer> {
  const { reader, collection, request, realm } = guest
  if (!canWrite(reader, collection)) return error(403, 'You may not add to this collection.')
  if (!mayCome(request.headers['content-type'])) return otherType
  const read = strictJson(request.body, budget)
  // Section 5.5 counts a malformed body among what cannot be processed.
  if (!read.ok) return read.refusal === 'too-large' ? tooLarge : error(422, read.detail ?? 'It is no JSON.')
  const twice = repeatedName(request.body, read.value)
  if (twice !== undefined) return error(422, `The name ${quoted(twice)} comes twice in one object (RFC 7493).`)
  const objects = member(read.value, 'objects')
  if (!Array.isArray(objects) || objects.length === 0)
    return error(422, 'It is no envelope: a JSON object with a list of objects that is not empty.')
  if (objects.length > mostObjects) return error(422, `At most ${mostObjects} objects are taken at a time.`)

  const taken = await takePosted(room, { by: reader, realm, collection: collection.id, objects, now: request.now })
  if (!taken.ok) return taken.refusal === 'unknown' ? nothingHere : error(403, taken.detail ?? 'You may not add here.')
  const { refusals } = taken.value
  const added = await addedOf(room, guest, objects)
  const status = statusResource({ id: randomUUID(), at: request.now, objects, refusals, added })
  await keepStatus(room.journal.sql, {
    id: status.id,
    ...{ realm, collection: collection.id, asker: actorOf(reader), at: request.now, status },
  })
  return { ...resource(status), status: 202 }
}

/** Observables say no version: this server calls them by the moment at which they were added. */
async function addedOf(
  { journal }: FederateRoom,
  { view, collection }: InCollection,
  objects: readonly unknown[],
): Promise<Map<string, number>> {
  const ids = objects.flatMap((object) => {
    const id = spelt(object) === undefined ? member(object, 'id') : undefined
    return typeof id === 'string' && id.length <= 300 && !/\p{Cc}|\p{Cs}/u.test(id) ? [id] : []
  })
  if (ids.length === 0) return new Map()
  const asked = { collection: collection.id, format: 'stix', ids, limit: mostObjects } as const
  return new Map((await findObjects(journal.sql, view, asked, 'heads')).map(({ id, added }) => [id, added]))
}

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Told to whoever posted, and to nobody else. */
export async function getStatus(room: FederateRoom, { realm, reader, request }: InRoot): Promise<Answer> {
  const id = request.params.status ?? ''
  const status = idForm.test(id) ? await statusOf(room.journal.sql, { id, realm, asker: actorOf(reader) }) : undefined
  return status === undefined ? nothingHere : resource(status)
}

export async function deleteObject(room: FederateRoom, guest: InCollection): Promise<Answer> {
  const { reader, collection, view, query } = guest
  if (!canDelete(reader, collection)) return error(403, 'You may not delete from this collection.')
  const asked = readAsked(query, ['version', 'spec_version'])
  if (isFault(asked)) return error(400, asked.fault)
  const { versions, specs } = asked.filters
  const removed = await removeObject(room, {
    view,
    verb: deletesAs.name,
    collection,
    id: guest.request.params.object ?? '',
    ...{ versions: versions ?? ['all'], specs, reason: 'Deleted by TAXII.' },
  })
  if (removed.ok) return resource('')
  return removed.refusal === 'unknown' ? nothingHere : error(403, removed.detail ?? 'It belongs to somebody else.')
}
