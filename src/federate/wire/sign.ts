// Hybrid signatures: Ed25519 (RFC 8032) and ML-DSA-65 (FIPS 204) over the canonical JSON of a value. Both must verify, so whoever
// breaks one algorithm forges nothing. Keys and chance come as arguments.
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { ml_dsa65 } from '@noble/post-quantum/ml-dsa.js'
import { canonicalBytes } from '#platform/journal/proof/index.ts'
import type { HybridSignature, SignatureKeys } from '../model/wire.ts'
import { base64url, fromBase64url } from './bytes.ts'

export const seedBytes = 32
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex') // RFC 8410
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const lengths = { ed25519: 32, mlDsa65: 1952, ed25519Signature: 64, mlDsa65Signature: 3309 } as const

/** What signs; made from two seeds, which is all that is kept on disk. */
export interface SigningSecrets {
  signs: SignatureKeys
  ed25519: KeyObject
  mlDsa65: Uint8Array
}

/** Throws RangeError on seeds of another length. */
export function signingSecrets(seeds: { ed25519: Uint8Array; mlDsa65: Uint8Array }): SigningSecrets {
  if (seeds.ed25519.length !== seedBytes || seeds.mlDsa65.length !== seedBytes)
    throw new RangeError('a seed has 32 bytes')
  const ed25519 = createPrivateKey({
    key: Buffer.concat([privatePrefix, seeds.ed25519]),
    format: 'der',
    type: 'pkcs8',
  })
  const der = createPublicKey(ed25519).export({ format: 'der', type: 'spki' })
  const pair = ml_dsa65.keygen(seeds.mlDsa65)
  return {
    signs: { ed25519: base64url(der.subarray(publicPrefix.length)), mlDsa65: base64url(pair.publicKey) },
    ed25519,
    mlDsa65: pair.secretKey,
  }
}

/**
 * `context` says what is signed ('tocsin/letter/1'), so that a signature counts for nothing else. `chance`: 32 bytes that hedge
 * ML-DSA against faults. Throws TypeError on what has no canonical JSON.
 */
export function signValue(
  context: string,
  value: unknown,
  secrets: SigningSecrets,
  chance: Uint8Array,
): HybridSignature {
  const bytes = canonicalBytes(value)
  const publicKey = Buffer.from(secrets.signs.mlDsa65, 'base64url')
  const mu = messageDigest(context, bytes, publicKey)
  return {
    ed25519: base64url(sign(null, withContext(context, bytes), secrets.ed25519)),
    mlDsa65: base64url(
      ml_dsa65.internal.sign(mu, secrets.mlDsa65, { externalMu: true, extraEntropy: new Uint8Array(chance) }),
    ),
  }
}

/** Never throws: whatever is not a signature by both keys is false. */
export function verifyValue(
  context: string,
  value: unknown,
  signature: HybridSignature,
  signs: SignatureKeys,
): boolean {
  const classical = fromBase64url(signature.ed25519, lengths.ed25519Signature)
  const postQuantum = fromBase64url(signature.mlDsa65, lengths.mlDsa65Signature)
  const keys = parsedKeys(signs)
  if (!classical || !postQuantum || !keys) return false
  try {
    const bytes = canonicalBytes(value)
    if (!verify(null, withContext(context, bytes), keys.ed25519, classical)) return false
    const mu = messageDigest(context, bytes, keys.mlDsa65)
    return ml_dsa65.internal.verify(postQuantum, mu, keys.mlDsa65, { externalMu: true })
  } catch {
    return false
  }
}

export function sameKeys(a: SignatureKeys, b: SignatureKeys): boolean {
  return a.ed25519 === b.ed25519 && a.mlDsa65 === b.mlDsa65
}

/** Whether these can be keys at all: of the right length, in their one spelling. */
export function areKeys(signs: SignatureKeys): boolean {
  return parsedKeys(signs) !== undefined
}

interface Parsed {
  ed25519: KeyObject
  mlDsa65: Uint8Array
}

// Letters of one peer come by the hundred; parsing its keys anew for each would be work for nothing.
const parsed = new Map<string, Parsed | undefined>()
const mostParsed = 500

function parsedKeys(signs: SignatureKeys): Parsed | undefined {
  const name = `${signs.ed25519}.${signs.mlDsa65}`
  if (parsed.has(name)) return parsed.get(name)
  if (parsed.size >= mostParsed) parsed.clear()
  const found = parse(signs)
  parsed.set(name, found)
  return found
}

function parse(signs: SignatureKeys): Parsed | undefined {
  const classical = fromBase64url(signs.ed25519, lengths.ed25519)
  const mlDsa65 = fromBase64url(signs.mlDsa65, lengths.mlDsa65)
  if (!classical || !mlDsa65) return undefined
  try {
    const key = Buffer.concat([publicPrefix, classical])
    return { ed25519: createPublicKey({ key, format: 'der', type: 'spki' }), mlDsa65 }
  } catch {
    return undefined
  }
}

/** Ed25519 has no context of its own here: it is put before the bytes, and a zero byte between. */
function withContext(context: string, bytes: Uint8Array): Buffer {
  return Buffer.concat([contextBytes(context), Buffer.of(0), bytes])
}

/** The message representative of FIPS 204, section 6.2, with the context of section 5.2; hashed by OpenSSL, for a letter is large. */
function messageDigest(context: string, bytes: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const named = contextBytes(context)
  const owner = createHash('shake256', { outputLength: 64 }).update(publicKey).digest()
  return createHash('shake256', { outputLength: 64 })
    .update(owner)
    .update(Buffer.of(0, named.length))
    .update(named)
    .update(bytes)
    .digest()
}

function contextBytes(context: string): Buffer {
  if (!/^tocsin\/[a-z-]{1,40}\/[0-9]{1,3}$/.test(context))
    throw new TypeError(`${context} is no context of a signature`)
  return Buffer.from(context, 'ascii')
}
