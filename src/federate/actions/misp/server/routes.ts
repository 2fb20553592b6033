// The part of the interface of MISP that its servers and libraries call, under /misp. What is not spoken here is answered with 404.
import type { RawRequest, RawRoute } from '#platform/http/types.ts'
import { pathOf } from '../../../rules/misp/paths.ts'
import type { MispRoom } from '../desk.ts'
import * as about from './about.ts'
import { askedOf, bodyOf, type MispAnswer, type MispCall, mayNot, readerOf, refusal, whyNotRead } from './call.ts'
import * as read from './read.ts'
import * as remarks from './remarks.ts'
import * as write from './write.ts'

type Handle = (call: MispCall) => Promise<MispAnswer>

const maxBytes = 16 * 1024 * 1024

/** By the first two words of the address, in small letters. */
const gets: ReadonlyMap<string, Handle> = new Map<string, Handle>([
  ['servers/getversion', about.version],
  ['servers/getpymispversion', about.clientVersion],
  ['servers/getavailablesyncfilteringrules', about.noFilters],
  ['users/view', about.me],
  ['attributes/describetypes', about.describeTypes],
  ['sharing_groups/index', about.noSharingGroups],
  ['sharing_groups', about.noSharingGroups],
  ['galaxies/index', about.nothing],
  ['galaxies', about.nothing],
  ['events/index', read.index],
  ['events', read.index],
  ['events/view', read.view],
  ['events/restsearch', read.searchOfEvents],
  ['attributes/restsearch', read.searchOfAttributes],
  ['sightings/index', remarks.searchOfSightings],
  ['sightings/restsearch', remarks.searchOfSightings],
  ['shadow_attributes/index', remarks.listProposals],
  ['shadow_attributes', remarks.listProposals],
  ['eventreports/index', remarks.listReports],
  ['event_reports/index', remarks.listReports],
])
const posts: ReadonlyMap<string, Handle> = new Map<string, Handle>([
  ['servers/posttest', about.postTest],
  ['events/index', read.index],
  ['events/restsearch', read.searchOfEvents],
  ['attributes/restsearch', read.searchOfAttributes],
  ['events/view', read.view],
  ['events/filtereventidsforpush', read.wantedOf],
  ['events/add', write.addEvent],
  ['events', write.addEvent],
  ['events/edit', write.editEvent],
  ['events/publish', write.publish],
  ['events/alert', write.publish],
  ['events/pushproposals', remarks.addProposals],
  ['shadow_attributes/add', remarks.addProposals],
  ['shadow_attributes/edit', remarks.addProposals],
  ['shadow_attributes/delete', remarks.addProposals],
  ['shadow_attributes/index', remarks.listProposals],
  ['sightings/add', remarks.addSighting],
  ['sightings/restsearch', remarks.searchOfSightings],
  ['sightings/bulksavesightings', remarks.addSightings],
  ['sightings/filtersightinguuidsforpush', remarks.knownSightings],
  ['eventreports/add', remarks.addReport],
  ['event_reports/add', remarks.addReport],
  ['eventreports/index', remarks.listReports],
  ['galaxy_clusters/restsearch', about.noSharingGroups],
  // Galaxies belong to whoever keeps them: nobody writes any here.
  ['galaxies/pushcluster', async (call) => mayNot(call)],
])

export function mispServerRoutes(room: MispRoom): RawRoute[] {
  const handle: RawRoute['handle'] = async (_edge, url, request) => {
    const called = await callFrom(room, url, request)
    if ('status' in called) return called
    const { words } = called.path
    const table = request.method === 'POST' ? posts : gets
    const first = words[0]?.toLowerCase() ?? ''
    const handler = table.get(`${first}/${words[1]?.toLowerCase() ?? ''}`) ?? byUuid(first, words, request.method)
    return handler
      ? handler(called)
      : refusal(404, 'This part of the interface of MISP is not spoken here.', called.url)
  }
  return [
    { method: 'GET', path: '/misp/*', handle },
    { method: 'POST', path: '/misp/*', maxBytes, handle },
  ]
}

/** `/events`, and `/events/<uuid>` as it stands in the location header. */
function byUuid(first: string, words: readonly string[], method: string): Handle | undefined {
  if (words.length === 1) return (method === 'POST' ? posts : gets).get(first)
  if (first === 'events' && words.length === 2) return method === 'POST' ? write.editEvent : read.view
  return undefined
}

async function callFrom(room: MispRoom, url: URL, request: RawRequest): Promise<MispCall | MispAnswer> {
  const rest = url.pathname.slice('/misp/'.length)
  const reader = await readerOf(request)
  const why = whyNotRead(reader)
  if (why !== undefined) return refusal(reader.kind === 'public' ? 401 : 403, why, `/${rest}`)
  const path = pathOf(rest)
  if (!path) return refusal(400, 'The address is not written as addresses of MISP are.', '/')
  const body = bodyOf(request.body)
  if (!body) return refusal(400, 'The body is no JSON, or is nested too deeply.', `/${rest}`)
  const { words } = path
  // `/events/<uuid>` names it in the second place.
  const about = words.length === 2 && words[0]?.toLowerCase() === 'events' ? words[1] : words[2]
  return {
    ...{ room, reader, path, about: about ?? '', view: { reader, realm: 'live' } },
    ...{ body: body.body, asked: askedOf(path, url.searchParams, body.body), url: `/${rest}` },
  }
}
