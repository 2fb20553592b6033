// Asks one resolver one question, over whichever transport, and says what came back. Never throws; ends within its time.
import { isIP } from 'node:net'
import type { Question, Sample, Upstream } from '../model/resolvers.ts'
import type { Connections } from './connections.ts'
import { type Query, queryFor } from './dns-message.ts'
import { type Exchanged, failed, type Opened, onEnd, portOf, reasonOf } from './exchange.ts'
import { openDoh } from './over-https.ts'
import { openDot, openTcp } from './over-stream.ts'
import { overUdp } from './over-udp.ts'

export interface AskOptions {
  /** For the whole of it: handshakes, answer, and the second try over TCP. */
  timeoutMilliseconds: number
  signal?: AbortSignal
  /** Certificates that are trusted besides those of the system, as PEM. */
  trust?: string
  /** Place of the question in the list of questions; 0 unless given. */
  place?: number
  now?: () => Date
  /** Connections that are kept from question to question; without, each has its own. */
  connections?: Connections
}

type Ended = Exchanged & { overTcp?: boolean }

export async function ask(upstream: Upstream, question: Question, options: AskOptions): Promise<Sample> {
  const at = (options.now?.() ?? new Date()).toISOString()
  const began = performance.now()
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), options.timeoutMilliseconds)
  const unwatch = onEnd(options.signal ?? patience.signal, () => patience.abort())
  const expired = new Promise<Ended>((resolve) => {
    onEnd(patience.signal, () => resolve({ ...failed('timeout', 'no answer in time'), ignored: 0 }))
  })
  // What is under way ends itself when the time is over, a moment before this does.
  const work = exchange(upstream, question, options, patience.signal).catch(
    (error: unknown): Ended => ({ ...failed('unreachable', reasonOf(error)), ignored: 0 }),
  )
  const ended = await Promise.race([work, expired.then((late) => Promise.race([work, soon(late)]))])
  clearTimeout(timer)
  unwatch()
  return sampleOf(upstream, options.place ?? 0, at, performance.now() - began, ended)
}

function soon<T>(value: T): Promise<T> {
  return new Promise((resolve) => setImmediate(() => resolve(value)))
}

async function exchange(up: Upstream, question: Question, options: AskOptions, signal: AbortSignal): Promise<Ended> {
  if (isIP(up.address) === 0) return { ...failed('unreachable', `${up.address} is no IP address`), ignored: 0 }
  const query = queryFor(question, { fixedId: up.transport === 'doh' })
  if (up.transport !== 'udp') return overLine(up, query, options, signal)
  const first = await overUdp(up.address, portOf(up), query, signal)
  if (first.kind !== 'again') return first
  const second = await overLine({ ...up, transport: 'tcp', port: portOf(up) }, query, options, signal)
  return { ...second, ignored: first.ignored + second.ignored, overTcp: true }
}

/** So many connections that were closed while they were idle are passed over, and then a new one is opened. */
const mostStale = 5

async function overLine(up: Upstream, query: Query, options: AskOptions, signal: AbortSignal): Promise<Ended> {
  const { connections } = options
  if (!connections) {
    const opened = await open(up, options, signal)
    if (!opened.ok) return { ...opened.failed, ignored: 0 }
    const exchanged = await opened.line.exchange(query, signal)
    opened.line.close()
    return exchanged
  }
  const name = [up.transport, up.address, portOf(up), up.tlsName ?? '', up.path ?? ''].join(' ')
  for (let turn = 0; ; turn++) {
    const { kept, opened } = await connections.take(name, () => open(up, options, signal))
    if (!opened.ok) return { ...opened.failed, ignored: 0 }
    const exchanged = await opened.line.exchange(query, signal)
    // A server may close a connection that was idle (RFC 7766, 6.2.4): that says nothing about its health.
    const closed = exchanged.kind === 'failed' && exchanged.outcome !== 'timeout' && opened.line.broken()
    connections.giveBack(name, opened.line)
    if (!(kept && closed && turn < mostStale)) return exchanged
  }
}

function open(up: Upstream, { trust }: AskOptions, signal: AbortSignal): Promise<Opened> {
  if (up.transport === 'tcp' || up.transport === 'udp') return openTcp(up.address, portOf(up), signal)
  const target = {
    address: up.address,
    port: portOf(up),
    ...(up.tlsName === undefined ? {} : { name: up.tlsName }),
    ...(trust === undefined ? {} : { trust }),
  }
  return up.transport === 'dot' ? openDot(target, signal) : openDoh(target, up.path ?? '/dns-query', signal)
}

const mostWords = 300

function sampleOf(up: Upstream, question: number, at: string, milliseconds: number, ended: Ended): Sample {
  const common = {
    upstream: up.name,
    question,
    at,
    milliseconds: Math.round(milliseconds * 100) / 100,
    ...(ended.ignored > 0 ? { ignored: ended.ignored } : {}),
    ...(ended.overTcp ? { overTcp: true } : {}),
  }
  if (ended.kind === 'answered') {
    const { outcome, authenticated, answers, why } = ended
    return {
      ...common,
      outcome,
      authenticated,
      answers,
      ...(why === undefined ? {} : { why: why.slice(0, mostWords) }),
    }
  }
  const outcome = ended.kind === 'failed' ? ended.outcome : 'garbage'
  return { ...common, outcome, authenticated: null, answers: [], why: ended.why.slice(0, mostWords) }
}
