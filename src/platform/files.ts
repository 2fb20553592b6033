// Files by their content: <data>/files/<aa>/<sha256>. A file is there whole and under its own hash, or it is not there.
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { done, type Reply, refuse } from '#kernel/reply.ts'

export interface StoredFile {
  sha256: string
  bytes: number
  /** The first bytes, to tell what kind of file it is. */
  head: Uint8Array
}

export interface Files {
  /** Refuses `too-large` and `storage-full`; then nothing of it is left. The same content is kept once. */
  put(from: Readable, maxBytes: number): Promise<Reply<StoredFile>>
  /** The file if it is still what was received: it is hashed whole before the first byte goes out. */
  get(sha256: string): Promise<{ state: 'intact'; bytes: number; stream: Readable } | { state: 'damaged' | 'missing' }>
  check(sha256: string): Promise<'intact' | 'damaged' | 'missing'>
  /**
   * Takes the file away, unless it was put there (or once more) since `before`: then somebody is about to name it, and
   * it stays `fresh`.
   */
  remove(sha256: string, before: Date): Promise<'removed' | 'fresh' | 'missing'>
}

const headBytes = 4096
const full = new Set(['ENOSPC', 'EDQUOT'])

export function createFiles(dataDir: string): Files {
  const root = join(dataDir, 'files')
  const incoming = join(root, 'incoming')
  const pathOf = (sha256: string) => join(root, sha256.slice(0, 2), sha256)
  let swept: Promise<void> | undefined

  /** What a crash left half received belongs to nobody. Done once, before the first file of this process. */
  async function sweep(): Promise<void> {
    await mkdir(incoming, { recursive: true, mode: 0o700 })
    for (const name of await readdir(incoming)) {
      const found = await stat(join(incoming, name)).catch(missing) // another process may be done with it by now
      const age = found ? Date.now() - found.mtimeMs : 0
      if (age > 24 * 3_600_000) await rm(join(incoming, name), { force: true })
    }
  }

  async function hashOf(sha256: string): Promise<string | null> {
    const hash = createHash('sha256')
    try {
      for await (const chunk of createReadStream(pathOf(sha256))) hash.update(chunk)
      return hash.digest('hex')
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null
      throw error
    }
  }

  async function check(sha256: string): Promise<'intact' | 'damaged' | 'missing'> {
    const found = await hashOf(sha256)
    return found === null ? 'missing' : found === sha256 ? 'intact' : 'damaged'
  }

  return {
    check,
    async put(from, maxBytes) {
      const temporary = join(incoming, randomUUID())
      try {
        swept ??= sweep()
        await swept
        const received = await receive(from, temporary, maxBytes)
        if (!received) return refuse('too-large', `A file may have at most ${maxBytes} bytes.`)
        await keep(temporary, pathOf(received.sha256))
        return done(received)
      } catch (error) {
        swept = undefined
        if (full.has(codeOf(error) ?? '')) return refuse('storage-full', 'The file was not kept.')
        throw error
      } finally {
        from.resume() // the rest of a refused upload is read away, so that the refusal can be answered
        await rm(temporary, { force: true })
      }
    },
    async remove(sha256, before) {
      const path = pathOf(sha256)
      const isFresh = async (at: string) => (await stat(at)).mtimeMs >= before.getTime()
      try {
        if (await isFresh(path)) return 'fresh'
        swept ??= sweep()
        await swept
        // Out of the way first: whoever puts the same content there from now on has a file of their own.
        const aside = join(incoming, randomUUID())
        await rename(path, aside)
        if (await isFresh(aside)) {
          await keep(aside, path)
          return 'fresh'
        }
        await rm(aside, { force: true })
        await flush(dirname(path))
        return 'removed'
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return 'missing'
        throw error
      }
    },
    async get(sha256) {
      const state = await check(sha256)
      if (state !== 'intact') return { state }
      const { size } = await stat(pathOf(sha256))
      return { state, bytes: size, stream: createReadStream(pathOf(sha256)) }
    },
  }
}

/** Streams to disk with the hash on the way, and waits until the disk has it. Undefined when it is too long. */
async function receive(from: Readable, path: string, maxBytes: number): Promise<StoredFile | undefined> {
  const hash = createHash('sha256')
  let bytes = 0
  let head = Buffer.alloc(0)
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const piece of from.iterator({ destroyOnReturn: false })) {
      const chunk = Buffer.isBuffer(piece) ? piece : Buffer.from(piece)
      bytes += chunk.length
      if (bytes > maxBytes) return undefined
      hash.update(chunk)
      if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)])
      await file.writeFile(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), bytes, head }
}

/** The rename is the moment at which the file is there; the folder is flushed too, or a power cut could undo it. */
async function keep(temporary: string, path: string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // The same content may be there already; putting it there again also heals a copy that was damaged.
  await rename(temporary, path)
  await flush(folder)
  await flush(dirname(folder))
}

async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function missing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}
