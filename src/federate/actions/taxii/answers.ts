// Answers of TAXII 2.1: resources as JSON, and errors in the form of the standard.
import type { RawAnswer } from '#platform/http/types.ts'
import { taxiiType } from '../../rules/taxii/media-types.ts'
import { momentText } from '../../rules/taxii/moments.ts'

export type Answer = Exclude<RawAnswer, { redirect: string }>

/** Bytes of a request that are read, as API roots tell. */
export const maxContentLength = 16 * 1024 * 1024

export function resource(value: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status: 200,
    type: taxiiType,
    body: bytes(typeof value === 'string' ? value : JSON.stringify(value)),
    headers,
  }
}

/** As bytes, so that the media type goes out as it stands: a text would get a charset, which the standard does not know. */
function bytes(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not understood',
  401: 'Nobody is signed in',
  403: 'You may not do this here',
  404: 'There is nothing here that you may read',
  405: 'This address does not know that method',
  406: 'Only TAXII 2.1 is answered here',
  413: 'The request is too large',
  415: 'Only TAXII 2.1 is taken here',
  422: 'The content cannot be used',
}

export function error(status: number, description: string, headers: Record<string, string> = {}): Answer {
  const body = { title: titles[status] ?? 'It did not work', description, http_status: String(status) }
  return { status, type: taxiiType, body: bytes(JSON.stringify(body)), headers }
}

export const nothingHere = error(404, 'Check the address; what you may not read looks as if it were not there.')

export const whoAreYou = error(401, 'Send an API token as the password of HTTP Basic, or as a bearer token.', {
  'www-authenticate': 'Basic realm="Tocsin TAXII", charset="UTF-8", Bearer realm="Tocsin TAXII"',
})

export const tooLarge = error(413, `At most ${maxContentLength} bytes are read; send fewer objects at a time.`)
export const otherType = error(
  415,
  'Send content of the type application/taxii+json;version=2.1, plain or packed by gzip.',
)

/**
 * When the first and the last of what is answered were added. Every list says it (section 3.2); an empty one says the moment behind which
 * it was read, so that whoever goes on from there misses nothing.
 */
export function addedHeaders(listed: readonly { added: number }[], behind = 0): Record<string, string> {
  const [first = behind, last = behind] = [listed[0]?.added, listed.at(-1)?.added]
  return { 'x-taxii-date-added-first': momentText(first), 'x-taxii-date-added-last': momentText(last) }
}
