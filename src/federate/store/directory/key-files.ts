// Private keys as files beside the database, readable by their owner alone: <data>/keys/signing and <data>/keys/sealing. A key is there
// whole or not at all, and a sealing key that has ended is overwritten before it goes.
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { Instant } from '#kernel/time.ts'

const closed = { additionalProperties: false } as const
const Seed = Type.String({ pattern: '^[0-9a-f]{64}$' })
const SigningSeeds = Type.Object({ v: Type.Literal(1), ed25519: Seed, mlDsa65: Seed, made: Instant }, closed)
const SealingSeed = Type.Object({ v: Type.Literal(1), seed: Seed, from: Instant, until: Instant }, closed)
export type SigningSeeds = Static<typeof SigningSeeds>
export type SealingSeed = Static<typeof SealingSeed>
const signingSeeds = Compile(SigningSeeds)
const sealingSeeds = Compile(SealingSeed)
const gone = '.gone'
const name = /^([0-9a-f]{16})\.json$/

export interface KeyFiles {
  /** `id`: the first 16 digits of the fingerprint. */
  signing(id: string): SigningSeeds | undefined
  keepSigning(id: string, seeds: SigningSeeds): void
  destroySigning(id: string): void
  sealing(id: string): SealingSeed | undefined
  sealingIds(): string[]
  keepSealing(id: string, seed: SealingSeed): void
  destroySealing(id: string): void
}

export function createKeyFiles(dataDir: string): KeyFiles {
  const folder = (kind: 'signing' | 'sealing') => join(dataDir, 'keys', kind)
  const file = (kind: 'signing' | 'sealing', id: string) => join(folder(kind), `${id}.json`)
  return {
    signing: (id) => read(file('signing', id), signingSeeds),
    keepSigning: (id, seeds) => write(folder('signing'), id, seeds),
    destroySigning: (id) => destroy(file('signing', id)),
    sealing: (id) => read(file('sealing', id), sealingSeeds),
    sealingIds: () => idsIn(folder('sealing')),
    keepSealing: (id, seed) => write(folder('sealing'), id, seed),
    destroySealing: (id) => destroy(file('sealing', id)),
  }
}

function read<T>(path: string, schema: { Check(value: unknown): value is T }): T | undefined {
  if (!existsSync(path)) return undefined
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    value = undefined
  }
  if (schema.Check(value)) return value
  throw new Error(`${path} is damaged: restore it from a backup, or remove it; peers then learn new keys.`)
}

/** Another process may have been quicker with the same key: then what is there is left as it is. */
function write(folder: string, id: string, content: object): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `.${id}.${process.pid}.new`)
  const handle = openSync(draft, 'w', 0o600)
  try {
    writeSync(handle, `${JSON.stringify(content)}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  try {
    linkSync(draft, join(folder, `${id}.json`))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  keepFolder(folder)
}

/** The name of a file is on the disk when its folder is. */
function keepFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function idsIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder)
  // A process died while it destroyed a key: it is done now.
  for (const left of files.filter((file) => file.endsWith(gone))) wipe(join(folder, left))
  return files.flatMap((file) => name.exec(file)?.[1] ?? [])
}

/** Under another name first, so that a half-destroyed key is never read as one. */
function destroy(path: string): void {
  if (!existsSync(path)) return
  renameSync(path, `${path}${gone}`)
  wipe(`${path}${gone}`)
}

/** Zeroes first: on a disk that writes in place nothing is left of it. On others the disk must be encrypted. */
function wipe(path: string): void {
  const handle = openSync(path, 'r+')
  try {
    writeSync(handle, Buffer.alloc(statSync(path).size), 0)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  rmSync(path, { force: true })
}
