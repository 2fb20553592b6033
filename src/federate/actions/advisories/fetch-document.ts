// One document of a followed provider: fetched, proven by hash and signature, read, and taken in.
import { createHash } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import type { Reader } from '#kernel/reader.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import type { Integrity, ProviderFacts } from '../../model/advisories/advisory.ts'
import type { ListedDocument } from '../../rules/advisories/document-lists.ts'
import { fitsName } from '../../rules/advisories/file-name.ts'
import { tlpOfContent } from '../../rules/advisories/marking.ts'
import type { BelievedKeys } from './believed-keys.ts'
import { fetchFrom, fetchText } from './fetching.ts'
import { signedBy } from './openpgp.ts'
import { documentMaxBytes, type ReadDocument } from './read-document.ts'
import type { AdvisoryRoom } from './room.ts'
import { providerFault, type Taken, takeDocument } from './take-document.ts'

export interface Asked {
  listed: ListedDocument
  provider: Id
  facts: ProviderFacts
  keys: BelievedKeys
  reader: Reader
}

export interface FetchedDocument extends Taken {
  bytes: Uint8Array
  read: ReadDocument
}

/**
 * Refusals beside those of fetching, reading and taking in: no-hash, hash-differs, not-signed, bad-signature, no-key,
 * publisher-differs, name-differs, names-its-readers.
 */
export async function fetchDocument(room: AdvisoryRoom, asked: Asked): Promise<Reply<FetchedDocument>> {
  const { listed, facts, reader, provider } = asked
  const got = await fetchFrom(room, listed.url, { accept: 'application/json', maxBytes: documentMaxBytes })
  if (!got.ok) return got
  const { bytes } = got.value
  const integrity = await proven(room, asked, bytes)
  if (!integrity.ok) return integrity
  const read = await room.reader.read(bytes, 'all')
  if (!read.ok) return read
  const { content } = read.value
  const fits = fitsName(listed.url, content.trackingId)
  const fault = providerFault(content, facts.publisher.namespace, listed.url, fits)
  if (fault) return fault
  const tlp = tlpOfContent(content)
  if (tlp === 'RED') return refuse('names-its-readers', 'TLP:RED is for named persons; one of them imports it by hand.')
  const taken = await takeDocument(room, {
    ...{ bytes, read: read.value, integrity: integrity.value, marking: { tlp } },
    source: { kind: 'provider', provider, name: listed.url.slice(0, 1000) },
    writer: { view: { reader, realm: 'live' }, verb: 'federate.readProvider' },
  })
  return taken.ok ? done({ ...taken.value, bytes, read: read.value }) : taken
}

/** A trusted provider has to prove each document; of the others what is there has to be right. */
async function proven(
  room: AdvisoryRoom,
  { listed, facts, keys }: Asked,
  bytes: Uint8Array,
): Promise<Reply<Integrity>> {
  const trusted = facts.role === 'csaf_trusted_provider'
  const hash = await hashProof(room, listed, bytes)
  if (typeof hash !== 'string') return hash
  if (hash === 'none' && trusted) return refuse('no-hash', 'A trusted provider has to offer a SHA-512 or SHA-256 file.')
  const signature = await besideOrListed(room, listed, listed.signature, '.asc')
  if (!signature.ok) {
    if (signature.refusal !== 'not-there') return signature
    if (trusted) return refuse('not-signed', 'A trusted provider has to sign each document.')
    return done({ hash, signedBy: null })
  }
  // Somebody who is not held to sign may sign with a key that nobody told of: then it proves nothing.
  if (!trusted && facts.keys.length === 0) return done({ hash, signedBy: null })
  const believed = await keys()
  if (!believed.ok) return believed
  const by = await signedBy(bytes, signature.value, believed.value, room.clock.now())
  return by.ok ? done({ hash, signedBy: by.value }) : by
}

async function hashProof(
  room: AdvisoryRoom,
  listed: ListedDocument,
  bytes: Uint8Array,
): Promise<Integrity['hash'] | Refused> {
  for (const algorithm of ['sha512', 'sha256'] as const) {
    const file = await besideOrListed(room, listed, listed[algorithm], `.${algorithm}`)
    if (!file.ok && file.refusal !== 'not-there') return file
    if (!file.ok) continue
    const said = file.value.trim().split(/\s/, 1)[0]?.toLowerCase()
    if (said === createHash(algorithm).update(bytes).digest('hex')) return algorithm
    return refuse('hash-differs', `The ${algorithm.toUpperCase()} of the document is not the one that is published.`)
  }
  return 'none'
}

/** On the host of the document, whatever the feed says. */
async function besideOrListed(
  room: AdvisoryRoom,
  { url }: ListedDocument,
  listed: string | null,
  ending: string,
): Promise<Reply<string>> {
  const address = listed ?? `${url}${ending}`
  if (!URL.canParse(address) || new URL(address).host !== new URL(url).host)
    return refuse('other-host', `${address.slice(0, 300)} is not on the host of the document.`)
  return fetchText(room, address, 100_000)
}
