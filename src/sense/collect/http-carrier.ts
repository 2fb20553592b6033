// Frames to a hub over HTTP: the operation sense.sendFrame, with an API token. The frame bears its own name, by which the
// hub counts it once; no key is sent beside it.
import { Agent, request } from 'undici'
import { type FrameCarrier, FrameRefused, TryLater } from './frame-carrier.ts'

export interface HttpCarrierOptions {
  /** Address of the node, such as https://tocsin.example.org. */
  url: string
  /** An API token with the scope sense.sendFrame. */
  token: string
  realm: string
  /** For the connection, the headers and the body, each. */
  patienceMs?: number
}

/** A status that says: the frame itself is wrong. 401 and 403 are about the token, which somebody will set right. */
const refusing = new Set([400, 409, 413, 415, 422])
const mostAnswerBytes = 64 * 1024
const mostDetailCharacters = 300
const longestWaitMs = 600_000

export function createHttpCarrier({ url, token, realm, patienceMs = 30_000 }: HttpCarrierOptions): FrameCarrier {
  const agent = new Agent({
    connections: 1,
    connect: { timeout: patienceMs },
    headersTimeout: patienceMs,
    bodyTimeout: patienceMs,
    maxResponseSize: mostAnswerBytes,
  })
  const address = new URL('/api/sense/sendFrame', url)
  address.searchParams.set('realm', realm)
  return {
    async send(bytes) {
      const answer = await request(address, {
        method: 'POST',
        dispatcher: agent,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
        body: bytes,
      })
      const text = await answer.body.text()
      if (answer.statusCode === 200) return
      const said = `The hub answered ${answer.statusCode}${detailOf(text)}`
      if (refusing.has(answer.statusCode)) throw new FrameRefused(said)
      const wait = waitOf(answer.headers['retry-after'])
      throw wait === null ? new Error(said) : new TryLater(said, wait)
    },
    close: () => agent.destroy(),
  }
}

/** What a problem of the hub says (RFC 9457), short; anything else that answers is not repeated. */
function detailOf(text: string): string {
  try {
    const problem: unknown = JSON.parse(text)
    if (typeof problem !== 'object' || problem === null) return ''
    const said = 'detail' in problem ? problem.detail : 'title' in problem ? problem.title : undefined
    return typeof said === 'string' ? `: ${said.slice(0, mostDetailCharacters)}` : ''
  } catch {
    return ''
  }
}

/** Retry-After in seconds (RFC 9110, 10.2.3), bounded; a date is taken as no word. */
function waitOf(header: string | string[] | undefined): number | null {
  const seconds = typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : null
  return seconds === null ? null : Math.min(seconds * 1000, longestWaitMs)
}
