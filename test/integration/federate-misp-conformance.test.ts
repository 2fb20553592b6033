// What MISP 2.4 and 2.5 send when they pull from here and push to here, and what PyMISP reads: one table of requests in their form, and what
// each must be answered with. Written from how the two behave, not copied from them.
import { setTimeout as pause } from 'node:timers/promises'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#federate/api/misp.ts'
import { createToken, registerOrganisation } from '#people/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let anna: Client
let grid: Client
let [key, readOnly] = ['', '']

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const own = { uuid: uuid(950), name: 'Example Grid' }
const now = () => Math.floor(Date.now() / 1000)
const digits = expect.stringMatching(/^\d+$/)
const anyUuid = expect.stringMatching(/^[0-9a-f-]{36}$/)

/** As a server packs it: no numbers of its own database but those that it cannot leave out, numbers as texts, `locked`. */
function event(n: number, more: Record<string, unknown> = {}) {
  const timestamp = String(now() - 500)
  const part = (m: number, type: string, value: string) => ({
    ...{ uuid: uuid(n * 100 + m), type, category: 'Network activity', value, to_ids: true, timestamp, comment: '' },
    ...{ distribution: '5', sharing_group_id: '0', deleted: false, disable_correlation: false, object_relation: null },
    ...{ first_seen: null, last_seen: null, Tag: [{ name: 'PAP:GREEN', colour: '#00ff00', local: 0 }] },
  })
  return {
    ...{ uuid: uuid(n), info: `Flood ${n}`, date: '2026-03-10', threat_level_id: '2', analysis: '1', locked: true },
    ...{ published: true, attribute_count: '2', timestamp, publish_timestamp: timestamp, proposal_email_lock: false },
    ...{ distribution: '3', sharing_group_id: '0', extends_uuid: '', protected: null, Orgc: own, Org: own },
    Tag: [{ name: 'tlp:green', colour: '#339900', exportable: true, local: 0, relationship_type: null }],
    Attribute: [part(1, 'ip-dst', `203.0.113.${n}`), part(2, 'domain|ip', `a.example|203.0.113.${n}`)],
    Object: [],
    EventReport: [
      { uuid: uuid(n * 100 + 50), name: 'What we know', content: 'It began.', distribution: '5', timestamp },
    ],
    Galaxy: [{ uuid: uuid(880), name: 'Threat Actor', type: 'threat-actor', GalaxyCluster: [{ value: 'Somebody' }] }],
    CryptographicKey: [],
    ...more,
  }
}

beforeAll(async () => {
  node = await startTestNode()
  const admin = await node.administrator()
  anna = await node.signedIn({ roles: ['analyst', 'liaison'] })
  const { id } = await admin.get(registerOrganisation, {
    ...{ name: own.name, kind: 'operator' as const, country: 'AT', sectors: ['energy'] },
  })
  grid = await node.signedIn({ roles: ['analyst'], organisation: id })
  await anna.get(api.nameMispOrganisation, { organisation: id, uuid: own.uuid })
  const expires = new Date(Date.now() + 86_400_000).toISOString()
  const make = async (only: boolean) =>
    (await grid.get(createToken, { name: `MISP ${only}`, scope: { readOnly: only }, expires })).token
  ;[key, readOnly] = [await make(false), await make(true)]
  const theirs = { ...event(1), Orgc: { uuid: uuid(900), name: 'Example CERT' } }
  await anna.get(api.importMisp, {}, { upload: Buffer.from(JSON.stringify({ Event: theirs })) })
}, 120_000)
afterAll(() => node?.stop())

interface Row {
  what: string
  /** `GET /path` */
  ask: string
  body?: unknown
  packed?: 'gzip' | 'br'
  /** Left out: the key of a sync user, by itself in the header. */
  authorization?: string | null
  headers?: Record<string, string>
  status?: number
  answer?: unknown
  also?: (value: never, headers: Headers) => void
}

/** As its HTTP client sends them. */
const mispHeaders = {
  ...{ accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'MISP 2.5.12 - #1234abcd' },
  ...{ 'misp-version': '2.5.12', 'misp-uuid': uuid(999), commit: '1234abcd' },
}

async function send({ ask, body, packed, authorization = key, headers = {} }: Row) {
  const [method = '', path = ''] = ask.split(' ')
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
  const sent =
    text === undefined ? undefined : packed === 'gzip' ? gzipSync(text) : packed ? brotliCompressSync(text) : text
  const response = await fetch(`${node.url}/misp${path}`, {
    method,
    headers: {
      ...mispHeaders,
      ...(authorization === null ? {} : { authorization }),
      ...(packed ? { 'content-encoding': packed } : {}),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent as never }),
  })
  const read = await response.text()
  return { status: response.status, headers: response.headers, value: read === '' ? null : JSON.parse(read) }
}

const refused = { name: expect.any(String), message: expect.any(String), url: expect.any(String) }
const sighting = { attribute_uuid: uuid(101), type: '0', date_sighting: '1700000000', source: 'probe', org_id: '0' }
const proposal = {
  ...{ uuid: uuid(101), old_id: '12', event_uuid: uuid(1), type: 'ip-dst', category: 'Network activity', to_ids: true },
  ...{ value: '203.0.113.99', comment: 'moved', timestamp: '1700000000', deleted: false, proposal_to_delete: false },
  Org: own,
}

const connecting: Row[] = [
  {
    what: 'which version, and what the key may',
    ask: 'GET /servers/getVersion',
    answer: {
      version: expect.stringMatching(/^2\.\d+\.\d+$/),
      ...{ perm_sync: true, perm_sighting: true, perm_galaxy_editor: false, perm_analyst_data: false },
      ...{ request_encoding: ['gzip', 'br'], filter_sightings: true },
    },
  },
  {
    what: 'whether what is posted arrives whole',
    ask: 'POST /servers/postTest',
    body: { testString: 'äöü '.repeat(2_000) },
    packed: 'gzip',
    answer: {
      body: { testString: 'äöü '.repeat(2_000) },
      headers: { Accept: 'application/json', 'Content-type': 'application/json' },
    },
  },
  {
    what: 'whose key it is',
    ask: 'GET /users/view/me.json',
    answer: { User: { id: '1' }, Role: { perm_sync: true, perm_auth: true }, Organisation: { name: own.name } },
  },
  { what: 'rules to choose from', ask: 'GET /servers/getAvailableSyncFilteringRules', answer: { tags: [] } },
  { what: 'no key at all', ask: 'GET /servers/getVersion', authorization: null, status: 401, answer: refused },
  { what: 'a wrong key', ask: 'GET /servers/getVersion', authorization: 'x'.repeat(40), status: 401, answer: refused },
  { what: 'a call that is not spoken', ask: 'GET /dashboards/index', status: 404, answer: refused },
]

const pulling: Row[] = [
  {
    what: 'the short index',
    ask: 'POST /events/index',
    body: { minimal: 1, published: 1 },
    answer: [{ uuid: uuid(1), timestamp: digits, published: true, sighting_timestamp: '0', orgc_uuid: uuid(900) }],
    also: (_value, headers) => expect(headers.get('etag')).toMatch(/^"/),
  },
  {
    what: 'the index with rules of the administrator',
    ask: 'POST /events/index',
    body: { minimal: 1, published: 1, tag: ['!tlp:green'], org: ['Example CERT'] },
    answer: [],
  },
  {
    what: 'an event with what is deleted, as a pull asks for it',
    ask: `GET /events/view/${uuid(1)}/deleted[]:0/deleted[]:1/excludeGalaxy:1/includeEventCorrelations:0/includeFeedCorrelations:0/includeWarninglistHits:0/excludeLocalTags:1/includeAnalystData:1`,
    answer: {
      Event: {
        ...{ uuid: uuid(1), info: 'Flood 1', threat_level_id: '2', analysis: '1', distribution: '3', published: true },
        ...{ timestamp: digits, publish_timestamp: digits, attribute_count: '2', extends_uuid: '' },
        Orgc: { uuid: uuid(900), name: 'Example CERT' },
        // The whole is as strict as its strictest part.
        Tag: [
          { name: 'tlp:green', local: false },
          { name: 'PAP:GREEN', local: false },
        ],
        Attribute: [
          {
            type: 'ip-dst',
            to_ids: true,
            distribution: '5',
            deleted: false,
            Tag: [{ name: 'PAP:GREEN', local: false }],
          },
          { type: 'domain|ip' },
        ],
        EventReport: [{ name: 'What we know', distribution: '5' }],
      },
    },
  },
  { what: 'whether it is there', ask: `HEAD /events/view/${uuid(1)}` },
  { what: 'whether another is', ask: `HEAD /events/view/${uuid(2)}`, status: 404 },
  {
    what: 'clusters of galaxies of its own',
    ask: 'POST /galaxy_clusters/restSearch',
    body: { published: 1, minimal: 1, custom: 1 },
    answer: { response: [] },
  },
  { what: 'notes and opinions', ask: 'POST /analyst_data/indexMinimal', body: {}, answer: [] },
]

const pushing: Row[] = [
  {
    what: 'which of its events are new here',
    ask: 'POST /events/filterEventIdsForPush',
    body: [uuid(30), uuid(1)].map((one) => ({ Event: { uuid: one, timestamp: '1', sighting_timestamp: '0' } })),
    answer: [uuid(30)],
  },
  {
    what: 'an event, packed',
    ask: 'POST /events/add/metadata:1',
    body: { Event: event(30) },
    packed: 'gzip',
    answer: { Event: { uuid: uuid(30), Orgc: own } },
  },
  {
    what: 'one that is there already, with where to change it',
    ask: 'POST /events/add/metadata:1',
    body: { Event: event(30) },
    status: 403,
    answer: refused,
    also: (_value, headers) => expect(headers.get('location')).toBe(`/misp/events/${uuid(30)}`),
  },
  {
    what: 'a newer version',
    ask: `POST /events/edit/${uuid(30)}/metadata:1`,
    body: { Event: { ...event(30), info: 'Newer', timestamp: String(now() + 2) } },
    packed: 'br',
    answer: { Event: { info: 'Newer' } },
  },
  {
    what: 'a body that is not packed as it says',
    ask: 'POST /events/add',
    body: '{}',
    headers: { 'content-encoding': 'gzip' },
    status: 400,
  },
  {
    what: 'with a key that only reads',
    ask: 'POST /events/add',
    body: { Event: event(31) },
    authorization: '',
    status: 403,
    answer: refused,
  },
  { what: 'a galaxy cluster', ask: 'POST /galaxies/pushCluster', body: [{}], status: 403, answer: refused },
  { what: 'deleting an event', ask: `POST /events/delete/${uuid(30)}`, body: {}, status: 403, answer: refused },
]

const saying: Row[] = [
  {
    what: 'which sightings are here',
    ask: `POST /sightings/filterSightingUuidsForPush/${uuid(1)}`,
    body: [uuid(600)],
    answer: [],
  },
  {
    what: 'sightings in bulk',
    ask: `POST /sightings/bulkSaveSightings/${uuid(1)}`,
    body: [{ ...sighting, uuid: uuid(600) }],
    answer: { saved: true, message: '1 sightings added.' },
  },
  {
    what: 'the index then says that there is a newer sighting, of whatever day it is',
    ask: 'POST /events/index',
    body: { minimal: 1, published: 1 },
    also: (value: { uuid: string; sighting_timestamp: string }[]) =>
      expect(Number(value.find((one) => one.uuid === uuid(1))?.sighting_timestamp)).toBeGreaterThan(now() - 120),
  },
  {
    what: 'sightings of events, as a pull asks for them',
    ask: 'POST /sightings/restSearch/event',
    body: { returnFormat: 'json', last: 0, includeUuid: true, uuid: [uuid(1)] },
    answer: {
      response: [
        {
          Sighting: {
            ...{ uuid: uuid(600), event_uuid: uuid(1), attribute_uuid: uuid(101), type: '0', source: 'probe' },
            ...{ date_sighting: '1700000000', Organisation: { name: own.name } },
          },
        },
      ],
    },
  },
  {
    what: 'two proposals for one attribute: they have its UUID',
    ask: `POST /events/pushProposals/${uuid(1)}`,
    body: [proposal, { ...proposal, value: '203.0.113.98' }],
    answer: { success: true, counter: 2, message: expect.any(String) },
  },
  {
    what: 'the same again: nothing new',
    ask: `POST /events/pushProposals/${uuid(1)}`,
    body: [{ ...proposal, timestamp: '1700000100' }],
    answer: { success: true, counter: 0 },
  },
  {
    what: 'proposals, as a pull asks for them',
    ask: 'GET /shadow_attributes/index/all:1/timestamp:1700000000/limit:1000/page:1/deleted[]:0/deleted[]:1.json',
    answer: expect.arrayContaining(
      ['203.0.113.99', '203.0.113.98'].map((value) => ({
        ShadowAttribute: expect.objectContaining({
          ...{ uuid: uuid(101), old_id: expect.stringMatching(/^[1-9]/), event_uuid: uuid(1), value, deleted: false },
          ...{ timestamp: digits, Org: { uuid: anyUuid, name: own.name } },
        }),
      })),
    ),
  },
  {
    what: 'the page after the last',
    ask: 'GET /shadow_attributes/index/all:1/timestamp:1700000000/limit:2/page:2/deleted[]:0/deleted[]:1.json',
    answer: [],
  },
]

const client: Row[] = [
  {
    what: 'the version that PyMISP should be',
    ask: 'GET /servers/getPyMISPVersion.json',
    answer: { version: digitsAndDots() },
  },
  {
    what: 'the types',
    ask: 'GET /attributes/describeTypes.json',
    answer: {
      result: {
        sane_defaults: { 'ip-dst': { default_category: 'Network activity', to_ids: 1 } },
        types: expect.arrayContaining(['ip-dst']),
        categories: expect.arrayContaining(['Network activity']),
        category_type_mappings: { 'Network activity': expect.arrayContaining(['ip-dst']) },
      },
    },
  },
  {
    what: 'a search over events',
    ask: 'POST /events/restSearch',
    body: {
      returnFormat: 'json',
      value: '203.0.113.1',
      limit: 10,
      page: 1,
      metadata: false,
      to_ids: null,
      sgReferenceOnly: false,
    },
    answer: { response: [{ Event: { uuid: uuid(1), info: 'Flood 1', date: '2026-03-10' } }] },
  },
  {
    what: 'a search over attributes: each with its event and the label of it',
    ask: 'POST /attributes/restSearch',
    body: { returnFormat: 'json', type_attribute: 'ip-dst', value: '203.0.113.1' },
    answer: {
      response: {
        Attribute: [
          {
            ...{ uuid: uuid(101), event_uuid: uuid(1), Event: { uuid: uuid(1), info: 'Flood 1' } },
            Tag: [{ name: 'PAP:GREEN' }, { name: 'tlp:green' }],
          },
        ],
      },
    },
  },
  { what: 'one attribute', ask: `GET /attributes/view/${uuid(101)}`, answer: { Attribute: { value: '203.0.113.1' } } },
  { what: 'no such attribute', ask: `HEAD /attributes/view/${uuid(109)}`, status: 404 },
  { what: 'tags', ask: 'GET /tags/index', answer: { Tag: [{ name: 'PAP:GREEN' }, { name: 'tlp:green' }] } },
  { what: 'tags by words', ask: 'GET /tags/search/tlp%25', answer: [{ Tag: { name: 'tlp:green' } }] },
  {
    what: 'organisations',
    ask: 'GET /organisations/index',
    also: (value: object[]) => expect(value.length).toBeGreaterThan(1),
  },
  {
    what: 'roles',
    ask: 'GET /roles/index',
    answer: [{ Role: { name: 'Sync user' } }, { Role: { name: 'Read only' } }],
  },
  { what: 'sharing groups', ask: 'GET /sharing_groups/index', answer: { response: [] } },
  { what: 'all events', ask: 'GET /events', also: (value: object[]) => expect(value).toHaveLength(2) },
  {
    what: 'the long index',
    ask: 'POST /events/index',
    body: { eventinfo: 'Flood' },
    answer: [
      {
        info: 'Flood 1',
        Orgc: { name: 'Example CERT' },
        EventTag: [{ Tag: { name: 'tlp:green' } }, { Tag: { name: 'PAP:GREEN' } }],
      },
    ],
  },
  {
    what: 'a format that is not written here',
    ask: 'POST /events/restSearch',
    body: { returnFormat: 'suricata' },
    status: 400,
    answer: refused,
  },
]

function digitsAndDots() {
  return expect.stringMatching(/^\d+(\.\d+)+$/)
}

for (const [title, rows] of Object.entries({ connecting, pulling, pushing, saying, client }))
  test(`${title}: ${rows.length} requests in the form in which they come`, async () => {
    for (const row of rows) {
      const { status, headers, value } = await send(
        row.authorization === '' ? { ...row, authorization: readOnly } : row,
      )
      expect([row.what, status]).toEqual([row.what, row.status ?? 200])
      if (row.answer !== undefined) expect({ [row.what]: value }).toMatchObject({ [row.what]: row.answer })
      row.also?.(value as never, headers)
    }
  })

test('a peer that has the index already is told so, and only while nothing changed', async () => {
  const ask = { what: 'index', ask: 'POST /events/index', body: { minimal: 1, published: 1 } }
  const first = await send(ask)
  const etag = first.headers.get('etag') ?? ''
  expect((await send({ ...ask, headers: { 'if-none-match': etag } })).status).toBe(304)
  // The index counts in seconds, and this attribute was seen a moment ago by the tests above.
  await pause(1_100)
  await send({ what: '', ask: `POST /sightings/add/${uuid(101)}`, body: { type: '0', timestamp: now() } })
  expect((await send({ ...ask, headers: { 'if-none-match': etag } })).status).toBe(200)
})
