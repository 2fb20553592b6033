// The edge over real sockets: what gets in, what is refused and how, and who hears what live.
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { publicReader, type Reader } from '#kernel/reader.ts'
import { done, refuse } from '#kernel/reply.ts'
import { systemClock } from '#platform/clock.ts'
import { readSettings } from '#platform/config.ts'
import { bind, createServer } from '#platform/http/index.ts'
import { silent } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { packageRoot } from '#platform/worker.ts'
import { bell, freshJournal, person, type TestJournal } from '../setup/journal.ts'
import { momentBetween } from '../setup/moment.ts'

const castBell = contract({
  name: 'test.castBell',
  does: 'action',
  summary: 'Cast a bell',
  input: Type.Object(
    { name: Type.String({ maxLength: 40 }), tlp: Type.Optional(Type.Enum(['GREEN', 'AMBER+STRICT'])) },
    { additionalProperties: false },
  ),
  output: Type.Object({ id: Id }),
  refusals: { 'too-loud': { status: 422, title: 'Too loud', whatToDo: 'Cast a smaller one.' } },
  policy: { who: ['analyst'] },
  example: { name: 'Roland' },
})
const getBell = contract({
  name: 'test.getBell',
  does: 'query',
  summary: 'One bell',
  input: Type.Object(
    { id: Id, depth: Type.Optional(Type.Integer()), kinds: Type.Optional(Type.Array(Type.String())) },
    { additionalProperties: false },
  ),
  output: Type.Object({ name: Type.String() }),
  refusals: {},
  policy: { who: 'signed-in' },
  example: { id: randomUUID() },
})

const sameForAll = { bells: Array.from({ length: 500 }, (_, n) => `Bell number ${n}`) }
const allBells = contract({
  name: 'test.allBells',
  does: 'query',
  summary: 'The same for everybody',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ bells: Type.Array(Type.String()) }),
  refusals: {},
  policy: { who: 'signed-in' },
  example: {},
})

let here: TestJournal
let app: FastifyInstance
let url = ''
const readers = new Map<string, Reader>()

beforeAll(async () => {
  here = await freshJournal()
  readers.set('Bearer ours', person(randomUUID(), here.journal.home))
  readers.set('Bearer reader', person(randomUUID(), here.journal.home, { roles: ['reader'] }))
  readers.set('Bearer other', person(randomUUID(), randomUUID()))
  app = await createServer({
    settings: readSettings({ TOCSIN_DATA: here.folder, TOCSIN_PORT: '0' }, packageRoot()),
    log: silent,
    clock: systemClock,
    metrics: createMetrics(),
    journal: here.journal,
    root: packageRoot(),
    version: 'test',
    rawRoutes: [],
    identify: async (_edge, authorization) => readers.get(authorization ?? '') ?? publicReader,
    ready: async () => {},
    bindings: [
      bind(castBell, async (input, call) =>
        input.name === 'Big'
          ? refuse('too-loud')
          : here.journal.commit(call.writer, async (unit) => {
              const { held } = await unit.open(
                bell,
                'test.bellCast',
                { name: input.name },
                input.tlp ? { marking: { tlp: input.tlp } } : {},
              )
              return done({ id: held.id })
            }),
      ),
      bind(getBell, async ({ id }, call) => {
        const held = await here.journal.reads.one(bell, call.view, id)
        return held ? done({ name: held.state.name }) : refuse('unknown')
      }),
      bind(allBells, async () => done(sameForAll)),
    ],
  })
  url = await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await app.close()
  await here.close()
})

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/test/castBell`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', authorization: 'Bearer ours', ...headers },
  })

const get = (query: string, as = 'Bearer ours') =>
  fetch(`${url}/api/test/getBell?${query}`, { headers: { authorization: as } })

async function problem(response: Response) {
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  const body = (await response.json()) as Record<string, unknown>
  expect(Object.keys(body)).toEqual(
    expect.arrayContaining(['type', 'title', 'status', 'refusal', 'whatToDo', 'requestId']),
  )
  expect(body.status).toBe(response.status)
  return body
}

async function cast(body: object, headers = {}) {
  return ((await (await post(JSON.stringify(body), headers)).json()) as { id: string }).id
}

test('an operation answers, and every error says what, where and what to do', async () => {
  const id = await cast({ name: 'Roland' })
  expect(await (await get(`id=${id}`)).json()).toEqual({ name: 'Roland' })
  expect(await problem(await post('{"name":"Big"}'))).toMatchObject({
    status: 422,
    refusal: 'too-loud',
    whatToDo: 'Cast a smaller one.',
  })
})

test.each([
  ['an unknown field', '{"name":"x","owner":"me"}', 400],
  ['a field too long', JSON.stringify({ name: 'x'.repeat(41) }), 400],
  ['a NUL character', '{"name":"a\\u0000b"}', 400],
  ['half a character', '{"name":"\\ud800"}', 400],
  ['__proto__', '{"name":"x","__proto__":{"tlp":"GREEN"}}', 400],
  ['constructor.prototype', '{"name":"x","constructor":{"prototype":{}}}', 400],
  ['no JSON', '{"name":', 400],
  ['an array', '[]', 400],
  ['null', 'null', 400],
  ['deep nesting', `{"name":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 400],
  ['too much', JSON.stringify({ name: 'x'.repeat(2_000_000) }), 413],
])('%s is refused at the edge', async (_what, body, status) => {
  expect((await problem(await post(body))).status).toBe(status)
})

test('only JSON is taken as JSON', async () => {
  expect((await problem(await post('name=x', { 'content-type': 'application/x-www-form-urlencoded' }))).status).toBe(
    400,
  )
  expect((await problem(await post('{"name":"x"}', { 'content-type': 'text/plain' }))).status).toBe(400)
})

test('a request from another site changes nothing', async () => {
  expect(await problem(await post('{"name":"x"}', { 'sec-fetch-site': 'cross-site' }))).toMatchObject({
    refusal: 'other-site',
  })
  expect(await problem(await post('{"name":"x"}', { origin: 'https://elsewhere.example' }))).toMatchObject({
    refusal: 'other-site',
  })
  expect((await post('{"name":"x"}', { 'sec-fetch-site': 'same-origin' })).status).toBe(200)
})

test('the policy decides before anything else is looked at', async () => {
  expect(await problem(await post('{"nonsense":1}', { authorization: '' }))).toMatchObject({
    status: 401,
    refusal: 'sign-in-first',
  })
  expect(await problem(await post('{"nonsense":1}', { authorization: 'Bearer reader' }))).toMatchObject({
    status: 403,
    refusal: 'not-allowed',
  })
})

test('a state is never changed by GET, nor read by POST', async () => {
  expect((await fetch(`${url}/api/test/castBell?name=x`, { headers: { authorization: 'Bearer ours' } })).status).toBe(
    404,
  )
  expect(
    (await fetch(`${url}/api/test/getBell`, { method: 'POST', headers: { authorization: 'Bearer ours' } })).status,
  ).toBe(404)
})

test('forbidden and absent look the same', async () => {
  const id = await cast({ name: 'Hidden' })
  const forbidden = await problem(await get(`id=${id}`, 'Bearer other'))
  const absent = await problem(await get(`id=${randomUUID()}`, 'Bearer other'))
  expect({ ...forbidden, requestId: '' }).toEqual({ ...absent, requestId: '' })
})

test('query strings are typed by the schema, and what it does not know is refused', async () => {
  const id = await cast({ name: 'Typed' })
  expect((await get(`id=${id}&depth=3&kinds=a,b`)).status).toBe(200)
  expect(await problem(await get(`id=${id}&depth=three`))).toMatchObject({ where: '/depth' })
  expect((await get(`id=${id}&id=${id}`)).status).toBe(400)
  expect((await get(`id=${id}&surprise=1`)).status).toBe(400)
})

test('an answer that many get is the same for each of them, packed as they take it', async () => {
  const ask = (encoding: string) =>
    fetch(`${url}/api/test/allBells`, { headers: { authorization: 'Bearer ours', 'accept-encoding': encoding } })
  const ways = ['identity', 'gzip', 'br', 'gzip, deflate, br', 'br;q=0, gzip', 'br;q=0.0, gzip;q=0']
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all(ways.map(ask))
    const packed = answers.map(({ headers }) => headers.get('content-encoding'))
    expect(packed.map((one) => (one === 'identity' ? null : one))).toEqual([null, 'gzip', 'br', 'br', 'gzip', null])
    for (const answer of answers) {
      expect(answer.headers.get('content-type')).toContain('application/json')
      expect(await answer.json()).toEqual(sameForAll)
    }
  }
  expect((await fetch(`${url}/api/test/allBells`)).status).toBe(401)
})

test('asOf shows the past of a query, and is refused for an action or when it is no moment', async () => {
  const before = await momentBetween()
  const id = await cast({ name: 'Later' })
  expect((await get(`id=${id}&asOf=${before}`)).status).toBe(404)
  expect((await get(`id=${id}&asOf=${encodeURIComponent(await momentBetween())}`)).status).toBe(200)
  expect(await problem(await get(`id=${id}&asOf=yesterday`))).toMatchObject({ where: '/asOf' })
  expect((await get(`id=${id}&asOf=2025-13-45T99:99:99Z`)).status).toBe(400)
  const action = await fetch(`${url}/api/test/castBell?asOf=${before}`, {
    method: 'POST',
    body: '{"name":"x"}',
    headers: { 'content-type': 'application/json', authorization: 'Bearer ours' },
  })
  expect(await problem(action)).toMatchObject({ where: '/asOf' })
})

test('a realm that one is not in is closed, whether it exists or not', async () => {
  const id = await cast({ name: 'Live' })
  expect((await get(`id=${id}&realm=exercise:monday`)).status).toBe(403)
  expect((await get(`id=${id}&realm=nonsense`)).status).toBe(400)
})

test('the same idempotency key does it once', async () => {
  const headers = { 'idempotency-key': 'once' }
  expect(await cast({ name: 'Once' }, headers)).toBe(await cast({ name: 'Once' }, headers))
  expect(await problem(await post('{"name":"Other"}', headers))).toMatchObject({ status: 422, refusal: 'key-reused' })
})

test('the live stream tells who may read what changed, and nobody else', async () => {
  const listen = async (as: string) => {
    const response = await fetch(`${url}/api/live`, { headers: { authorization: as } })
    const reader = response.body?.getReader()
    let text = ''
    const pump = (async () => {
      for (;;) {
        const chunk = await reader?.read()
        if (!chunk || chunk.done) return
        text += Buffer.from(chunk.value).toString()
      }
    })()
    return { text: () => text, stop: () => Promise.all([reader?.cancel(), pump]) }
  }
  const ours = await listen('Bearer ours')
  const other = await listen('Bearer other')
  const hidden = await cast({ name: 'Quiet' })
  const open = await cast({ name: 'Loud', tlp: 'GREEN' })
  await expect.poll(() => ours.text(), { timeout: 5000 }).toContain(open)
  await expect.poll(() => other.text(), { timeout: 5000 }).toContain(open)
  expect(ours.text()).toContain(hidden)
  expect(other.text()).not.toContain(hidden)
  await ours.stop()
  await other.stop()
  expect((await fetch(`${url}/api/live`)).status).toBe(401)
})

test('headers keep the page to itself, and an unknown address says so', async () => {
  const response = await fetch(`${url}/api/nothing`)
  await problem(response)
  const csp = response.headers.get('content-security-policy') ?? ''
  expect(csp).toContain("script-src 'self'")
  expect(csp).not.toContain('unsafe')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  expect(response.headers.get('x-powered-by')).toBeNull()
})

test('an address that is no text is refused in the form of all others', async () => {
  for (const path of ['/%FF', '/api/test/%FF', '/manual-files/%FF']) {
    const answer = await app.inject({ method: 'GET', url: path })
    expect([path, answer.statusCode]).toEqual([path, 400])
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({ status: 400, refusal: 'bad-input' })
  }
})

test('health, readiness, metrics and the API description are there', async () => {
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'alive' })
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('tocsin_http_operations_total')
  const api = (await (await fetch(`${url}/api/openapi.json`)).json()) as {
    openapi: string
    paths: Record<string, unknown>
  }
  expect(api.openapi).toBe('3.1.0')
  expect(Object.keys(api.paths)).toEqual(['/api/test/allBells', '/api/test/castBell', '/api/test/getBell'])
})
