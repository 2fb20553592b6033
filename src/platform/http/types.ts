// What a room binds to its contracts, and what its handler is given.

import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { Contract, InputOf, OutputOf } from '#kernel/contract.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Reply } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { View, Writer } from '#platform/journal/types.ts'

export interface Call {
  reader: Reader
  view: View
  /** For journal.commit. */
  writer: Writer
  /** What time it is in the realm of the call. */
  now: Instant
  requestId: string
  /** The raw body of an upload contract. */
  upload?: Readable
  /** Set by the HTTP edge: cookies and headers, for the few operations about signing in. */
  edge: Edge
}

export interface Edge {
  cookie(name: string): string | undefined
  setCookie(name: string, value: string, options: { maxAgeSeconds: number }): void
  clearCookie(name: string): void
  /** Address of the client, for rate limits only; never logged or kept. */
  address: string
  userAgent: string
  /** http://127.0.0.1:8470 as configured, never taken from the Host header. */
  origin: string
  secure: boolean
  /** The headers of the answer are out already (a stream): no cookie can be set any more. */
  sealed?: true
}

/** A file as an answer (contracts with `download: true`). */
export interface Download {
  name: string
  type: string
  bytes: Uint8Array | Readable
}

export interface Binding {
  contract: Contract
  // biome-ignore lint/suspicious/noExplicitAny: input types differ per contract; `bind` checks the pair.
  handle(input: any, call: Call): Promise<Reply<unknown>>
}

export function bind<C extends Contract>(
  contract: C,
  handle: (input: InputOf<C>, call: Call) => Promise<Reply<OutputOf<C>>>,
): Binding {
  return { contract, handle }
}

/** An answer that is no JSON: where to go instead, or a document of a standard form. */
export type RawAnswer =
  | { redirect: string }
  | {
      status: number
      type: string
      body: string | Uint8Array | Readable
      headers?: Record<string, string>
    }

/** A request to an address whose form a standard decides. */
export interface RawRequest {
  method: string
  headers: IncomingHttpHeaders
  /** Parts of the path that the route names: `/taxii2/:root/` gives `root`. */
  params: Readonly<Record<string, string>>
  /** The body as it came, at most `maxBytes`; empty where there was none. */
  body: Uint8Array
  requestId: string
  now: Instant
  /**
   * Who asks. A cookie counts for GET and HEAD only, so no other site can change anything. `authorization` stands in for the header
   * where a standard spells it in its own way.
   */
  reader(authorization?: string): Promise<Reader>
}

/** An address that is not an operation: single sign-on, calendars, and the interfaces that other programs know. */
export interface RawRoute {
  /** HEAD is answered wherever GET is. */
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'OPTIONS'
  /** Of the form of find-my-way: `/taxii2/:root/collections/`. */
  path: string
  /** Largest body in bytes; 1 MiB where left out. What is longer gets 413 before `handle` is asked. */
  maxBytes?: number
  /** In the words of the standard, where the body is longer than that or says no type that can be read; otherwise a problem. */
  unread?(why: 'too-large' | 'bad-type'): Exclude<RawAnswer, { redirect: string }>
  handle(edge: Edge, url: URL, request: RawRequest): Promise<RawAnswer>
}
