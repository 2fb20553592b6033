// Hybrid sealing: X-Wing (draft-connolly-cfrg-xwing-kem: X25519 with ML-KEM-768), HKDF-SHA-256, AES-256-GCM. Whoever breaks one of the
// two key agreements opens nothing. Keys and chance come as arguments.
import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { ml_kem768_x25519 } from '@noble/post-quantum/hybrid.js'
import { canonicalBytes } from '#platform/journal/proof/index.ts'
import type { EnvelopeHead } from '../model/wire.ts'
import { base64url, fromBase64url } from './bytes.ts'

export const sealBytes = { seed: 32, publicKey: 1216, chance: 64, encapsulation: 1120, tag: 16 } as const
const info = Buffer.from('tocsin/seal/1', 'ascii')

/** What opens: 32 bytes, and the public half that stands on the card. */
export interface SealingSecret {
  id: string
  seed: Uint8Array
  xWing: string
}

/** The id of a sealing key: the first 8 bytes of SHA-256 over its public half. */
export function sealingKeyId(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16)
}

export function sealingSecret(seed: Uint8Array): SealingSecret {
  if (seed.length !== sealBytes.seed) throw new RangeError('a seed has 32 bytes')
  const { publicKey } = ml_kem768_x25519.keygen(seed)
  return { id: sealingKeyId(publicKey), seed, xWing: base64url(publicKey) }
}

/** `chance`: 64 bytes, never used twice. Undefined when that is no key. */
export function sealBytesTo(
  xWing: string,
  head: EnvelopeHead,
  plain: Uint8Array,
  chance: Uint8Array,
): { enc: string; sealed: string } | undefined {
  const publicKey = fromBase64url(xWing, sealBytes.publicKey)
  const shared = publicKey && encapsulated(publicKey, chance)
  if (!shared) return undefined
  const { key, nonce } = keyFrom(shared.sharedSecret)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(canonicalBytes(head))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return { enc: base64url(shared.cipherText), sealed: base64url(sealed) }
}

/** Undefined when anything at all was changed: the head, the encapsulation, the text. */
export function openSealedBytes(
  secret: Pick<SealingSecret, 'seed'>,
  head: EnvelopeHead,
  enc: string,
  sealed: string,
): Buffer | undefined {
  const encapsulation = fromBase64url(enc, sealBytes.encapsulation)
  const bytes = fromBase64url(sealed)
  if (!encapsulation || !bytes || bytes.length < sealBytes.tag) return undefined
  try {
    const { key, nonce } = keyFrom(ml_kem768_x25519.decapsulate(encapsulation, secret.seed))
    const decipher = createDecipheriv('aes-256-gcm', key, nonce)
    decipher.setAAD(canonicalBytes(head))
    decipher.setAuthTag(bytes.subarray(bytes.length - sealBytes.tag))
    const text = decipher.update(bytes.subarray(0, bytes.length - sealBytes.tag))
    return Buffer.concat([text, decipher.final()])
  } catch {
    return undefined
  }
}

// ML-KEM refuses a public key that is out of range (FIPS 203, section 7.2).
function encapsulated(publicKey: Uint8Array, chance: Uint8Array) {
  try {
    return ml_kem768_x25519.encapsulate(publicKey, chance)
  } catch {
    return undefined
  }
}

/** Every secret is used for one envelope, so the nonce may be derived with the key. */
function keyFrom(shared: Uint8Array): { key: Buffer; nonce: Buffer } {
  const derived = Buffer.from(hkdfSync('sha256', shared, Buffer.alloc(0), info, 44))
  return { key: derived.subarray(0, 32), nonce: derived.subarray(32) }
}
