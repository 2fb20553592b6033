// Decompresses one block of Snappy (the format description in its repository, version of 2011), within a budget.

export type Uncompressed = { ok: true; bytes: Uint8Array } | { ok: false; why: 'too-large' | 'damaged' }

const damaged = { ok: false, why: 'damaged' } as const

/** The claimed length is a varint of at most 32 bits; answers it and where the block goes on, or null. */
function claimedLength(block: Uint8Array): { length: number; at: number } | null {
  let length = 0
  for (let at = 0; at < 5 && at < block.length; at++) {
    const byte = block[at] as number
    length += (byte & 127) * 2 ** (7 * at)
    if (byte < 128) return length < 2 ** 32 ? { length, at: at + 1 } : null
  }
  return null
}

function littleEndian(bytes: Uint8Array, at: number, count: number): number {
  let value = 0
  for (let index = count - 1; index >= 0; index--) value = value * 256 + (bytes[at + index] as number)
  return value
}

/** Refuses what claims more than `mostBytes` before any room is made for it. Work is linear in what comes out. */
export function uncompressBlock(block: Uint8Array, mostBytes: number): Uncompressed {
  const head = claimedLength(block)
  if (head === null) return damaged
  if (head.length > mostBytes) return { ok: false, why: 'too-large' }
  const out = new Uint8Array(head.length)
  let to = 0
  let at = head.at
  while (at < block.length) {
    const tag = block[at++] as number
    if ((tag & 3) === 0) {
      let length = (tag >> 2) + 1
      if (length > 60) {
        const extra = length - 60
        if (at + extra > block.length) return damaged
        length = littleEndian(block, at, extra) + 1
        at += extra
      }
      if (at + length > block.length || to + length > out.length) return damaged
      out.set(block.subarray(at, at + length), to)
      at += length
      to += length
      continue
    }
    const offsetBytes = [0, 1, 2, 4][tag & 3] as number
    if (at + offsetBytes > block.length) return damaged
    const near = offsetBytes === 1
    const length = near ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1
    const offset = littleEndian(block, at, offsetBytes) + (near ? (tag >> 5) * 256 : 0)
    at += offsetBytes
    if (offset === 0 || offset > to || to + length > out.length) return damaged
    // Byte by byte, since a copy may reach into what it is just writing.
    for (const end = to + length; to < end; to++) out[to] = out[to - offset] as number
  }
  return to === out.length ? { ok: true, bytes: out } : damaged
}
