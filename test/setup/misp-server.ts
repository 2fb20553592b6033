// A MISP server on loopback, as far as one that synchronises is asked: keys, JSON only for those who ask for it, pages, who may see what.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

type Json = Record<string, unknown>

export interface FakeEvent extends Json {
  uuid: string
  timestamp: string
  published: boolean
  distribution: string
  Orgc: { uuid: string; name: string }
  Attribute: (Json & { uuid: string; deleted?: boolean })[]
  SharingGroup?: { uuid: string; name: string; SharingGroupOrg: { Organisation: { uuid: string } }[] }
}

export interface FakeMisp {
  url: string
  events: Map<string, FakeEvent>
  /** When each event was sighted last, and what was said. */
  sightings: (Json & { event_uuid: string; at: number })[]
  proposals: Json[]
  asked: { method: string; path: string; body: unknown; accept: string }[]
  /** What the key may do beyond reading. */
  may: { sight: boolean; sync: boolean }
  stop(): Promise<void>
}

export const fakeKey = 'Zm9ydHktbGV0dGVycy10aGF0LW1pc3AtZ2l2ZXM3'
/** The organisation of the key. */
export const keyOrganisation = { uuid: '00000000-0000-4000-8000-00000000aaaa', name: 'National CSIRT there' }

export async function startFakeMisp(): Promise<FakeMisp> {
  const fake: FakeMisp = {
    ...{ url: '', events: new Map(), sightings: [], proposals: [], asked: [] },
    ...{ may: { sight: true, sync: true }, stop: async () => undefined },
  }
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const [status, value] = answer(fake, request, body)
      const html = typeof value === 'string'
      response.writeHead(status, { 'content-type': html ? 'text/html' : 'application/json' })
      response.end(html ? value : JSON.stringify(value))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  fake.stop = () => new Promise((resolve) => server.close(() => resolve()))
  return fake
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text === '' ? {} : JSON.parse(text)
}

function answer(fake: FakeMisp, request: IncomingMessage, body: unknown): [number, unknown] {
  const path = (request.url ?? '').split('?')[0] ?? ''
  const accept = request.headers.accept ?? ''
  fake.asked.push({ method: request.method ?? '', path, body, accept })
  if (request.headers.authorization !== fakeKey)
    return [403, { name: 'Authentication failed.', message: 'Authentication failed.', url: path }]
  // Without a word of JSON it answers with a page for people.
  if (accept !== 'application/json' && !path.endsWith('.json'))
    return [200, '<!DOCTYPE html><title>Events - MISP</title>']
  const words = path
    .replace(/\.json$/, '')
    .split('/')
    .filter(Boolean)
  const asked = (typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {}) as Json
  const at = `${words[0]}/${words[1]}`
  if (at === 'servers/getVersion')
    return [200, { version: '2.5.12', perm_sync: fake.may.sync, perm_sighting: fake.may.sight }]
  if (at === 'users/view') return [200, { User: { id: '2' }, Role: {}, Organisation: keyOrganisation }]
  if (at === 'events/index') return [200, index(fake, asked)]
  if (at === 'events/restSearch') return [200, { response: search(fake, asked) }]
  if (at === 'sightings/restSearch') return [200, { response: sightingsOf(fake, asked) }]
  if (at === 'shadow_attributes/index') return [200, proposalsOf(fake, words)]
  if (at === 'sightings/bulkSaveSightings') return takeSightings(fake, words[2] ?? '', body)
  if (at === 'events/pushProposals') return takeProposals(fake, words[2] ?? '', body)
  return [404, { name: 'Invalid action', message: 'Invalid action', url: path }]
}

/** Its own organisation's events, those of communities, and those of sharing groups that it is in. */
function mayBeSeen({ Orgc, distribution, SharingGroup }: FakeEvent): boolean {
  if (Orgc.uuid === keyOrganisation.uuid || ['1', '2', '3'].includes(distribution)) return true
  const members = SharingGroup?.SharingGroupOrg.map(({ Organisation }) => Organisation.uuid) ?? []
  return distribution === '4' && members.includes(keyOrganisation.uuid)
}

function index(fake: FakeMisp, { limit, page = 1, published }: Json): Json[] {
  const seen = [...fake.events.values()].filter((one) => mayBeSeen(one) && (!published || one.published))
  const from = limit === undefined ? 0 : (Number(page) - 1) * Number(limit)
  return seen.slice(from, limit === undefined ? undefined : from + Number(limit)).map((one) => ({
    ...{ id: '7', uuid: one.uuid, timestamp: one.timestamp, published: one.published, orgc_uuid: one.Orgc.uuid },
    sighting_timestamp: String(
      Math.max(0, ...fake.sightings.filter((said) => said.event_uuid === one.uuid).map(({ at }) => at)),
    ),
  }))
}

/** Deleted attributes only for those who ask for them; tags and organisations as a server has them. */
function search(fake: FakeMisp, { uuid, deleted }: Json): Json[] {
  const wanted = [uuid].flat()
  const all = [deleted].flat().some((one) => one === 1 || one === '1')
  return [...fake.events.values()]
    .filter((one) => wanted.includes(one.uuid) && mayBeSeen(one))
    .map((one) => ({
      Event: { ...one, id: '7', locked: true, Attribute: one.Attribute.filter((part) => all || !part.deleted) },
    }))
}

function sightingsOf(fake: FakeMisp, { uuid }: Json): Json[] {
  const wanted = [uuid].flat()
  return fake.sightings
    .filter(({ event_uuid }) => wanted.includes(event_uuid))
    .map(({ at: _at, ...Sighting }) => ({ Sighting }))
}

function proposalsOf(fake: FakeMisp, words: readonly string[]): Json[] {
  const named = Object.fromEntries(words.slice(2).map((one) => one.split(':')))
  const fits = fake.proposals.filter((one) => Number(one.timestamp) >= Number(named.timestamp ?? 0) && !one.deleted)
  const [limit, page] = [Number(named.limit ?? 60), Number(named.page ?? 1)]
  return fits.slice((page - 1) * limit, page * limit).map((ShadowAttribute) => ({ ShadowAttribute }))
}

function takeSightings(fake: FakeMisp, uuid: string, body: unknown): [number, unknown] {
  if (!fake.may.sight) return [403, { name: 'Forbidden', message: 'You do not have permission to do that.' }]
  const event = fake.events.get(uuid)
  if (!event) return [404, { name: 'Event not found', message: 'Event not found' }]
  const known = new Set(fake.sightings.map((one) => one.uuid))
  const parts = new Set(event.Attribute.map((one) => one.uuid))
  const fresh = (body as Json[]).filter((one) => !known.has(one.uuid) && parts.has(String(one.attribute_uuid)))
  const at = Math.floor(Date.now() / 1000)
  fake.sightings.push(...fresh.map((one) => ({ ...one, Organisation: keyOrganisation, event_uuid: uuid, at })))
  return [200, { saved: true, success: true, message: `${fresh.length} sightings added.` }]
}

/** One that does not name its event and its organisation is dropped without a word. */
function takeProposals(fake: FakeMisp, uuid: string, body: unknown): [number, unknown] {
  if (!fake.events.has(uuid)) return [404, { name: 'Event not found', message: 'Event not found' }]
  const fresh = (body as Json[]).filter((one) => one.event_uuid === uuid && one.Org)
  fake.proposals.push(...fresh)
  return [200, { success: true, message: `${fresh.length} Proposal(s) added.`, counter: fresh.length }]
}
