// Entering the TAXII server: who asks, in which realm, and which collection they mean. What may not be read is not there.

import { refusedByLimits } from '#kernel/limits.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { RawRequest } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type { Collection } from '../../model/collection.ts'
import { deletesAs, isShown, postsAs, readsAs } from '../../rules/taxii/collection-resource.ts'
import { mayAnswer } from '../../rules/taxii/media-types.ts'
import { realmOfRoot } from '../../rules/taxii/roots.ts'
import { collectionNamed } from '../../store/objects/collections.ts'
import type { FederateRoom } from '../room.ts'
import { type Answer, error, nothingHere, whoAreYou } from './answers.ts'

export interface Guest {
  reader: Reader
  request: RawRequest
  query: URLSearchParams
}
export interface InRoot extends Guest {
  realm: Realm
  view: View
}
export interface InCollection extends InRoot {
  collection: Held<Collection>
}

/** The password of HTTP Basic is an API token; the user name is whatever a client likes to send. */
async function readerOf(request: RawRequest): Promise<Reader> {
  const basic = /^Basic +([A-Za-z0-9+/=_-]{1,4000})$/i.exec(request.headers.authorization ?? '')?.[1]
  if (basic === undefined) return request.reader()
  const pair = Buffer.from(basic, 'base64').toString('utf8')
  return request.reader(`Bearer ${pair.slice(pair.indexOf(':') + 1)}`)
}

/** Whoever is not known learns nothing, whatever the method (section 1.6.9). */
export async function known(request: RawRequest, then: (reader: Reader) => Answer | Promise<Answer>): Promise<Answer> {
  const reader = await readerOf(request)
  return reader.kind === 'public' ? whoAreYou : then(reader)
}

export function enter(request: RawRequest, url: URL, then: (guest: Guest) => Promise<Answer>): Promise<Answer> {
  return known(request, (reader) => allowed(request, url, reader, then))
}

async function allowed(
  request: RawRequest,
  url: URL,
  reader: Reader,
  then: (guest: Guest) => Promise<Answer>,
): Promise<Answer> {
  if (!mayAnswer(request.headers.accept)) return error(406, 'Ask for application/taxii+json;version=2.1.')
  const does = request.method === 'POST' ? postsAs : request.method === 'DELETE' ? deletesAs : readsAs
  const outside = refusedByLimits(reader, does)
  // A token for posting alone may still find its way to the collection; what it may read there is asked there.
  const onItsWay = does === readsAs && reader.limits?.only?.some((name) => name.startsWith('federate.'))
  if (outside && !onItsWay)
    return error(403, outside.detail ?? `The scope of this token does not include ${does.name}.`)
  return then({ reader, request, query: url.searchParams })
}

export async function inRoot(guest: Guest, then: (guest: InRoot) => Promise<Answer>): Promise<Answer> {
  const realm = realmOfRoot(guest.request.params.root ?? '', guest.reader.realms)
  if (realm === undefined) return nothingHere
  return then({ ...guest, realm, view: { reader: guest.reader, realm } })
}

export async function inCollection(
  room: FederateRoom,
  guest: InRoot,
  then: (guest: InCollection) => Promise<Answer>,
): Promise<Answer> {
  const { collection: name = '', object = '' } = guest.request.params
  // No collection and no object is called so, and the database knows no such text.
  if (/\p{Cc}|\p{Cs}/u.test(name + object)) return nothingHere
  const collection = await collectionNamed(room.journal.reads, guest.view, name, room.journal.home)
  if (!collection || !isShown(guest.reader, collection)) return nothingHere
  return then({ ...guest, collection })
}
