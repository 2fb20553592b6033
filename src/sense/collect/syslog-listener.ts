// Where syslog comes in: one socket for UDP (RFC 5426), connections for TCP (RFC 6587). Framing is the worker's work.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, isIPv6, type Socket } from 'node:net'
import type { Bound } from './messages.ts'

const mostConnections = 256
const idleMs = 15 * 60_000

export interface SyslogEvents {
  /** Bytes of one stream, which the taker owns. A datagram is a stream that ends at once. */
  bytes(stream: number, bytes: Uint8Array): void
  end(stream: number): void
  refused(): void
}

export interface SyslogListener {
  bound: Bound
  close(): Promise<void>
}

let streams = 0

export function listenForSyslog(
  place: { protocol: 'udp' | 'tcp'; host: string; port: number },
  events: SyslogEvents,
): Promise<SyslogListener> {
  return place.protocol === 'udp' ? overUdp(place, events) : overTcp(place, events)
}

async function overUdp({ host, port }: { host: string; port: number }, events: SyslogEvents): Promise<SyslogListener> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  socket.bind(port, host)
  await once(socket, 'listening')
  socket.on('message', (bytes) => {
    const stream = ++streams
    events.bytes(stream, bytes)
    events.end(stream)
  })
  socket.on('error', () => {})
  return {
    bound: { protocol: 'udp', host, port: socket.address().port, receiveBufferBytes: socket.getRecvBufferSize() / 2 },
    close: () => new Promise((done) => socket.close(() => done())),
  }
}

async function overTcp({ host, port }: { host: string; port: number }, events: SyslogEvents): Promise<SyslogListener> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    const stream = ++streams
    open.add(socket)
    socket.setTimeout(idleMs, () => socket.destroy())
    socket.on('data', (bytes: Buffer) => events.bytes(stream, bytes))
    socket.on('error', () => {})
    socket.on('close', () => {
      open.delete(socket)
      events.end(stream)
    })
  })
  server.maxConnections = mostConnections
  server.on('drop', () => events.refused())
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  return {
    bound: { protocol: 'tcp', host, port: typeof address === 'object' && address ? address.port : port },
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
