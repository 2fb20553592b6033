// What a room binds to its contracts, and what its handler is given.

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

/** An address that is not an operation (single sign-on sends browsers to and fro). */
export interface RawRoute {
  method: 'GET'
  path: string
  handle(edge: Edge, url: URL): Promise<{ redirect: string }>
}
