// Making ids: UUIDv7 (RFC 9562 section 5.7), so that ids sort by the time they were made.

import { randomBytes } from 'node:crypto'
import type { Id } from '#kernel/id.ts'

let lastMs = 0
let sequence = 0

/** Within one process ids only ever grow: 12 bits count up inside a millisecond, the clock may not step back. */
export function newId(at: Date): Id {
  const ms = at.getTime()
  if (ms > lastMs) {
    lastMs = ms
    sequence = randomBytes(2).readUInt16BE() & 0x7ff
  } else if (++sequence > 0xfff) {
    lastMs += 1
    sequence = 0
  }
  const bytes = randomBytes(16)
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes.writeUInt16BE(0x7000 | sequence, 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
