// Two whole nodes in this process that trust each other, with an agreement that both have signed: letters go over real HTTP on loopback.
import { sql } from 'kysely'
import { vi } from 'vitest'
import { draftAgreement, getAgreement, proposeAgreement, signAgreement } from '#federate/api/agreements.ts'
import { listQueue, sendNow } from '#federate/api/post.ts'
import type { Flow } from '#federate/model/agreement.ts'
import type { Contract, InputOf, OutputOf } from '#kernel/contract.ts'
import type { Role } from '#kernel/role.ts'
import type { RealTime } from '#platform/clock.ts'
import { type Client, startTestNode, type TestNode } from './node.ts'
import { trustEachOther } from './peers.ts'
import type { Storage } from './storage.ts'

export interface TwinNode extends TestNode {
  id: string
  home: string
  /** Two named persons: what one drafts, the other may propose. */
  head: Client
  second: Client
}

const roles: Role[] = ['liaison', 'crisis-manager', 'duty-officer', 'analyst']
const env = { TOCSIN_FETCH_ALLOW: '127.0.0.1' }

export async function openTwin(options: { clock?: RealTime; storage?: Storage } = {}): Promise<TwinNode> {
  const node = await startTestNode({ env, ...options })
  const head = await node.signedIn({ roles: [...roles, 'administrator'] })
  const second = await node.signedIn({ roles })
  const { nodeId, home } = node.node.journal
  return Object.assign(node, { id: nodeId, home, head, second })
}

export function befriend(one: TwinNode, other: TwinNode): Promise<void> {
  return trustEachOther({ node: one, person: one.head }, { node: other, person: other.head }, 'address')
}

type Words = Omit<Partial<Flow>, 'from' | 'to'>

/** What both tell each other, in one flow for each way, in force on both sides. */
export async function agree(one: TwinNode, other: TwinNode, flow: Words): Promise<string> {
  const words = {
    ...{ kinds: ['incidents' as const, 'crises' as const, 'notices' as const, 'responses' as const] },
    ...{ highest: 'AMBER+STRICT' as const, trigger: { when: 'always' as const }, responseMinutes: null },
    ...{ formats: ['envelopes/1'], retentionDays: null, ...flow },
  }
  const flows = (['out', 'in'] as const).map((direction) => ({ ...words, direction }))
  const model = { id: 'csirt-to-csirt', side: 'one' }
  const drafted = await one.head.get(draftAgreement, { peer: other.id, model, flows, title: 'Between two desks' })
  await one.second.get(proposeAgreement, { id: drafted.id, version: drafted.version, function: 'Deputy head' })
  const came = await soon(() => other.head.get(getAgreement, { id: drafted.id }))
  await other.head.get(signAgreement, { id: came.id, version: came.version, function: 'Head' })
  await soon(async () => {
    if ((await one.head.get(getAgreement, { id: drafted.id })).state.status !== 'in-force') throw new Error('not yet')
  })
  return drafted.id
}

/** Asked again until it is answered without an error. */
export function soon<T>(ask: () => Promise<T>, timeout = 40_000): Promise<T> {
  return vi.waitFor(ask, { timeout, interval: 200 })
}

/** What was written at `from` has been told to `to`, and nothing is on its way. */
export async function told(from: TwinNode, to: TwinNode): Promise<void> {
  await from.node.notarise()
  await soon(async () => {
    const { rows } = await sql<{ behind: boolean }>`select exists (select from federate.reviews)
      or coalesce((select max(index) + 1 from journal.leaves), 0) > coalesce((select leaf from federate.followed), 0) as behind`.execute(
      from.node.journal.sql,
    )
    if (rows[0]?.behind) throw new Error('The journal was not read to its end.')
    const { lines } = await from.head.get(listQueue, { peer: to.id })
    const [line] = lines
    if (!line || line.waits.length > 0 || line.sealed > 0) {
      await from.head.call(sendNow, { peer: to.id })
      throw new Error(`Something still waits for the other side: ${JSON.stringify(line)}`)
    }
  })
}

export async function refused<C extends Contract>(as: Client, contract: C, input: InputOf<C>): Promise<string> {
  const answer = await as.call(contract, input)
  return answer.ok ? 'it was not refused' : (answer.problem.refusal ?? '')
}

export async function found<C extends Contract>(
  as: Client,
  contract: C,
  input: InputOf<C>,
): Promise<OutputOf<C> | undefined> {
  const answer = await as.call(contract, input)
  return answer.ok ? answer.value : undefined
}
