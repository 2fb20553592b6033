// Every operation against every role, over HTTP: the decided answer, and nothing else. Generated from the contracts, so a new operation is in it from its first day.
// Embedded only: policy and schema decide before any store is asked; what lies behind is tested room by room on both.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assessContracts } from '#assess/index.ts'
import { coordinateContracts } from '#coordinate/index.ts'
import { disruptContracts } from '#disrupt/index.ts'
import { exerciseContracts } from '#exercise/index.ts'
import { federateContracts } from '#federate/index.ts'
import { type Contract, commonRefusals } from '#kernel/contract.ts'
import { type Role, roles } from '#kernel/role.ts'
import { peopleContracts } from '#people/index.ts'
import { faultIn, pathOf } from '#platform/http/index.ts'
import { journalContracts } from '#platform/journal/api.ts'
import { recoverContracts } from '#recover/index.ts'
import { senseContracts } from '#sense/index.ts'
import { shareContracts } from '#share/index.ts'
import { sustainContracts } from '#sustain/index.ts'
import { watchContracts } from '#watch/index.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

const contracts: readonly Contract[] = [
  ...peopleContracts,
  ...sustainContracts,
  ...federateContracts,
  ...senseContracts,
  ...watchContracts,
  ...assessContracts,
  ...coordinateContracts,
  ...disruptContracts,
  ...shareContracts,
  ...recoverContracts,
  ...exerciseContracts,
  ...journalContracts,
]
let node: TestNode
const byRole = new Map<Role, Client>()

beforeAll(async () => {
  node = await startTestNode()
  for (const role of roles) byRole.set(role, await node.signedIn({ roles: [role] }))
}, 180_000)
afterAll(() => node.stop())

/** An input that no schema takes: whoever gets past the policy is stopped there, and nothing is done. */
const nonsense = { 'no such field': 'x' }

async function refusalOf(client: Client, contract: Contract): Promise<string> {
  const answer = await client.call(contract, nonsense as never, contract.upload ? { upload: new Uint8Array([1]) } : {})
  return answer.ok ? 'ok' : answer.problem.refusal
}

test('every contract is bound once, has an example that its schema takes, and a policy', () => {
  const bound = node.node.bindings.map((binding) => binding.contract.name).sort()
  expect(bound).toEqual(contracts.map((contract) => contract.name).sort())
  expect(new Set(bound).size).toBe(bound.length)
  for (const contract of contracts) {
    expect.soft(faultIn(contract.input, contract.example), contract.name).toBeUndefined()
    if (contract.policy.who === 'anyone') expect.soft(contract.policy.because.length, contract.name).toBeGreaterThan(10)
  }
})

test('the answer of each operation to each role is the one that its policy decides', async () => {
  const stranger = node.stranger()
  for (const contract of contracts) {
    const { policy } = contract
    const open = policy.who === 'anyone'
    expect
      .soft(await refusalOf(stranger, contract), `${contract.name} to nobody`)
      .toBe(open ? 'bad-input' : 'sign-in-first')
    for (const [role, client] of byRole) {
      const allowed = open || policy.who === 'signed-in' || policy.who.includes(role)
      expect
        .soft(await refusalOf(client, contract), `${contract.name} to ${role}`)
        .toBe(allowed ? 'bad-input' : 'not-allowed')
    }
  }
}, 300_000)

test('no operation answers to another verb', async () => {
  const admin = await node.administrator()
  for (const contract of contracts) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      if (method === (contract.does === 'query' ? 'GET' : 'POST')) continue
      const response = await admin.fetch(pathOf(contract), { method })
      expect.soft(response.status, `${method} ${contract.name}`).toBe(404)
    }
  }
}, 300_000)

test('server-owned fields are refused in every action (mass assignment)', async () => {
  const admin = await node.administrator()
  const owned = [
    'owner',
    'actor',
    'recordedAt',
    'state',
    'subject',
    'record',
    'passwordHash',
    '__proto__',
    'realm',
    'valid_from',
  ]
  for (const contract of contracts.filter((one) => one.does === 'action' && !one.upload)) {
    for (const field of owned) {
      const body = JSON.stringify({ ...(contract.example as object), [field]: 'x' })
      const input = field === '__proto__' ? body.replace(/\{/, '{"__proto__":{"roles":["administrator"]},') : body
      const response = await admin.fetch(pathOf(contract), {
        method: 'POST',
        body: input,
        headers: { 'content-type': 'application/json' },
      })
      expect.soft(response.status, `${contract.name} with ${field}`).toBe(400)
    }
  }
}, 300_000)

test('an id that does not exist and an id that may not be read get the same answer', async () => {
  const insider = byRole.get('analyst')
  const admin = await node.administrator()
  const declare = contracts.find((one) => one.name === 'assess.declareIncident')
  if (!insider || !declare) throw new Error('the matrix lacks its subject')
  const red = { title: 'Hidden', marking: { tlp: 'RED', reason: 'source protection', reviewOn: '2030-01-01' } }
  const hidden = (await admin.get(declare, red as never)) as { id: string }
  const absent = '01950000-0000-7000-8000-00000000dead'
  for (const contract of contracts) {
    const fields = Object.entries(contract.example as Record<string, unknown>).filter(([name]) =>
      ['id', 'incident', 'entry'].includes(name),
    )
    const { policy } = contract
    const allowed = policy.who === 'signed-in' || (policy.who !== 'anyone' && policy.who.includes('analyst'))
    if (fields.length !== 1 || contract.upload || !allowed) continue
    const [[field]] = fields as [[string, unknown]]
    const ask = (id: string) => insider.call(contract, { ...(contract.example as object), [field]: id } as never)
    const [forbidden, missing] = [await ask(hidden.id), await ask(absent)]
    const shape = (answer: typeof forbidden) =>
      JSON.stringify(answer)
        .replaceAll(hidden.id, 'ID')
        .replaceAll(absent, 'ID')
        .replace(/"requestId":"[^"]*"/, '')
    expect.soft(shape(forbidden), contract.name).toBe(shape(missing))
  }
}, 120_000)

test('every refusal that contracts name says what to do', () => {
  for (const meaning of [
    ...Object.values(commonRefusals),
    ...contracts.flatMap((one) => Object.values(one.refusals)),
  ]) {
    expect(meaning.status).toBeGreaterThanOrEqual(400)
    expect(meaning.whatToDo.length).toBeGreaterThan(10)
  }
})
