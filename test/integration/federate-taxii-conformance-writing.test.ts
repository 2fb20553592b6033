// The TAXII 2.1 server read as others would test it: adding, statuses and deleting, by the sections of the standard.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  ask,
  at,
  check,
  deleting,
  drop,
  dropping,
  idsOf,
  indicator,
  m1,
  m2,
  m3,
  malware,
  node,
  older,
  post,
  raw,
  reading,
  shared,
  startTaxii,
  timestamp,
  two,
  type,
  uuid4,
  versionsOf,
  writing,
} from '../setup/taxii.ts'

beforeAll(startTaxii, 240_000)
afterAll(() => node.stop())

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

  test('4.3.1: what has no version is called by the same one in the status, the manifest and the filter', async () => {
    const address = { type: 'ipv4-addr', spec_version: '2.1', id: `ipv4-addr--${randomUUID()}`, value: '198.51.100.9' }
    for (let again = 0; again < 2; again++) {
      const [told] = (await post({ objects: [address] })).body.successes as { id: string; version: string }[]
      const [record] = (await ask(writing, `${at('manifest/')}?match[id]=${address.id}`)).body.objects as object[]
      expect(record).toMatchObject({ version: told?.version, date_added: told?.version })
      expect(idsOf(await ask(writing, `${at(`objects/${address.id}/`)}?match[version]=${told?.version}`))).toEqual([
        address.id,
      ])
    }
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
