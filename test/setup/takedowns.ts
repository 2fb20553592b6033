// What tests of takedowns begin with: a node with two who lead, a partner of another organisation, a stranger, and stand-ins on loopback.
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTls } from 'node:https'
import type { AddressInfo } from 'node:net'
import { enterRealm, registerOrganisation } from '#people/api.ts'
import { type Client, startTestNode, type TestNode } from './node.ts'

export const story = 'exercise:talent'

export interface TakedownHouse {
  node: TestNode
  anna: Client
  ben: Client
  /** Of a police force elsewhere: no role here but to read. */
  liaison: Client
  stranger: Client
}

export async function openTakedowns(env: Record<string, string> = {}): Promise<TakedownHouse> {
  const node = await startTestNode({ env: { TOCSIN_STAND_INS: '127.0.0.0/8', ...env } })
  const admin = await node.administrator()
  const police = { name: 'Police of another country', kind: 'authority' as const, country: 'FR', sectors: [] }
  const { id } = await admin.get(registerOrganisation, police)
  const roles = ['analyst', 'duty-officer', 'crisis-manager'] as const
  const house = {
    node,
    anna: await node.signedIn({ roles: [...roles] }),
    ben: await node.signedIn({ roles: [...roles] }),
    liaison: await node.signedIn({ roles: ['reader'], organisation: id }),
    stranger: await node.signedIn({ roles: [...roles] }),
  }
  for (const { person } of [house.anna, house.ben]) await admin.get(enterRealm, { person, exercise: 'talent' })
  return house
}

export const red = { reason: 'Known to those who act in it alone.', reviewOn: '2027-06-01' }

export interface Site {
  server: Server
  port: number
  close(): Promise<void>
}

/** A site on loopback; with a certificate it speaks TLS. */
export async function startSite(
  answer: RequestListener,
  { host = '127.0.0.1', port = 0, tls }: { host?: string; port?: number; tls?: { key: string; cert: string } } = {},
): Promise<Site> {
  const server = tls ? createTls(tls, answer) : createServer(answer)
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  return {
    server: server as Server,
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const words =
  'logins cards cheats tools leaks dumps combos accounts panels shells proxies keys ranks credits posts threads'
export const shop = (name: string) =>
  `<html><head><title>${name}</title></head><body><h1>${name}</h1>${`<p>${words} for sale, escrow by staff, vouches below.</p>`.repeat(8)}</body></html>`
export const seized =
  '<html><head><title>Seized</title></head><body><h1>This domain has been seized</h1><p>by law enforcement of several countries acting together in Operation Talent.</p></body></html>'
