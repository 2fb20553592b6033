// JSON Signature Scheme (ITU-T X.590), by which CACAO playbooks are signed: the signature stands in the document that it signs. The hash
// of the canonical JSON, written in hexadecimal, is what is signed.
import { createHash, createPublicKey, type KeyObject, sign, verify, X509Certificate } from 'node:crypto'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import { base64url, fromBase64url } from './bytes.ts'

export type JsonObject = Readonly<Record<string, unknown>>

const hashes = new Map([
  ['sha-256', 'sha256'],
  ['sha-384', 'sha384'],
  ['sha-512', 'sha512'],
  ['sha3-256', 'sha3-256'],
  ['sha3-512', 'sha3-512'],
])

interface Algorithm {
  digest: string | null
  fits: (key: KeyObject) => boolean
  how?: { dsaEncoding: 'ieee-p1363' } | { padding: number; saltLength: number }
}

const leastRsaBits = 2048
/** Larger ones cost more than anybody's time is worth. */
const mostRsaBits = 8192
const pssPadding = 6 // RSA_PKCS1_PSS_PADDING
const isRsa = ({ asymmetricKeyType: type, asymmetricKeyDetails: { modulusLength: bits = 0 } = {} }: KeyObject) =>
  type === 'rsa' && bits >= leastRsaBits && bits <= mostRsaBits
const onCurve = (curve: string) => (key: KeyObject) =>
  key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === curve
const rsa = (digest: string): Algorithm => ({ digest, fits: isRsa })
const pss = (digest: string, saltLength: number): Algorithm => ({
  ...rsa(digest),
  how: { padding: pssPadding, saltLength },
})
const ecdsa = (digest: string, curve: string): Algorithm => ({
  ...{ digest, fits: onCurve(curve) },
  how: { dsaEncoding: 'ieee-p1363' },
})
const edwards = (type: 'ed25519' | 'ed448'): Algorithm => ({
  ...{ digest: null, fits: (key) => key.asymmetricKeyType === type },
})

/** Of RFC 7518 and RFC 8037. Secrets that are shared (HS256) prove nothing to anybody else, and are not read. */
const algorithms = new Map<string, Algorithm>([
  ['RS256', rsa('sha256')],
  ['RS384', rsa('sha384')],
  ['RS512', rsa('sha512')],
  ['PS256', pss('sha256', 32)],
  ['PS384', pss('sha384', 48)],
  ['PS512', pss('sha512', 64)],
  ['ES256', ecdsa('sha256', 'prime256v1')],
  ['ES384', ecdsa('sha384', 'secp384r1')],
  ['ES512', ecdsa('sha512', 'secp521r1')],
  ['Ed25519', edwards('ed25519')],
  ['Ed448', edwards('ed448')],
])

/** The SHA-256 of a public key as it stands in certificates (SubjectPublicKeyInfo), in hexadecimal: how people compare keys. */
export function keyPrint(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex')
}

/** A public key as signatures carry it: PEM without its first and last line. Refuses `bad-key`. */
export function publicKeyFrom(text: string): Reply<KeyObject> {
  const plain = text.replace(/-----(?:BEGIN|END) PUBLIC KEY-----|\s/g, '')
  if (plain.length > 20_000 || !/^[A-Za-z0-9+/]+={0,2}$/.test(plain)) return refuse('bad-key', 'It is no key in PEM.')
  try {
    return done(createPublicKey({ key: Buffer.from(plain, 'base64'), format: 'der', type: 'spki' }))
  } catch {
    return refuse('bad-key', 'It is no public key (SubjectPublicKeyInfo).')
  }
}

export const publicKeyText = (key: KeyObject): string =>
  key.export({ format: 'der', type: 'spki' }).toString('base64').replace(/=+$/, '')

/** The key inside the signature; one that would have to be fetched is not. Refuses `no-key`. */
function keyOf(signature: JsonObject): Reply<KeyObject> {
  if (typeof signature.public_key === 'string') {
    const key = publicKeyFrom(signature.public_key)
    return key.ok ? key : refuse('no-key', `public_key: ${key.detail}`)
  }
  const [first] = Array.isArray(signature.public_cert_chain) ? signature.public_cert_chain : []
  if (typeof first !== 'string') return refuse('no-key', 'It holds no key itself, and none is fetched from elsewhere.')
  try {
    return done(new X509Certificate(Buffer.from(first.slice(0, 50_000), 'base64')).publicKey)
  } catch {
    return refuse('no-key', 'public_cert_chain: its first certificate cannot be read.')
  }
}

/**
 * What is signed: the document with this signature alone, and that without its value and without those who signed it in turn. Most of a
 * document stands around its signatures and is written once, however many of them somebody puts into it.
 */
function signedBytesOf(document: JsonObject): (signature: JsonObject, hash: string) => Buffer {
  const members = Object.entries(document).filter(([name]) => name !== 'signatures')
  const text = (some: typeof members) => canonicalJson(Object.fromEntries(some)).slice(1, -1)
  const before = text(members.filter(([name]) => name < 'signatures'))
  const after = text(members.filter(([name]) => name > 'signatures'))
  return ({ value: _value, signature: _counter, ...claims }, hash) => {
    const own = `"signatures":[${canonicalJson(claims)}]`
    const all = [before, own, after].filter((part) => part !== '').join(',')
    return Buffer.from(createHash(hash).update(`{${all}}`).digest('hex'))
  }
}

export function verifyJss(document: JsonObject, signature: JsonObject): Reply<KeyObject> {
  return verifierOf(document)(signature)
}

/**
 * The key by which a signature of a document holds. Refusals: `unknown-algorithm`, `no-key`, and `not-intact` where the document or the
 * signature is not what was signed. Whose the key is nobody knows by this alone.
 */
export function verifierOf(document: JsonObject): (signature: JsonObject) => Reply<KeyObject> {
  let bytesOf: ReturnType<typeof signedBytesOf> | undefined
  return (signature) => {
    const hash = hashes.get(String(signature.hash_algorithm))
    const algorithm = algorithms.get(String(signature.algorithm))
    if (!hash || !algorithm) {
      const said = `${String(signature.hash_algorithm).slice(0, 40)}, ${String(signature.algorithm).slice(0, 40)}`
      return refuse('unknown-algorithm', `This node does not compute these: ${said}.`)
    }
    const key = keyOf(signature)
    if (!key.ok) return key
    if (!algorithm.fits(key.value)) return refuse('no-key', `The key is none for ${String(signature.algorithm)}.`)
    const value = typeof signature.value === 'string' ? fromBase64url(signature.value) : undefined
    if (!value) return refuse('not-intact', 'Its value is no text in base64url.')
    try {
      bytesOf ??= signedBytesOf(document)
      if (verify(algorithm.digest, bytesOf(signature, hash), { key: key.value, ...algorithm.how }, value)) return key
    } catch {
      // What cannot be computed has not been proven.
    }
    return refuse('not-intact', 'The document is not the one that was signed, or the signature is not of this key.')
  }
}

/** The document with one signature more, behind those that it has. `claims`: all of the signature but algorithm, key and value. */
export function signJss(document: JsonObject, claims: JsonObject, secret: KeyObject): JsonObject {
  const key = createPublicKey(secret)
  const signature = { ...claims, hash_algorithm: 'sha-256', algorithm: 'Ed25519', public_key: publicKeyText(key) }
  const value = base64url(sign(null, signedBytesOf(document)(signature, 'sha256'), secret))
  const before = Array.isArray(document.signatures) ? document.signatures : []
  return { ...document, signatures: [...before, { ...signature, value }] }
}
