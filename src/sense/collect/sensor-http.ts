// The sensor's own small web server: complaint form, remote write, health and metrics. Bounded in everything, and it neither
// keeps nor logs an address.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Answer, answer, readBody, TooLarge } from './http-answers.ts'
import type { Bound, TakenReport } from './messages.ts'
import { createRateLimit, createReporters, type RateLimit } from './reporters.ts'
import { createReportTaker, type ReportTaker } from './take-report.ts'

export interface SensorHttpOptions {
  host: string
  port: number
  /** Needed for remote write and complaint files; null: these are refused. */
  token: string | null
  trustProxy: boolean
}

export interface SensorHttpWork {
  services(): readonly string[]
  /** Answers with 202 when the report is on the disk. */
  report(report: TakenReport): Promise<{ status: number; says: string }>
  /** Answers with a status and a sentence when the worker has read the body. */
  remoteWrite(body: Uint8Array): Promise<{ status: number; says: string }>
  complaintFile(body: Uint8Array): Promise<{ status: number; says: string }>
  health(): { healthy: boolean; says: Record<string, unknown> }
  metrics(): string
  lost(reason: string): void
  nowMs(): number
}

export interface SensorHttp {
  bound: Bound
  close(): Promise<void>
}

const mostConnections = 512
const formBytes = 16_384
const writeBytes = 4 << 20
const fileBytes = 8 << 20
/** Of one home: more than a person needs, less than a script wants. */
const perMinute = 30
const perMinuteInAll = 60_000

export async function openSensorHttp(options: SensorHttpOptions, work: SensorHttpWork): Promise<SensorHttp> {
  const reporters = createReporters()
  const taker = createReportTaker(reporters, work)
  const limits = { home: createRateLimit(perMinute, 60_000), all: createRateLimit(perMinuteInAll, 60_000) }
  const server = createServer({
    requestTimeout: 15_000,
    headersTimeout: 10_000,
    keepAliveTimeout: 5_000,
    maxHeaderSize: 8192,
  })
  server.maxConnections = mostConnections
  server.maxRequestsPerSocket = 1000
  server.on('drop', () => work.lost('http-connections'))
  server.on('clientError', (_error, socket) => socket.destroy())
  server.on('request', (request, response) => {
    const ask = { options, work, taker, limited: limiter(reporters, limits, work, request, options.trustProxy) }
    void serve(request, ask).then(
      (given) => answer(response, given),
      (error: unknown) => fail(response, error, work),
    )
  })
  server.listen(options.port, options.host)
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  return {
    bound: { protocol: 'http', host: options.host, port },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

interface Ask {
  options: SensorHttpOptions
  work: SensorHttpWork
  taker: ReportTaker
  /** True when this address, or all together, asked too often. */
  limited(): boolean
}

function limiter(
  reporters: ReturnType<typeof createReporters>,
  limits: { home: RateLimit; all: RateLimit },
  work: SensorHttpWork,
  request: IncomingMessage,
  trustProxy: boolean,
): () => boolean {
  return () => {
    const now = work.nowMs()
    const { reporter } = reporters.hashes(addressOf(request, trustProxy), now)
    const within = limits.all.allow('all', now) && limits.home.allow(reporter, now)
    if (!within) work.lost('http-rate')
    return !within
  }
}

/** The nearest address that the proxy saw: the last of X-Forwarded-For; those before it anybody can write. */
export function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = request.headers['x-forwarded-for']
  const last = trustProxy && typeof forwarded === 'string' ? forwarded.split(',').at(-1)?.trim() : undefined
  return last || request.socket.remoteAddress || 'unknown'
}

async function serve(request: IncomingMessage, ask: Ask): Promise<Answer> {
  const { work, options } = ask
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  const route = `${request.method === 'HEAD' ? 'GET' : request.method} ${path}`
  switch (route) {
    case 'GET /healthz': {
      const { healthy, says } = work.health()
      return { status: healthy ? 200 : 503, json: says }
    }
    case 'GET /metrics':
      return { status: 200, text: work.metrics(), type: 'text/plain; version=0.0.4; charset=utf-8' }
    case 'GET /':
    case 'GET /report':
      return ask.taker.form()
    case 'POST /report': {
      // Somebody else's page must not report in the name of those who look at it.
      if (request.headers['sec-fetch-site'] === 'cross-site')
        return { status: 403, json: { says: 'Report from here.' } }
      if (ask.limited()) return ask.taker.tooMany(request)
      const body = await readBody(request, formBytes)
      return ask.taker.take(request, body, addressOf(request, options.trustProxy))
    }
    case 'POST /api/v1/write':
      return withToken(request, ask, async () => work.remoteWrite(await readBody(request, writeBytes)))
    case 'POST /complaints.csv':
      return withToken(request, ask, async () => work.complaintFile(await readBody(request, fileBytes)))
    default:
      return { status: 404, json: { says: 'There is /report, /healthz, /metrics, /api/v1/write and /complaints.csv.' } }
  }
}

async function withToken(
  request: IncomingMessage,
  { options, limited }: Ask,
  work: () => Promise<{ status: number; says: string }>,
): Promise<Answer> {
  if (!options.token) return { status: 403, json: { says: 'No token is set at this sensor (http.tokenFile).' } }
  if (!isSame(request.headers.authorization ?? '', `Bearer ${options.token}`)) {
    // Guessing is slowed; a writer that knows the token is not.
    if (limited()) return { status: 429, json: { says: 'Too many tries. Wait a minute.' } }
    return { status: 401, json: { says: 'The token is missing or wrong.' }, headers: { 'www-authenticate': 'Bearer' } }
  }
  const { status, says } = await work()
  return status === 204 ? { status, text: '' } : { status, json: { says } }
}

/** Takes as long for a wrong token as for a right one of the same length. */
function isSame(given: string, wanted: string): boolean {
  let different = given.length ^ wanted.length
  for (let at = 0; at < wanted.length; at++) different |= (given.charCodeAt(at) || 0) ^ wanted.charCodeAt(at)
  return different === 0
}

function fail(response: ServerResponse, error: unknown, work: SensorHttpWork): void {
  if (error instanceof TooLarge) {
    work.lost('http-too-large')
    answer(response, { status: 413, json: { says: `Larger than ${error.mostBytes} bytes.` }, close: true })
    return
  }
  work.lost('http-broken')
  answer(response, { status: 400, json: { says: 'The request broke off.' }, close: true })
}
