// This node and MISP servers of others: a server that behaves as MISP does is followed, heard and answered; nothing loosens on the way.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident, listIncidents } from '#assess/api.ts'
import { declineProposal, listResponses } from '#federate/api/copies.ts'
import * as api from '#federate/api/misp.ts'
import { createToken, enterRealm, registerOrganisation } from '#people/api.ts'
import { exportMisp } from '#share/api/translating-misp.ts'
import { type FakeEvent, type FakeMisp, fakeKey, keyOrganisation, startFakeMisp } from '../setup/misp-server.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let admin: Client
let anna: Client
let grid: Client
let fake: FakeMisp
let source = ''

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const theirs = { uuid: uuid(900), name: 'Example CERT' }
const now = () => Math.floor(Date.now() / 1000)

function event(n: number, more: Partial<FakeEvent> = {}): FakeEvent {
  const [timestamp, distribution] = [String(now() - 1000), '3']
  const attribute = (m: number, value: string) => ({
    ...{ uuid: uuid(n * 100 + m), type: 'ip-dst', category: 'Network activity', value, to_ids: true },
    ...{ timestamp, distribution: '5', deleted: false },
  })
  return {
    ...{ uuid: uuid(n), info: `Flood ${n}`, date: '2026-03-10', threat_level_id: '2', analysis: '1' },
    ...{ distribution, published: true, timestamp, publish_timestamp: timestamp, Orgc: theirs },
    Tag: [{ name: 'tlp:green', local: false }],
    Attribute: [attribute(1, `203.0.113.${n}`), attribute(2, `198.51.100.${n}`)],
    ...more,
  }
}

beforeAll(async () => {
  node = await startTestNode({ env: { TOCSIN_FETCH_ALLOW: '127.0.0.1' } })
  admin = await node.administrator()
  anna = await node.signedIn({ roles: ['analyst', 'liaison', 'duty-officer'] })
  const { id } = await admin.get(registerOrganisation, {
    ...{ name: 'Example Grid', kind: 'operator' as const, country: 'AT', sectors: ['energy'] },
  })
  grid = await node.signedIn({ roles: ['analyst'], organisation: id })
  fake = await startFakeMisp()
}, 120_000)
afterAll(async () => {
  await fake?.stop()
  await node?.stop()
})

const poll = () => anna.get(api.pollMisp, { id: source })
const shown = (n: number) => anna.get(api.showMisp, { uuid: uuid(n) })

test('a server is looked at before it is followed, and says what is wrong in words that help', async () => {
  const check = (url: string, key: string) => anna.call(api.checkMisp, { kind: 'server', url, key })
  const wrong = await check(fake.url, 'another key of some letters')
  expect(wrong.ok ? '' : wrong.problem.detail).toContain('does not take the key')
  const elsewhere = await check(`${fake.url}/nothing`, fakeKey)
  expect(elsewhere.ok ? '' : elsewhere.problem.detail).toContain('is it that of a MISP server?')
  const inside = await check('http://10.0.0.1', fakeKey)
  expect(inside.ok ? '' : inside.problem.refusal).toBe('address-not-allowed')
  fake.events.set(uuid(1), event(1))
  fake.may.sight = false
  const found = await anna.get(api.checkMisp, { kind: 'server', url: `${fake.url}/`, key: fakeKey })
  expect(found).toMatchObject({ version: '2.5.12', organisation: keyOrganisation.name, events: 1, mayRead: true })
  expect([found.maySight, found.remarks.length]).toEqual([false, 1])
  fake.may.sight = true
  expect((await anna.get(api.listMisp, {})).items).toEqual([])
})

test('what is published late, or shared late, is fetched although it is old; what is not for us is not', async () => {
  fake.events.set(uuid(2), event(2, { published: false, timestamp: '1700000000' }))
  fake.events.set(uuid(3), event(3, { distribution: '0' }))
  const SharingGroup = { uuid: uuid(800), name: 'Group', SharingGroupOrg: [{ Organisation: { uuid: uuid(801) } }] }
  fake.events.set(uuid(4), event(4, { distribution: '4', SharingGroup }))
  fake.events.set(uuid(5), event(5, { distribution: '1' }))
  source = (await anna.get(api.followMisp, { kind: 'server', url: fake.url, key: fakeKey })).id
  expect(await poll()).toMatchObject({ outcome: 'taken', new: 2, refused: 0, heard: 0, sent: 0 })
  expect((await shown(5)).marking.tlp).toBe('AMBER+STRICT')
  fake.events.set(uuid(2), event(2, { timestamp: '1700000000' }))
  SharingGroup.SharingGroupOrg.push({ Organisation: { uuid: keyOrganisation.uuid } })
  expect(await poll()).toMatchObject({ new: 2 })
  // The group names this node by a UUID that nobody wrote down: it is for us alone.
  expect((await shown(4)).marking).toMatchObject({ tlp: 'AMBER+STRICT', audience: [] })
  expect(await poll()).toMatchObject({ outcome: 'unchanged', fetched: 0 })
  expect(fake.asked.every(({ accept }) => accept === 'application/json')).toBe(true)
})

test('what is deleted there is deleted here, and stays so', async () => {
  const before = event(1)
  const [first, second] = before.Attribute
  const gone = { ...first, deleted: true, timestamp: String(now()) } as FakeEvent['Attribute'][number]
  fake.events.set(uuid(1), event(1, { timestamp: String(now()), Attribute: second ? [gone, second] : [] }))
  expect(await poll()).toMatchObject({ changed: 1 })
  expect((await shown(1)).attributes.map((one) => [one.value, one.deleted])).toEqual([
    ['203.0.113.1', true],
    ['198.51.100.1', false],
  ])
})

test('sightings and proposals there come here once, as told by that server, and change nothing', async () => {
  fake.sightings.push({
    ...{ event_uuid: uuid(1), uuid: uuid(500), attribute_uuid: uuid(102), type: '0', source: 'probe' },
    ...{ date_sighting: String(now() - 60), Organisation: theirs, at: now() - 5 },
  })
  const proposal = { type: 'ip-dst', category: 'Network activity', to_ids: true, comment: 'moved', Org: theirs }
  const common = { ...proposal, event_uuid: uuid(1), timestamp: String(now() - 30), deleted: false }
  fake.proposals.push(
    { ...common, uuid: uuid(102), old_id: '9', value: '198.51.100.77' },
    { ...common, uuid: uuid(102), old_id: '9', value: '198.51.100.78' },
    { ...common, uuid: uuid(599), old_id: '0', value: '198.51.100.79' },
    { ...common, event_uuid: uuid(77), uuid: uuid(598), old_id: '0', value: '198.51.100.80' },
  )
  expect(await poll()).toMatchObject({ outcome: 'taken', fetched: 0, heard: 4 })
  expect(await poll()).toMatchObject({ heard: 0 })
  const attribute = (await shown(1)).attributes.find((one) => one.uuid === uuid(102))
  expect(attribute).toMatchObject({ value: '198.51.100.1', sightings: 1, proposals: 2 })
  const said = (await anna.get(api.listMispRemarks, { event: uuid(1) })).items
  expect(said.every(({ state }) => state.via === source)).toBe(true)
  // It is no event of ours, so nothing has to be answered.
  expect((await anna.get(listResponses, {})).items).toEqual([])
})

test('what our people say goes back only once somebody decided that, in the form that MISP takes, and does not come back as news', async () => {
  const about = { event: uuid(1), attribute: uuid(102) }
  const said = await anna.get(api.addMispRemark, { ...about, sighting: { as: 'seen', source: 'our probe' } })
  expect(said.new).toBe(true)
  await anna.get(api.addMispRemark, { ...about, proposal: { value: '198.51.100.9', comment: 'it moved' } })
  const wrong = await anna.call(api.addMispRemark, { ...about, proposal: { value: 'no address' } })
  expect(wrong.ok ? '' : wrong.problem.refusal).toBe('not-said')
  const missing = await anna.call(api.addMispRemark, { ...about, attribute: uuid(999), sighting: { as: 'seen' } })
  expect(missing.ok ? '' : missing.problem.refusal).toBe('no-such-attribute')
  expect(await poll()).toMatchObject({ sent: 0 })
  fake.may.sight = false
  await anna.get(api.answerMisp, { id: source, sends: true })
  expect(await poll()).toMatchObject({ sent: 1 })
  const waits = (await anna.get(api.listMispSent, { id: source })).items.find((one) => one.kind === 'sighting')
  expect(waits).toMatchObject({ at: null, refused: false })
  expect(waits?.error).toContain('does not take the key')
  fake.may.sight = true
  expect(await poll()).toMatchObject({ sent: 1 })
  expect(fake.sightings.at(-1)).toMatchObject({ attribute_uuid: uuid(102), type: '0', source: 'our probe' })
  expect(fake.proposals.at(-1)).toMatchObject({ uuid: uuid(102), event_uuid: uuid(1), value: '198.51.100.9' })
  expect(await poll()).toMatchObject({ sent: 0, heard: 0 })
  const [line] = (await anna.get(api.listMispSources, {})).items
  expect(line).toMatchObject({ sends: true, sent: 2, remarks: 4 })
  // As what we gave, beside what others say by letter.
  expect((await anna.get(listResponses, { whose: 'ours' })).items.map(({ state }) => state.kind).sort()).toEqual([
    'proposal',
    'sighting',
  ])
  fake.events.delete(uuid(5))
  await anna.get(api.addMispRemark, { event: uuid(5), attribute: uuid(501), sighting: { as: 'false-positive' } })
  await poll()
  expect((await anna.get(api.listMispSent, { id: source })).items.some(({ refused }) => refused)).toBe(true)
})

test('nothing goes out of an exercise', async () => {
  await admin.get(enterRealm, { person: anna.person, exercise: 'storm' })
  const input = { kind: 'server' as const, url: fake.url, key: fakeKey, sends: true }
  const refused = await anna.call(api.followMisp, input, { realm: 'exercise:storm' })
  expect(refused.ok ? '' : refused.problem.refusal).toBe('cannot-send')
})

test('what a MISP peer says about an event made from an incident of ours is a response to that incident', async () => {
  const { id } = await anna.get(declareIncident, { title: 'Payments fail', marking: { tlp: 'GREEN' } })
  const asked = { incidents: [id], title: 'Flood of payments', published: true, marking: { tlp: 'GREEN' as const } }
  const { Event } = JSON.parse(String(await anna.get(exportMisp, asked)))
  await anna.get(api.importMisp, {}, { upload: Buffer.from(JSON.stringify({ Event })) })
  const part = Event.Object[0].Attribute[0].uuid
  const expires = new Date(Date.now() + 86_400_000).toISOString()
  const { token } = await grid.get(createToken, { name: 'MISP', scope: { readOnly: false }, expires })
  const push = async (path: string, body: unknown) => {
    const headers = { authorization: token, 'content-type': 'application/json', accept: 'application/json' }
    return (await fetch(`${node.url}/misp${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }
  const sighting = { uuid: uuid(700), attribute_uuid: part, type: '0', date_sighting: String(now() - 9), source: 'us' }
  await push(`/sightings/bulkSaveSightings/${Event.uuid}`, [sighting])
  const proposal = {
    uuid: part,
    old_id: '1',
    type: 'text',
    category: 'Other',
    value: 'INC-X',
    comment: 'a typing error',
  }
  await push(`/events/pushProposals/${Event.uuid}`, [{ ...proposal, event_uuid: Event.uuid, timestamp: String(now()) }])
  const { items } = await anna.get(listResponses, { about: id })
  expect(items.map(({ state, from, ours }) => [state.kind, from, ours]).sort()).toEqual([
    ['proposal', 'Example Grid', false],
    ['sighting', 'Example Grid', false],
  ])
  const open = items.find(({ state }) => state.kind === 'proposal')
  expect(open?.state.changes[0]?.value).toBe('INC-X')
  expect((await anna.get(listIncidents, {})).items[0]?.state.title).toBe('Payments fail')
  const indexed = async () => {
    const headers = { authorization: token, accept: 'application/json' }
    const response = await fetch(`${node.url}/misp/shadow_attributes/index/all:1/limit:10/page:1.json`, { headers })
    return ((await response.json()) as { ShadowAttribute: { deleted: boolean; uuid: string } }[])
      .map(({ ShadowAttribute }) => ShadowAttribute)
      .find((one) => one.uuid === part)
  }
  expect((await indexed())?.deleted).toBe(false)
  const settled = { id: open?.id ?? '', version: open?.version ?? 1, words: 'The reference is right.' }
  await anna.get(declineProposal, settled)
  // Its author's server sees that it is over when it asks the next time.
  expect((await indexed())?.deleted).toBe(true)
})
