// The part of the interface of MISP that its servers and libraries call, under /misp. What is not spoken here is answered with 404.
import type { RawRequest, RawRoute } from '#platform/http/types.ts'
import { pathOf } from '../../../rules/misp/paths.ts'
import type { MispRoom } from '../desk.ts'
import * as about from './about.ts'
import { askedOf, bodyOf, type MispAnswer, type MispCall, mayNot, readerOf, refusal, whyNotRead } from './call.ts'
import * as parts from './parts.ts'
import * as proposals from './proposals.ts'
import * as read from './read.ts'
import * as sightings from './sightings.ts'
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
  ['attributes/view', parts.attribute],
  ['tags/index', parts.tags],
  ['tags', parts.tags],
  ['tags/search', parts.tags],
  ['organisations/index', parts.organisations],
  ['organisations', parts.organisations],
  ['organisations/view', parts.organisation],
  ['taxonomies/index', about.nothing],
  ['warninglists/index', about.noWarningLists],
  ['noticelists/index', about.nothing],
  ['roles/index', about.roles],
  ['sightings/index', sightings.searchOfSightings],
  ['sightings/restsearch', sightings.searchOfSightings],
  ['shadow_attributes/index', proposals.listProposals],
  ['shadow_attributes', proposals.listProposals],
  ['eventreports/index', proposals.listReports],
  ['event_reports/index', proposals.listReports],
])
const posts: ReadonlyMap<string, Handle> = new Map<string, Handle>([
  ['servers/posttest', about.postTest],
  ['events/index', read.index],
  ['events/restsearch', read.searchOfEvents],
  ['attributes/restsearch', read.searchOfAttributes],
  ['events/view', read.view],
  ['tags/search', parts.tags],
  ['events/filtereventidsforpush', read.wantedOf],
  ['events/add', write.addEvent],
  ['events', write.addEvent],
  ['events/edit', write.editEvent],
  ['events/publish', write.publish],
  ['events/alert', write.publish],
  ['events/pushproposals', proposals.addProposals],
  ['shadow_attributes/add', proposals.addProposals],
  ['shadow_attributes/edit', proposals.addProposals],
  ['shadow_attributes/delete', proposals.addProposals],
  ['shadow_attributes/index', proposals.listProposals],
  ['sightings/add', sightings.addSighting],
  ['sightings/restsearch', sightings.searchOfSightings],
  ['sightings/bulksavesightings', sightings.addSightings],
  ['sightings/filtersightinguuidsforpush', sightings.knownSightings],
  ['eventreports/add', proposals.addReport],
  ['event_reports/add', proposals.addReport],
  ['eventreports/index', proposals.listReports],
  ['galaxy_clusters/restsearch', about.noSharingGroups],
  // Galaxies belong to whoever keeps them: nobody writes any here.
  ['galaxies/pushcluster', async (call) => mayNot(call)],
  // Notes and opinions are said about records of this node by letter; a server that asks is told beforehand (perm_analyst_data).
  ['analyst_data/indexminimal', about.nothing],
  ['analyst_data/filteranalystdataforpush', about.nothing],
  ['analyst_data/pushanalystdata', async (call) => mayNot(call)],
  // What an owner wrote stays in the journal: it marks parts as deleted, and publishes that.
  ['events/delete', async (call) => mayNot(call)],
  ['attributes/delete', async (call) => mayNot(call)],
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
    knownTag: request.headers['if-none-match'] ?? null,
    ...{ body: body.body, asked: askedOf(path, url.searchParams, body.body), url: `/${rest}` },
  }
}
