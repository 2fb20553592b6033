// The node's signing key: 32 bytes beside the database, readable by its owner alone. Whoever holds the database
// without this file cannot forge a checkpoint.
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Id } from '#kernel/id.ts'
import { originOf, type SigningKey, signingKey } from './proof/index.ts'

export function nodeKeyFile(dataDir: string): string {
  return join(dataDir, 'node.key')
}

/** Reads the key, or makes it on the first start. Throws with what to do when the file is damaged. */
export function nodeKey(dataDir: string, nodeId: Id): SigningKey {
  const file = nodeKeyFile(dataDir)
  if (!existsSync(file)) writeKey(dataDir, file)
  const seed = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (seed.length !== 32)
    throw new Error(`${file} is damaged: restore it from a backup, or remove it to go on with a new key.`)
  return signingKey(originOf(nodeId), seed)
}

function writeKey(dataDir: string, file: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const draft = `${file}.new`
  const handle = openSync(draft, 'w', 0o600)
  writeSync(handle, `${randomBytes(32).toString('hex')}\n`)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(draft, file)
}
