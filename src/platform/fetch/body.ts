// Reading an answer's body: decompressed as it arrives, and given up the moment it is larger than allowed.
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { done, type Reply, refuse } from '#kernel/reply.ts'

const decoders = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const

function decoderFor(encoding: string) {
  return encoding === 'gzip' || encoding === 'x-gzip' || encoding === 'deflate' || encoding === 'br'
    ? decoders[encoding]()
    : undefined
}

/** Counts the bytes that come out, not those that come in: a bomb is small only on the wire. */
export async function readBody(body: Readable, encoding: string, maxBytes: number): Promise<Reply<Uint8Array>> {
  const named = encoding.trim().toLowerCase()
  const decoder = named === '' || named === 'identity' ? null : decoderFor(named)
  if (decoder === undefined) {
    discard(body)
    return refuse('bad-answer', `The answer is encoded as '${named.slice(0, 40)}', which was not asked for.`)
  }
  const chunks: Buffer[] = []
  let size = 0
  try {
    if (decoder) body.on('error', (error) => decoder.destroy(error))
    for await (const chunk of decoder ? body.pipe(decoder) : body) {
      if (!Buffer.isBuffer(chunk)) continue
      size += chunk.length
      if (size > maxBytes) return refuse('too-large', `The answer is larger than ${maxBytes} bytes.`)
      chunks.push(chunk)
    }
  } catch (error) {
    if (isDecoding(error))
      return refuse('bad-answer', `The answer says that it is ${named}, but it is not, or it ends too early.`)
    throw error
  } finally {
    decoder?.destroy()
    discard(body)
  }
  return done(Buffer.concat(chunks))
}

/** An answer nobody reads on: its socket is closed rather than drained, because it may have no end. */
export function discard(body: Readable): void {
  body.on('error', () => undefined)
  body.destroy()
}

function isDecoding(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return (
    code.startsWith('Z_') ||
    code.startsWith('ERR__ERROR_') ||
    code.startsWith('ERR_PADDING') ||
    code.startsWith('ERR_BROTLI') ||
    code.startsWith('ERR_ZLIB')
  )
}
