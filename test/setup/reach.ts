// A service on loopback and what may happen to it on the way: resolvers of its own for each vantage point, a limiter, resets, silence.
import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'
import { createServer as createHttp, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, createServer as createTcp, type Server as TcpServer } from 'node:net'
import { decode, encode } from 'dns-packet'
import { readAllowed } from '#platform/fetch/address.ts'
import { createNames, type Finder } from '#sustain/probe/reach-name.ts'

export interface Stoppable {
  stop(): Promise<void>
}

async function stopped(server: Server | TcpServer): Promise<void> {
  if ('closeAllConnections' in server) server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

export interface StubResolver extends Stoppable {
  /** As `createNames` takes it. */
  server: string
}

/** Answers A questions from a list; a name that is not in it does not exist. */
export async function stubResolver(names: Record<string, string>): Promise<StubResolver> {
  const socket = createSocket('udp4')
  socket.on('message', (message: Buffer, from: RemoteInfo) => {
    const asked = decode(message)
    const [question] = asked.questions ?? []
    const address = question ? names[question.name.toLowerCase()] : undefined
    const answers =
      address !== undefined && question?.type === 'A'
        ? [{ type: 'A' as const, name: question.name, ttl: 1, data: address }]
        : []
    // 3 is NXDOMAIN (RFC 1035).
    const flags = 0x0180 | (address === undefined ? 3 : 0)
    socket.send(
      encode({ type: 'response', id: asked.id ?? 0, flags, questions: asked.questions ?? [], answers }),
      from.port,
      from.address,
    )
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    server: `127.0.0.1:${socket.address().port}`,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

export interface LoopbackService extends Stoppable {
  port: number
}

/** A page at / and a large object at /large. `answer` may take a request over; true: it did. */
export async function loopbackService(
  host = '127.0.0.1',
  answer: (path: string, response: ServerResponse) => boolean = () => false,
): Promise<LoopbackService> {
  const large = Buffer.alloc(4_000_000, 'x')
  const server = createHttp((request, response) => {
    const path = request.url ?? '/'
    if (answer(path, response)) return
    response.end(path.startsWith('/large') ? large : 'Welcome to the service')
  })
  server.listen(0, host)
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, stop: () => stopped(server) }
}

/** A token bucket in front of a port: a burst, then so many bytes a second, all connections counted alone. */
export async function limiter(host: string, port: number, bytesPerSecond: number, burst: number): Promise<Stoppable> {
  const tickMilliseconds = 20
  const server = createTcp((client) => {
    const upstream = connect(port, '127.0.0.1')
    let tokens = burst
    const waiting: Buffer[] = []
    const give = () => {
      let [next] = waiting
      while (next && tokens > 0) {
        const part = next.subarray(0, tokens)
        tokens -= part.length
        client.write(part)
        if (part.length < next.length) waiting[0] = next.subarray(part.length)
        else waiting.shift()
        next = waiting[0]
      }
      if (waiting.length === 0) upstream.resume()
    }
    const timer = setInterval(() => {
      tokens = Math.min(burst, tokens + (bytesPerSecond * tickMilliseconds) / 1000)
      give()
    }, tickMilliseconds)
    const end = () => {
      clearInterval(timer)
      upstream.destroy()
      client.destroy()
    }
    client.pipe(upstream)
    upstream.on('data', (chunk: Buffer) => {
      waiting.push(chunk)
      upstream.pause()
      give()
    })
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end)
  })
  server.listen(port, host)
  await once(server, 'listening')
  return { stop: () => stopped(server) }
}

/** Takes a connection, hears the first bytes, and resets it. */
export async function resetter(host: string, port: number): Promise<Stoppable> {
  const server = createTcp((client) => {
    client.on('error', () => undefined)
    client.once('data', () => client.resetAndDestroy())
  })
  server.listen(port, host)
  await once(server, 'listening')
  return { stop: () => stopped(server) }
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createTcp()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await stopped(server)
  return port
}

/** How a vantage point behind this resolver finds services; loopback is opened, as an administrator may. */
export function finderAt(resolver: StubResolver, blockPages: Finder['blockPages'] = []): Finder {
  return {
    names: createNames([resolver.server]),
    guard: { allowed: readAllowed(['127.0.0.0/8']), ownPort: () => null },
    blockPages,
  }
}
