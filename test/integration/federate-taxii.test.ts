// The TAXII 2.1 server over HTTP: what each address answers to whom, in pages that miss nothing, and refusals as the standard says.
import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#federate/api/objects.ts'
import { createToken, enterRealm, registerOrganisation } from '#people/api.ts'
import type { TokenScope } from '#people/model.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

const type = 'application/taxii+json;version=2.1'
let node: TestNode
let anna: Client
let partner: Client
let stranger: Client
let collection: string
let annas: string
let partners: string
let strangers: string

interface Got {
  status: number
  headers: Headers
  body: Record<string, unknown>
}

async function tokenOf(client: Client, scope: TokenScope = { readOnly: false }): Promise<string> {
  const expires = new Date(Date.now() + 5 * 86_400_000).toISOString()
  return (await client.get(createToken, { name: 'TAXII', scope, expires })).token
}

async function ask(token: string | null, path: string, init: RequestInit = {}): Promise<Got> {
  const basic = token === null ? {} : { authorization: `Basic ${Buffer.from(`us:${token}`).toString('base64')}` }
  const headers = { accept: type, ...basic, ...(init.headers as Record<string, string>) }
  const response = await fetch(`${node.url}${path}`, { ...init, headers })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
}

const at = (place = '') => `/taxii2/live/collections/${collection}/${place}`
const post = (token: string, objects: unknown, headers: Record<string, string> = {}, to = collection) =>
  ask(token, `/taxii2/live/collections/${to}/objects/`, {
    method: 'POST',
    body: typeof objects === 'string' ? objects : JSON.stringify({ objects }),
    headers: { 'content-type': type, ...headers },
  })

const created = '2026-03-10T09:45:00.000Z'
function indicator(more: Record<string, unknown> = {}) {
  const id = `indicator--${randomUUID()}`
  return {
    ...{ type: 'indicator', spec_version: '2.1', id, created, modified: created, name: 'Flood of the port' },
    ...{ pattern: "[ipv4-addr:value = '198.51.100.7']", pattern_type: 'stix', valid_from: created },
    ...more,
  }
}
const tlp = {
  clear: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  green: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  red: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
}
const green = { object_marking_refs: [tlp.green] }
const idsOf = ({ body }: Got) => ((body.objects ?? []) as { id: string }[]).map((one) => one.id)

async function open(alias: string, more: object = {}) {
  const asked = { alias, title: `Objects of ${alias}`, marking: { tlp: 'GREEN' as const }, ...more }
  return (await anna.get(api.openCollection, asked)).id
}

beforeAll(async () => {
  node = await startTestNode({ env: { TOCSIN_FETCH_ALLOW: '127.0.0.1' } })
  const admin = await node.administrator()
  const roles = ['analyst' as const, 'liaison' as const]
  const register = async (name: string) =>
    (await admin.get(registerOrganisation, { name, kind: 'operator' as const, country: 'AT', sectors: ['energy'] })).id
  anna = await node.signedIn({ roles })
  await admin.get(enterRealm, { person: anna.person, exercise: 'storm' })
  partner = await node.signedIn({ roles, organisation: await register('Example Grid') })
  stranger = await node.signedIn({ roles, organisation: await register('Another company') })
  annas = await tokenOf(anna)
  partners = await tokenOf(partner)
  strangers = await tokenOf(stranger)
  collection = await open('shared', { write: { organisations: [partner.organisation], roles: [] } })
}, 120_000)

afterAll(() => node.stop())

test('discovery, roots and collections tell each reader what is there for them', async () => {
  for (const path of ['/taxii2/', '/taxii2']) {
    const found = await ask(annas, path)
    expect(found.status).toBe(200)
    expect(found.headers.get('content-type')).toBe(type)
    const roots = ['/taxii2/live/', '/taxii2/exercise-storm/'].map((root) =>
      expect.stringMatching(new RegExp(`${root}$`)),
    )
    expect(found.body).toMatchObject({
      title: 'Tocsin',
      default: expect.stringMatching(/\/taxii2\/live\/$/),
      api_roots: roots,
    })
  }
  expect((await ask(annas, '/taxii2/live/')).body).toEqual({
    ...{ title: 'Tocsin', description: expect.any(String) },
    ...{ versions: [type], max_content_length: 16_777_216 },
  })
  expect((await ask(annas, '/taxii2/exercise-storm/')).body.title).toMatch(/^EXERCISE storm/)
  expect((await ask(annas, '/taxii2/exercise-storm/collections/')).body).toEqual({})
  // An exercise of others is not there, as one that nobody plays.
  expect((await ask(partners, '/taxii2/exercise-storm/')).status).toBe(404)
  const { body } = await ask(partners, '/taxii2/live/collections/')
  expect(body.collections).toEqual([
    {
      ...{ id: collection, title: 'Objects of shared', alias: 'shared', can_read: true, can_write: true },
      media_types: ['application/stix+json;version=2.1', 'application/stix+json;version=2.0'],
    },
  ])
  expect((await ask(strangers, at())).body).toMatchObject({ can_read: true, can_write: false })
  expect((await ask(annas, '/taxii2/live/collections/shared/')).body.id).toBe(collection)
  expect(collection).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('nobody, a wrong form and a wrong verb are refused as the standard says', async () => {
  const nobody = await ask(null, '/taxii2/')
  expect(nobody.status).toBe(401)
  expect(nobody.headers.get('www-authenticate')).toMatch(/^Basic realm=/)
  expect(nobody.body).toMatchObject({ title: expect.any(String), http_status: '401' })
  expect((await ask('tocsin_wrong', at('objects/'))).status).toBe(401)
  const bearer = { headers: { authorization: `Bearer ${annas}` } }
  expect((await ask(null, '/taxii2/', bearer)).status).toBe(200)
  for (const [accept, status] of [
    ['application/taxii+json', 200],
    ['application/taxii+json; version=2.1', 200],
    ['*/*', 200],
    ['text/html, application/taxii+json;version=2.1;q=0.5', 200],
    ['application/taxii+json;version=2.0', 406],
    ['application/json', 406],
    ['application/vnd.oasis.stix+json', 406],
  ] as const)
    expect([accept, (await ask(annas, at('objects/'), { headers: { accept } })).status]).toEqual([accept, status])
  for (const [path, allow] of [
    ['/taxii2/', 'GET, HEAD, OPTIONS'],
    [at('objects/'), 'GET, POST, HEAD, OPTIONS'],
    [at(`objects/indicator--${randomUUID()}/`), 'GET, DELETE, HEAD, OPTIONS'],
  ] as const) {
    const put = await ask(annas, path, { method: 'PUT' })
    expect([put.status, put.headers.get('allow')]).toEqual([405, allow])
    const options = await ask(annas, path, { method: 'OPTIONS' })
    expect([options.status, options.headers.get('allow')]).toEqual([204, allow])
    expect((await ask(annas, path, { method: 'PATCH' })).status).toBe(405)
  }
  const head = await fetch(`${node.url}/taxii2/`, {
    method: 'HEAD',
    headers: { authorization: `Bearer ${annas}`, accept: type },
  })
  expect([head.status, await head.text()]).toEqual([200, ''])
  for (const [body, headers, status] of [
    ['{"objects":[]}', { 'content-type': 'application/json' }, 415],
    ['{"objects":[]}', { 'content-type': 'nonsense' }, 415],
    ['{"objects":[]}', { 'content-type': `${type};charset=utf-16` }, 415],
    ['x', { 'content-encoding': 'gzip' }, 400],
    ['x', { 'content-encoding': 'compress' }, 415],
    ['{"objects":[', {}, 422],
    ['[]', {}, 422],
    ['{"objects":{}}', {}, 422],
    ['{"objects":[]}', {}, 422],
    [`{"objects":[${'['.repeat(100)}${']'.repeat(100)}]}`, {}, 422],
    ['{"objects":[{"__proto__":{"id":"x"}}]}', {}, 422],
  ] as const)
    expect([body.slice(0, 40), headers, (await post(annas, body, headers)).status]).toEqual([
      body.slice(0, 40),
      headers,
      status,
    ])
  const packed = async (text: string) =>
    ask(annas, at('objects/'), {
      ...{ method: 'POST', body: gzipSync(text), headers: { 'content-type': type, 'content-encoding': 'gzip' } },
    })
  expect((await packed(JSON.stringify({ objects: [indicator(green)] }))).status).toBe(202)
  // Small on the wire, large when it is unpacked.
  expect((await packed(`{"objects":["${'x'.repeat(17_000_000)}"]}`)).status).toBe(413)
  const large = await post(annas, `{"objects":["${'x'.repeat(17_000_000)}"]}`).catch(() => undefined)
  // The server may hang up on what it does not want to read; where it answers, it says so in the words of TAXII.
  if (large) expect([large.status, large.headers.get('content-type')]).toEqual([413, type])
})

test('objects are posted once, read in pages that miss nothing, and found by each filter', async () => {
  const own = await open('filters')
  const first = Array.from({ length: 5 }, () => indicator(green))
  const answer = await post(annas, first, {}, own)
  expect(answer.status).toBe(202)
  expect(answer.body).toMatchObject({
    status: 'complete',
    total_count: 5,
    success_count: 5,
    failure_count: 0,
    pending_count: 0,
  })
  expect(answer.body.successes).toContainEqual({ id: first[0]?.id, version: created })
  expect((await ask(annas, `/taxii2/live/status/${answer.body.id}/`)).body).toEqual(answer.body)
  for (const token of [partners, strangers])
    expect((await ask(token, `/taxii2/live/status/${answer.body.id}/`)).status).toBe(404)
  // The same again is known; the same version with another content is refused by name.
  const other = { ...first[1], name: 'Another name' }
  const again = await post(annas, [first[0], other], {}, own)
  expect(again.body).toMatchObject({
    ...{ success_count: 1, failure_count: 1 },
    failures: [{ id: first[1]?.id, version: created, message: expect.stringContaining('another content') }],
  })
  const modified = '2026-03-11T10:00:00.123456Z'
  const changed = { ...first[2], modified, name: 'A new version' }
  const malware = {
    ...{ type: 'malware', spec_version: '2.1', id: `malware--${randomUUID()}`, created, modified: created },
    ...{ name: 'Bell worm', is_family: true, ...green },
  }
  await post(annas, [changed, malware], {}, own)

  const list = (query: string, token = partners) => ask(token, `/taxii2/live/collections/${own}/objects/?${query}`)
  const all = await list('')
  expect(idsOf(all)).toEqual([0, 1, 3, 4, 2].map((n) => first[n]?.id).concat(malware.id))
  expect(all.body.more).toBe(false)
  const added = (name: string, { headers }: Got) => headers.get(`x-taxii-date-added-${name}`) ?? ''
  expect(added('first', all)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  // Pages of two, by cursor; then by the moment alone.
  const seen: string[] = []
  for (let next: string | undefined, pages = 0; pages < 10; pages++) {
    const page = await list(`limit=2&match[version]=all${next ? `&next=${next}` : ''}`)
    seen.push(...idsOf(page))
    next = page.body.next as string | undefined
    if (!page.body.more) break
  }
  expect(seen).toHaveLength(7)
  expect(new Set(seen).size).toBe(6)
  const two = await list('limit=2')
  expect(idsOf(await list(`added_after=${added('last', two)}`))).toEqual(idsOf(all).slice(2))
  expect((await list(`added_after=${added('last', all)}`)).body).toEqual({})
  // A cursor carries its filters, and works for no other list.
  const cursor = (await list('limit=1&match[type]=indicator')).body.next as string
  expect(idsOf(await list(`next=${cursor}`))).not.toContain(malware.id)
  for (const wrong of [`match[type]=malware&next=${cursor}`, 'next=a', `next=${cursor}x`, `next=${cursor.slice(1)}`])
    expect([wrong, (await list(wrong)).status]).toEqual([wrong, 400])
  expect((await ask(partners, at(`objects/?next=${cursor}`))).status).toBe(400)
  expect((await ask(partners, `/taxii2/live/collections/${own}/manifest/?next=${cursor}`)).status).toBe(400)

  const id = first[2]?.id ?? ''
  const count = async (query: string) => idsOf(await list(query)).length
  expect(await count(`match[id]=${id},${malware.id}`)).toBe(2)
  expect(await count('match[type]=malware,report')).toBe(1)
  expect(await count('match[spec_version]=2.1')).toBe(6)
  expect(await count('match[spec_version]=2.0')).toBe(0)
  expect(await count(`match[id]=${id}&match[version]=all`)).toBe(2)
  expect(await count(`match[id]=${id}&match[version]=first,last`)).toBe(2)
  const oldest = await list(`match[id]=${id}&match[version]=first`)
  expect((oldest.body.objects as { modified: string }[])[0]?.modified).toBe(created)
  // The same moment in another precision is the same version.
  expect(await count(`match[id]=${id}&match[version]=2026-03-10T09:45:00.000000Z`)).toBe(1)
  expect(await count('match[colour]=blue')).toBe(6)
  for (const wrong of [
    ...[
      'limit=0',
      'limit=-1',
      'limit=a',
      'limit=1&limit=2',
      'added_after=yesterday',
      'added_after=2026-02-30T00:00:00Z',
    ],
    ...['added_after=2026-03-10T09:45:00.000000%2B00:00', 'match[version]=nonsense', 'match[id]=', 'next='],
    `match[id]=${Array.from({ length: 10_000 }, () => 'x')
      .join(',')
      .slice(0, 9_000)}`,
  ])
    expect([wrong.slice(0, 60), (await list(wrong)).status]).toEqual([wrong.slice(0, 60), 400])

  const manifest = await ask(partners, `/taxii2/live/collections/${own}/manifest/?match[version]=all&match[id]=${id}`)
  expect(manifest.body.objects).toEqual([
    { id, date_added: expect.any(String), version: created, media_type: 'application/stix+json;version=2.1' },
    { id, date_added: added('last', await list(`match[id]=${id}`)), version: modified, media_type: expect.any(String) },
  ])
  expect((await ask(partners, `/taxii2/live/collections/${own}/manifest/?match[type]=tool`)).body).toEqual({})
  const one = `/taxii2/live/collections/${own}/objects/${id}`
  expect((await ask(partners, `${one}/`)).body.objects).toEqual([changed])
  expect((await ask(partners, `${one}/?match[version]=all`)).body.objects).toHaveLength(2)
  expect((await ask(partners, `${one}/versions`)).body).toEqual({ more: false, versions: [created, modified] })
  expect((await ask(partners, `${one}/?match[version]=2020-01-01T00:00:00.000Z`)).body).toEqual({})
  for (const nothing of [
    `objects/indicator--${randomUUID()}/`,
    `objects/indicator--${randomUUID()}/versions/`,
    'objects/x/',
  ])
    expect((await ask(partners, `/taxii2/live/collections/${own}/${nothing}`)).status).toBe(404)
})

test('each reader sees what markings let them, and what they may not see leaves no trace', async () => {
  const own = await open('marked', { write: { organisations: [partner.organisation], roles: [] } })
  const definition = {
    ...{ type: 'marking-definition', spec_version: '2.1', id: `marking-definition--${randomUUID()}`, created },
    ...{ definition_type: 'statement', definition: { statement: 'Copyright of the grid' } },
  }
  const [clear, shared, strict, red, unknown, said] = [
    indicator({ object_marking_refs: [tlp.clear] }),
    indicator(green),
    indicator(),
    indicator({ object_marking_refs: [tlp.red] }),
    indicator({ object_marking_refs: [`marking-definition--${randomUUID()}`, tlp.clear] }),
    indicator({ object_marking_refs: [definition.id, tlp.green] }),
  ]
  const part = indicator({ ...green, granular_markings: [{ marking_ref: tlp.red, selectors: ['name'] }] })
  const answer = await post(partners, [clear, shared, strict, red, unknown, definition, said, part], {}, own)
  expect(answer.body).toMatchObject({ success_count: 8 })
  const seenBy = async (token: string) => idsOf(await ask(token, `/taxii2/live/collections/${own}/objects/`))
  expect(await seenBy(partners)).toHaveLength(8)
  // The people of the node received what the partner posted; RED names the person who posted it, nobody else.
  expect(await seenBy(annas)).toEqual([clear.id, shared.id, strict.id, definition.id, said.id])
  expect(await seenBy(strangers)).toEqual([clear.id, shared.id, said.id])
  const gone = `objects/indicator--${randomUUID()}/`
  for (const place of ['', 'versions/']) {
    const hidden = await ask(strangers, `/taxii2/live/collections/${own}/objects/${strict.id}/${place}`)
    const absent = await ask(strangers, `/taxii2/live/collections/${own}/${gone}${place}`)
    expect([hidden.status, hidden.body]).toEqual([404, absent.body])
  }
  const of = async (query: string) => (await ask(strangers, `/taxii2/live/collections/${own}/manifest/?${query}`)).body
  expect(await of(`match[id]=${red.id},${unknown.id},${part.id},${strict.id}`)).toEqual({})
  // A newer version that a reader may not see does not hide the one that they may.
  const newer = { ...shared, modified: '2026-03-12T00:00:00.000Z', object_marking_refs: [tlp.red] }
  await post(partners, [newer], {}, own)
  expect(await seenBy(strangers)).toContain(shared.id)
  expect(
    (await ask(strangers, `/taxii2/live/collections/${own}/objects/${shared.id}/versions/`)).body.versions,
  ).toEqual([created])
  // Nobody posts for others, and a definition of one organisation says nothing for another.
  expect((await post(strangers, [indicator()], {}, own)).status).toBe(403)
  const hidden = await open('hidden', { marking: { tlp: 'AMBER+STRICT' } })
  for (const path of [`${hidden}/`, `${hidden}/objects/`, `${hidden}/manifest/`, 'hidden/'])
    expect((await ask(partners, `/taxii2/live/collections/${path}`)).status).toBe(404)
  expect((await post(partners, [indicator()], {}, hidden)).status).toBe(404)
  const foreign = indicator({ object_marking_refs: [definition.id] })
  await post(annas, [foreign], {}, own)
  expect(await seenBy(partners)).not.toContain(foreign.id)
})

test('a collection may be for writing alone, and scopes of tokens hold', async () => {
  const drop = await open('drop', {
    read: { organisations: [stranger.organisation], roles: [] },
    write: { organisations: [partner.organisation], roles: [] },
  })
  const there = `/taxii2/live/collections/${drop}/`
  expect((await ask(partners, there)).body).toMatchObject({ can_read: false, can_write: true })
  expect((await post(partners, [indicator(green)], {}, drop)).status).toBe(202)
  expect((await ask(partners, `${there}objects/`)).status).toBe(403)
  expect(idsOf(await ask(strangers, `${there}objects/`))).toHaveLength(1)
  const readOnly = await tokenOf(anna, { readOnly: true })
  const forReading = await tokenOf(anna, { readOnly: false, only: ['federate.readObjects'] })
  const elsewhere = await tokenOf(anna, { readOnly: false, only: ['watch'] })
  for (const token of [readOnly, forReading]) {
    expect((await ask(token, at('objects/'))).status).toBe(200)
    expect((await ask(token, at())).body.can_write).toBe(false)
    expect((await post(token, [indicator()])).status).toBe(403)
    expect((await ask(token, at(`objects/indicator--${randomUUID()}/`), { method: 'DELETE' })).status).toBe(403)
  }
  expect((await ask(elsewhere, at('objects/'))).status).toBe(403)
  expect((await post(elsewhere, [indicator()])).status).toBe(403)
})

test('objects are deleted by those whose they are, by version or wholly', async () => {
  const one = indicator(green)
  const two = { ...one, modified: '2026-03-11T10:00:00.000Z' }
  await post(partners, [one, two])
  const path = at(`objects/${one.id}/`)
  const remove = (token: string, query = '') => ask(token, `${path}${query}`, { method: 'DELETE' })
  expect((await remove(strangers)).status).toBe(403)
  const mine = indicator(green)
  await post(annas, [mine])
  // The partner may write here, but not take away what is not theirs.
  expect((await ask(partners, at(`objects/${mine.id}/`), { method: 'DELETE' })).status).toBe(403)
  expect((await remove(partners, `?match[version]=${created}`)).status).toBe(200)
  expect((await ask(partners, `${path}versions/`)).body.versions).toEqual([two.modified])
  expect((await remove(partners, '?match[version]=nonsense')).status).toBe(400)
  expect((await remove(partners)).status).toBe(200)
  expect((await ask(partners, path)).status).toBe(404)
  expect((await remove(partners)).status).toBe(404)
  // Posted again, it is there again; it was deleted, not erased by law.
  expect((await post(partners, [one])).body).toMatchObject({ success_count: 1 })
})

test('what is no STIX is refused by name, and hurts nothing beside it', async () => {
  const good = indicator(green)
  const bad = [
    null,
    'text',
    { type: 'indicator' },
    { ...indicator(), id: 'indicator--1' },
    { ...indicator(), id: `malware--${randomUUID()}` },
    { ...indicator(), modified: 'yesterday' },
    { ...indicator(), modified: '2020-01-01T00:00:00.000Z' },
    { ...indicator(), pattern: "[ipv4-addr:value = '198.51.100.7'" },
    { ...indicator(), spec_version: '3.0' },
    { ...indicator(), name: 'a\u0000b' },
    { ...indicator(), name: '\ud800' },
    { type: 'bundle', id: `bundle--${randomUUID()}`, objects: [] },
  ]
  const answer = await post(annas, JSON.stringify({ objects: [...bad, good] }))
  expect(answer.status).toBe(202)
  expect(answer.body).toMatchObject({ total_count: 13, success_count: 1, successes: [{ id: good.id }] })
  expect(answer.body.failures).toHaveLength(12)
  for (const { message } of answer.body.failures as { message: string }[]) expect(message.length).toBeGreaterThan(10)
  expect((await ask(annas, at(`objects/${good.id}/`))).status).toBe(200)
})
