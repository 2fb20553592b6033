// Answers that many get: an action that hands out the same object again has it written out and packed once, not once for each.
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

interface WrittenOut {
  json: Buffer
  packed: Partial<Record<Packing, Buffer>>
}
type Packing = 'br' | 'gzip'

/** Below this, packing costs more than it saves; the same bound as that of all other answers. */
export const packFromBytes = 2048
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
/** null: handed out once so far, which is what nearly all answers are. Forgotten with the object. */
const known = new WeakMap<object, WrittenOut | null>()

/** Values are never changed after they were handed out: that is what makes this right. */
export function sendValue(request: FastifyRequest, reply: FastifyReply, value: unknown): FastifyReply {
  const written = typeof value === 'object' && value !== null ? writtenOut(value) : null
  if (!written) return reply.send(value ?? null)
  reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding')
  const packing = packingOf(request.headers['accept-encoding'])
  if (!packing || written.json.length < packFromBytes) return reply.send(written.json)
  written.packed[packing] ??= packing === 'br' ? brotliCompressSync(written.json, brotli) : gzipSync(written.json)
  return reply.header('content-encoding', packing).send(written.packed[packing])
}

function writtenOut(value: object): WrittenOut | null {
  const before = known.get(value)
  if (before === undefined) {
    known.set(value, null)
    return null
  }
  if (before) return before
  const made = { json: Buffer.from(JSON.stringify(value)), packed: {} }
  known.set(value, made)
  return made
}

function packingOf(accepted: string | string[] | undefined): Packing | null {
  const words = String(accepted ?? '')
    .split(',')
    .map((word) => word.trim())
  const takes = (packing: Packing) =>
    words.some((word) => word === packing || new RegExp(`^${packing};q=(?!0(\\.0*)?$)`).test(word))
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null
}
