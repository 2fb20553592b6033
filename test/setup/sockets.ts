// What leaves this process: every connection and datagram is noted, and none but those to this machine is let out.
import dgram from 'node:dgram'
import net from 'node:net'

export interface Watched {
  /** Where something went to, or would have gone, since the last time this was asked. */
  taken(): string[]
  stop(): void
}

const own = new Set(['127.0.0.1', '::1', 'localhost', ''])

/** `known`: ports of this machine that are no outside world: the node itself, its database. */
export function watchSockets(known: readonly number[]): Watched {
  const seen: string[] = []
  const connect = net.Socket.prototype.connect
  const send = dgram.Socket.prototype.send
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
    const { host, port, path } = targetOf(args)
    if (path !== undefined || (own.has(host) && known.includes(port))) return Reflect.apply(connect, this, args)
    seen.push(`${host}:${port}`)
    if (own.has(host)) return Reflect.apply(connect, this, args)
    process.nextTick(() => this.destroy(new Error(`A test lets nothing out to ${host}:${port}.`)))
    return this
  } as typeof connect
  dgram.Socket.prototype.send = function (this: dgram.Socket, ...args: unknown[]) {
    const port = args.find((one) => typeof one === 'number')
    const host = args.findLast((one) => typeof one === 'string') ?? ''
    seen.push(`udp ${host}:${port}`)
    if (own.has(String(host))) return Reflect.apply(send, this, args)
  } as typeof send
  return {
    taken: () => seen.splice(0),
    stop() {
      net.Socket.prototype.connect = connect
      dgram.Socket.prototype.send = send
    },
  }
}

function targetOf(args: unknown[]): { host: string; port: number; path?: string } {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0]
  if (typeof first === 'object' && first !== null) {
    const { host = 'localhost', port = 0, path } = first as { host?: string; port?: number | string; path?: string }
    return { host, port: Number(port), ...(path === undefined ? {} : { path }) }
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return { host: '', port: 0, path: first }
  return { host: typeof args[1] === 'string' ? args[1] : 'localhost', port: Number(first) }
}
