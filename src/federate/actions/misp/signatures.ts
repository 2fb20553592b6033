// OpenPGP signatures of MISP manifests. The library is large and loaded when it is needed.

import type { Clock } from '#platform/clock.ts'

const library = () => import('openpgp')

export async function isPublicKey(armoured: string): Promise<boolean> {
  const { readKey } = await library()
  try {
    return !(await readKey({ armoredKey: armoured })).isPrivate()
  } catch {
    return false
  }
}

/** Undefined when the text was signed by that key; otherwise why that is not so. */
export async function whyNotSigned(
  text: string,
  signature: Uint8Array,
  armoured: string,
  date: Date,
): Promise<string | undefined> {
  const { readKey, readSignature, createMessage, verify } = await library()
  try {
    const ascii = Buffer.from(signature).toString('latin1')
    const read = ascii.includes('-----BEGIN PGP SIGNATURE-----')
      ? await readSignature({ armoredSignature: ascii })
      : await readSignature({ binarySignature: signature })
    const message = await createMessage({ binary: Buffer.from(text) })
    const result = await verify({
      message,
      signature: read,
      verificationKeys: await readKey({ armoredKey: armoured }),
      date,
    })
    const [first] = result.signatures
    if (!first) return 'The signature is empty.'
    await first.verified
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 300) : 'It cannot be read.'
  }
}

export interface Signer {
  /** Armoured detached signature. */
  sign(text: string): Promise<string>
  publicKey: string
}

/** A private key without a passphrase, as an administrator put it beside the data. Undefined when it is none. */
export async function signerOf(armoured: string, clock: Clock): Promise<Signer | undefined> {
  const { readPrivateKey, createMessage, sign } = await library()
  try {
    const key = await readPrivateKey({ armoredKey: armoured })
    if (!key.isDecrypted()) return undefined
    return {
      publicKey: key.toPublic().armor(),
      sign: async (text) => {
        const message = await createMessage({ binary: Buffer.from(text) })
        return String(await sign({ message, signingKeys: key, detached: true, format: 'armored', date: clock.now() }))
      },
    }
  } catch {
    return undefined
  }
}
