// Showing objects to people, and publishing, deleting and erasing them by hand.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { type Marking, markingFrom, tlpRank } from '#kernel/marking.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type * as api from '../../api/objects/objects.ts'
import type { Collection } from '../../model/collection.ts'
import { mayReadIn, mayWriteIn } from '../../rules/objects/collection-access.ts'
import { collectionRecord } from '../../rules/objects/collection-record.ts'
import { intakeRecord } from '../../rules/objects/intake-record.ts'
import { labelOf } from '../../rules/objects/object-label.ts'
import { orderedVersion } from '../../rules/objects/ordered-version.ts'
import { momentFrom, momentText } from '../../rules/taxii/moments.ts'
import { findObjects, type StoredObject } from '../../store/objects/objects.ts'
import type { FederateRoom } from '../room.ts'
import { eraseObject as erase, removeObject as remove } from './remove-object.ts'
import { takePosted } from './take-posted.ts'

const mostVersions = 500

/** The collection, if this reader may read objects there. */
async function readable({ journal }: FederateRoom, view: View, id: Id): Promise<Held<Collection> | undefined> {
  const held = await journal.reads.one(collectionRecord, view, id)
  return held && mayReadIn(view.reader, held) ? held : undefined
}

const noCollection = (id: Id) => refuse('unknown', `No collection with the id ${id} that you may read.`)

export async function readObjects(
  room: FederateRoom,
  { collection, type, search, intake, after, limit = 50 }: InputOf<typeof api.readObjects>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.readObjects>>> {
  if (!(await readable(room, view, collection))) return noCollection(collection)
  const before = after === undefined ? undefined : momentFrom(after)
  const rows = await findObjects(room.journal.sql, view, {
    ...{ collection, newestFirst: true, limit: limit + 1 },
    ...(type ? { types: [type] } : {}),
    ...(search ? { idStarts: search.trim() } : {}),
    ...(intake ? { intake } : {}),
    ...(before === undefined ? {} : { before }),
  })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return done({ items: items.map(head), next: rows.length > limit && last ? momentText(last.added) : null })
}

function head(row: StoredObject) {
  const { id, format, type, spec, marking, intake } = row
  return {
    ...{ id, format, type, spec, marking, intake },
    version: shownVersion(row),
    addedAt: momentText(row.added),
    label: labelOf(JSON.parse(row.json)),
  }
}

/** As the object spells it; what has no version goes by the moment at which it was added. */
function shownVersion({ spelt, version, added }: StoredObject): string {
  return spelt ?? (version === '' ? momentText(added) : version)
}

export async function getObject(
  room: FederateRoom,
  { collection, object, version }: InputOf<typeof api.getObject>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.getObject>>> {
  if (!(await readable(room, view, collection))) return noCollection(collection)
  const asked = { collection, ids: [object], limit: mostVersions, newestFirst: true }
  const versions = await findObjects(room.journal.sql, view, asked, 'heads')
  versions.sort((a, b) => (a.version < b.version ? 1 : a.version > b.version ? -1 : b.added - a.added))
  const wanted = version === undefined ? versions[0] : versions.find((row) => isVersion(row, version))
  const [row] = wanted
    ? await findObjects(room.journal.sql, view, {
        ...asked,
        after: wanted.added - 1,
        before: wanted.added + 1,
        limit: 1,
      })
    : []
  if (!row) return refuse('unknown', `No object ${object} in this collection that you may read.`)
  const intake = await room.journal.reads.one(intakeRecord, view, row.intake)
  return done({
    ...head(row),
    object: JSON.parse(row.json),
    versions: versions.map((one) => ({ version: shownVersion(one), addedAt: momentText(one.added) })),
    broughtBy: intake
      ? { standard: intake.state.source.standard, name: intake.state.source.name, at: intake.state.at }
      : null,
    canRemove: mayWrite(view.reader, view.realm, row.marking, room.journal.home),
  })
}

function isVersion(row: StoredObject, version: string): boolean {
  return shownVersion(row) === version || (row.version !== '' && row.version === orderedVersion(version))
}

/** As strict as each object says and as the person chose, whichever is stricter. */
export async function publishObjects(
  room: FederateRoom,
  { collection, stix, marking: choice }: InputOf<typeof api.publishObjects>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.publishObjects>>> {
  const owner = call.reader.organisation ?? room.journal.home
  const chosen = choice ? markingFrom(choice, owner, call.reader.person) : undefined
  const objects: readonly unknown[] = Array.isArray(stix) ? stix : stix.objects
  const taken = await takePosted(room, {
    ...{ by: call.reader, realm: call.view.realm, collection, objects, now: call.now },
    source: { standard: 'stix', name: 'Published by hand', organisation: owner },
    ...(chosen ? { mark: (said: Marking, labelled: boolean) => published(said, labelled, chosen) } : {}),
  })
  if (!taken.ok) return taken
  const { refusals, ...counts } = taken.value
  return done({ ...counts, reasons: refusals.slice(0, 200).map(({ id, refusal, why }) => ({ id, refusal, why })) })
}

/** Where an object says nothing, its publisher's word counts; what it says is never loosened. */
function published(said: Marking, labelled: boolean, chosen: Marking): Marking {
  if (!labelled || tlpRank(chosen.tlp) >= tlpRank(said.tlp)) return { ...chosen, releasableTo: narrowed(said, chosen) }
  return {
    ...said,
    audience: [...new Set([...said.audience, ...chosen.audience])],
    releasableTo: narrowed(said, chosen),
  }
}

/** Both lists hold: where the object names some, no others are added. */
function narrowed(said: Marking, chosen: Marking): string[] {
  if (said.releasableTo.length === 0) return chosen.releasableTo
  if (chosen.releasableTo.length === 0) return said.releasableTo
  const both = said.releasableTo.filter((to) => chosen.releasableTo.includes(to))
  return both.length > 0 ? both : said.releasableTo
}

export async function removeObject(
  room: FederateRoom,
  { collection, object, version, reason }: InputOf<typeof api.removeObject>,
  { view, writer }: Call,
): Promise<Reply<OutputOf<typeof api.removeObject>>> {
  const held = await readable(room, view, collection)
  if (!held) return noCollection(collection)
  if (!mayWriteIn(view.reader, held)) return refuse('not-writable')
  const at = version === undefined ? undefined : { at: orderedVersion(version), added: momentFrom(version) ?? 0 }
  return remove(room, {
    ...{ view, verb: writer.verb, collection: held, id: object, reason },
    versions: at ? [at] : ['all'],
  })
}

export async function eraseObject(
  room: FederateRoom,
  { collection, object, reason }: InputOf<typeof api.eraseObject>,
  { view, writer }: Call,
): Promise<Reply<OutputOf<typeof api.eraseObject>>> {
  const held = await readable(room, view, collection)
  if (!held) return noCollection(collection)
  return erase(room, { view, verb: writer.verb, collection: held, id: object, reason })
}
