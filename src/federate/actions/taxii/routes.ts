// The TAXII 2.1 server: which address does what, with and without the last slash. Other methods are refused by name.
import type { RawRequest, RawRoute } from '#platform/http/types.ts'
import { collectionResource, isShown, meantBy } from '../../rules/taxii/collection-resource.ts'
import { taxiiType } from '../../rules/taxii/media-types.ts'
import { rootAddress, rootResource } from '../../rules/taxii/roots.ts'
import { allCollections, collectionNamed } from '../../store/objects/collections.ts'
import type { FederateRoom } from '../room.ts'
import { type Answer, error, maxContentLength, nothingHere, otherType, resource, tooLarge } from './answers.ts'
import { enter, type Guest, type InCollection, type InRoot, inCollection, inRoot, known } from './enter.ts'
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
      GET: collection(oneCollection),
    }),
    ...address(`${one}/manifest`, { GET: collection(getManifest) }),
    ...address(`${one}/objects`, { GET: collection(getObjects), POST: collection(postObjects) }),
    ...address(`${one}/objects/:object`, { GET: collection(getObject), DELETE: collection(deleteObject) }),
    ...address(`${one}/objects/:object/versions`, { GET: collection(getVersions) }),
    ...methods.map((method) =>
      route(method, '/taxii2/*', (request, url) => enter(request, url, async () => nothingHere)),
    ),
  ]
}

/** An answer that needs nothing from the database. */
function at(say: (guest: Guest) => Answer): Does {
  return async (guest) => say(guest)
}

function address(path: string, does: Partial<Record<Method, Does>>): RawRoute[] {
  const named = methods.filter((method) => does[method])
  const allow = [...named, ...(does.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  const other = (method: Method): Answer =>
    method === 'OPTIONS'
      ? { status: 204, type: taxiiType, body: '', headers: { allow } }
      : error(405, `This address knows ${allow}.`, { allow })
  return methods.flatMap((method) => {
    const act = does[method]
    return [`${path}/`, path].map((spelling) =>
      route(method, spelling, (request, url) => (act ? enter(request, url, act) : known(request, () => other(method)))),
    )
  })
}

function route(method: Method, path: string, handle: (request: RawRequest, url: URL) => Promise<Answer>): RawRoute {
  return {
    method,
    path,
    maxBytes: method === 'POST' ? maxContentLength : 1024,
    unread: (why) => (why === 'too-large' ? tooLarge : otherType),
    handle: (_edge, url, request) => handle(request, url),
  }
}

function discovery({ settings }: FederateRoom, { reader }: Guest): Answer {
  const roots = reader.realms.map((realm) => rootAddress(realm, settings.origin))
  const [first] = roots
  return resource({
    title: 'Tocsin',
    description:
      'Objects in STIX 2.1 that this node shares by agreement. Each root is a realm: what is real, and each exercise.',
    ...(first === undefined ? {} : { default: first, api_roots: roots }),
  })
}

async function collections({ journal }: FederateRoom, { view, reader }: InRoot): Promise<Answer> {
  const all = await allCollections(journal.reads, view)
  const shown = all
    .filter((held) => isShown(reader, held))
    .map((held) => {
      const sameAlias = all.filter(({ state }) => state.alias === held.state.alias)
      return collectionResource(reader, held, meantBy(sameAlias, journal.home) === held)
    })
  return resource(shown.length > 0 ? { collections: shown } : {})
}

async function oneCollection({ journal }: FederateRoom, guest: InCollection): Promise<Answer> {
  const { collection, reader, view } = guest
  const meant = await collectionNamed(journal.reads, view, collection.state.alias, journal.home)
  return resource(collectionResource(reader, collection, meant?.id === collection.id))
}
