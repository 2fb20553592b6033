// The typed client: what it sends, and how it takes what comes back.
import Type from 'typebox'
import { afterEach, expect, test, vi } from 'vitest'
import { contract } from '#kernel/contract.ts'
import { addressOf, call, freshKey, problemOf } from './client.ts'

const list = contract({
  name: 'assess.listThings',
  does: 'query',
  summary: 'Things',
  input: Type.Object({ country: Type.Optional(Type.Array(Type.String())), open: Type.Optional(Type.Boolean()) }),
  output: Type.Object({ items: Type.Array(Type.String()) }),
  refusals: {},
  policy: { who: 'signed-in' },
  example: {},
})

const change = contract({ ...list, name: 'assess.changeThing', does: 'action' })

afterEach(() => vi.unstubAllGlobals())

function answering(status: number, body: string) {
  const asked = vi.fn(async (_address: string, _init: RequestInit) => new Response(body, { status }))
  vi.stubGlobal('fetch', asked)
  return asked
}

test('a query says its lists by repeating them, and carries realm and moment', () => {
  const address = addressOf(
    list,
    { country: ['DE', 'AT'], open: true },
    { realm: 'exercise:storm', asOf: '2026-03-09T10:00:00.000Z' },
  )
  expect(address).toBe(
    '/api/assess/listThings?country=DE&country=AT&open=true&realm=exercise%3Astorm&asOf=2026-03-09T10%3A00%3A00.000Z',
  )
})

test('an action never carries a moment: the past cannot be changed', () => {
  expect(addressOf(change, {}, { realm: 'live', asOf: '2026-03-09T10:00:00.000Z' })).toBe(
    '/api/assess/changeThing?realm=live',
  )
})

test('an action sends its input as JSON, with the key that makes a repeat harmless', async () => {
  const asked = answering(200, '{"items":["one"]}')
  expect(await call(change, { open: true }, { idempotencyKey: 'abc', version: 3 })).toEqual({ items: ['one'] })
  const [address, init] = asked.mock.calls[0] ?? []
  expect(address).toBe('/api/assess/changeThing')
  expect(init?.body).toBe('{"open":true,"version":3}')
  expect(new Headers(init?.headers).get('Idempotency-Key')).toBe('abc')
})

test('a problem of the node arrives as it was said', async () => {
  answering(
    409,
    JSON.stringify({
      type: 'x',
      title: 'Somebody was quicker',
      status: 409,
      refusal: 'stale-version',
      whatToDo: 'Look again.',
    }),
  )
  const thrown = await call(change, {}).catch((error: unknown) => error)
  expect(problemOf(thrown)).toMatchObject({ refusal: 'stale-version', title: 'Somebody was quicker' })
})

test('an answer that is no problem document, and no answer at all, are still said in words', async () => {
  answering(502, '<html>Bad gateway</html>')
  expect(problemOf(await call(list, {}).catch((error: unknown) => error)).title).toContain('502')
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch')
  })
  expect(problemOf(await call(list, {}).catch((error: unknown) => error))).toMatchObject({
    refusal: 'unreachable',
    status: 0,
  })
})

test('keys are long, and never the same twice', () => {
  const keys = new Set(Array.from({ length: 500 }, freshKey))
  expect(keys.size).toBe(500)
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/)
})
