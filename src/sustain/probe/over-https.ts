// Questions over HTTPS (RFC 8484): POST over HTTP/2 on a connection that is kept, or over HTTP/1.1 where the server has no other.

import { request as requestHttp } from 'node:http'
import { type ClientHttp2Session, connect as connectHttp2, constants } from 'node:http2'
import { isIP } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { type Query, receive } from './dns-message.ts'
import { mostMessageBytes } from './dns-read.ts'
import { type Ending, failed, type Line, type Opened, onEnd, reasonOf } from './exchange.ts'
import { openTls, type TlsTarget } from './over-stream.ts'

const mediaType = 'application/dns-message'

export async function openDoh(target: TlsTarget, path: string, signal: AbortSignal): Promise<Opened> {
  const opened = await openTls({ ...target, protocols: ['h2', 'http/1.1'] }, signal)
  if (!opened.ok) return opened
  const authority = authorityOf(target)
  const { socket } = opened
  if (socket.alpnProtocol !== 'h2') return { ok: true, line: onceOverHttp1(socket, authority, path) }
  const session = connectHttp2(`https://${authority}`, {
    createConnection: () => socket,
    settings: { enablePush: false },
  })
  return { ok: true, line: overHttp2(session, authority, path) }
}

function authorityOf({ name, address, port }: TlsTarget): string {
  const host = name ?? (isIP(address) === 6 ? `[${address}]` : address)
  return port === 443 ? host : `${host}:${port}`
}

function overHttp2(session: ClientHttp2Session, authority: string, path: string): Line {
  let down = false
  for (const event of ['error', 'goaway', 'close'] as const)
    session.on(event, () => {
      down = true
    })
  return {
    takes: 'many',
    broken: () => down || session.closed || session.destroyed,
    close: () => void session.destroy(),
    exchange: (query, signal) =>
      new Promise((resolve) => {
        const stream = session.request({
          [constants.HTTP2_HEADER_METHOD]: 'POST',
          [constants.HTTP2_HEADER_SCHEME]: 'https',
          [constants.HTTP2_HEADER_AUTHORITY]: authority,
          [constants.HTTP2_HEADER_PATH]: path,
          'content-type': mediaType,
          accept: mediaType,
          'content-length': query.bytes.length,
        })
        const body = collector(query)
        let over = false
        const end = (ending: Ending) => {
          if (over) return
          over = true
          unwatch()
          if (!stream.closed) stream.close(constants.NGHTTP2_CANCEL)
          resolve({ ...ending, ignored: 0 })
        }
        const unwatch = onEnd(signal, () => {
          end(failed('timeout', 'no answer in time'))
          down = true
          session.destroy()
        })
        stream.on('error', (error) => end(failed('http-failed', reasonOf(error))))
        let headed = false
        stream.on('response', (headers) => {
          headed = true
          const wrong = wrongHead(headers[':status'], headers['content-type'])
          if (wrong) end(failed('http-failed', wrong))
        })
        stream.on('data', (chunk: Buffer) => {
          if (!body.add(chunk)) end({ kind: 'garbage', why: `more than ${mostMessageBytes} bytes` })
        })
        // A session that breaks ends its streams as if they were whole.
        stream.on('end', () => {
          if (headed && !down) end(body.answer())
        })
        stream.on('close', () => end(failed('http-failed', 'the stream was closed without an answer')))
        stream.end(query.bytes)
      }),
  }
}

function onceOverHttp1(socket: TLSSocket, authority: string, path: string): Line {
  let used = false
  return {
    takes: 'one',
    broken: () => used || socket.destroyed,
    close: () => void socket.destroy(),
    exchange: (query, signal) =>
      new Promise((resolve) => {
        used = true
        const body = collector(query)
        let over = false
        const end = (ending: Ending) => {
          if (over) return
          over = true
          unwatch()
          socket.destroy()
          resolve({ ...ending, ignored: 0 })
        }
        const asking = requestHttp({
          createConnection: () => socket,
          method: 'POST',
          path,
          headers: {
            host: authority,
            'content-type': mediaType,
            accept: mediaType,
            'content-length': query.bytes.length,
            connection: 'close',
          },
        })
        const unwatch = onEnd(signal, () => end(failed('timeout', 'no answer in time')))
        asking.on('error', (error) => end(failed('http-failed', reasonOf(error))))
        asking.on('response', (response) => {
          const wrong = wrongHead(response.statusCode, response.headers['content-type'])
          if (wrong) return end(failed('http-failed', wrong))
          response.on('error', (error) => end(failed('http-failed', reasonOf(error))))
          response.on('data', (chunk: Buffer) => {
            if (!body.add(chunk)) end({ kind: 'garbage', why: `more than ${mostMessageBytes} bytes` })
          })
          response.on('end', () => end(body.answer()))
        })
        asking.end(query.bytes)
      }),
  }
}

function wrongHead(status: number | undefined, type: string | undefined): string | null {
  if (status !== 200) return `HTTP status ${status ?? 'none'}`
  const given = (type ?? '').split(';', 1)[0]?.trim().toLowerCase()
  return given === mediaType ? null : `the content is ${given ? given.slice(0, 60) : 'of no type'}, not ${mediaType}`
}

function collector(query: Query) {
  const chunks: Buffer[] = []
  let length = 0
  return {
    /** false: too much. */
    add(chunk: Buffer): boolean {
      length += chunk.length
      if (length > mostMessageBytes) return false
      chunks.push(chunk)
      return true
    },
    answer(): Ending {
      const received = receive(Buffer.concat(chunks), query, false)
      // Here nothing else can come: an answer to something else is as good as none.
      return received.kind === 'other' ? { kind: 'garbage', why: `the answer has ${received.why}` } : received
    },
  }
}
