// The TAXII 2.1 server read as others would test it: who asks, media types, what there is, filters and lists, by the sections of the
// standard. What this node does beyond the standard stands in federate-taxii.test.ts.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  address,
  ask,
  at,
  basic,
  check,
  drop,
  dropping,
  type Got,
  idsOf,
  indicator,
  inShared,
  m1,
  m2,
  m3,
  malware,
  mixed,
  node,
  post,
  raw,
  reading,
  shared,
  startTaxii,
  statement,
  timestamp,
  two,
  type,
  uuid4,
  versionsOf,
  writing,
} from '../setup/taxii.ts'

beforeAll(startTaxii, 240_000)
afterAll(() => node.stop())

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
