// One HTTP answer over an open connection: its status, so much of its body as may be taken, and how quickly that came.
import { type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'
import { type Endpoint, portOf } from '../model/services.ts'
import { sliceMilliseconds } from '../rules/reach/flat.ts'
import { mostPageBytes, type Noted, Stopped, transferMilliseconds, userAgent } from './reach-answer.ts'

export interface Page {
  status: number
  location: string | null
  /** Seconds for which the service asks to be left alone; null: it does not. */
  retryAfter: number | null
  body: Buffer
}

const mostRetryAfter = 86_400

export function takePage(socket: Socket, endpoint: Endpoint, timeout: number, noted: Noted): Promise<Page> {
  const large = endpoint.kind === 'throughput'
  const most = large ? (endpoint.bytes ?? 1_000_000) : mostPageBytes
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const asked = request({
      createConnection: () => socket,
      method: 'GET',
      path: endpoint.path ?? '/',
      maxHeaderSize: 32 * 1024,
      headers: headersFor(endpoint, large ? most : null),
    })
    const end = (stopped: Stopped | null, page?: Page) => {
      clearTimeout(timer)
      asked.destroy()
      socket.destroy()
      if (page && !stopped) resolve(page)
      else reject(stopped ?? new Stopped('timeout', 'Nothing came.'))
    }
    const timer = setTimeout(
      () => end(new Stopped('timeout', `No whole answer within ${Math.round(timeout)} ms.`)),
      timeout,
    )
    asked.on('error', (error) => end(stoppedBy(error)))
    asked.on('response', (answer) => {
      noted.firstByteMilliseconds = performance.now() - began
      noted.status = answer.statusCode ?? null
      readBody(answer, most, large, noted).then(
        (body) => end(null, { ...headOf(answer), body }),
        (error: unknown) => end(stoppedBy(error)),
      )
    })
    asked.end()
  })
}

function headersFor(endpoint: Endpoint, range: number | null): Record<string, string> {
  const usual = endpoint.plain ? 80 : 443
  const port = portOf(endpoint)
  const name = endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host
  return {
    host: port === usual ? name : `${name}:${port}`,
    'user-agent': userAgent,
    accept: '*/*',
    'accept-encoding': 'identity',
    connection: 'close',
    ...(range === null ? {} : { range: `bytes=0-${range - 1}` }),
  }
}

function headOf({ statusCode = 0, headers }: IncomingMessage): Omit<Page, 'body'> {
  const seconds = Number(headers['retry-after'])
  return {
    status: statusCode,
    location: headers.location ?? null,
    retryAfter: Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, mostRetryAfter) : null,
  }
}

function stoppedBy(error: unknown): Stopped {
  if (error instanceof Stopped) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ECONNRESET' || code === 'EPIPE') return new Stopped('reset', 'The connection was broken off.')
  return new Stopped('server-error', `What came back is not HTTP${code ? ` (${code})` : ''}.`)
}

/** A large object is taken for ten seconds at most: what came until then tells its rate. */
async function readBody(answer: IncomingMessage, most: number, large: boolean, noted: Noted): Promise<Buffer> {
  const began = performance.now()
  const kept: Buffer[] = []
  const slices: number[] = []
  const late = large ? setTimeout(() => answer.destroy(new TakenLongEnough()), transferMilliseconds) : undefined
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      noted.bytes += chunk.length
      if (large) add(slices, performance.now() - began, chunk.length)
      else kept.push(chunk)
      if (noted.bytes >= most) break
    }
  } catch (error) {
    if (!(error instanceof TakenLongEnough)) throw error
  } finally {
    clearTimeout(late)
  }
  if (large) noteRate(noted, slices, performance.now() - began)
  return Buffer.concat(kept).subarray(0, most)
}

class TakenLongEnough extends Error {}

const mostSlices = 120

function add(slices: number[], milliseconds: number, bytes: number): void {
  const at = Math.min(mostSlices - 1, Math.floor(milliseconds / sliceMilliseconds))
  while (slices.length <= at) slices.push(0)
  slices[at] = (slices[at] ?? 0) + bytes
}

function noteRate(noted: Noted, slices: readonly number[], milliseconds: number): void {
  noted.slices = slices.map((bytes) => (bytes * 1000) / sliceMilliseconds)
  noted.bytesPerSecond = noted.bytes > 0 ? (noted.bytes * 1000) / Math.max(1, milliseconds) : null
}
