// The TAXII 2.1 server read as others would test it: raw requests, each row with the section of the standard (OASIS, 10 June 2021)
// that says what must come back. What this node does beyond the standard stands in federate-taxii.test.ts.
import { randomUUID } from 'node:crypto'
import { type IncomingHttpHeaders, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#federate/api/objects.ts'
import { createToken, enterRealm, registerOrganisation } from '#people/api.ts'
import type { TokenScope } from '#people/model.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

const type = 'application/taxii+json;version=2.1'
const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/
const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
let node: TestNode
/** May read and write in `shared`; `reading` may only read there; `dropping` may only write in `drop`. */
let writing: string
let reading: string
let dropping: string
let deleting: string
let shared: string
let drop: string

interface Got {
  status: number
  headers: IncomingHttpHeaders
  text: string
  body: Record<string, unknown>
}
interface Asked {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

/** Nothing is added to what the row says: no Accept, no Content-Type, no spelling of the path. */
function raw(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Got> {
  const { hostname, port } = new URL(node.url)
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sent = request({ hostname, port, path, method, headers: { ...length, ...headers } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        const body = text === '' ? {} : JSON.parse(text)
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, body })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
const basic = (token: string) => ({ authorization: `Basic ${Buffer.from(`us:${token}`).toString('base64')}` })
const ask = (token: string, path: string, asked: Asked = {}) =>
  raw(path, { ...asked, headers: { accept: type, ...basic(token), ...asked.headers } })
const at = (place = '', collection = shared) => `/taxii2/live/collections/${collection}/${place}`
const post = (body: unknown, headers: Record<string, string> = {}, token = writing, to = shared) =>
  ask(token, at('objects/', to), {
    ...{ method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) },
    headers: { 'content-type': type, ...headers },
  })
const idsOf = ({ body }: Got) => ((body.objects ?? []) as { id: string }[]).map(({ id }) => id)
const versionsOf = ({ body }: Got) => ((body.objects ?? []) as { modified?: string }[]).map(({ modified }) => modified)

const [m1, m2, m3] = ['2026-03-10T09:45:00.000Z', '2026-03-11T09:45:00.000Z', '2026-03-12T09:45:00.000Z'] as const
const green = { object_marking_refs: ['marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb'] }
function indicator(more: Record<string, unknown> = {}) {
  return {
    ...{ type: 'indicator', spec_version: '2.1', id: `indicator--${randomUUID()}`, created: m1, modified: m1 },
    ...{ name: 'Flood of the port', pattern: "[ipv4-addr:value = '198.51.100.7']", pattern_type: 'stix' },
    ...{ valid_from: m1, ...green, ...more },
  }
}
/** As STIX 2.0 spells it: without spec_version, with labels. */
function older(more: Record<string, unknown>) {
  const { spec_version: _spec, pattern_type: _type, ...object } = indicator(more)
  return { ...object, labels: ['malicious-activity'] }
}

const two = indicator()
const mixed = older({ id: `indicator--${randomUUID()}` })
const malware = {
  ...{ type: 'malware', spec_version: '2.1', id: `malware--${randomUUID()}`, created: m1, modified: m1 },
  ...{ name: 'Bell worm', is_family: true, ...green },
}
const address = {
  type: 'ipv4-addr',
  spec_version: '2.1',
  id: `ipv4-addr--${randomUUID()}`,
  value: '198.51.100.7',
  ...green,
}
const statement = {
  ...{ type: 'marking-definition', spec_version: '2.1', id: `marking-definition--${randomUUID()}`, created: m1 },
  ...{ definition_type: 'statement', definition: { statement: 'Terms of use' }, ...green },
}
const inShared = [
  two,
  { ...two, modified: m2 },
  mixed,
  { ...mixed, spec_version: '2.1', pattern_type: 'stix', modified: m2 },
]

async function tokenOf(client: Client, scope: TokenScope = { readOnly: false }): Promise<string> {
  const expires = new Date(Date.now() + 5 * 86_400_000).toISOString()
  return (await client.get(createToken, { name: 'TAXII', scope, expires })).token
}

beforeAll(async () => {
  node = await startTestNode()
  const admin = await node.administrator()
  const roles = ['analyst' as const, 'liaison' as const]
  const register = async (name: string) =>
    (await admin.get(registerOrganisation, { name, kind: 'operator' as const, country: 'AT', sectors: ['energy'] })).id
  const anna = await node.signedIn({ roles })
  await admin.get(enterRealm, { person: anna.person, exercise: 'storm' })
  const reader = await node.signedIn({ roles, organisation: await register('Example Grid') })
  const dropper = await node.signedIn({ roles, organisation: await register('Another company') })
  writing = await tokenOf(anna)
  deleting = await tokenOf(anna, { readOnly: false, only: ['federate.removeObject'] })
  reading = await tokenOf(reader)
  dropping = await tokenOf(dropper)
  const open = async (alias: string, more: object = {}) =>
    (await anna.get(api.openCollection, { alias, title: `Objects of ${alias}`, marking: { tlp: 'GREEN' }, ...more })).id
  shared = await open('shared')
  drop = await open('drop', {
    read: { organisations: [reader.organisation], roles: [] },
    write: { organisations: [dropper.organisation], roles: [] },
  })
  await open('empty')
  // One after the other, so that the order in which they were added is this one.
  for (const object of [...inShared, malware, address, statement]) await post({ objects: [object] })
}, 120_000)
afterAll(() => node.stop())

interface Row {
  section: string
  says: string
  ask: () => Promise<Got>
  status: number
  also?: (got: Got) => void
}

function check(rows: readonly Row[]): void {
  test.each(rows.map((row) => [row.section, row.says, row] as const))('%s: %s', async (_section, _says, row) => {
    const got = await row.ask()
    expect(got.status).toBe(row.status)
    if (got.status !== 204) expect(got.headers['content-type']).toBe(type)
    // No page of another origin may read it.
    expect(Object.keys(got.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    if (got.status >= 400 && got.text !== '') {
      expect(got.body).toMatchObject({ title: expect.any(String), http_status: String(row.status) })
      expect(Object.values(got.body).every((value) => typeof value === 'string')).toBe(true)
    }
    row.also?.(got)
  })
}

const endpoints = (): [path: string, known: string[]][] => [
  ['/taxii2/', ['GET']],
  ['/taxii2/live/', ['GET']],
  [`/taxii2/live/status/${randomUUID()}/`, ['GET']],
  ['/taxii2/live/collections/', ['GET']],
  [at(), ['GET']],
  [at('manifest/'), ['GET']],
  [at('objects/'), ['GET', 'POST']],
  [at(`objects/${two.id}/`), ['GET', 'DELETE']],
  [at(`objects/${two.id}/versions/`), ['GET']],
]
const challenged = ({ headers }: Got) => expect(headers['www-authenticate']).toMatch(/^Basic realm="[^"]+"/)

describe('who asks (1.6.9, 8.2.2)', () => {
  test('every endpoint and every method asks for credentials first', async () => {
    const wrong = [{}, basic('tocsin_wrong'), { authorization: 'Bearer x' }, { authorization: 'Basic %%%' }]
    for (const [path] of [...endpoints(), ['/taxii2/live/nothing/here/'] as const])
      for (const method of ['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS']) {
        const got = await raw(path, { method, headers: { accept: type, 'content-type': type } })
        expect([path, method, got.status, got.headers['content-type']]).toEqual([path, method, 401, type])
        challenged(got)
      }
    for (const headers of wrong)
      expect((await raw(at('objects/'), { headers: { accept: type, ...headers } })).status).toBe(401)
  })

  check([
    {
      ...{ section: '1.6.9', says: 'a token is the password of Basic, whatever the user name' },
      ask: () => raw('/taxii2/', { headers: { accept: type, authorization: `Basic ${btoa(`:${writing}`)}` } }),
      status: 200,
    },
    {
      ...{ section: '1.6.9', says: 'or a bearer token' },
      ask: () => raw('/taxii2/', { headers: { accept: type, authorization: `bearer ${writing}` } }),
      status: 200,
    },
    {
      section: '8.2.1',
      says: 'a request without User-Agent is answered',
      ask: () => ask(writing, '/taxii2/'),
      status: 200,
    },
  ])

  test('405 names the methods of an address, HEAD answers like GET, and OPTIONS says what there is', async () => {
    for (const [path, known] of endpoints()) {
      const allow = [...known, 'HEAD', 'OPTIONS'].join(', ')
      for (const method of ['POST', 'DELETE', 'PUT', 'PATCH'].filter((one) => !known.includes(one))) {
        const got = await ask(writing, path, { method })
        expect([path, method, got.status, got.headers.allow]).toEqual([path, method, 405, allow])
        expect(got.body.http_status).toBe('405')
      }
      const options = await ask(writing, path, { method: 'OPTIONS' })
      expect([options.status, options.headers.allow, options.text]).toEqual([204, allow, ''])
      const [head, get] = [await ask(writing, path, { method: 'HEAD' }), await ask(writing, path)]
      expect([path, head.status, head.headers['content-type'], head.text]).toEqual([path, get.status, type, ''])
    }
  })
})

describe('media types (1.6.8, 3.1)', () => {
  const accepted = [
    ...['application/taxii+json;version=2.1', 'application/taxii+json; version=2.1', 'application/taxii+json'],
    ...['Application/TAXII+JSON;Version="2.1"', '*/*', 'application/*', `text/html, ${type};q=0.1`, `${type};q=1.000`],
    ...[
      'application/taxii+json;version=2.1,application/stix+json;version=2.1',
      'application/taxii+json;version=2.0, */*;q=0.1',
    ],
  ]
  const refused = [
    ...[
      'application/taxii+json;version=2.0',
      'application/json',
      'text/html',
      'application/vnd.oasis.taxii+json',
      `${type};q=0`,
    ],
    ...['application/taxii+json;q=0, */*', 'application/taxii+json;version=3.0', 'taxii', ';', 'application/taxii'],
  ]
  test.each(accepted)('3.1: Accept %s is answered in TAXII 2.1', async (accept) => {
    for (const path of ['/taxii2/', at('manifest/'), at('objects/'), at(`objects/${two.id}/versions/`)]) {
      const got = await ask(reading, path, { headers: { accept } })
      expect([path, got.status, got.headers['content-type']]).toEqual([path, 200, type])
    }
  })
  test.each(refused)('3.1: Accept %s is not acceptable', async (accept) => {
    for (const [path] of endpoints()) {
      const got = await ask(writing, path, { headers: { accept } })
      expect([path, got.status, got.headers['content-type'], got.body.http_status]).toEqual([path, 406, type, '406'])
    }
    expect((await post({ objects: [indicator()] }, { accept })).status).toBe(406)
  })

  const taken = ['application/taxii+json', `${type};charset=utf-8`, 'application/taxii+json; version="2.1"']
  test.each(taken)('3.1: Content-Type %s is taken', async (content) => {
    expect((await post({ objects: [indicator()] }, { 'content-type': content })).status).toBe(202)
  })
  const untaken = [
    ...[
      'application/json',
      'application/taxii+json;version=2.0',
      'text/plain',
      'nonsense',
      `${type};charset=latin1`,
      '*/*',
    ],
    ...['application/stix+json;version=2.1', 'multipart/form-data; boundary=x'],
  ]
  test.each(untaken)('5.5: Content-Type %s is not taken', async (content) => {
    const got = await post({ objects: [indicator()] }, { 'content-type': content })
    expect([got.status, got.headers['content-type'], got.body.http_status]).toEqual([415, type, '415'])
  })
  test('5.5: nor is a body that says nothing of its type', async () => {
    const body = JSON.stringify({ objects: [indicator()] })
    expect((await ask(writing, at('objects/'), { method: 'POST', body })).status).toBe(415)
  })
})

describe('server information (4)', () => {
  check([
    {
      ...{ section: '4.1.1', says: 'discovery has a title, and a default that is one of the roots' },
      ask: () => ask(writing, '/taxii2/'),
      status: 200,
      also({ body }) {
        const roots = body.api_roots as string[]
        expect(typeof body.title).toBe('string')
        expect(roots).toContain(body.default)
        // Over plain HTTP, as here, roots are relative: absolute ones must be HTTPS.
        for (const root of roots) expect(root).toMatch(/^(?:https:\/\/[^/?]+)?\/(?!\/)[^?]*\/$/)
      },
    },
    {
      ...{ section: '4.2.1', says: 'a root names this version and how much it takes' },
      ask: () => ask(writing, '/taxii2/live/'),
      status: 200,
      also({ body }) {
        expect(body.versions).toContain(type)
        expect(Number.isSafeInteger(body.max_content_length) && Number(body.max_content_length) > 0).toBe(true)
      },
    },
    {
      section: '4.2',
      says: 'an unknown root is not there',
      ask: () => ask(writing, '/taxii2/elsewhere/'),
      status: 404,
    },
    {
      section: '4.2',
      says: 'nor is one that is not the reader’s',
      ask: () => ask(reading, '/taxii2/exercise-storm/'),
      status: 404,
    },
    {
      section: '4.3',
      says: 'an unknown status is not there',
      ask: () => ask(writing, `/taxii2/live/status/${randomUUID()}/`),
      status: 404,
    },
    {
      section: '4.3',
      says: 'nor is one that is no UUID',
      ask: () => ask(writing, '/taxii2/live/status/1/'),
      status: 404,
    },
    {
      section: '3.1',
      says: 'what no endpoint is is not there',
      ask: () => ask(writing, '/taxii2/live/channels/x/y/'),
      status: 404,
    },
    {
      section: '3.1',
      says: 'for no method',
      ask: () => ask(writing, '/taxii2/live/channels/x/y/', { method: 'PUT' }),
      status: 404,
    },
    {
      section: '3.1',
      says: 'nor is a name that is too long',
      ask: () => ask(writing, `/taxii2/live/collections/${'x'.repeat(1_000)}/`),
      status: 404,
    },
  ])
})

describe('collections (5.1, 5.2)', () => {
  check([
    {
      ...{ section: '5.2.1', says: 'each has the properties that are required, and what its reader may do' },
      ask: () => ask(reading, '/taxii2/live/collections/'),
      status: 200,
      also({ body }) {
        const all = body.collections as Record<string, unknown>[]
        expect(all.map(({ alias }) => alias)).toEqual(['drop', 'empty', 'shared'])
        for (const one of all) {
          expect(one).toMatchObject({
            id: expect.stringMatching(uuid4),
            title: expect.any(String),
            can_read: true,
            can_write: false,
          })
          expect(one.media_types).toContain('application/stix+json;version=2.1')
        }
      },
    },
    {
      section: '5.1.1',
      says: 'a root without any answers an empty object',
      ask: () => ask(writing, '/taxii2/exercise-storm/collections/'),
      status: 200,
      also: ({ text }) => expect(text).toBe('{}'),
    },
    {
      section: '5.2',
      says: 'one by its id',
      ask: () => ask(reading, at()),
      status: 200,
      also: ({ body }) => expect(body.id).toBe(shared),
    },
    {
      section: '5.2.1',
      says: 'or by its alias',
      ask: () => ask(reading, at('', 'shared')),
      status: 200,
      also: ({ body }) => expect(body).toMatchObject({ id: shared, alias: 'shared' }),
    },
    {
      section: '5.4',
      says: 'objects by the alias, too',
      ask: () => ask(reading, at('objects/', 'shared')),
      status: 200,
      also: (got) => expect(idsOf(got)).toContain(two.id),
    },
    { section: '5.2', says: 'an unknown id is not there', ask: () => ask(reading, at('', randomUUID())), status: 404 },
    { section: '5.2', says: 'an unknown alias is not there', ask: () => ask(reading, at('', 'other')), status: 404 },
    { section: '5.2', says: 'nor one with a NUL in it', ask: () => ask(reading, at('', '%00')), status: 404 },
    {
      section: '5.2',
      says: 'a collection of another root is not there',
      ask: () => ask(writing, `/taxii2/exercise-storm/collections/${shared}/`),
      status: 404,
    },
    {
      section: '5.4',
      says: 'its objects neither',
      ask: () => ask(writing, `/taxii2/exercise-storm/collections/${shared}/objects/`),
      status: 404,
    },
    {
      section: '5.3',
      says: 'a manifest that may not be read is forbidden',
      ask: () => ask(dropping, at('manifest/', drop)),
      status: 403,
    },
    { section: '5.4', says: 'so are objects', ask: () => ask(dropping, at('objects/', drop)), status: 403 },
    { section: '5.6', says: 'one object', ask: () => ask(dropping, at(`objects/${two.id}/`, drop)), status: 403 },
    {
      section: '5.8',
      says: 'and its versions',
      ask: () => ask(dropping, at(`objects/${two.id}/versions/`, drop)),
      status: 403,
    },
    {
      section: '5.5',
      says: 'who may only read does not add',
      ask: () => post({ objects: [indicator()] }, {}, reading),
      status: 403,
    },
  ])

  test('5.1: the order of collections is the same each time', async () => {
    const order = async () =>
      ((await ask(writing, '/taxii2/live/collections/')).body.collections as { id: string }[]).map(({ id }) => id)
    expect(await order()).toEqual(await order())
  })
})

const listings = ['manifest/', 'objects/', `objects/${two.id}/`, `objects/${two.id}/versions/`]

describe('filters (3.4)', () => {
  const bad = [
    ...[
      'limit=0',
      'limit=-1',
      'limit=1.5',
      'limit=a',
      'limit=',
      'limit=%2B1',
      'limit=1&limit=2',
      'next=',
      'next=forged',
      'next=e30.x',
    ],
    ...['added_after=', 'added_after=yesterday', 'added_after=2026-02-30T00:00:00.000000Z', 'added_after=2026-03-10'],
    ...['added_after=2026-03-10T09:45:00.000000%2B01:00', 'added_after=2026-03-10T09:45:00Z,2026-03-11T09:45:00Z'],
    'added_after=2026-03-10T09:45:00Z&added_after=2026-03-10T09:45:00Z',
  ]
  test.each(bad)('3.4: ?%s is malformed', async (query) => {
    for (const place of listings) {
      const got = await ask(reading, `${at(place)}?${query}`)
      expect([place, got.status, got.headers['content-type'], got.body.http_status]).toEqual([place, 400, type, '400'])
    }
  })
  const badMatches = [
    ...['match[id]=', 'match[id]=a,,b', 'match[type]=indicator,%20malware', 'match[type]=%00', 'match[spec_version]='],
    ...[
      'match[version]=newest',
      'match[version]=all,first',
      'match[version]=first,first',
      `match[version]=${m1},${m1}`,
    ],
    ...[
      'match[version]=2026-03-10T09:45:00%2B01:00',
      'match[type]=a&match[type]=b',
      'match[version]=2026-13-01T00:00:00Z',
    ],
  ]
  test.each(badMatches)('3.4.1: ?%s is malformed', async (query) => {
    for (const place of ['manifest/', 'objects/'])
      expect([place, (await ask(reading, `${at(place)}?${query}`)).status]).toEqual([place, 400])
  })

  const found: [query: string, ids: string[]][] = [
    [`match[id]=${two.id}`, [two.id]],
    [`match[id]=${malware.id},${address.id}`, [malware.id, address.id]],
    ['match[id]=nothing,of-that-name', []],
    ['match[type]=malware,ipv4-addr', [malware.id, address.id]],
    [`match[type]=malware&match[id]=${two.id}`, []],
    ['match[type]=threat-actor', []],
    ['match[type]=x-of-nobody', []],
    ['match[spec_version]=3.0', []],
    [`match[spec_version]=2.0&match[type]=indicator`, [mixed.id]],
    ['match[type]=malware&match[colour]=blue', [malware.id]],
    [`match[type]=marking-definition&match[version]=${m1}`, [statement.id]],
    ['limit=9999999999&match[type]=malware', [malware.id]],
  ]
  test.each(found)('3.4.1: ?%s', async (query, ids) => {
    for (const place of ['manifest/', 'objects/'])
      expect([place, idsOf(await ask(reading, `${at(place)}?${query}`))]).toEqual([place, ids])
  })

  const versions: [query: string, id: string, versions: string[]][] = [
    ['', two.id, [m2]],
    ['match[version]=last', two.id, [m2]],
    ['match[version]=first', two.id, [m1]],
    ['match[version]=all', two.id, [m1, m2]],
    ['match[version]=last,first', two.id, [m1, m2]],
    [`match[version]=${m1}`, two.id, [m1]],
    [`match[version]=${m1},last`, two.id, [m1, m2]],
    [`match[version]=${m3}`, two.id, []],
    // The same moment, spelt otherwise.
    ['match[version]=2026-03-10T09:45:00Z', two.id, [m1]],
    ['match[version]=2026-03-10T09:45:00.000000000000Z', two.id, [m1]],
    // Without a word about it, only what is here by the latest specification; the last is the last of what is asked for.
    ['', mixed.id, [m2]],
    ['match[version]=all', mixed.id, [m2]],
    ['match[version]=first', mixed.id, [m2]],
    ['match[spec_version]=2.0', mixed.id, [m1]],
    ['match[spec_version]=2.1', mixed.id, [m2]],
    ['match[spec_version]=2.0,2.1', mixed.id, [m2]],
    ['match[spec_version]=2.0,2.1&match[version]=first', mixed.id, [m1]],
    ['match[spec_version]=2.0,2.1&match[version]=all', mixed.id, [m1, m2]],
  ]
  test.each(versions)('3.4.1: ?%s of %s', async (query, id, expected) => {
    expect(versionsOf(await ask(reading, `${at('objects/')}?${query}&match[id]=${id}`))).toEqual(expected)
    const one = await ask(reading, `${at(`objects/${id}/`)}?${query}`)
    expect([one.status, versionsOf(one)]).toEqual([200, expected])
    const manifest = await ask(reading, `${at('manifest/')}?${query}&match[id]=${id}`)
    expect(((manifest.body.objects ?? []) as { version: string }[]).map(({ version }) => version)).toEqual(expected)
  })
})

describe('lists (3.2, 3.3, 3.5, 5.3, 5.8)', () => {
  test('3.2: every list says when its first and its last object were added, also an empty one', async () => {
    for (const place of listings)
      for (const query of ['', '?limit=1', '?added_after=2099-01-01T00:00:00.000000Z']) {
        const { status, headers } = await ask(reading, `${at(place)}${query}`)
        expect(status).toBe(200)
        for (const name of ['first', 'last']) expect(headers[`x-taxii-date-added-${name}`]).toMatch(timestamp)
      }
    for (const place of ['manifest/', 'objects/']) {
      const { headers, text } = await ask(reading, at(place, 'empty'))
      expect(text).toBe('{}')
      // Whoever goes on from there begins where they began.
      expect(headers['x-taxii-date-added-last']).toBe('1970-01-01T00:00:00.000000Z')
    }
    const end = '2099-01-01T00:00:00.000000Z'
    expect((await ask(reading, `${at('objects/')}?added_after=${end}`)).headers['x-taxii-date-added-last']).toBe(end)
  })

  test('3.3, 5.3.1: a manifest is in the order of addition, each record with what is required', async () => {
    const { body, headers } = await ask(
      reading,
      `${at('manifest/')}?match[spec_version]=2.0,2.1&match[version]=all&limit=7`,
    )
    const records = body.objects as Record<string, string>[]
    expect(records.map(({ id }) => id)).toEqual([...inShared, malware, address, statement].map(({ id }) => id))
    const dates = records.map((record) => record.date_added ?? '')
    expect(dates).toEqual(dates.toSorted())
    for (const date of dates) expect(date).toMatch(timestamp)
    expect([headers['x-taxii-date-added-first'], headers['x-taxii-date-added-last']]).toEqual([dates[0], dates.at(-1)])
    // modified, else created, else what this server holds to.
    expect(records.map(({ version }) => version)).toEqual([m1, m2, m1, m2, m1, dates[5], m1])
    expect(records.map(({ media_type: media }) => media?.slice(-3))).toEqual([
      '2.1',
      '2.1',
      '2.0',
      '2.1',
      '2.1',
      '2.1',
      '2.1',
    ])
    const { body: collection } = await ask(reading, at())
    for (const { media_type: media } of records) expect(collection.media_types).toContain(media)
  })

  test('3.5: pages by next and pages by added_after give each object once, for every list', async () => {
    for (const place of ['manifest/', 'objects/']) {
      const whole = idsOf(await ask(reading, `${at(place)}?match[version]=all`))
      for (const by of ['next', 'added_after'] as const) {
        const seen: string[] = []
        for (let from = '', more = true; more; ) {
          const page = await ask(reading, `${at(place)}?limit=2&match[version]=all${from}`)
          expect(idsOf(page).length).toBeLessThanOrEqual(2)
          seen.push(...idsOf(page))
          more = page.body.more === true
          expect('next' in page.body).toBe(more)
          const value = by === 'next' ? page.body.next : page.headers['x-taxii-date-added-last']
          from = `&${by}=${encodeURIComponent(String(value))}`
        }
        expect([place, by, seen]).toEqual([place, by, whole])
      }
    }
    const page = await ask(reading, `${at(`objects/${two.id}/versions/`)}?limit=1`)
    expect(page.body).toEqual({ more: true, next: expect.any(String), versions: [m1] })
    const rest = await ask(reading, `${at(`objects/${two.id}/versions/`)}?limit=1&next=${page.body.next}`)
    expect(rest.body).toEqual({ more: false, versions: [m2] })
    const after = await ask(
      reading,
      `${at(`objects/${two.id}/versions/`)}?added_after=${page.headers['x-taxii-date-added-last']}`,
    )
    expect(after.body.versions).toEqual([m2])
  })

  check([
    {
      section: '5.8.1',
      says: 'versions of an object, oldest addition first',
      ask: () => ask(reading, at(`objects/${two.id}/versions/`)),
      status: 200,
      also: ({ body }) => expect(body).toEqual({ more: false, versions: [m1, m2] }),
    },
    {
      section: '5.8',
      says: 'without modified, created is the version',
      ask: () => ask(reading, at(`objects/${statement.id}/versions/`)),
      status: 200,
      also: ({ body }) => expect(body.versions).toEqual([m1]),
    },
    {
      section: '5.8.1',
      says: 'where filters leave none, an empty object',
      ask: () => ask(reading, `${at(`objects/${two.id}/versions/`)}?match[spec_version]=2.0`),
      status: 200,
      also: ({ text }) => expect(text).toBe('{}'),
    },
    {
      section: '5.6',
      says: 'where filters leave none, an empty envelope',
      ask: () => ask(reading, `${at(`objects/${two.id}/`)}?match[version]=${m3}`),
      status: 200,
      also: ({ text }) => expect(text).toBe('{}'),
    },
    {
      section: '5.6',
      says: 'an unknown object is not there',
      ask: () => ask(reading, at(`objects/indicator--${randomUUID()}/`)),
      status: 404,
    },
    {
      section: '5.8',
      says: 'nor are its versions',
      ask: () => ask(reading, at(`objects/indicator--${randomUUID()}/versions/`)),
      status: 404,
    },
    ...['x', '%00', '..%2f..', '%F0%9F%94%94', `indicator--${'0'.repeat(400)}`].map((id) => ({
      section: '5.6',
      says: `what is no id is not there: ${id.slice(0, 20)}`,
      ask: () => ask(reading, at(`objects/${id}/`)),
      status: 404,
    })),
  ])
})

describe('adding (5.5, 4.3)', () => {
  test('4.3.1: a status counts what became of each object, and is there for whoever posted, again and again', async () => {
    const [one, other] = [indicator(), indicator()]
    const bad = { ...indicator(), valid_from: 'yesterday' }
    const got = await post({ objects: [one, { ...one, name: 'Another name' }, bad, other, other] })
    expect([got.status, got.headers['content-type']]).toEqual([202, type])
    expect(got.body).toMatchObject({
      status: 'complete',
      total_count: 5,
      success_count: 3,
      failure_count: 2,
      pending_count: 0,
    })
    expect(got.body.id).toMatch(uuid4)
    expect(got.body.request_timestamp).toMatch(timestamp)
    expect('pendings' in got.body).toBe(false)
    const failures = got.body.failures as { id: string; version: string; message: string }[]
    expect(failures.map(({ id, version }) => [id, version])).toEqual([
      [one.id, m1],
      [bad.id, m1],
    ])
    for (const { message } of failures) expect(message.length).toBeGreaterThan(10)
    expect((await ask(writing, `/taxii2/live/status/${got.body.id}/`)).body).toEqual(got.body)
    expect((await ask(writing, `/taxii2/live/status/${got.body.id}`)).body).toEqual(got.body)
    expect((await ask(reading, `/taxii2/live/status/${got.body.id}/`)).status).toBe(404)
    expect((await ask(writing, `/taxii2/exercise-storm/status/${got.body.id}/`)).status).toBe(404)
    expect((await ask(reading, at(`objects/${one.id}/`))).body.objects).toEqual([one])
  })

  test('5.5: an exact duplicate is no error, in whatever order its names stand', async () => {
    const reversed = Object.fromEntries(Object.entries(malware).reverse())
    expect((await post({ objects: [malware] })).body).toMatchObject({ success_count: 1, failure_count: 0 })
    expect((await post({ objects: [reversed] })).body).toMatchObject({ success_count: 1, failure_count: 0 })
    expect(idsOf(await ask(reading, `${at('objects/')}?match[type]=malware&match[version]=all`))).toEqual([malware.id])
  })

  test('5.5: where one may only write, what was sent is taken and told', async () => {
    const got = await post({ objects: [indicator()] }, {}, dropping, drop)
    expect([got.status, got.body.success_count]).toEqual([202, 1])
    expect((await ask(dropping, `/taxii2/live/status/${got.body.id}/`)).status).toBe(200)
  })

  const unusable: [says: string, body: string][] = [
    ['no JSON', '{"objects":['],
    ['nothing', ''],
    ['a list', '[]'],
    ['a text', '"objects"'],
    ['null', 'null'],
    ['no objects', '{}'],
    ['an empty list, which the standard does not know', '{"objects":[]}'],
    ['objects that are no list', '{"objects":{"0":{}}}'],
    ['nested too deeply', `{"objects":[${'['.repeat(100)}${']'.repeat(100)}]}`],
    ['a name that comes twice', '{"objects":[{"type":"tool"}],"objects":[{"type":"tool"}]}'],
    ['the same in an object, once as an escape', '{"objects":[{"type":"tool","na\\u006de":"a","name":"b"}]}'],
    ['a name that reaches for a prototype', '{"objects":[{"__proto__":{"id":"x"}}]}'],
    ['a byte order mark in front', '\ufeff{"objects":[{}]}'],
  ]
  test.each(unusable)('5.5: %s cannot be processed', async (_says, body) => {
    const got = await post(body)
    expect([got.status, got.headers['content-type'], got.body.http_status]).toEqual([422, type, '422'])
  })
  test('5.5: nor can bytes that are no UTF-8', async () => {
    const body = Buffer.from([...Buffer.from('{"objects":[{"type":"'), 0xff, ...Buffer.from('"}]}')])
    expect(
      (await ask(writing, at('objects/'), { method: 'POST', body, headers: { 'content-type': type } })).status,
    ).toBe(422)
  })

  test('4.2.1: up to max_content_length nothing is too large, and one byte more is', async () => {
    const most = Number((await ask(writing, '/taxii2/live/')).body.max_content_length)
    const fill = (bytes: number) => {
      const body = JSON.stringify({ objects: [indicator()], x_filling: '' })
      return body.replace('"x_filling":""', `"x_filling":"${'x'.repeat(bytes - body.length)}"`)
    }
    expect((await post(fill(most))).status).toBe(202)
    const over = await post(fill(most + 1)).catch(() => undefined)
    // The server may hang up on what it does not want to read; where it answers, it is so.
    if (over) expect([over.status, over.headers['content-type']]).toEqual([413, type])
  }, 30_000)

  test('what is played stays in its root, and what says that it is played is not taken into the real one', async () => {
    const played = indicator({ labels: ['exercise'] })
    const refused = await post({ objects: [played] })
    expect(refused.body).toMatchObject({
      success_count: 0,
      failures: [{ id: played.id, message: expect.stringContaining('exercise') }],
    })
    const root = '/taxii2/exercise-storm/collections'
    await node.administrator()
    const opened = await openPlayed()
    const headers = { 'content-type': type }
    const taken = await ask(writing, `${root}/${opened}/objects/`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ objects: [played, indicator()] }),
    })
    expect(taken.body).toMatchObject({ success_count: 2 })
    expect(idsOf(await ask(writing, `${root}/${opened}/objects/`))).toHaveLength(2)
    expect((await ask(writing, at(`objects/${played.id}/`))).status).toBe(404)
    expect((await ask(writing, at('objects/', opened))).status).toBe(404)
    expect((await ask(reading, `${root}/${opened}/objects/`)).status).toBe(404)
  })
})

/** By the API of the node itself, in the realm of the exercise. */
async function openPlayed(): Promise<string> {
  const body = JSON.stringify({ alias: 'played', title: 'What is played', marking: { tlp: 'GREEN' } })
  const headers = { authorization: `Bearer ${writing}`, 'content-type': 'application/json' }
  const got = await raw('/api/federate/openCollection?realm=exercise:storm', { method: 'POST', headers, body })
  return String(got.body.id)
}

describe('deleting (5.7)', () => {
  const gone = async (id: string, query = '') => ask(reading, `${at(`objects/${id}/`)}${query}`)
  const remove = (token: string, id: string, query = '', collection = shared) =>
    ask(token, `${at(`objects/${id}/`, collection)}${query}`, { method: 'DELETE' })

  test('who may do what: the table of 5.7', async () => {
    const one = indicator()
    await post({ objects: [one] })
    await post({ objects: [one] }, {}, dropping, drop)
    expect((await remove(reading, one.id)).status).toBe(403)
    expect((await remove(dropping, one.id, '', drop)).status).toBe(403)
    expect((await remove(reading, one.id, '', randomUUID())).status).toBe(404)
    expect((await gone(one.id)).status).toBe(200)
  })

  test('wholly: it is in no list any more, and posted again it is there again', async () => {
    const one = indicator()
    await post({ objects: [one, { ...one, modified: m2 }] })
    const got = await remove(writing, one.id)
    expect([got.status, got.headers['content-type'], got.text]).toEqual([200, type, ''])
    expect((await gone(one.id)).status).toBe(404)
    expect((await ask(reading, at(`objects/${one.id}/versions/`))).status).toBe(404)
    for (const place of ['objects/', 'manifest/'])
      expect(idsOf(await ask(reading, `${at(place)}?match[id]=${one.id}&match[version]=all`))).toEqual([])
    expect((await remove(writing, one.id)).status).toBe(404)
    expect((await post({ objects: [one] })).body.success_count).toBe(1)
    expect((await gone(one.id)).status).toBe(200)
  })

  test('by version: that one is gone by name, the others stay', async () => {
    const one = indicator()
    await post({ objects: [one, { ...one, modified: m2 }, { ...one, modified: m3 }] })
    expect((await remove(writing, one.id, `?match[version]=${m2}`)).status).toBe(200)
    expect((await ask(reading, at(`objects/${one.id}/versions/`))).body.versions).toEqual([m1, m3])
    expect((await ask(writing, `${at(`objects/${one.id}/`)}?match[version]=${m2}`)).status).toBe(404)
    expect((await remove(writing, one.id, '?match[version]=first,last')).status).toBe(200)
    expect((await gone(one.id)).status).toBe(404)
  })

  test('by specification', async () => {
    const one = older({})
    await post({ objects: [one, { ...one, spec_version: '2.1', pattern_type: 'stix', modified: m2 }] })
    expect((await remove(writing, one.id, '?match[spec_version]=2.0')).status).toBe(200)
    expect(versionsOf(await gone(one.id, '?match[version]=all&match[spec_version]=2.0,2.1'))).toEqual([m2])
    await post({ objects: [one] })
    // Without filters all of it goes, whatever the specification.
    expect((await remove(writing, one.id)).status).toBe(200)
    expect((await gone(one.id, '?match[spec_version]=2.0')).status).toBe(404)
  })

  test('a token for deleting alone deletes, and reads and posts nothing', async () => {
    const one = indicator()
    await post({ objects: [one] })
    expect((await ask(deleting, at())).body).toMatchObject({ can_read: false, can_write: false })
    expect((await ask(deleting, at('objects/'))).status).toBe(403)
    expect((await post({ objects: [indicator()] }, {}, deleting)).status).toBe(403)
    expect((await remove(deleting, one.id)).status).toBe(200)
  })

  check([
    {
      section: '5.7',
      says: 'an unknown object is not there',
      ask: () => remove(writing, `indicator--${randomUUID()}`),
      status: 404,
    },
    {
      section: '3.4',
      says: 'a malformed filter deletes nothing',
      ask: () => remove(writing, two.id, '?match[version]=newest'),
      status: 400,
    },
    {
      section: '3.4',
      says: 'nor do all and another',
      ask: () => remove(writing, two.id, '?match[version]=all,last'),
      status: 400,
    },
    {
      section: '5.7',
      says: 'a version that is not there is not deleted',
      ask: () => remove(writing, two.id, `?match[version]=${m3}`),
      status: 404,
    },
    {
      section: '5.7',
      says: 'nor does Accept of something else',
      ask: () => ask(writing, at(`objects/${two.id}/`), { method: 'DELETE', headers: { accept: 'text/html' } }),
      status: 406,
    },
  ])
})
