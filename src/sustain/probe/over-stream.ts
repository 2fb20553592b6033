// Questions over TCP and over TLS: each message behind its length (RFC 7766, RFC 7858), on a connection that is kept.
import { connect, isIP, type Socket } from 'node:net'
import {
  connect as connectTls,
  createSecureContext,
  rootCertificates,
  type SecureContext,
  type TLSSocket,
} from 'node:tls'
import { type Query, receive } from './dns-message.ts'
import { mostMessageBytes } from './dns-read.ts'
import { type Ending, type Failed, failed, type Line, type Opened, onEnd, reasonOf } from './exchange.ts'

export function openTcp(address: string, port: number, signal: AbortSignal): Promise<Opened> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, noDelay: true })
    const unwatch = onEnd(signal, () => lost(failed('timeout', 'no connection in time')))
    function lost(why: Failed) {
      unwatch()
      socket.on('error', () => {}).destroy()
      resolve({ ok: false, failed: why })
    }
    socket.once('error', (error) => lost(failed('unreachable', reasonOf(error))))
    socket.once('connect', () => {
      unwatch()
      socket.removeAllListeners('error')
      resolve({ ok: true, line: framed(socket) })
    })
  })
}

export interface TlsTarget {
  address: string
  port: number
  /** What the certificate must be for; left out: the address. */
  name?: string
  /** Certificates that are trusted besides those of the system, as PEM. */
  trust?: string
  protocols?: string[]
}

export type OpenedTls = { ok: true; socket: TLSSocket } | { ok: false; failed: Failed }

const contexts = new Map<string, SecureContext>()
const mostContexts = 20

function contextFor(trust: string): SecureContext {
  const known = contexts.get(trust)
  if (known) return known
  if (contexts.size >= mostContexts) contexts.clear()
  const made = createSecureContext({ ca: [...rootCertificates, trust] })
  contexts.set(trust, made)
  return made
}

/** A connection whose certificate was checked; without that there is none. */
export function openTls({ address, port, name, trust, protocols }: TlsTarget, signal: AbortSignal): Promise<OpenedTls> {
  return new Promise((resolve) => {
    let connected = false
    const servername = name !== undefined && isIP(name) === 0 ? name.replace(/\.$/, '') : ''
    const socket = connectTls({
      host: address,
      port,
      servername,
      minVersion: 'TLSv1.2',
      ...(trust === undefined ? {} : { secureContext: contextFor(trust) }),
      ...(protocols ? { ALPNProtocols: protocols } : {}),
    })
    socket.setNoDelay(true)
    const unwatch = onEnd(signal, () => lost(failed('timeout', connected ? 'no TLS in time' : 'no connection in time')))
    function lost(why: Failed) {
      unwatch()
      socket.on('error', () => {}).destroy()
      resolve({ ok: false, failed: why })
    }
    socket.once('connect', () => {
      connected = true
    })
    socket.once('error', (error) => lost(failed(connected ? 'tls-failed' : 'unreachable', reasonOf(error))))
    socket.once('close', () => lost(failed(connected ? 'tls-failed' : 'unreachable', 'the connection was closed')))
    socket.once('secureConnect', () => {
      unwatch()
      socket.removeAllListeners('error').removeAllListeners('close')
      resolve({ ok: true, socket })
    })
  })
}

export async function openDot(target: TlsTarget, signal: AbortSignal): Promise<Opened> {
  const opened = await openTls(target, signal)
  return opened.ok ? { ok: true, line: framed(opened.socket) } : opened
}

interface Waiting {
  query: Query
  ignored: number
  end(ending: Ending): void
}

/** Messages of one connection: put together from pieces, and held against the question that waits. */
function framed(socket: Socket): Line {
  let waiting: Waiting | null = null
  let held: Buffer = Buffer.alloc(0)
  let down = false

  function fall(why: Ending): void {
    down = true
    socket.destroy()
    waiting?.end(why)
  }
  function take(message: Buffer): void {
    if (!waiting) return
    const received = receive(message, waiting.query, false)
    if (received.kind === 'other') waiting.ignored++
    else waiting.end(received)
  }
  socket.on('error', (error) => fall(failed('unreachable', reasonOf(error))))
  socket.on('close', () => fall(failed('unreachable', 'the connection was closed without an answer')))
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
      const length = held.readUInt16BE(0)
      if (length < 12) return fall({ kind: 'garbage', why: `a message of ${length} bytes` })
      take(held.subarray(2, 2 + length))
      held = held.subarray(2 + length)
    }
    if (held.length > mostMessageBytes + 2) fall({ kind: 'garbage', why: 'more bytes than a message has' })
  })

  return {
    takes: 'turns',
    broken: () => down || socket.destroyed,
    close: () => void socket.destroy(),
    exchange: (query, signal) =>
      new Promise((resolve) => {
        if (waiting || down) return resolve({ ...failed('unreachable', 'the connection cannot be used'), ignored: 0 })
        const one: Waiting = { query, ignored: 0, end }
        waiting = one
        function end(ending: Ending): void {
          if (waiting !== one) return
          waiting = null
          unwatch()
          resolve({ ...ending, ignored: one.ignored })
        }
        // It may be dead without anybody having said so: the next question begins anew.
        const unwatch = onEnd(signal, () => fall(failed('timeout', 'no answer in time')))
        const head = Buffer.alloc(2)
        head.writeUInt16BE(query.bytes.length, 0)
        if (!down) socket.write(Buffer.concat([head, query.bytes]))
      }),
  }
}
