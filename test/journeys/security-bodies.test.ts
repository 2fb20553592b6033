// Hostile bodies for every action, generated from the contracts: whatever is sent, the answer is a refusal that says what is wrong and
// nothing of the inside, and no prototype changes.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Contract } from '#kernel/contract.ts'
import { faultIn, pathOf } from '#platform/http/index.ts'
import '../setup/properties.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let admin: Client
let actions: readonly Contract[]

beforeAll(async () => {
  node = await startTestNode()
  admin = await node.administrator()
  actions = node.node.bindings
    .map(({ contract }) => contract)
    .filter(
      ({ does, upload, input }) =>
        does === 'action' && !upload && Object.keys((input as { properties?: object }).properties ?? {}).length > 0,
    )
}, 180_000)
afterAll(() => node.stop())

interface Refused {
  status: number
  text: string
}

async function send(contract: Contract, body: string): Promise<Refused> {
  const response = await admin.fetch(pathOf(contract), {
    ...{ method: 'POST', body },
    headers: { 'content-type': 'application/json' },
  })
  return { status: response.status, text: await response.text() }
}

/** Refused as input, in JSON that names the refusal, without a stack or a path of this machine. */
function mustBeRefused({ status, text }: Refused, what: string): void {
  expect.soft([400, 413], what).toContain(status)
  expect.soft(JSON.parse(text), what).toMatchObject({ refusal: expect.any(String), title: expect.any(String) })
  expect.soft(text, what).not.toMatch(/\n? {4}at |node_modules|file:\/\/|\.ts:\d+/)
}

test('no body reaches for a prototype, at any depth of what an action takes', async () => {
  expect(actions.length).toBeGreaterThan(100)
  for (const contract of actions) {
    const example = JSON.stringify(contract.example)
    for (const { index: at } of example.matchAll(/\{/g)) {
      for (const key of ['__proto__', 'constructor']) {
        const rest = example.slice(at + 1)
        const hostile = `"${key}":{"isAdministrator":true}${rest.startsWith('}') ? '' : ','}`
        const body = `${example.slice(0, at + 1)}${hostile}${rest}`
        const answer = await send(contract, body)
        const what = `${contract.name} with ${key} at ${at}`
        // A table of files has names that the caller chooses; any name but the one is only a name.
        if (key === '__proto__' || faultIn(contract.input, JSON.parse(body))) mustBeRefused(answer, what)
        else expect.soft(answer.status, what).toBeLessThan(500)
      }
    }
    expect(({} as Record<string, unknown>).isAdministrator, contract.name).toBeUndefined()
  }
}, 600_000)

test('what is not as the schema says is refused, whatever JSON it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...actions), fc.jsonValue({ maxDepth: 4 }), async (contract, value) => {
      // A body of null says nothing, as an empty object does.
      fc.pre(faultIn(contract.input, value ?? {}) !== undefined)
      mustBeRefused(await send(contract, JSON.stringify(value)), contract.name)
    }),
    { numRuns: 300 },
  )
}, 300_000)

const notJson = ['', '{', '{"a":}', '[]', '"text"', '{"a":1e999}', '{"a":"\ud800"}', '\ufeff', 'NaN']

test('what is no JSON object is refused by every action', async () => {
  for (const contract of actions)
    for (const body of notJson) mustBeRefused(await send(contract, body), `${contract.name} with ${body}`)
}, 300_000)

test('a tower of a hundred thousand brackets is refused, and the node goes on', async () => {
  const towers = ['['.repeat(100_000) + ']'.repeat(100_000), `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`]
  for (const contract of actions.slice(0, 5))
    for (const body of towers) mustBeRefused(await send(contract, body), contract.name)
  expect((await admin.fetch('/healthz')).status).toBe(200)
}, 120_000)
