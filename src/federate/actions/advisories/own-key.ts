// The OpenPGP key of this node: made at first need, kept beside the database, readable by its owner alone.
import { randomUUID } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '#platform/clock.ts'
import { type Keys, makeKey, readSecret } from './openpgp.ts'

export interface OwnKey {
  /** Makes it where there is none. Throws with what to do where the file is damaged. */
  get(): Promise<Keys>
  /** Null: no key was ever needed. */
  known(): Promise<Keys | null>
}

/** What users of the key are shown as its name. */
export const keyName = (origin: string) => `Tocsin at ${new URL(origin).host}`

export function ownKeyIn(dataDir: string, name: string, clock: Clock): OwnKey {
  const file = join(dataDir, 'openpgp.key')
  let held: Keys | undefined

  async function known(): Promise<Keys | null> {
    if (held) return held
    const secret = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
    if (secret === null) return null
    try {
      held = await readSecret(secret)
    } catch {
      throw new Error(`${file} is damaged: restore it from a backup, or remove it to go on with a new key.`)
    }
    return held
  }

  return {
    known,
    async get() {
      const there = await known()
      if (there) return there
      await putOnce(dataDir, file, (await makeKey(name, clock.now())).secret)
      // Another process may have been quicker: the key that stands there is the key.
      const kept = await known()
      if (!kept) throw new Error(`${file} could not be written.`)
      return kept
    },
  }
}

/** Never over a key that is there: a link is made whole, or not at all. */
export async function putOnce(folder: string, file: string, secret: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomUUID()}.new`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(secret)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(draft, file)
    await chmod(file, 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
}
