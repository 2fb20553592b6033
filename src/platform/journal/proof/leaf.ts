// What is hashed for an entry: the header in clear, the body behind a salted hash, so that a body can be erased by law.
import type { EntryHeader } from '#kernel/entry.ts'
import { canonicalBytes } from './canonical-json.ts'
import { leafHash, sha256 } from './merkle.ts'

/** The form of leaf written today; it is part of the leaf, so that another form can follow without a doubt which is which. */
export const leafVersion = 1

/**
 * 128 random bits per entry. Without the salt, an erased body that could be guessed ("yes", a name, a phone number)
 * could be found again from its hash. One length only: otherwise bytes could move between salt and body unseen.
 */
export const saltBytes = 16

const bodyDomain = Buffer.from('tocsin-body-v1\0', 'utf8')

/** SHA-256("tocsin-body-v1" 0x00 || salt || JCS(body)). Throws RangeError on a salt of another length than `saltBytes`. */
export function bodyHash(salt: Uint8Array, body: unknown): Uint8Array {
  if (salt.length !== saltBytes) throw new RangeError(`a salt has ${saltBytes} bytes`)
  return sha256(Buffer.concat([bodyDomain, salt, canonicalBytes(body)]))
}

/**
 * The leaf's data: JCS of the header and the body's hash. Fields are named one by one, so that a body or a column
 * that travels along in the object never gets into the leaf.
 */
export function entryLeaf(header: EntryHeader, hash: Uint8Array): Uint8Array {
  return canonicalBytes({
    v: leafVersion,
    id: header.id,
    realm: header.realm,
    record: header.record,
    subject: header.subject,
    version: header.version,
    kind: header.kind,
    verb: header.verb,
    marking: header.marking,
    actor: header.actor,
    cause: header.cause,
    observedAt: header.observedAt,
    recordedAt: header.recordedAt,
    bodyHash: Buffer.from(hash).toString('hex'),
  })
}

/** The entry's place in the tree: the RFC 9162 leaf hash of `entryLeaf`. */
export function entryLeafHash(header: EntryHeader, hash: Uint8Array): Uint8Array {
  return leafHash(entryLeaf(header, hash))
}
