// A whole node in this process on a fresh store, with real HTTP on a free port, and people who are signed in.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import type { Contract, InputOf, OutputOf } from '#kernel/contract.ts'
import type { Problem } from '#kernel/problem.ts'
import type { Role } from '#kernel/role.ts'
import { acceptInvitation, invitePerson, setUp, whoAmI } from '#people/api.ts'
import type { RealTime } from '#platform/clock.ts'
import { readSettings } from '#platform/config.ts'
import { pathOf } from '#platform/http/index.ts'
import { createLog, silent } from '#platform/log.ts'
import { packageRoot } from '#platform/worker.ts'
import { createNode, type TocsinNode } from '../../src/node.ts'
import { openTestDatabase } from './database.ts'
import { freshStorage, type Storage } from './storage.ts'

export const testPassword = 'seven bells ring at dawn'

export type Answer<T> = { ok: true; status: number; value: T } | { ok: false; status: number; problem: Problem }

export interface CallOptions {
  realm?: string
  asOf?: string
  key?: string
  upload?: Uint8Array
  headers?: Record<string, string>
}

/** Somebody at a browser or a script: keeps cookies, calls contracts over real HTTP. */
export interface Client {
  person: string
  organisation: string
  cookies: Map<string, string>
  fetch(path: string, init?: RequestInit): Promise<Response>
  call<C extends Contract>(contract: C, input: InputOf<C>, options?: CallOptions): Promise<Answer<OutputOf<C>>>
  /** The value, or a thrown error that shows the problem. */
  get<C extends Contract>(contract: C, input: InputOf<C>, options?: CallOptions): Promise<OutputOf<C>>
}

export interface TestNode {
  url: string
  node: TocsinNode
  storage: Storage
  /** Nobody: not signed in. */
  stranger(): Client
  /** The first administrator, with every working role. Sets the node up at the first call. */
  administrator(): Promise<Client>
  signedIn(who: { roles: Role[]; organisation?: string }): Promise<Client>
  stop(): Promise<void>
}

export interface TestNodeOptions {
  clock?: RealTime
  env?: Record<string, string>
  storage?: Storage
}

export async function startTestNode(options: TestNodeOptions = {}): Promise<TestNode> {
  // Without a store of the caller's own, a migrated one is copied: quicker than making it.
  const storage = options.storage ?? (await freshStorage('embedded'))
  const db = options.storage ? undefined : await openTestDatabase()
  const port = await freePort()
  const settings = readSettings({ ...storage.env, TOCSIN_PORT: String(port), ...options.env }, packageRoot())
  const log = process.env.TOCSIN_TEST_LOG ? createLog('info') : silent
  const node = await createNode({
    settings,
    log,
    ...(options.clock ? { clock: options.clock } : {}),
    ...(db ? { db } : {}),
  })
  const url = await node.listen()
  let first: Promise<Client> | undefined

  async function setUpOnce(): Promise<Client> {
    const link = await node.setUpLink()
    if (!link) throw new Error('This node is set up already')
    const client = createClient(url)
    const reply = await client.get(setUp, {
      token: link.slice(link.indexOf('#') + 1),
      organisation: { name: 'National CSIRT', kind: 'csirt', country: 'BE' },
      person: { name: 'First administrator', email: 'first@csirt.example' },
      password: testPassword,
    })
    return Object.assign(client, { person: reply.person, organisation: reply.organisation })
  }

  const administrator = () => (first ??= setUpOnce())
  return {
    url,
    node,
    storage,
    stranger: () => createClient(url),
    administrator,
    async signedIn({ roles, organisation }) {
      const admin = await administrator()
      const tag = randomBytes(4).toString('hex')
      const invited = await admin.get(invitePerson, {
        name: `Person ${tag}`,
        email: `${tag}@csirt.example`,
        organisation: organisation ?? admin.organisation,
        roles,
      })
      const client = createClient(url)
      const link = invited.link ?? ''
      await client.get(acceptInvitation, { token: link.slice(link.indexOf('#') + 1), password: testPassword })
      const { me } = await client.get(whoAmI, {})
      if (!me) throw new Error('Accepting an invitation signed nobody in')
      return Object.assign(client, { person: me.id, organisation: me.organisation.id })
    },
    async stop() {
      await node.stop()
      await db?.close()
      if (!options.storage) await storage.remove()
    },
  }
}

export function createClient(url: string): Client {
  const cookies = new Map<string, string>()
  const client: Client = {
    person: '',
    organisation: '',
    cookies,
    async fetch(path, init = {}) {
      const headers = new Headers(init.headers)
      if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
      const response = await fetch(`${url}${path}`, { redirect: 'manual', ...init, headers })
      for (const set of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
        if (value === '') cookies.delete(name)
        else cookies.set(name, value)
      }
      return response
    },
    async call(contract, input, options = {}) {
      const query = new URLSearchParams()
      if (options.realm) query.set('realm', options.realm)
      if (options.asOf) query.set('asOf', options.asOf)
      const inQuery = contract.does === 'query' || contract.upload
      if (inQuery)
        for (const [name, value] of Object.entries(input as object))
          for (const part of [value].flat())
            query.append(name, typeof part === 'object' ? JSON.stringify(part) : String(part))
      const response = await client.fetch(`${pathOf(contract)}?${query}`, {
        method: contract.does === 'query' ? 'GET' : 'POST',
        headers: {
          ...(contract.does === 'action'
            ? { 'content-type': contract.upload ? 'application/octet-stream' : 'application/json' }
            : {}),
          ...(options.key ? { 'idempotency-key': options.key } : {}),
          ...options.headers,
        },
        ...(contract.upload
          ? { body: Buffer.from(options.upload ?? []) }
          : contract.does === 'action'
            ? { body: JSON.stringify(input) }
            : {}),
      })
      if (!response.ok) return { ok: false, status: response.status, problem: (await response.json()) as Problem }
      const value = contract.download ? Buffer.from(await response.arrayBuffer()) : await response.json()
      return { ok: true, status: response.status, value: value as never }
    },
    async get(contract, input, options) {
      const answer = await client.call(contract, input, options)
      if (!answer.ok) throw new Error(`${contract.name}: ${JSON.stringify(answer.problem)}`)
      return answer.value
    },
  }
  return client
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
