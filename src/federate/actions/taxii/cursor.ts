// Cursors of TAXII: opaque to clients, bound to one address and its filters, and telling of nothing but a moment.
import { createHash } from 'node:crypto'

/** Longer filters are not carried; the client repeats them, and the cursor only knows whether they are the same. */
const mostCarried = 1_500

/** What was asked for, beside the place in the list. */
export interface Listing {
  /** Which address: the collection, and what is listed of it. */
  scope: string
  /** The match fields in one spelling; empty where there are none. */
  matches: string
}

/** Goes on behind the object that was added at that moment. */
export function cursorBehind({ scope, matches }: Listing, added: number): string {
  const carried = matches.length <= mostCarried ? matches : null
  const body = Buffer.from(JSON.stringify([added, carried])).toString('base64url')
  return `${body}.${digest(scope, matches, body)}`
}

/**
 * The moment behind which to go on, and the match fields to go on with: a request that repeats none takes those of the cursor.
 * Undefined: it is none of ours, is for another address, or the request has other match fields.
 */
export function resumed({ scope, matches }: Listing, cursor: string): { after: number; matches: string } | undefined {
  if (cursor.length > 4_000) return undefined
  const [body = '', mark = '', more] = cursor.split('.')
  const read = more === undefined ? parsed(body) : undefined
  if (!read) return undefined
  const all = matches === '' && read.carried !== null ? read.carried : matches
  return digest(scope, all, body) === mark ? { after: read.added, matches: all } : undefined
}

function digest(scope: string, matches: string, body: string): string {
  const text = JSON.stringify(['tocsin taxii cursor', scope, matches, body])
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

/** Anybody can compute the digest, so what comes back is read like any other input. */
function parsed(body: string): { added: number; carried: string | null } | undefined {
  try {
    const [added, carried]: unknown[] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
    if (typeof added !== 'number' || !Number.isSafeInteger(added) || added < 0) return undefined
    return carried === null || typeof carried === 'string' ? { added, carried } : undefined
  } catch {
    return undefined
  }
}
