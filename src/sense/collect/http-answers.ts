// Reading bodies within a bound and writing answers with the headers that every answer carries.
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

export interface Answer {
  status: number
  html?: string
  text?: string
  type?: string
  json?: unknown
  headers?: Record<string, string>
  /** The connection is of no use any more. */
  close?: boolean
}

export class TooLarge extends Error {
  readonly mostBytes: number
  constructor(mostBytes: number) {
    super(`larger than ${mostBytes} bytes`)
    this.mostBytes = mostBytes
  }
}

/** The whole body, or TooLarge as soon as it is known to be; never holds more than `mostBytes` and one piece. */
export function readBody(request: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = []
    let length = 0
    function refuse(): void {
      // Read on and thrown away, not broken off (as `for await` would), or the answer would be lost with the connection.
      request.off('data', take)
      request.resume()
      reject(new TooLarge(mostBytes))
    }
    function take(piece: Uint8Array): void {
      length += piece.length
      if (length > mostBytes) refuse()
      else pieces.push(piece)
    }
    request.on('error', reject)
    request.on('close', () => reject(new Error('broken off')))
    request.on('end', () => resolve(Buffer.concat(pieces)))
    if (Number(request.headers['content-length'] ?? 0) > mostBytes) refuse()
    else request.on('data', take)
  })
}

const always = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
}

/** No scripts, nothing from elsewhere; the one style sheet of a page is named by its hash. */
function policyFor(html: string): string {
  const sheet = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1]
  const hash = sheet === undefined ? "'none'" : `'sha256-${createHash('sha256').update(sheet).digest('base64')}'`
  return `default-src 'none'; style-src ${hash}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
}

export function answer(response: ServerResponse, { status, html, text, type, json, headers, close }: Answer): void {
  if (response.headersSent || response.destroyed) return
  const body = html ?? text ?? JSON.stringify(json)
  response.writeHead(status, {
    ...always,
    'content-type':
      html !== undefined
        ? 'text/html; charset=utf-8'
        : (type ?? (text !== undefined ? 'text/plain; charset=utf-8' : 'application/json')),
    'content-security-policy': policyFor(html ?? ''),
    ...(status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...(close ? { connection: 'close' } : {}),
    ...headers,
  })
  response.end(status === 204 ? undefined : body)
}
