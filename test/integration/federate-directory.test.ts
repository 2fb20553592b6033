// Nodes get to know each other: cards, words that are read aloud, keys that change and are given up, and what is refused.
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#federate/api/directory.ts'
import type { Card } from '#federate/model/wire.ts'
import { listOrganisations, registerOrganisation } from '#people/api.ts'
import { pathOf } from '#platform/http/index.ts'
import { backup } from '#platform/journal/api.ts'
import { type DirectoryHouse, openDirectory } from '../setup/directory-house.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { type Desk, heardWords, introduce, trustEachOther } from '../setup/peers.ts'
import { type HandClock, handClock } from '../setup/people.ts'

const day = 86_400
const reach = new Map<string, DirectoryHouse>()
let clock: HandClock
let north: DirectoryHouse
let south: DirectoryHouse
let east: DirectoryHouse
const houses: DirectoryHouse[] = []

async function house(name: string): Promise<DirectoryHouse> {
  const made = await openDirectory(name, clock, reach)
  houses.push(made)
  await made.job('federate-own-card')
  return made
}

const idOf = (one: DirectoryHouse) => one.journal.nodeId
const look = (at: DirectoryHouse, of: DirectoryHouse) => at.get(api.getPeer, { id: idOf(of) })
const cardOf = async (one: DirectoryHouse): Promise<Card> => JSON.parse((await one.get(api.getOwnCard, {})).text)
const introduceTo = async (at: DirectoryHouse, other: DirectoryHouse) =>
  at.get(api.introducePeer, { card: (await other.get(api.getOwnCard, {})).text })

async function trust(at: DirectoryHouse, other: DirectoryHouse, contract = api.trustPeer): Promise<void> {
  const { fingerprint } = await other.get(api.getOwnCard, {})
  const { id, version } = await look(at, other)
  await at.get(contract, { id, version, way: 'qr', fingerprint: fingerprint.link })
}

async function trustBoth(a: DirectoryHouse, b: DirectoryHouse): Promise<void> {
  await introduceTo(a, b)
  await introduceTo(b, a)
  await trust(a, b)
  await trust(b, a)
}

async function refusal(reply: Promise<{ ok: boolean }>): Promise<string> {
  const answer = (await reply) as { ok: boolean; refusal?: string }
  return answer.ok ? 'done' : (answer.refusal ?? '')
}

beforeAll(async () => {
  clock = handClock()
  north = await house('north')
  south = await house('south')
  east = await house('east')
}, 120_000)
afterAll(async () => {
  for (const node of nodes) await node.stop()
  for (const one of houses) await one.close()
})

test('a card that was only read is trusted by nothing: no letter goes to it, and none of it is opened', async () => {
  await introduceTo(north, south)
  await introduceTo(south, north)
  expect((await look(north, south)).status).toBe('introduced')
  const letter = { id: idOf(north), realm: 'live', expiresAt: '2027-04-01T00:00:00.000Z', sequence: 1, parts: [] }
  const whole = { ...letter, issuedAt: clock.now().toISOString(), agreement: null }
  expect(await refusal(north.room.trust.seal(idOf(south), whole))).toBe('not-trusted')
  await trust(north, south)
  const sealed = await north.room.trust.seal(idOf(south), whole)
  if (!sealed.ok) throw new Error(sealed.refusal)
  expect(await refusal(south.room.trust.open(sealed.value, whole.issuedAt))).toBe('not-trusted')
  expect(await refusal(north.room.trust.seal(idOf(north), whole))).toBe('unknown')
})

test('what a person must hear is shown to nobody on their side; other words are refused', async () => {
  const seen = await look(south, north)
  expect(seen.fingerprint).toBeNull()
  const asked = seen.compare?.asked ?? []
  expect(asked).toHaveLength(3)
  for (const place of asked) expect(seen.compare?.words[place - 1]).toBeNull()
  const { id, version } = seen
  const say = (more: object) => south.call(api.trustPeer, { id, version, way: 'spoken', ...more })
  expect(await refusal(say({}))).toBe('no-proof')
  expect(await refusal(say({ words: ['zebra', 'zebra', 'zebra'] }))).toBe('not-the-words')
  expect(await refusal(say({ fingerprint: 'f'.repeat(64) }))).toBe('not-the-words')
  expect(await refusal(say({ fingerprint: (await south.get(api.getOwnCard, {})).fingerprint.hex }))).toBe(
    'not-the-words',
  )
  const nobody = { ...south.person, person: null, kind: 'local' as const }
  const own = await north.get(api.getOwnCard, {})
  const unnamed = { id, version, way: 'qr' as const, fingerprint: own.fingerprint.hex }
  expect(await refusal(south.call(api.trustPeer, unnamed, nobody))).toBe('person-needed')
  await south.get(api.trustPeer, unnamed)
  expect(await refusal(south.call(api.trustPeer, { ...unnamed, version: version + 1 }))).toBe('wrong-state')
  const trusted = await look(south, north)
  expect(trusted).toMatchObject({ status: 'trusted', compare: null, verified: { way: 'qr' } })
  expect(trusted.fingerprint).toEqual({ hex: own.fingerprint.hex, words: own.fingerprint.words })
})

test('a trusted organisation is registered under its own id, so that markings name it on both sides', async () => {
  const held = await south.journal.reads.one(
    { name: 'people.organisation' } as never,
    { reader: south.person, realm: 'live' },
    north.journal.home,
  )
  expect(held).toMatchObject({
    marking: { owner: south.journal.home },
    state: { name: 'CSIRT of north', kind: 'csirt' },
  })
})

test('a changed own card reaches the trusted peers by letter, and its organisation never changes by itself there', async () => {
  clock.pass(2 * day)
  await north.job('federate-own-card')
  expect((await cardOf(north)).content).toMatchObject({ serial: 2 })
  expect(await north.deliver(south)).toEqual([])
  expect(await look(south, north)).toMatchObject({ card: { serial: 2 }, offers: false })
})

test('a card that a newer one overtook on its way is quiet; who brings it by hand is told', async () => {
  const current = await cardOf(north)
  const held = await south.room.trust.peer(idOf(north))
  const { content, signatures } = current
  const before = { ...content, serial: content.serial - 1 }
  const signed = await north.room.trust.sign('tocsin/card/1', before)
  const old = { content: before, signatures: [{ ...signatures[0], ...signed }] } as Card
  north.waiting.push({ to: idOf(south), parts: [{ part: 'card', card: old }] })
  expect(await north.deliver(south)).toEqual([])
  expect((await south.room.trust.peer(idOf(north)))?.version).toBe(held?.version)
  expect(await south.room.metrics.registry.metrics()).toContain('tocsin_federate_cards_taken_total{answer="older"} 1')
  expect(await refusal(south.call(api.introducePeer, { card: JSON.stringify(old) }))).toBe('older-card')
})

test('keys roll over: announced, read, switched; no person needs to do anything on the other side', async () => {
  const before = (await look(south, north)).fingerprint?.hex
  await north.get(api.rollOverKeys, { step: 'announce', reason: 'Yearly change.' })
  expect(await refusal(north.call(api.rollOverKeys, { step: 'announce', reason: 'Again.' }))).toBe('already-announced')
  expect((await north.get(api.getOwnCard, {})).rollOver).toMatchObject({ confirmed: [], waiting: [idOf(south)] })
  expect(await north.deliver(south)).toEqual([])
  expect((await look(south, north)).card.nextKeysAnnounced).toBe(true)
  // Something that south seals to the neeast key shows that it has read the announcement.
  await south.get(api.rollOverKeys, { step: 'announce', reason: 'So that a letter goes.' })
  expect(await south.deliver(north)).toEqual([])
  expect((await north.get(api.getOwnCard, {})).rollOver).toMatchObject({ confirmed: [idOf(south)], waiting: [] })
  await north.get(api.rollOverKeys, { step: 'switch', reason: 'Everybody has read it.' })
  expect(await north.deliver(south)).toEqual([])
  const after = await look(south, north)
  expect(after).toMatchObject({ status: 'trusted', offers: false })
  expect(after.fingerprint?.hex).toBe((await north.get(api.getOwnCard, {})).fingerprint.hex)
  expect(after.fingerprint?.hex).not.toBe(before)
  await south.get(api.rollOverKeys, { step: 'drop', reason: 'It was only for the test.' })
  expect(await south.deliver(north)).toEqual([])
})

test('a peer that missed the roll-over refuses the letter, fetches the card that the old keys sign, and then opens it', async () => {
  await trustBoth(north, east)
  // The announcement and the switch are lost on the way.
  await north.get(api.rollOverKeys, { step: 'announce', reason: 'Another change.' })
  await north.get(api.rollOverKeys, { step: 'switch', reason: 'Without waiting.' })
  north.waiting.length = 0
  const parts = [{ part: 'card' as const, card: await cardOf(north) }]
  north.waiting.push({ to: idOf(east), parts })
  expect(await north.deliver(east)).toEqual(['forged'])
  await expect.poll(async () => (await look(east, north)).card.serial).toBe((await cardOf(north)).content.serial)
  expect(await look(east, north)).toMatchObject({ status: 'trusted', offers: false })
  north.waiting.push({ to: idOf(east), parts })
  expect(await north.deliver(east)).toEqual([])
})

test('keys that are given up count no longer: the peer is revoked by its own word, and the new card waits for a person', async () => {
  const lost = (await north.get(api.getOwnCard, {})).fingerprint.hex.slice(0, 16)
  expect(existsSync(join(north.dataDir, 'keys', 'signing', `${lost}.json`))).toBe(true)
  const old = await cardOf(north)
  await north.get(api.revokeOwnKeys, { reason: 'A copy of the data folder was stolen.' })
  expect(existsSync(join(north.dataDir, 'keys', 'signing', `${lost}.json`))).toBe(false)
  expect(await east.get(api.refreshPeer, { id: idOf(north) })).toEqual({ taken: 'offered' })
  const revoked = await look(east, north)
  expect(revoked).toMatchObject({ status: 'revoked', offers: true, revoked: { ownWord: true } })
  expect(revoked.offered).toMatchObject({ newKeys: true })
  expect(await refusal(east.room.trust.seal(idOf(north), anyLetter()))).toBe('not-trusted')
  // Nobody here can take the word of those keys back by bringing their card again.
  expect(await refusal(east.call(api.introducePeer, { card: JSON.stringify(old) }))).toBe('wrong-state')
  await trust(east, north, api.acceptOfferedKeys as never)
  expect(await look(east, north)).toMatchObject({ status: 'trusted', offers: false, revoked: null })
})

function anyLetter() {
  const issuedAt = clock.now().toISOString()
  const expiresAt = new Date(clock.now().getTime() + day * 1000).toISOString()
  return { id: idOf(north), realm: 'live', expiresAt, issuedAt, sequence: 1, agreement: null, parts: [] }
}

test('a stored letter can be opened by nobody, not by its receiver either, when its sealing key is gone', async () => {
  const [a, b] = [north, east]
  const issuedAt = clock.now().toISOString()
  const far = new Date(clock.now().getTime() + 60 * day * 1000).toISOString()
  const sealed = await a.room.trust.seal(idOf(b), { ...anyLetter(), expiresAt: far })
  if (!sealed.ok) throw new Error(sealed.refusal)
  expect(await refusal(b.room.trust.open(sealed.value, issuedAt))).toBe('done')
  const used = (await cardOf(b)).content.seals.find(({ id }) => id === sealed.value.head.key)
  const ended = (Date.parse(used?.until ?? '') - clock.now().getTime()) / 1000
  clock.pass(ended + 14 * day - 60)
  await b.job('federate-own-card')
  expect(await refusal(b.room.trust.open(sealed.value, clock.now().toISOString()))).toBe('done')
  clock.pass(60)
  await b.job('federate-own-card')
  const folder = join(b.dataDir, 'keys', 'sealing')
  const kept = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
  expect(readdirSync(folder)).not.toContain(`${sealed.value.head.key}.json`)
  expect(kept.every((text) => !text.includes(sealed.value.head.key))).toBe(true)
  expect(await refusal(b.room.trust.open(sealed.value, clock.now().toISOString()))).toBe('unknown-key')
  // And after a restart, with nothing left in memory.
  const again = await b.again()
  expect(await refusal(again.room.trust.open(sealed.value, clock.now().toISOString()))).toBe('unknown-key')
  // The card that a has is old by now: it fetches the new one and goes on.
  expect(await refusal(a.room.trust.seal(idOf(b), anyLetter()))).toBe('no-sealing-key')
  await expect.poll(() => refusal(a.room.trust.seal(idOf(b), anyLetter()))).toBe('done')
})

test('key files can be read by their owner alone, and lost ones are replaced by keys that nobody vouches for', async () => {
  const [a, b] = [south, north]
  const folder = join(a.dataDir, 'keys', 'signing')
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  rmSync(folder, { recursive: true })
  const again = await a.again()
  await again.job('federate-own-card')
  expect((await again.get(api.getOwnCard, {})).revoked).toHaveLength(1)
  expect(await b.get(api.refreshPeer, { id: idOf(a) })).toEqual({ taken: 'offered' })
  expect(await look(b, a)).toMatchObject({ status: 'trusted', offers: true })
  const { id, version } = await look(b, a)
  await b.get(api.refuseOfferedKeys, { id, version, reason: 'Their desk knows of nothing.' })
  expect(await b.get(api.refreshPeer, { id })).toEqual({ taken: 'known' })
})

test('a card that speaks for the organisation of somebody else is refused', async () => {
  const own = JSON.stringify(await cardOf(east))
  expect(await refusal(east.call(api.introducePeer, { card: own }))).toBe('own-card')
  await expectTaken(east, north.journal.home)
  await expectTaken(east, south.journal.home)
})

/** South is shown a card of this node that claims another organisation, signed as the node can sign it. */
async function expectTaken(by: DirectoryHouse, organisation: string): Promise<void> {
  const { content } = await cardOf(by)
  const claimed = {
    ...content,
    serial: content.serial + 1,
    organisation: { ...content.organisation, id: organisation },
  }
  const signature = await by.room.trust.sign('tocsin/card/1', claimed)
  const card = JSON.stringify({ content: claimed, signatures: [signature] })
  expect(await refusal(south.call(api.introducePeer, { card }))).toBe('organisation-taken')
}

let over: { a: Desk; b: Desk; liaison: Client; stranger: Client }
const nodes: TestNode[] = []

test('over HTTP: two nodes read each other’s cards from their addresses, and two persons compare', async () => {
  const desks: Desk[] = []
  for (const _one of [1, 2]) {
    const node = await startTestNode({ env: { TOCSIN_FETCH_ALLOW: '127.0.0.1' } })
    nodes.push(node)
    desks.push({ node, person: await node.administrator() })
  }
  const [a, b] = desks
  if (!a || !b) throw new Error('two nodes')
  const company = await a.person.get(registerOrganisation, { name: 'Example Grid', kind: 'operator', country: 'AT' })
  const liaison = await a.node.signedIn({ roles: ['liaison'] })
  const stranger = await a.node.signedIn({ roles: ['liaison'], organisation: company.id })
  over = { a, b, liaison, stranger }
  await trustEachOther({ node: a.node, person: liaison }, b, 'address')
  const { items } = await liaison.get(api.listPeers, {})
  expect(items).toMatchObject([{ status: 'trusted', card: { postQuantum: true } }])
  const { items: known } = await a.person.get(listOrganisations, {})
  expect(known.map(({ id }) => id)).toContain(b.node.node.journal.home)
}, 300_000)

test('over HTTP: who may not read a peer sees neither it nor how many there are', async () => {
  const id = over.b.node.node.journal.nodeId
  expect((await over.stranger.get(api.listPeers, {})).items).toEqual([])
  const hidden = await over.stranger.call(api.getPeer, { id })
  const absent = await over.stranger.call(api.getPeer, { id: over.a.node.node.journal.home })
  expect([hidden.status, absent.status]).toEqual([404, 404])
  expect((await over.stranger.call(api.refreshPeer, { id })).status).toBe(404)
  expect((await over.stranger.call(api.revokePeer, { id, version: 2, reason: 'I do not like it.' })).status).toBe(404)
  await over.a.person.get(api.rollOverKeys, { step: 'announce', reason: 'To count the peers.' })
  const { rollOver } = await over.stranger.get(api.getOwnCard, {})
  expect(rollOver).toMatchObject({ confirmed: [], waiting: [] })
})

test('over HTTP: persons who agreed stand on the card with the id by which TLP:RED names them, and nobody else does', async () => {
  const { a, liaison, stranger } = over
  const purpose = 'Head of operations'
  const name = (person: string) => liaison.call(api.namePersonsOnCard, { persons: [{ person, purpose }] })
  expect(await name(stranger.person)).toMatchObject({ ok: false, problem: { refusal: 'no-such-person' } })
  expect((await name(liaison.person)).ok).toBe(true)
  const { card } = await a.person.get(api.getOwnCard, {})
  expect(card.contacts).toContainEqual(expect.objectContaining({ person: liaison.person, purpose }))
  await a.person.get(api.namePersonsOnCard, { persons: [] })
  expect((await a.person.get(api.getOwnCard, {})).card.contacts.some((one) => one.person)).toBe(false)
})

test('over HTTP: letters carry the announcement to the peer by themselves', async () => {
  const id = over.a.node.node.journal.nodeId
  await expect
    .poll(async () => (await over.b.person.get(api.getPeer, { id })).card.nextKeysAnnounced, { timeout: 50_000 })
    .toBe(true)
})

test('over HTTP: a card is public, a wrong address is named, and a private one is not asked', async () => {
  const card = await over.a.node.stranger().fetch('/federate/v1/card')
  expect(card.status).toBe(200)
  expect(JSON.stringify(await card.json())).not.toContain('seed')
  expect(await (await over.a.node.stranger().fetch('/federate/v1/revocations')).json()).toEqual({ revocations: [] })
  const asked = async (address: string) => {
    const answer = await over.a.person.call(api.introducePeer, { address })
    return answer.ok ? 'done' : answer.problem.refusal
  }
  expect(await asked('http://10.0.0.1')).toBe('address-not-allowed')
  expect(await asked('file:///etc/passwd')).toBe('bad-address')
  expect(await asked(`${over.b.node.url}/manual`)).toBe('bad-answer')
  const both = await over.a.person.call(api.introducePeer, { address: 'https://x.example', card: '{}' })
  expect(both).toMatchObject({ status: 400, problem: { refusal: 'one-source' } })
  await introduce(over.a, over.b)
  expect(await heardWords(over.a, over.b)).toEqual([])
})

test('over HTTP: a backup holds the keys that sign, and none of those that open what was sent', async () => {
  const file = await over.a.person.fetch(pathOf(backup))
  const text = gunzipSync(Buffer.from(await file.arrayBuffer())).toString()
  expect(text).toContain('"keys/signing/')
  expect(text).not.toContain('keys/sealing')
})
