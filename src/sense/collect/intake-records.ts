// How one input stands in the intake log: length, checksum, and the input itself, so that a torn end is known as one.
import { crc32 } from 'node:zlib'

export type IntakeKind = 'complaints' | 'metrics'

export interface IntakeRecord {
  kind: IntakeKind
  /** When it came, seconds since 1970: what is too far ahead is judged by it again. */
  cameAt: number
  /** When the last bucket that it goes into ends. */
  endsAt: number
  data: Uint8Array
}

const kinds: readonly IntakeKind[] = ['complaints', 'metrics']
const headBytes = 8
const fixedBytes = 17
/** Longer than any input may be: a length beyond it is damage. */
const mostRecordBytes = 64 << 20

/** Little-endian: length, CRC-32 of what follows; kind, both times as doubles, data. */
export function encodeRecord({ kind, cameAt, endsAt, data }: IntakeRecord): Uint8Array {
  const bytes = new Uint8Array(headBytes + fixedBytes + data.length)
  const view = new DataView(bytes.buffer)
  view.setUint8(headBytes, kinds.indexOf(kind))
  view.setFloat64(headBytes + 1, cameAt, true)
  view.setFloat64(headBytes + 9, endsAt, true)
  bytes.set(data, headBytes + fixedBytes)
  view.setUint32(0, fixedBytes + data.length, true)
  view.setUint32(4, crc32(bytes.subarray(headBytes)), true)
  return bytes
}

/** All whole records from the beginning on. `torn`: bytes are left that are none. */
export function decodeRecords(bytes: Uint8Array): { records: IntakeRecord[]; torn: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const records: IntakeRecord[] = []
  let at = 0
  while (at + headBytes + fixedBytes <= bytes.length) {
    const length = view.getUint32(at, true)
    const end = at + headBytes + length
    if (length < fixedBytes || length > mostRecordBytes || end > bytes.length) break
    if (view.getUint32(at + 4, true) !== crc32(bytes.subarray(at + headBytes, end))) break
    const kind = kinds[view.getUint8(at + headBytes)]
    if (kind === undefined) break
    const cameAt = view.getFloat64(at + headBytes + 1, true)
    const endsAt = view.getFloat64(at + headBytes + 9, true)
    records.push({ kind, cameAt, endsAt, data: bytes.slice(at + headBytes + fixedBytes, end) })
    at = end
  }
  return { records, torn: at < bytes.length }
}
