// An upload that is read twice: small ones stay in memory, larger ones wait in a file of their own that goes when they are done.
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { done, type Reply, refuse } from '#kernel/reply.ts'

export interface Spooled {
  bytes: number
  read(): AsyncIterable<Uint8Array>
  remove(): Promise<void>
}

const tooLarge = 'too-large'
const mostInMemory = 8 * 1024 * 1024

/** Refuses not-a-file, too-large, storage-full; then nothing of it is left. */
export async function spool(upload: Readable | undefined, folder: string, maxBytes: number): Promise<Reply<Spooled>> {
  const chunks: Buffer[] = []
  const path = join(folder, `stix-${randomUUID()}`)
  let file: Awaited<ReturnType<typeof open>> | undefined
  let bytes = 0
  const remove = async () => rm(path, { force: true })
  try {
    for await (const chunk of upload ?? []) {
      const part = Buffer.from(chunk)
      bytes += part.length
      if (bytes > maxBytes) throw Object.assign(new Error(`At most ${maxBytes} bytes are taken.`), { code: tooLarge })
      if (file) await file.writeFile(part)
      else chunks.push(part)
      if (!file && bytes > mostInMemory) {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        file = await open(path, 'wx', 0o600)
        await file.writeFile(Buffer.concat(chunks.splice(0)))
      }
    }
  } catch (error) {
    await file?.close().catch(() => undefined)
    await remove()
    return refusedFor(error)
  }
  await file?.close()
  if (bytes === 0) return refuse('not-a-file')
  return done({
    bytes,
    read: () => (file ? createReadStream(path, { highWaterMark: 262_144 }) : inMemory(chunks)),
    remove,
  })
}

/** What a crash left half received belongs to nobody; a day is longer than any upload takes. */
export async function sweepSpooled(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith('stix-')) continue
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (found && now.getTime() - found.mtimeMs > 24 * 3_600_000) await rm(join(folder, name), { force: true })
  }
}

async function* inMemory(chunks: readonly Buffer[]): AsyncIterable<Uint8Array> {
  yield* chunks
}

function refusedFor(error: unknown): Reply<never> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === tooLarge && error instanceof Error) return refuse('too-large', error.message)
  if (code === 'ENOSPC' || code === 'EDQUOT') return refuse('storage-full')
  if (
    typeof code === 'string' &&
    code.startsWith('E') &&
    code !== 'ERR_STREAM_PREMATURE_CLOSE' &&
    code !== 'ECONNRESET'
  )
    throw error
  return refuse('not-a-file', 'The upload was broken off.')
}
