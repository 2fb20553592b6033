// Whether an OpenPGP public key (RFC 9580) can be trusted with mail: read, whole, in force, strong enough, for that address. The
// library is loaded when it is first used.
import type { Key, Subkey } from 'openpgp'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { emailKey } from '../rules/email-key.ts'

const load = () => import('openpgp')

/** What European recommendations ask of RSA for what is still to be secret in some years. */
const leastRsaBits = 3000

export interface ReadKey {
  /** The public key alone, ASCII armoured. */
  armored: string
  fingerprint: string
  algorithm: string
  /** Null: it does not expire. */
  expires: string | null
}

export async function readMailKey(text: string, address: string, now: Date): Promise<Reply<ReadKey>> {
  if (/PGP PRIVATE KEY|PGP SECRET KEY/.test(text)) return refuse('secret-key', undefined, '/key')
  const read = await publicKeyIn(text)
  if (!read.ok) return read
  const key = read.value
  const ended = await whyEnded(key, now)
  if (ended) return refuse('ended-key', ended, '/key')
  const weak = whyWeak(key)
  if (weak) return refuse('weak-key', weak, '/key')
  const part = await encryptingPart(key, now)
  if (!part.ok) return part
  const addresses = addressesOf(key)
  if (addresses.length > 0 && !addresses.includes(emailKey(address)))
    return refuse('other-address', `It names ${addresses.slice(0, 5).join(', ')}.`, '/key')
  const expires = await part.value.expires()
  return done({
    armored: key.armor(),
    fingerprint: key.getFingerprint().toUpperCase(),
    algorithm: nameOf(part.value.part),
    expires: expires === null ? null : expires.toISOString(),
  })
}

async function publicKeyIn(text: string): Promise<Reply<Key>> {
  const pgp = await load()
  try {
    const keys = await pgp.readKeys({ armoredKeys: text })
    const [key] = keys
    if (!key || keys.length !== 1) return refuse('not-a-key', `It holds ${keys.length} keys; give one.`, '/key')
    return key.isPrivate() ? refuse('secret-key', undefined, '/key') : done(key)
  } catch (error) {
    return refuse('not-a-key', reason(error), '/key')
  }
}

async function whyEnded(key: Key, now: Date): Promise<string | null> {
  if (await key.isRevoked(undefined, undefined, now).catch(() => false)) return 'It was revoked.'
  const ends = await key.getExpirationTime().catch(() => null)
  if (ends instanceof Date && ends.getTime() <= now.getTime()) return `It expired at ${ends.toISOString()}.`
  return null
}

/** Key material of a kind that is broken or too short; the library itself refuses a few curves and algorithms as well. */
function whyWeak(part: Key | Subkey): string | null {
  const { algorithm, bits } = part.getAlgorithmInfo()
  if (/^rsa/.test(algorithm) && (bits ?? 0) < leastRsaBits)
    return `RSA with ${bits} bits; ${leastRsaBits} is the least.`
  if (/^(dsa|elgamal)/.test(algorithm)) return `${algorithm.toUpperCase()} is not used any more.`
  return null
}

interface Encrypting {
  part: Key | Subkey
  expires(): Promise<Date | null>
}

async function encryptingPart(key: Key, now: Date): Promise<Reply<Encrypting>> {
  const pgp = await load()
  // A signature by SHA-1 can be forged: whoever does that moves subkeys to a key that is not theirs.
  const strict = {
    ...pgp.config,
    rejectHashAlgorithms: new Set([...pgp.config.rejectHashAlgorithms, pgp.enums.hash.sha1]),
  }
  try {
    await key.verifyPrimaryKey(now, undefined, strict)
  } catch (error) {
    return refuse('weak-key', reason(error), '/key')
  }
  try {
    const part = await key.getEncryptionKey(undefined, now, undefined, strict)
    const weak = whyWeak(part)
    if (weak) return refuse('weak-key', `Its part for encryption: ${weak}`, '/key')
    return done({ part, expires: async () => earliest(await key.getExpirationTime(), await part.getExpirationTime()) })
  } catch (error) {
    return refuse('no-encryption', reason(error), '/key')
  }
}

function earliest(...ends: (Date | number | null)[]): Date | null {
  return ends.filter((end) => end instanceof Date).toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
}

function addressesOf(key: Key): string[] {
  return key.users.flatMap(({ userID }) => (userID?.email ? [emailKey(userID.email)] : []))
}

function nameOf(part: Key | Subkey): string {
  const { algorithm, bits, curve } = part.getAlgorithmInfo()
  const family = algorithm.replace(/(Encrypt|Sign|Legacy).*$/, '').toUpperCase()
  return curve ?? (bits ? `${family} ${bits}` : family)
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 300)
