// What TAXII reads: objects, one object, manifests and versions, in pages by the moment at which each was added.
import type { Id } from '#kernel/id.ts'
import { canRead } from '../../rules/taxii/collection-resource.ts'
import { type Asked, type Filters, isFault, type MatchField, readAsked } from '../../rules/taxii/filters.ts'
import { stixType } from '../../rules/taxii/media-types.ts'
import { momentText } from '../../rules/taxii/moments.ts'
import { wasRemoved } from '../../store/objects/collections.ts'
import { findObjects, type ObjectsAsked, type StoredObject } from '../../store/objects/objects.ts'
import type { FederateRoom } from '../room.ts'
import { type Answer, addedHeaders, error, nothingHere, resource } from './answers.ts'
import { cursorBehind, resumed } from './cursor.ts'
import type { InCollection } from './enter.ts'

type Kind = 'objects' | 'object' | 'manifest' | 'versions'
const fields: Readonly<Record<Kind, readonly MatchField[]>> = {
  objects: ['id', 'type', 'version', 'spec_version'],
  manifest: ['id', 'type', 'version', 'spec_version'],
  object: ['version', 'spec_version'],
  versions: ['spec_version'],
}

interface Page {
  rows: StoredObject[]
  next: string | null
  /** The moment behind which it was read. */
  behind: number
}

export function getObjects(room: FederateRoom, guest: InCollection): Promise<Answer> {
  return paged(room, guest, 'objects', envelope)
}

export function getManifest(room: FederateRoom, guest: InCollection): Promise<Answer> {
  return paged(room, guest, 'manifest', (page) =>
    answered('objects', page, (row) => JSON.stringify(manifestEntry(row))),
  )
}

export function getObject(room: FederateRoom, guest: InCollection): Promise<Answer> {
  return paged(room, guest, 'object', envelope)
}

export function getVersions(room: FederateRoom, guest: InCollection): Promise<Answer> {
  return paged(room, guest, 'versions', (page) => answered('versions', page, (row) => JSON.stringify(versionOf(row))))
}

async function paged(
  room: FederateRoom,
  guest: InCollection,
  kind: Kind,
  show: (page: Page) => Answer,
): Promise<Answer> {
  const { reader, collection, request } = guest
  if (!canRead(reader, collection)) return error(403, 'You may add to this collection, but not read it.')
  const object = kind === 'object' || kind === 'versions' ? (request.params.object ?? '') : undefined
  const asked = readAsked(guest.query, fields[kind])
  if (isFault(asked)) return error(400, asked.fault)
  const filters = resume(asked, { scope: scopeOf(collection.id, kind, object), kind })
  if (!filters) return error(400, 'next is not from this list, or comes with other match fields than before.')
  const rows = await load(
    room,
    guest,
    kind,
    { ...filters.filters, ...(object === undefined ? {} : { ids: [object] }) },
    asked.limit,
  )
  if (object !== undefined && rows.rows.length === 0 && !(await isThere(room, guest, object, filters.filters)))
    return nothingHere
  return show({
    rows: rows.rows,
    behind: filters.filters.after ?? 0,
    next: nextOf(rows, { scope: scopeOf(collection.id, kind, object), matches: filters.matches }),
  })
}

function scopeOf(collection: Id, kind: Kind, object = ''): string {
  return `${collection} ${kind} ${object}`
}

function resume(asked: Asked, { scope, kind }: { scope: string; kind: Kind }) {
  if (asked.next === undefined) return asked
  const back = resumed({ scope, matches: asked.matches }, asked.next)
  if (!back) return undefined
  const again = readAsked(new URLSearchParams(back.matches), fields[kind])
  if (isFault(again)) return undefined
  const after = Math.max(back.after, asked.filters.after ?? 0)
  return { filters: { ...again.filters, after }, matches: back.matches }
}

/**
 * Whether there is any version of it for this reader: filters that leave nothing are no reason to say that it is not there. A version that
 * was deleted is gone by name, too (section 5.7).
 */
async function isThere(
  { journal }: FederateRoom,
  { view, collection: { id: collection } }: InCollection,
  id: string,
  { versions }: Filters,
): Promise<boolean> {
  const asked = { collection, format: 'stix', ids: [id], limit: 1 } as const
  if ((await findObjects(journal.sql, view, asked, 'heads')).length === 0) return false
  const named = (versions ?? []).flatMap((one) => (typeof one === 'object' ? [one.at] : []))
  if (named.length === 0 || named.length < (versions ?? []).length) return true
  return !(await wasRemoved(journal.reads, view, { collection, id, versions: named }))
}

/** Objects are read in small lots, so that a page of large ones ends before it fills the memory. */
const lot = 100
const mostChars = 8_000_000

async function load(
  room: FederateRoom,
  { view, collection }: InCollection,
  kind: Kind,
  filters: Filters,
  limit: number,
): Promise<{ rows: StoredObject[]; more: boolean }> {
  const asked = { ...storeFilters(filters, kind), collection: collection.id, format: 'stix' } as const
  const content = kind === 'objects' || kind === 'object' ? 'whole' : 'heads'
  const rows: StoredObject[] = []
  let chars = 0
  for (;;) {
    const wanted = Math.min(limit - rows.length, content === 'whole' ? lot : limit)
    const after = rows.at(-1)?.added ?? asked.after
    const some = await findObjects(
      room.journal.sql,
      view,
      { ...asked, ...(after === undefined ? {} : { after }), limit: wanted + 1 },
      content,
    )
    for (const row of some.slice(0, wanted)) {
      rows.push(row)
      chars += row.json.length
      if (chars > mostChars) return { rows, more: row !== some.at(-1) }
    }
    if (some.length <= wanted) return { rows, more: false }
    if (rows.length >= limit) return { rows, more: true }
  }
}

/**
 * Without a word about versions, the latest; the list of versions is about all of them. Without a word about the specification, each object
 * by the latest that it is here by (section 3.4.1).
 */
function storeFilters({ versions, ...given }: Filters, kind: Kind): Omit<ObjectsAsked, 'limit'> {
  const filters = { ...given, latestSpec: given.specs === undefined }
  if (kind === 'versions') return filters
  const asked = versions ?? ['last']
  const some = asked.filter((one) => one !== 'all')
  return some.length < asked.length ? filters : { ...filters, versions: some }
}

function nextOf({ rows, more }: { rows: StoredObject[]; more: boolean }, listing: { scope: string; matches: string }) {
  const last = rows.at(-1)
  return more && last ? cursorBehind(listing, last.added) : null
}

function envelope(page: Page): Answer {
  return answered('objects', page, (row) => row.json)
}

function answered(name: string, { rows, next, behind }: Page, write: (row: StoredObject) => string): Answer {
  return resource(listed(name, rows.map(write), next), addedHeaders(rows, behind))
}

/** Nothing at all where there is nothing: the standard lets no list be empty. */
function listed(name: string, items: readonly string[], next: string | null): string {
  if (items.length === 0) return '{}'
  const more = next === null ? '"more":false' : `"more":true,"next":${JSON.stringify(next)}`
  return `{${more},"${name}":[${items.join(',')}]}`
}

function manifestEntry(row: StoredObject) {
  return { id: row.id, date_added: momentText(row.added), version: versionOf(row), media_type: stixType(row.spec) }
}

/** What has no version of its own goes by the moment at which it was added. */
export function versionOf({ spelt, added }: Pick<StoredObject, 'spelt' | 'added'>): string {
  return spelt ?? momentText(added)
}
