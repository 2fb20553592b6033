// What tests of recover begin with: a node with people who may decide, and one who may not.
import type { Contract, InputOf, OutputOf } from '#kernel/contract.ts'
import { registerOrganisation } from '#people/api.ts'
import { type Client, startTestNode, type TestNode } from './node.ts'

export interface RecoverHouse {
  node: TestNode
  anna: Client
  ben: Client
  analyst: Client
  /** Of another organisation, which may not read what is marked by default. */
  stranger: Client
}

export async function openRecover(): Promise<RecoverHouse> {
  const node = await startTestNode()
  const admin = await node.administrator()
  const other = { name: 'Another company', kind: 'operator' as const, country: 'GR', sectors: ['banking'] }
  const { id } = await admin.get(registerOrganisation, other)
  return {
    node,
    anna: await node.signedIn({ roles: ['analyst', 'duty-officer', 'crisis-manager'] }),
    ben: await node.signedIn({ roles: ['duty-officer', 'crisis-manager'] }),
    analyst: await node.signedIn({ roles: ['analyst'] }),
    stranger: await node.signedIn({ roles: ['duty-officer', 'crisis-manager'], organisation: id }),
  }
}

/** Something with a version that goes on from what the last answer said. */
export class Held {
  readonly id: string
  version: number
  constructor(id: string, version: number) {
    this.id = id
    this.version = version
  }
}
export const heldOf = ({ id, version }: { id: string; version: number }) => new Held(id, version)

/** Does it, and keeps the version that it made. */
export async function did<C extends Contract>(
  as: Client,
  held: Held,
  contract: C,
  input: object = {},
): Promise<OutputOf<C>> {
  const answered = await as.get(contract, { id: held.id, version: held.version, ...input } as InputOf<C>)
  held.version = (answered as { version: number }).version
  return answered
}

/** The name of the refusal; throws when it was done. */
export async function refused<C extends Contract>(
  as: Client,
  held: Held,
  contract: C,
  input: object = {},
): Promise<string> {
  const answered = await as.call(contract, { id: held.id, version: held.version, ...input } as InputOf<C>)
  if (answered.ok) throw new Error(`${contract.name} was not refused.`)
  return answered.problem.refusal
}

export const party = (name: string) => ({ name, actor: null, organisation: null, person: null })
export const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

export async function runJob({ node }: TestNode, name: string): Promise<void> {
  const job = node.jobs.find((one) => one.name === name)
  if (!job) throw new Error(`There is no job ${name}.`)
  await job.run()
}
