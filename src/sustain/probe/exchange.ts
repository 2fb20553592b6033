// What one way to a resolver gives back for one question, and where a way begins.
import type { Outcome, Transport, Upstream } from '../model/resolvers.ts'
import type { Answered, Query } from './dns-message.ts'

export interface Failed {
  kind: 'failed'
  outcome: Extract<Outcome, 'timeout' | 'unreachable' | 'tls-failed' | 'http-failed'>
  why: string
}

export type Ending = Answered | Failed | { kind: 'again' | 'garbage'; why: string }

/** `ignored`: messages that came and were no answer to this question: late ones and forged ones. */
export type Exchanged = Ending & { ignored: number }

/** A connection to a resolver. */
export interface Line {
  exchange(query: Query, signal: AbortSignal): Promise<Exchanged>
  /** one: a single question. turns: one after another. many: several at once. */
  readonly takes: 'one' | 'turns' | 'many'
  /** Nothing more can be asked on it. */
  broken(): boolean
  close(): void
}

export type Opened = { ok: true; line: Line } | { ok: false; failed: Failed }

const ports: Record<Transport, number> = { udp: 53, tcp: 53, dot: 853, doh: 443 }

export function portOf({ transport, port }: Upstream): number {
  return port ?? ports[transport]
}

export function failed(outcome: Failed['outcome'], why: string): Failed {
  return { kind: 'failed', outcome, why }
}

/** In words that an error of the system or of TLS has, without what could be a secret. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  return code === undefined || error.message.includes(code) ? error.message : `${code}: ${error.message}`
}

/** Calls `stop` when the time is over, a moment later if it is over already; the answer takes the watch off again. */
export function onEnd(signal: AbortSignal, stop: () => void): () => void {
  if (signal.aborted) {
    queueMicrotask(stop)
    return () => {}
  }
  signal.addEventListener('abort', stop, { once: true })
  return () => signal.removeEventListener('abort', stop)
}
