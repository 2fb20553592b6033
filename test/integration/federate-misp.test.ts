// MISP over HTTP: files in, feeds and servers followed, this node as a feed and as a server; markings and owners hold.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import * as api from '#federate/api/misp.ts'
import { createToken, registerOrganisation } from '#people/api.ts'
import { exportMachineTags, exportMisp } from '#share/api/translating-misp.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let admin: Client
let anna: Client
let grid: Client
let stranger: Client

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const theirs = { uuid: uuid(900), name: 'Example CERT' }
const now = () => Math.floor(Date.now() / 1000)

function event(n: number, more: Record<string, unknown> = {}) {
  return {
    uuid: uuid(n),
    info: `Flood of requests ${n}`,
    date: '2026-03-10',
    threat_level_id: '2',
    analysis: '1',
    distribution: '3',
    published: true,
    timestamp: String(now() - 1000),
    publish_timestamp: String(now() - 900),
    Orgc: theirs,
    Tag: [{ name: 'tlp:green' }, { name: 'rsit:availability="ddos"' }],
    Attribute: [
      {
        uuid: uuid(n * 100 + 1),
        type: 'ip-dst',
        category: 'Network activity',
        value: `203.0.113.${n}`,
        to_ids: '1',
        timestamp: String(now() - 1000),
        distribution: '5',
      },
    ],
    ...more,
  }
}

beforeAll(async () => {
  node = await startTestNode({ env: { TOCSIN_FETCH_ALLOW: '127.0.0.1' } })
  admin = await node.administrator()
  anna = await node.signedIn({ roles: ['analyst', 'liaison'] })
  const register = async (name: string) =>
    (await admin.get(registerOrganisation, { name, kind: 'operator' as const, country: 'AT', sectors: ['energy'] })).id
  grid = await node.signedIn({ roles: ['analyst'], organisation: await register('Example Grid') })
  stranger = await node.signedIn({ roles: ['analyst'], organisation: await register('Another company') })
}, 120_000)
afterAll(() => node.stop())

const upload = (as: Client, value: unknown, name = 'events.json') =>
  as.get(api.importMisp, { name }, { upload: Buffer.from(JSON.stringify(value)) })

test('events of a file are taken in once each, changed by what is newer, and what cannot be kept is named by a pointer', async () => {
  const bad = { uuid: uuid(198), type: 'ip-dst', value: 'not an address' }
  const first = event(1)
  const made = await upload(anna, {
    response: [{ Event: { ...first, Attribute: [...first.Attribute, bad] } }, { Event: { uuid: uuid(2) } }],
  })
  expect(made.events).toEqual([{ uuid: uuid(1), info: first.info, outcome: 'new', left: 1, without: 0 }])
  expect(made.reasons.map(({ at }) => at).sort()).toEqual([
    '/response/0/Event/Attribute/1/value',
    '/response/1/Event/info',
  ])
  expect(made.objects.added).toBeGreaterThan(3)
  expect((await upload(anna, { Event: first })).events[0]?.outcome).toBe('known')
  const later = { ...first, info: 'Changed', timestamp: String(now()) }
  expect((await upload(anna, [{ Event: later }])).events[0]?.outcome).toBe('changed')
  const [line] = (await anna.get(api.listMisp, { text: '203.0.113.1' })).items
  expect(line).toMatchObject({ info: 'Changed', marking: { tlp: 'GREEN' }, numbers: { attributes: 1 } })
})

test('what may not be read is not there: in lists, by UUID, in searches and for other organisations', async () => {
  const red = event(3, { Tag: [{ name: 'TLP:RED' }], info: 'For one pair of eyes' })
  await upload(anna, { Event: red })
  expect((await anna.get(api.listMisp, { text: uuid(3) })).items).toHaveLength(1)
  for (const other of [admin, grid]) {
    expect((await other.get(api.listMisp, { text: uuid(3) })).items).toEqual([])
    expect((await other.call(api.exportMispEvent, { uuid: uuid(3) })).status).toBe(404)
  }
  const unmarked = event(4, { Tag: [] })
  await upload(anna, { Event: unmarked })
  expect((await grid.get(api.listMisp, { text: uuid(4) })).items).toEqual([])
  const file = await grid.get(api.exportMispEvent, { uuid: uuid(1) })
  expect(JSON.parse(String(file)).Event).toMatchObject({ uuid: uuid(1), Orgc: theirs })
})

async function keyOf(client: Client, readOnly = false, only: string[] | null = null): Promise<string> {
  const expires = new Date(Date.now() + 86_400_000).toISOString()
  return (await client.get(createToken, { name: 'MISP', scope: { readOnly, ...(only ? { only } : {}) }, expires }))
    .token
}

async function misp(key: string | null, path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') {
  const headers = { ...(key === null ? {} : { authorization: key }), accept: 'application/json' }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(`${node.url}/misp${path}`, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...sent,
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, value: text === '' ? null : JSON.parse(text) }
}

test('a MISP peer finds the calls that its pull makes, with the bare key in the header', async () => {
  const key = await keyOf(grid, true)
  expect((await misp(null, '/servers/getVersion')).status).toBe(401)
  expect((await misp('no such key at all', '/servers/getVersion')).status).toBe(401)
  expect((await misp(key, '/servers/getVersion.json')).value).toMatchObject({
    perm_sync: false,
    request_encoding: ['gzip', 'br'],
  })
  expect((await misp(key, '/users/view/me.json')).value.Organisation.name).toBe('Example Grid')
  expect((await misp(key, '/attributes/describeTypes.json')).value.result.categories).toContain('Network activity')
  const index = (await misp(key, '/events/index', { minimal: 1, published: 1 })).value
  expect(index.map((one: { uuid: string }) => one.uuid)).toEqual([uuid(1)])
  const asked = `/events/view/${uuid(1)}/deleted[]:0/deleted[]:1/excludeGalaxy:1`
  expect((await misp(key, asked)).value.Event.Attribute).toHaveLength(1)
  expect([
    (await misp(key, `/events/view/${uuid(1)}`, undefined, 'HEAD')).status,
    (await misp(key, `/events/view/${uuid(4)}`)).status,
  ]).toEqual([200, 404])
  expect((await misp(key, '/sharing_groups/index')).value).toEqual({ response: [] })
  expect((await misp(key, '/nothing/such')).status).toBe(404)
  const scoped = await keyOf(grid, false, ['watch'])
  expect((await misp(scoped, '/events/index')).status).toBe(403)
})

test('searches find by value, type, tag and time, page by page, and nothing that may not be read', async () => {
  await upload(
    anna,
    Array.from({ length: 5 }, (_, n) => ({ Event: event(20 + n) })),
  )
  const key = await keyOf(grid, true)
  const search = async (body: object) =>
    (await misp(key, '/events/restSearch', body)).value.response.map(
      (one: { Event: { uuid: string } }) => one.Event.uuid,
    )
  expect(await search({ returnFormat: 'json', value: '203.0.113.21' })).toEqual([uuid(21)])
  expect(await search({ value: '203.0.113.2%', tags: ['tlp:green'], limit: 2, page: 2 })).toEqual([uuid(22), uuid(23)])
  expect(await search({ tags: ['!tlp:green'] })).toEqual([])
  expect(await search({ eventid: [uuid(4)] })).toEqual([])
  const attributes = (await misp(key, '/attributes/restSearch.json', { type: 'ip-dst', limit: 3, page: 2 })).value
    .response.Attribute
  expect(attributes.map((one: { value: string }) => one.value)).toEqual([
    '203.0.113.22',
    '203.0.113.23',
    '203.0.113.24',
  ])
  expect((await misp(key, '/events/restSearch', { timestamp: 'whenever' })).status).toBe(400)
  expect((await misp(key, '/events/restSearch', { returnFormat: 'csv' })).status).toBe(400)
})

test('a peer pushes what it owns, under the UUID that a person wrote down; it takes over nothing and changes no owner', async () => {
  const own = { uuid: uuid(950), name: 'Example Grid' }
  await anna.get(api.nameMispOrganisation, { organisation: grid.organisation, uuid: own.uuid })
  const taken = await anna.call(api.nameMispOrganisation, { organisation: stranger.organisation, uuid: own.uuid })
  expect(taken.ok ? '' : taken.problem.refusal).toBe('uuid-taken')
  const [key, readOnly, other] = [await keyOf(grid), await keyOf(grid, true), await keyOf(stranger)]
  const mine = event(30, { Orgc: own })
  expect((await misp(readOnly, '/events/add', { Event: mine })).status).toBe(403)
  expect((await misp(other, '/events/add', { Event: mine })).status).toBe(403)
  expect((await misp(key, '/events/add/metadata:1', { Event: mine })).value.Event.uuid).toBe(uuid(30))
  const again = await misp(key, '/events/add', { Event: mine })
  expect([again.status, again.headers.get('location')]).toEqual([403, `/misp/events/${uuid(30)}`])
  const changed = { ...mine, info: 'Changed by its owner', timestamp: String(now()) }
  expect((await misp(other, `/events/edit/${uuid(30)}`, { Event: changed })).status).toBe(403)
  expect((await misp(key, `/events/edit/${uuid(30)}`, { Event: { ...changed, Orgc: theirs } })).status).toBe(403)
  expect((await misp(key, `/events/edit/${uuid(30)}`, { Event: { ...changed, uuid: uuid(31) } })).status).toBe(400)
  expect(
    (await misp(key, `/events/edit/${uuid(1)}`, { Event: event(1, { timestamp: String(now() + 60) }) })).status,
  ).toBe(403)
  const gone = { ...mine.Attribute[0], deleted: true, timestamp: String(now()) }
  const edited = await misp(key, `/events/edit/${uuid(30)}/metadata:1`, { Event: { ...changed, Attribute: [gone] } })
  expect(edited.status).toBe(200)
  const seen = (await misp(other, `/events/view/${uuid(30)}/deleted[]:1`)).value.Event
  expect(seen).toMatchObject({ info: 'Changed by its owner', Orgc: own, Attribute: [{ deleted: true }] })
  expect((await misp(other, `/events/view/${uuid(30)}`)).value.Event.Attribute).toEqual([])
  const asked = [{ Event: { uuid: uuid(30), timestamp: '1' } }, { Event: { uuid: uuid(39), timestamp: '1' } }]
  expect((await misp(key, '/events/filterEventIdsForPush', asked)).value).toEqual([uuid(39)])
  const written = (
    await misp(key, '/events/add', { info: 'By a script', distribution: 1, Tag: [{ name: 'tlp:green' }] })
  ).value.Event
  expect(written.Orgc.uuid).toBe(own.uuid)
})

test('sightings, proposals and reports of others hang on an event once each, and change nothing of it', async () => {
  const key = await keyOf(grid)
  const about = uuid(101)
  const sighting = {
    uuid: uuid(600),
    attribute_uuid: about,
    type: '0',
    date_sighting: String(now() - 50),
    source: 'probe',
  }
  for (let n = 0; n < 2; n++)
    await misp(key, `/sightings/bulkSaveSightings/${uuid(1)}`, [
      sighting,
      { ...sighting, uuid: uuid(601), attribute_uuid: uuid(999) },
    ])
  expect((await misp(key, '/sightings/add', { value: '203.0.113.1', type: '1' })).value.saved).toBe(true)
  const proposal = {
    uuid: uuid(602),
    old_uuid: about,
    type: 'ip-dst',
    category: 'Network activity',
    value: '203.0.113.99',
  }
  expect((await misp(key, `/events/pushProposals/${uuid(1)}`, [proposal])).value).toMatchObject({
    success: true,
    counter: 1,
  })
  expect(
    (await misp(key, `/events/pushProposals/${uuid(1)}`, [{ ...proposal, uuid: uuid(603), value: 'x' }])).status,
  ).toBe(400)
  expect(
    (await misp(key, `/eventReports/add/${uuid(1)}`, { name: 'Ours', content: '<script>1</script>' })).status,
  ).toBe(200)
  expect((await misp(key, `/sightings/add/${uuid(401)}`, {})).status).toBe(404)
  const { Event } = (await misp(key, `/events/view/${uuid(1)}`)).value
  expect(Event.Attribute[0].value).toBe('203.0.113.1')
  expect(Event.Attribute[0].Sighting.map((one: { type: string }) => one.type).sort()).toEqual(['0', '1'])
  expect([Event.Attribute[0].ShadowAttribute[0].value, Event.EventReport[0].name]).toEqual(['203.0.113.99', 'Ours'])
  const said = await anna.get(api.listMispRemarks, { event: uuid(1) })
  expect(said.items.map((one) => one.state.kind).sort()).toEqual(['proposal', 'report', 'sighting', 'sighting'])
  expect(said.items.every((one) => one.marking.owner === grid.organisation)).toBe(true)
  expect((await misp(key, '/sightings/restSearch/event', { uuid: [uuid(1)] })).value.response).toHaveLength(2)
  expect((await misp(key, `/sightings/filterSightingUuidsForPush/${uuid(1)}`, [uuid(600), uuid(601)])).value).toEqual([
    uuid(600),
  ])
})

test('this node is a feed: without a key what is CLEAR and published, with one what its reader may see', async () => {
  await upload(anna, [
    { Event: event(40, { Tag: [{ name: 'tlp:clear' }] }) },
    { Event: event(41, { Tag: [{ name: 'tlp:clear' }], published: false }) },
  ])
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${node.url}/feeds/misp/${path}`, { headers })
  const open = await get('manifest.json')
  expect(Object.keys((await open.json()) as object)).toEqual([uuid(40)])
  expect((await get('manifest.json', { 'if-none-match': open.headers.get('etag') ?? '' })).status).toBe(304)
  expect(await (await get('hashes.csv')).text()).toMatch(new RegExp(`^[0-9a-f]{32},${uuid(40)}\n$`))
  expect([
    (await get(`${uuid(40)}.json`)).status,
    (await get(`${uuid(41)}.json`)).status,
    (await get(`${uuid(1)}.json`)).status,
  ]).toEqual([200, 404, 404])
  const authorization = await keyOf(grid, true)
  const more = Object.keys((await (await get('manifest.json', { authorization })).json()) as object)
  expect(more).toContain(uuid(1))
  expect(more).not.toContain(uuid(4))
  expect((await get('manifest.json.asc')).status).toBe(404)
})

/** A feed or a server of others, on loopback: answers with what stands in the table. */
async function others(
  answers: Map<string, unknown>,
  asked: { path: string; body: string; key: string | undefined }[],
): Promise<{ url: string; server: Server }> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const path = request.url ?? ''
    asked.push({ path, body, key: request.headers.authorization })
    const answer = answers.get(path)
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

test('a feed is followed: only what changed is fetched, nothing in the place of another, and a signature counts when a key is given', async () => {
  const { generateKey, createMessage, sign, readPrivateKey } = await import('openpgp')
  const { privateKey, publicKey } = await generateKey({
    userIDs: [{ name: 'Feed' }],
    date: new Date(Date.now() - 5_000),
  })
  const line = (timestamp: number) => ({ timestamp, info: 'x', Orgc: theirs })
  const answers = new Map<string, unknown>()
  const asked: { path: string; body: string; key: string | undefined }[] = []
  const publish = async (manifest: object) => {
    const text = JSON.stringify(manifest)
    const signingKeys = await readPrivateKey({ armoredKey: privateKey })
    answers.set('/manifest.json', text)
    answers.set(
      '/manifest.json.asc',
      String(await sign({ message: await createMessage({ binary: Buffer.from(text) }), signingKeys, detached: true })),
    )
  }
  const { url, server } = await others(answers, asked)
  try {
    answers.set(`/${uuid(50)}.json`, { Event: event(50) })
    answers.set(`/${uuid(51)}.json`, { Event: event(1, { timestamp: String(now()) }) })
    await publish({ [uuid(50)]: line(1), [uuid(51)]: line(1), 'no uuid': line(1) })
    const { id } = await anna.get(api.followMisp, { kind: 'feed', url: `${url}/manifest.json`, openpgp: publicKey })
    expect(await anna.get(api.pollMisp, { id })).toMatchObject({
      outcome: 'taken',
      fetched: 2,
      new: 1,
      changed: 0,
      refused: 1,
    })
    expect((await anna.get(api.listMisp, { text: uuid(1) })).items[0]?.info).toBe('Changed')
    asked.length = 0
    await publish({ [uuid(50)]: line(2), [uuid(51)]: line(1) })
    answers.set(`/${uuid(50)}.json`, { Event: event(50, { info: 'Newer', timestamp: String(now()) }) })
    expect(await anna.get(api.pollMisp, { id })).toMatchObject({ fetched: 1, changed: 1 })
    expect(asked.map(({ path }) => path)).toEqual(['/manifest.json', '/manifest.json.asc', `/${uuid(50)}.json`])
    answers.set('/manifest.json', JSON.stringify({ [uuid(52)]: line(9) }))
    const forged = await anna.get(api.pollMisp, { id })
    expect([forged.outcome, forged.error?.includes('not signed')]).toEqual(['failed', true])
    const [source] = (await anna.get(api.listMispSources, {})).items
    expect(source).toMatchObject({ failures: 1, taken: 1, signed: true })
    expect(Date.parse(source?.nextAt ?? '')).toBeGreaterThan(Date.now() + 7_000_000)
    await anna.get(api.unfollowMisp, { id })
    expect((await anna.call(api.pollMisp, { id })).status).toBe(404)
  } finally {
    server.close()
  }
})

test('a server is followed by its key, which is shown to nobody; what it shares with its community goes no further', async () => {
  const answers = new Map<string, unknown>([
    ['/events/index.json', [{ uuid: uuid(60), timestamp: '100', published: true, orgc_uuid: theirs.uuid }]],
    ['/events/restSearch.json', { response: [{ Event: event(60, { distribution: '1' }) }] }],
  ])
  const asked: { path: string; body: string; key: string | undefined }[] = []
  const { url, server } = await others(answers, asked)
  try {
    const input = { kind: 'server' as const, url, key: 'a key of forty letters, as MISP gives' }
    const { id } = await anna.get(api.followMisp, input)
    expect(await anna.get(api.pollMisp, { id })).toMatchObject({ outcome: 'taken', new: 1 })
    expect(asked.every(({ key }) => key === input.key)).toBe(true)
    expect(JSON.parse(asked[1]?.body ?? '{}').uuid).toEqual([uuid(60)])
    expect(JSON.stringify(await anna.get(api.listMispSources, {}))).not.toContain('forty letters')
    expect((await anna.get(api.listMisp, { text: uuid(60) })).items[0]?.marking.tlp).toBe('AMBER+STRICT')
    expect((await grid.get(api.listMisp, { text: uuid(60) })).items).toEqual([])
    await anna.get(api.unfollowMisp, { id })
  } finally {
    server.close()
  }
  const inside = await anna.call(api.followMisp, { kind: 'feed', url: 'http://10.0.0.1/feed' })
  expect(inside.ok ? '' : inside.problem.refusal).toBe('address-not-allowed')
})

test('what we know goes out as an event under a marking, stands in our own feed when a person takes it in, and is ours alone', async () => {
  const { id } = await anna.get(declareIncident, { title: 'Payments fail', marking: { tlp: 'GREEN' } })
  const untitled = await anna.call(exportMisp, { incidents: [id], marking: { tlp: 'GREEN' } })
  expect(untitled.ok ? '' : untitled.problem.refusal).toBe('title-needed')
  const asked = { incidents: [id], title: 'Flood of payments', published: true }
  const above = await anna.call(exportMisp, { ...asked, marking: { tlp: 'CLEAR' } })
  expect(above.ok ? '' : above.problem.refusal).toBe('nothing-to-tell')
  const { Event } = JSON.parse(String(await anna.get(exportMisp, { ...asked, marking: { tlp: 'GREEN' } })))
  expect(JSON.stringify(Event.Object)).toContain('Payments fail')
  const key = await keyOf(stranger)
  expect((await misp(key, '/events/add', { Event })).status).toBe(403)
  expect((await upload(anna, { Event })).events).toMatchObject([{ outcome: 'new' }])
  const [line] = (await anna.get(api.listMisp, { text: Event.uuid })).items
  expect(line?.marking).toMatchObject({ tlp: 'GREEN', owner: anna.organisation })
  const changed = { ...Event, info: 'Taken over', timestamp: String(now() + 5) }
  expect((await misp(key, `/events/edit/${Event.uuid}`, { Event: changed })).status).toBe(403)
  const tags = JSON.parse(String(await anna.get(exportMachineTags, { namespace: 'rsit' })))
  expect(tags).toMatchObject({ namespace: 'rsit' })
  expect(
    tags.values.find((one: { predicate: string }) => one.predicate === 'availability').entry.length,
  ).toBeGreaterThan(3)
})

test('what belongs to an exercise is not taken into the real picture', async () => {
  const played = event(80, { Tag: [{ name: 'tlp:clear' }, { name: 'tocsin:exercise="exercise:1"' }] })
  expect((await upload(anna, { Event: played })).reasons).toMatchObject([{ refusal: 'exercise', at: '/Event' }])
  expect((await anna.get(api.listMisp, { text: uuid(80) })).items).toEqual([])
})

test('hostile bodies are answered with a reason: too deep, no JSON, wrong types everywhere', async () => {
  const key = await keyOf(grid)
  const send = async (body: string) =>
    (
      await fetch(`${node.url}/misp/events/add`, {
        method: 'POST',
        headers: { authorization: key, 'content-type': 'application/json' },
        body,
      })
    ).status
  expect([
    await send('['.repeat(10_000)),
    await send('{'),
    await send('7'),
    await send('{"Event":{"__proto__":{"a":1}}}'),
  ]).toEqual([400, 400, 400, 400])
  expect(await send(JSON.stringify({ Event: { ...event(70), Tag: [{ name: 1 }] } }))).toBe(400)
  const bad = await anna.call(api.importMisp, {}, { upload: Buffer.from('[[[[') })
  expect(bad.ok ? '' : bad.problem.refusal).toBe('no-json')
  const big = await anna.call(api.importMisp, {}, { upload: Buffer.alloc(34 * 1024 * 1024, 32) })
  expect(big.ok ? '' : big.problem.refusal).toBe('too-large')
})
