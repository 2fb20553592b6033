// The one way out: HTTP requests to addresses that somebody else chose (feeds, webhooks, peers). Guarded at every
// connection, bounded in size, time, headers and redirects; sends no cookies, no credentials, no referrer.
import { isIP } from 'node:net'
import { Agent, errors, request } from 'undici'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import { closedAddress, plainHost, readAllowed } from './address.ts'
import { discard, readBody } from './body.ts'
import { ClosedAddress, type Guard, guardedConnector, type Resolve, systemResolve } from './connect.ts'

export interface FetcherOptions {
  /** Private host names, addresses or CIDR ranges that may be reached nevertheless. */
  allow: readonly string[]
  /** The port on which this node listens, so that it never fetches from itself. */
  ownPort?: () => number | null
  /** For tests: who turns names into addresses. */
  resolve?: Resolve
  userAgent?: string
}

export interface GetOptions {
  etag?: string | null
  lastModified?: string | null
  accept: string
  /** For the first address only, an `authorization` say: where a redirect leads, none of them go. */
  headers?: Readonly<Record<string, string>>
  /** Most bytes of the body, counted after decompression. */
  maxBytes: number
  /** For everything together: resolving, connecting, redirects and the last byte. */
  timeoutMs: number
  /** Given up at once when this is aborted: nobody waits for an answer while the node is stopped. */
  stop?: AbortSignal
}

export interface Got {
  status: number
  headers: Readonly<Record<string, string>>
  /** Empty unless the status is 2xx. */
  bytes: Uint8Array
  finalUrl: string
  notModified: boolean
}

export interface PostOptions {
  body: string
  contentType: string
  headers?: Readonly<Record<string, string>>
  maxBytes: number
  timeoutMs: number
  stop?: AbortSignal
}

/**
 * Refusals: bad-address, address-not-allowed, too-many-redirects, too-large, timed-out, unreachable, bad-answer.
 * An answer with an error status is an answer: its status and headers come back.
 */
export interface Fetcher {
  get(url: string, options: GetOptions): Promise<Reply<Got>>
  /** Follows no redirect: what is sent goes where it was addressed, or nowhere. The body of an error comes back too. */
  post(url: string, options: PostOptions): Promise<Reply<Got>>
  /** What can be said about an address without asking the network: its form, and addresses written as numbers. */
  check(url: string): Reply<URL>
}

const mostRedirects = 5
const maxHeaderBytes = 32 * 1024
const redirects = new Set([301, 302, 303, 307, 308])

export function createFetcher(options: FetcherOptions): Fetcher {
  const guard: Guard = {
    allowed: readAllowed(options.allow),
    resolve: options.resolve ?? systemResolve,
    ownPort: options.ownPort ?? (() => null),
  }
  const userAgent = options.userAgent ?? 'Tocsin (feed reader)'

  function check(url: string): Reply<URL> {
    return checkAddress(url, guard)
  }

  function get(url: string, asked: GetOptions): Promise<Reply<Got>> {
    return bounded(asked, (agent, signal) => follow(url, asked, agent, signal))
  }

  function post(url: string, asked: PostOptions): Promise<Reply<Got>> {
    return bounded(asked, (agent, signal) => sendTo(url, asked, agent, signal))
  }

  async function bounded(
    asked: { timeoutMs: number; stop?: AbortSignal },
    work: (agent: Agent, signal: AbortSignal) => Promise<Reply<Got>>,
  ): Promise<Reply<Got>> {
    const abort = new AbortController()
    const giveUp = () => abort.abort()
    const timer = setTimeout(giveUp, asked.timeoutMs)
    asked.stop?.addEventListener('abort', giveUp, { once: true })
    const agent = new Agent({
      connect: guardedConnector(guard, asked.timeoutMs),
      connections: 1,
      pipelining: 1,
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: asked.timeoutMs,
      bodyTimeout: asked.timeoutMs,
    })
    const late = new Promise<Refused>((resolve) => {
      abort.signal.addEventListener(
        'abort',
        () => resolve(refuse('timed-out', `No whole answer within ${asked.timeoutMs} ms.`)),
        { once: true },
      )
    })
    if (asked.stop?.aborted) giveUp()
    try {
      // The race ends the wait even where a name server or a socket does not hear the signal.
      return await Promise.race([
        work(agent, abort.signal).catch((error: unknown) => explain(error, abort.signal, asked)),
        late,
      ])
    } finally {
      clearTimeout(timer)
      asked.stop?.removeEventListener('abort', giveUp)
      void agent.destroy().catch(() => undefined)
    }
  }

  async function follow(url: string, asked: GetOptions, agent: Agent, signal: AbortSignal): Promise<Reply<Got>> {
    let next = url
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const address = check(next)
      if (!address.ok) return address
      const response = await request(address.value, {
        dispatcher: agent,
        method: 'GET',
        headers: { ...(hop === 0 ? asked.headers : {}), ...headersFor(asked, userAgent) },
        signal,
        reset: true,
      })
      const headers = flat(response.headers)
      if (redirects.has(response.statusCode)) {
        discard(response.body)
        const to = headers.location
        if (!to || !URL.canParse(to, address.value.href))
          return refuse('bad-answer', `Status ${response.statusCode} without a usable address to go to.`)
        next = new URL(to, address.value).href
        continue
      }
      const got = {
        status: response.statusCode,
        headers,
        finalUrl: address.value.href,
        notModified: response.statusCode === 304,
      }
      if (response.statusCode < 200 || response.statusCode > 299) {
        discard(response.body)
        return done({ ...got, bytes: new Uint8Array() })
      }
      if (!headers['content-encoding'] && Number(headers['content-length']) > asked.maxBytes) {
        discard(response.body)
        return refuse(
          'too-large',
          `The answer is ${headers['content-length']} bytes; at most ${asked.maxBytes} are read.`,
        )
      }
      const body = await readBody(response.body, headers['content-encoding'] ?? '', asked.maxBytes)
      return body.ok ? done({ ...got, bytes: body.value }) : body
    }
    return refuse('too-many-redirects', `More than ${mostRedirects} redirects.`)
  }

  async function sendTo(url: string, asked: PostOptions, agent: Agent, signal: AbortSignal): Promise<Reply<Got>> {
    const address = check(url)
    if (!address.ok) return address
    const response = await request(address.value, {
      dispatcher: agent,
      method: 'POST',
      headers: { accept: '*/*', ...asked.headers, 'user-agent': userAgent, 'content-type': asked.contentType },
      body: asked.body,
      signal,
      reset: true,
    })
    const headers = flat(response.headers)
    const body = await readBody(response.body, headers['content-encoding'] ?? '', asked.maxBytes)
    if (!body.ok) return body
    const { statusCode: status } = response
    return done({ status, headers, bytes: body.value, finalUrl: address.value.href, notModified: false })
  }

  return { get, post, check }
}

function headersFor(asked: GetOptions, userAgent: string): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept: asked.accept,
    'accept-encoding': 'gzip, br',
    ...(asked.etag ? { 'if-none-match': asked.etag } : {}),
    ...(asked.lastModified ? { 'if-modified-since': asked.lastModified } : {}),
  }
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const out: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && name !== '__proto__')
      out[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  }
  return out
}

function checkAddress(text: string, guard: Guard): Reply<URL> {
  if (text.length > 2000 || !URL.canParse(text))
    return refuse('bad-address', 'That is not an address such as https://example.org/feed.xml.')
  const url = new URL(text)
  url.hash = ''
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return refuse('bad-address', 'Only http:// and https:// addresses are fetched.')
  if (url.username || url.password) return refuse('bad-address', 'An address may not hold a user name or a password.')
  if (url.port === '0') return refuse('bad-address', 'There is no port 0.')
  const host = plainHost(url.hostname)
  if (host === '') return refuse('bad-address', 'The address names no host.')
  const closed = isIP(host) ? closedAddress(host, host, guard.allowed) : undefined
  if (closed !== undefined) return refuse('address-not-allowed', `${host} is a ${closed} address.`)
  return done(url)
}

function explain(error: unknown, signal: AbortSignal, asked: { timeoutMs: number }): Refused {
  if (error instanceof ClosedAddress) return refuse('address-not-allowed', `${error.message}.`)
  if (signal.aborted || error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    return refuse('timed-out', `No whole answer within ${asked.timeoutMs} ms.`)
  }
  if (error instanceof errors.HeadersOverflowError)
    return refuse('too-large', `The headers of the answer are larger than ${maxHeaderBytes} bytes.`)
  if (error instanceof errors.ConnectTimeoutError)
    return refuse('timed-out', 'The host did not take the connection in time.')
  if (error instanceof errors.HTTPParserError || error instanceof errors.ResponseContentLengthMismatchError) {
    return refuse('bad-answer', 'What came back is not HTTP.')
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return refuse(
    'unreachable',
    inWords[code] ??
      (/CERT|SIGNATURE|ALTNAME|SELF_SIGNED/.test(code)
        ? `The certificate of the host is not valid (${code}).`
        : `The host could not be reached${code ? ` (${code})` : ''}.`),
  )
}

const inWords: Readonly<Record<string, string>> = {
  ENOTFOUND: 'There is no host of that name.',
  EAI_AGAIN: 'The name server did not answer.',
  ECONNREFUSED: 'The host refused the connection.',
  ECONNRESET: 'The host broke off the connection.',
  UND_ERR_SOCKET: 'The host broke off the connection.',
  EHOSTUNREACH: 'There is no way to the host.',
  ENETUNREACH: 'There is no way to the network of the host.',
}
