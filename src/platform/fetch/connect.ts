// Connecting: a name is resolved once, every address is judged, and the socket goes to the judged address itself.
// A name that answers differently the next time (DNS rebinding) therefore gains nothing.
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { buildConnector } from 'undici'
import { type Allowed, closedAddress, plainHost } from './address.ts'

export type Resolve = (host: string) => Promise<string[]>

export const systemResolve: Resolve = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true })
  return found.map(({ address }) => address)
}

/** The guard said no; carries what to tell the caller. */
export class ClosedAddress extends Error {}

export interface Guard {
  allowed: Allowed
  resolve: Resolve
  /** The port on which this node itself listens, or null. */
  ownPort: () => number | null
}

const mostTried = 4

/** The addresses of a host that may be reached, in the order the resolver gave. Throws ClosedAddress when there is none. */
export async function openAddresses(host: string, port: number, guard: Guard): Promise<string[]> {
  const name = plainHost(host)
  const found = isIP(name) ? [name] : await guard.resolve(name)
  const open: string[] = []
  let why = 'the name has no address'
  for (const address of found) {
    const closed = closedAddress(address, name, guard.allowed) ?? ownDoor(address, port, guard)
    if (closed === undefined) open.push(address)
    else why = `${name} is at a ${closed} address`
  }
  if (open.length === 0) throw new ClosedAddress(why)
  return open.slice(0, mostTried)
}

/** A node that fetches from itself would lend its own rights to whoever named the address. */
function ownDoor(address: string, port: number, guard: Guard): string | undefined {
  if (port !== guard.ownPort()) return undefined
  const mine = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((one) => one.address))
  const local = /^(127\.|0\.|::1$|::$|::ffff:(?:7f|127\.))/.test(address) || mine.includes(address)
  return local ? "local (this node's own)" : undefined
}

/** A connector for undici that only ever opens sockets to addresses that passed the guard. */
export function guardedConnector(guard: Guard, timeoutMs: number): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, maxCachedSessions: 0, allowH2: false })
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80)
    openAddresses(options.hostname, port, guard).then(
      (addresses) => tryEach(addresses, options, connect, callback),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    )
  }
}

function tryEach(
  addresses: string[],
  options: buildConnector.Options,
  connect: buildConnector.connector,
  callback: buildConnector.Callback,
): void {
  const [address, ...others] = addresses
  if (address === undefined) {
    callback(new Error('no address left to try'), null)
    return
  }
  const name = plainHost(options.hostname)
  // Certificates are checked against the name, although the socket goes to the address.
  const servername = isIP(name) ? {} : { servername: name }
  connect({ ...options, hostname: address, ...servername }, (...outcome) => {
    if (outcome[0] === null || others.length === 0) callback(...outcome)
    else tryEach(others, options, connect, callback)
  })
}
