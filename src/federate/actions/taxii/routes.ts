// The TAXII 2.1 server: which address does what, with and without the last slash. Other methods are refused by name.
import type { RawRoute } from '#platform/http/types.ts'
import { collectionResource, isShown } from '../../rules/taxii/collection-resource.ts'
import { rootName, rootResource } from '../../rules/taxii/roots.ts'
import { allCollections } from '../../store/objects/collections.ts'
import type { FederateRoom } from '../room.ts'
import { type Answer, error, maxContentLength, nothingHere, otherType, resource, tooLarge } from './answers.ts'
import { enter, type Guest, type InCollection, type InRoot, inCollection, inRoot } from './enter.ts'
import { getManifest, getObject, getObjects, getVersions } from './read.ts'
import { deleteObject, getStatus, postObjects } from './write.ts'

type Method = RawRoute['method']
type Does = (guest: Guest) => Promise<Answer>
const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']

export function taxiiRoutes(room: FederateRoom): RawRoute[] {
  const root =
    (then: (guest: InRoot) => Promise<Answer>): Does =>
    (guest) =>
      inRoot(guest, then)
  const collection = (then: (room: FederateRoom, guest: InCollection) => Promise<Answer>): Does =>
    root((guest) => inCollection(room, guest, (inside) => then(room, inside)))
  const one = '/taxii2/:root/collections/:collection'
  return [
    ...address('/taxii2', { GET: at((guest) => discovery(room, guest)) }),
    ...address('/taxii2/:root', { GET: root(async ({ realm }) => resource(rootResource(realm, maxContentLength))) }),
    ...address('/taxii2/:root/status/:status', { GET: root((guest) => getStatus(room, guest)) }),
    ...address('/taxii2/:root/collections', { GET: root((guest) => collections(room, guest)) }),
    ...address(one, {
      GET: collection(async (_room, guest) => resource(collectionResource(guest.reader, guest.collection))),
    }),
    ...address(`${one}/manifest`, { GET: collection(getManifest) }),
    ...address(`${one}/objects`, { GET: collection(getObjects), POST: collection(postObjects) }),
    ...address(`${one}/objects/:object`, { GET: collection(getObject), DELETE: collection(deleteObject) }),
    ...address(`${one}/objects/:object/versions`, { GET: collection(getVersions) }),
    { method: 'GET', path: '/taxii2/*', handle: (_edge, url, request) => enter(request, url, async () => nothingHere) },
  ]
}

/** An answer that needs nothing from the database. */
function at(say: (guest: Guest) => Answer): Does {
  return async (guest) => say(guest)
}

function address(path: string, does: Partial<Record<Method, Does>>): RawRoute[] {
  const known = methods.filter((method) => does[method])
  const allow = [...known, ...(does.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  return methods.flatMap((method) =>
    [`${path}/`, path].map((spelling): RawRoute => {
      const act = does[method]
      return {
        method,
        path: spelling,
        maxBytes: method === 'POST' ? maxContentLength : 1024,
        unread: (why) => (why === 'too-large' ? tooLarge : otherType),
        async handle(_edge, url, request) {
          if (method === 'OPTIONS') return { status: 204, type: 'text/plain', body: '', headers: { allow } }
          return act ? enter(request, url, act) : error(405, `This address knows ${allow}.`, { allow })
        },
      }
    }),
  )
}

function discovery({ settings }: FederateRoom, { reader }: Guest): Answer {
  const roots = reader.realms.map((realm) => `${settings.origin}/taxii2/${rootName(realm)}/`)
  const [first] = roots
  return resource({
    title: 'Tocsin',
    description:
      'Objects in STIX 2.1 that this node shares by agreement. Each root is a realm: what is real, and each exercise.',
    ...(first === undefined ? {} : { default: first, api_roots: roots }),
  })
}

async function collections(room: FederateRoom, { view, reader }: InRoot): Promise<Answer> {
  const all = await allCollections(room.journal.reads, view)
  const shown = all.filter((held) => isShown(reader, held)).map((held) => collectionResource(reader, held))
  return resource(shown.length > 0 ? { collections: shown } : {})
}
