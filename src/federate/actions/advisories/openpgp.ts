// OpenPGP (RFC 9580, RFC 4880): the few things that advisories need of it. The library is loaded when it is first used.
import { done, type Reply, refuse } from '#kernel/reply.ts'

const load = () => import('openpgp')

export interface Keys {
  /** ASCII armoured. */
  secret: string
  public: string
  /** In capitals. */
  fingerprint: string
}

/** Ed25519 in the form that programs of the last ten years read, too. */
export async function makeKey(name: string, date: Date): Promise<Keys> {
  const pgp = await load()
  const made = await pgp.generateKey({
    ...{ type: 'ecc', curve: 'ed25519Legacy', userIDs: [{ name }], date, format: 'armored' },
  })
  const key = await pgp.readKey({ armoredKey: made.publicKey })
  return { secret: made.privateKey, public: made.publicKey, fingerprint: key.getFingerprint().toUpperCase() }
}

export async function readSecret(secret: string): Promise<Keys> {
  const pgp = await load()
  const key = await pgp.readPrivateKey({ armoredKey: secret })
  return { secret, public: key.toPublic().armor(), fingerprint: key.getFingerprint().toUpperCase() }
}

/** A detached signature, ASCII armoured. */
export async function sign(bytes: Uint8Array, secret: string, date: Date): Promise<string> {
  const pgp = await load()
  const [signingKeys, message] = await Promise.all([
    pgp.readPrivateKey({ armoredKey: secret }),
    pgp.createMessage({ binary: bytes }),
  ])
  return pgp.sign({ message, signingKeys, detached: true, format: 'armored', date })
}

/** The text with its signature around it, as security.txt wants it. */
export async function signText(text: string, secret: string, date: Date): Promise<string> {
  const pgp = await load()
  const [signingKeys, message] = await Promise.all([
    pgp.readPrivateKey({ armoredKey: secret }),
    pgp.createCleartextMessage({ text }),
  ])
  return pgp.sign({ message, signingKeys, date })
}

/** The fingerprint of a public key, which may come with others. Refuses `bad-key`. */
export async function fingerprintsIn(armored: string): Promise<Reply<string[]>> {
  try {
    const pgp = await load()
    const keys = await pgp.readKeys({ armoredKeys: armored })
    return done(keys.map((key) => key.getFingerprint().toUpperCase()))
  } catch (error) {
    return refuse('bad-key', `The key cannot be read: ${reason(error)}.`)
  }
}

/**
 * The fingerprint of the believed key that signed these bytes. Refuses `bad-signature`: by another key, of other bytes, expired, or
 * not to be read.
 */
export async function signedBy(
  bytes: Uint8Array,
  signature: string,
  believed: ReadonlyMap<string, string>,
  date: Date,
): Promise<Reply<string>> {
  try {
    const pgp = await load()
    const keys = (await Promise.all([...believed.values()].map((armoredKeys) => pgp.readKeys({ armoredKeys })))).flat()
    const verificationKeys = keys.filter((key) => believed.has(key.getFingerprint().toUpperCase()))
    const [message, read] = await Promise.all([
      pgp.createMessage({ binary: bytes }),
      pgp.readSignature({ armoredSignature: signature }),
    ])
    const { signatures } = await pgp.verify({ message, signature: read, verificationKeys, date })
    let why = 'it holds no signature'
    for (const one of signatures) {
      try {
        await one.verified
        const by = verificationKeys.find((key) => key.getKeyIDs().some((id) => id.equals(one.keyID)))
        if (by) return done(by.getFingerprint().toUpperCase())
      } catch (error) {
        why = reason(error)
      }
    }
    return refuse(
      'bad-signature',
      `The signature is not one of the keys that are believed, or not of this document: ${why}.`,
    )
  } catch (error) {
    return refuse('bad-signature', `The signature cannot be read: ${reason(error)}.`)
  }
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 200)
