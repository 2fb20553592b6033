// The key by which this node signs playbooks: Ed25519, made at first need, among the keys that a backup holds.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keyPrint } from '../../wire/jss.ts'
import { putOnce } from '../advisories/own-key.ts'

export interface SigningKey {
  secret: KeyObject
  fingerprint: string
}

const folderOf = (dataDir: string) => join(dataDir, 'keys', 'signing')
const fileOf = (dataDir: string) => join(folderOf(dataDir), 'playbooks.pem')

/** Null: none was ever needed. Throws with what to do where the file is damaged. */
export async function knownSigningKey(dataDir: string): Promise<SigningKey | null> {
  const file = fileOf(dataDir)
  const pem = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (pem === null) return null
  try {
    const secret = createPrivateKey(pem)
    return { secret, fingerprint: keyPrint(createPublicKey(secret)) }
  } catch {
    throw new Error(`${file} is damaged: restore it from a backup, or remove it to go on with a new key.`)
  }
}

export async function signingKey(dataDir: string): Promise<SigningKey> {
  const known = await knownSigningKey(dataDir)
  if (known) return known
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })
  await putOnce(folderOf(dataDir), fileOf(dataDir), String(pem))
  // Another process may have been quicker: the key that stands there is the key.
  const kept = await knownSigningKey(dataDir)
  if (!kept) throw new Error(`${fileOf(dataDir)} could not be written.`)
  return kept
}
