// UDP sockets that feed the decoder, with as much of a receive buffer as the kernel gives.
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import type { Bound } from './messages.ts'

export interface UdpSource {
  listen: readonly { host: string; port: number }[]
  receiveBufferBytes: number
  /** Several workers share the ports: Node 22 and newer. */
  shared: boolean
}

export interface UdpSockets {
  bound: Bound[]
  close(): Promise<void>
}

type Take = (payload: Uint8Array, exporter: string) => void

/** All or none: an address that cannot be had closes the others and throws, with the address in its message. */
export async function listenForDatagrams(source: UdpSource, take: Take): Promise<UdpSockets> {
  const sockets: Socket[] = []
  const bound: Bound[] = []
  async function close(): Promise<void> {
    await Promise.all(sockets.splice(0).map((socket) => new Promise<void>((done) => socket.close(() => done()))))
  }
  try {
    for (const { host, port } of source.listen) {
      const socket = open(host, source.shared)
      sockets.push(socket)
      bound.push(await bind(socket, host, port, source.receiveBufferBytes, take))
    }
  } catch (error) {
    await close()
    throw error
  }
  return { bound, close }
}

function open(host: string, shared: boolean): Socket {
  const type = isIPv6(host) ? ('udp6' as const) : ('udp4' as const)
  // Node 20 has no word for it in its types and passes it over.
  const options = { type, ...(shared ? { reusePort: true } : {}) }
  return createSocket(options)
}

async function bind(socket: Socket, host: string, port: number, wantedBytes: number, take: Take): Promise<Bound> {
  socket.bind({ address: host, port, exclusive: true })
  await once(socket, 'listening')
  socket.on('message', (payload, { address }) => take(payload, plain(address)))
  // After binding, an error of one datagram (an ICMP answer) is no reason to stop listening.
  socket.on('error', () => {})
  const receiveBufferBytes = widen(socket, wantedBytes)
  return { protocol: 'udp', host, port: socket.address().port, receiveBufferBytes }
}

/** What the kernel gave, in bytes. Linux answers with twice what it counts as payload; half of it is its own bookkeeping. */
function widen(socket: Socket, wantedBytes: number): number {
  try {
    socket.setRecvBufferSize(wantedBytes)
  } catch {
    // refused whole: the standard size stays
  }
  return Math.floor(socket.getRecvBufferSize() / 2)
}

const mapped = '::ffff:'

/** An IPv4 exporter that came to a socket of both families is the same exporter. A zone is of this machine only. */
function plain(address: string): string {
  if (address.startsWith(mapped)) return address.slice(mapped.length)
  const zone = address.indexOf('%')
  return zone === -1 ? address : address.slice(0, zone)
}
