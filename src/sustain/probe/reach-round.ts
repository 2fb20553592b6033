// One probe of one endpoint, from the name to the last byte; and a round of them, with the controls at the same moment.
import { createHash } from 'node:crypto'
import type { ReachOutcome, ReachSample } from '../model/reach.ts'
import { type Endpoint, portOf, type WatchedService } from '../model/services.ts'
import { limitsOf, type Noted, nothingNoted, Stopped } from './reach-answer.ts'
import { checkCertificate, openTcp, openTls } from './reach-connect.ts'
import { type Finder, findHost } from './reach-name.ts'
import { type Page, takePage } from './reach-page.ts'

export interface Probed {
  sample: Omit<ReachSample, 'at' | 'role' | 'endpoint'>
  /** Seconds for which the service asks to be left alone. */
  retryAfter: number | null
  /** SHA-256 of the page, to compare places with. */
  bodySha256: string | null
}

const mostRedirects = 3

/** Never throws, and ends within the limits of its kind. */
export async function probe(endpoint: Endpoint, finder: Finder): Promise<Probed> {
  const noted = nothingNoted()
  const began = performance.now()
  const limit = limitsOf(endpoint).timeoutMilliseconds
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Stopped('timeout', `It took longer than ${limit} ms.`)), limit)
  })
  const result = (outcome: ReachOutcome, why: string | null, page: Page | null): Probed => ({
    sample: {
      ...noted,
      kind: endpoint.kind,
      outcome,
      milliseconds: performance.now() - began,
      why: why?.slice(0, 300) ?? null,
    },
    retryAfter: page?.retryAfter ?? null,
    bodySha256: page && page.body.length > 0 ? createHash('sha256').update(page.body).digest('hex') : null,
  })
  try {
    const page = await Promise.race([walk(endpoint, finder, noted, began), late])
    if (page && (page.status === 429 || (page.status === 503 && page.retryAfter !== null)))
      return result('limited', `The service asks to be asked less often (${page.status}).`, page)
    if (page) judge(endpoint, page, finder)
    return result('ok', null, page)
  } catch (error) {
    if (error instanceof Stopped) return result(error.outcome, error.message, null)
    return result('unreachable', error instanceof Error ? error.message : String(error), null)
  } finally {
    clearTimeout(timer)
  }
}

async function walk(first: Endpoint, finder: Finder, noted: Noted, began: number): Promise<Page | null> {
  let endpoint = first
  for (let hop = 0; ; hop++) {
    const page = await one(endpoint, finder, noted, began)
    const next = page && nextOf(endpoint, page)
    if (!next || first.expectStatus === page.status) return page
    if (hop >= mostRedirects) throw new Stopped('unexpected-status', `More than ${mostRedirects} redirects.`)
    endpoint = next
  }
}

async function one(endpoint: Endpoint, finder: Finder, noted: Noted, began: number): Promise<Page | null> {
  const limits = limitsOf(endpoint)
  const left = () => Math.max(1, limits.timeoutMilliseconds - (performance.now() - began))
  const port = portOf(endpoint)
  const addresses = await findHost(finder, endpoint.host, port, noted)
  if (endpoint.kind === 'dns') return null
  const socket = await openTcp(addresses, port, limits, noted)
  try {
    if (endpoint.kind === 'tcp') return null
    if (endpoint.plain === true && endpoint.kind !== 'tls') return await takePage(socket, endpoint, left(), noted)
    const secure = await openTls(socket, endpoint.host, left(), noted)
    checkCertificate(secure, endpoint.expectCertificate, noted)
    return endpoint.kind === 'tls' ? null : await takePage(secure, endpoint, left(), noted)
  } finally {
    socket.destroy()
  }
}

function nextOf(endpoint: Endpoint, { status, location }: Page): Endpoint | null {
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return null
  const base = `${endpoint.plain ? 'http' : 'https'}://${endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host}:${portOf(endpoint)}${endpoint.path ?? '/'}`
  if (!URL.canParse(location, base)) return null
  const to = new URL(location, base)
  if (to.protocol !== 'http:' && to.protocol !== 'https:') return null
  // What is expected of a certificate is expected of this host.
  const { plain: _plain, port: _port, expectCertificate: _certificate, ...rest } = endpoint
  return {
    ...rest,
    host: to.hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(to.port === '' ? {} : { port: Number(to.port) }),
    path: `${to.pathname}${to.search}`.slice(0, 500),
    ...(to.protocol === 'http:' ? { plain: true } : {}),
  }
}

/** Throws what the page is, where it is not what was expected. */
function judge(endpoint: Endpoint, { status, body }: Page, finder: Finder): void {
  const text = body.toString('utf8')
  const page = finder.blockPages.find((known) => known.text !== undefined && text.includes(known.text))
  if (page) throw new Stopped('block-page', `${page.what}.`)
  if (status === 451)
    throw new Stopped('block-page', 'The server says that the page is withheld for legal reasons (451).')
  if (endpoint.expectStatus !== undefined ? status === endpoint.expectStatus : status < 400) {
    if (endpoint.expectText === undefined || endpoint.kind === 'throughput' || text.includes(endpoint.expectText))
      return
    throw new Stopped('unexpected-content', 'The expected text is not in the page.')
  }
  throw new Stopped(status >= 500 ? 'server-error' : 'unexpected-status', `The status is ${status}.`)
}

export interface Round {
  samples: ReachSample[]
  retryAfter: number | null
}

/** Endpoints one after another, each transfer beside that of the controls: what slows both is not the service. */
export async function probeRound(
  { endpoints, controls }: Pick<WatchedService, 'endpoints' | 'controls'>,
  finder: Finder,
  now: () => Date,
): Promise<Round> {
  const samples: ReachSample[] = []
  let retryAfter: number | null = null
  const take = async (role: ReachSample['role'], endpoint: Endpoint, at: number) => {
    const when = now().toISOString()
    const probed = await probe(endpoint, finder)
    if (role === 'service' && probed.sample.outcome === 'limited')
      retryAfter = Math.max(retryAfter ?? 0, probed.retryAfter ?? 600)
    samples.push({ ...probed.sample, at: when, role, endpoint: at })
  }
  // Beside the transfer, if there is one.
  const moment = Math.max(
    0,
    endpoints.findIndex(({ kind }) => kind === 'throughput'),
  )
  for (const [at, endpoint] of endpoints.entries()) {
    const beside = at === moment ? controls.map((control, place) => take('control', control, place)) : []
    await Promise.all([take('service', endpoint, at), ...beside])
  }
  return { samples, retryAfter }
}
