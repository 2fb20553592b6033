// Which signatures count: by a believed key that was good when it signed, and was not given up since.
import * as pgp from 'openpgp'
import { describe, expect, test } from 'vitest'
import { fingerprintsIn, makeKey, sign, signedBy } from './openpgp.ts'

const day = 86_400_000
const bytes = new TextEncoder().encode('{"document":{}}')
const began = new Date(Date.now() - 100 * day)
const at = (days: number) => new Date(began.getTime() + days * day)
const expiring = {
  type: 'ecc' as const,
  curve: 'ed25519Legacy' as const,
  userIDs: [{ name: 'Example Company' }],
  date: began,
  format: 'armored' as const,
}

/** How it is judged today. */
async function judged(signature: string, armored: string, of: Uint8Array = bytes) {
  const prints = await fingerprintsIn(armored)
  if (!prints.ok) return prints.refusal
  const by = await signedBy(of, signature, new Map(prints.value.map((print) => [print, armored])), new Date())
  return by.ok ? by.value : by.refusal
}

describe('a signature of a document', () => {
  test('counts by its key, and is of these bytes alone', async () => {
    const key = await makeKey('Example Company', began)
    const signature = await sign(bytes, key.secret, at(1))
    expect(await judged(signature, key.public)).toBe(key.fingerprint)
    expect(await judged(signature, key.public, new TextEncoder().encode('{"document":[]}'))).toBe('bad-signature')
    expect(await judged('no signature at all', key.public)).toBe('bad-signature')
    const other = await makeKey('Example Company', began)
    expect(await judged(signature, other.public)).toBe('bad-signature')
  })

  test('counts where it was made while its key was good, and not where it says a day on which it was not', async () => {
    const { privateKey, publicKey } = await pgp.generateKey({ ...expiring, keyExpirationTime: (10 * day) / 1000 })
    const key = await pgp.readPrivateKey({ armoredKey: privateKey })
    const good = await sign(bytes, privateKey, at(5))
    expect(await judged(good, publicKey)).toBe(key.getFingerprint().toUpperCase())
    await expect(sign(bytes, privateKey, at(20))).rejects.toThrow(/expired/)
    const early = await makeKey('Example Company', at(50))
    await expect(sign(bytes, early.secret, at(40))).rejects.toThrow()
  })

  test('from the future does not count yet', async () => {
    const key = await makeKey('Example Company', began)
    expect(await judged(await sign(bytes, key.secret, at(200)), key.public)).toBe('bad-signature')
  })

  test('does not count by a key that was given up because somebody else has it', async () => {
    const { privateKey, publicKey } = await pgp.generateKey(expiring)
    const signature = await sign(bytes, privateKey, at(5))
    expect(await judged(signature, publicKey)).toMatch(/^[0-9A-F]{40}$/)
    const revoked = await pgp.revokeKey({
      key: await pgp.readPrivateKey({ armoredKey: privateKey }),
      reasonForRevocation: { flag: pgp.enums.reasonForRevocation.keyCompromised },
      date: at(20),
      format: 'armored',
    })
    expect(await judged(signature, revoked.publicKey)).toBe('bad-signature')
  })
})
