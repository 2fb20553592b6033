// Synthetic datagrams that are decoded before the sockets open, so that the compiler has seen the hot path when the first
// real ones come: a cold start was among the causes of early loss. Nothing of it is counted.
import type { Arena, Decoder } from '../decode/decoder.ts'

/** [field, bytes] in the order of the record: addresses, counters, times, ports, protocol, flags. */
const fields4 = [
  [8, 4],
  [12, 4],
  [1, 4],
  [2, 4],
  [22, 4],
  [21, 4],
  [7, 2],
  [11, 2],
  [4, 1],
  [6, 1],
  [61, 1],
] as const
const fields6 = [[27, 16], [28, 16], ...fields4.slice(2)] as const
const recordsEach = 20

type Fields = readonly (readonly [number, number])[]

/** One datagram: a template and records of it. Version 9 (RFC 3954) or 10 (RFC 7011). */
function datagramOf(version: 9 | 10, fields: Fields, seconds: number): Uint8Array {
  const recordBytes = fields.reduce((sum, [, bytes]) => sum + bytes, 0)
  const head = version === 9 ? 20 : 16
  const template = 8 + fields.length * 4
  const data = 4 + Math.ceil((recordsEach * recordBytes) / 4) * 4
  const bytes = new Uint8Array(head + template + data)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, version)
  view.setUint16(2, version === 9 ? recordsEach + 1 : bytes.length)
  if (version === 9) view.setUint32(4, 3_600_000)
  view.setUint32(version === 9 ? 8 : 4, seconds)
  view.setUint16(head, version === 9 ? 0 : 2)
  view.setUint16(head + 2, template)
  view.setUint16(head + 4, 256)
  view.setUint16(head + 6, fields.length)
  for (const [at, [field, size]] of fields.entries()) {
    view.setUint16(head + 8 + at * 4, field)
    view.setUint16(head + 10 + at * 4, size)
  }
  view.setUint16(head + template, 256)
  view.setUint16(head + template + 2, data)
  fill(view, head + template + 4, fields, recordBytes)
  return bytes
}

/** Records that differ from each other, with counters that a flow may have. */
function fill(view: DataView, start: number, fields: Fields, recordBytes: number): void {
  for (let record = 0; record < recordsEach; record++) {
    let at = start + record * recordBytes
    for (const [field, size] of fields) {
      if (size === 1) view.setUint8(at, field === 4 ? 17 : 0)
      else if (size === 2) view.setUint16(at, 1024 + record * 7)
      else if (field === 21 || field === 22) view.setUint32(at, 3_599_000)
      else for (let word = 0; word < size; word += 4) view.setUint32(at + word, Math.imul(record + 1, 0x9e3779b1) >>> 4)
      at += size
    }
  }
}

/** Decodes `rounds` times four datagrams. The exporter is from the block for documentation, so no real one is touched. */
export function warmUp(decoder: Decoder, rounds: number, seconds: number): void {
  const all = [
    datagramOf(9, fields4, seconds),
    datagramOf(9, fields6, seconds),
    datagramOf(10, fields4, seconds),
    datagramOf(10, fields6, seconds),
  ]
  const bytes = new Uint8Array(65_536)
  const arena: Arena = { bytes, view: new DataView(bytes.buffer) }
  for (let round = 0; round < rounds; round++) {
    for (const datagram of all) {
      bytes.set(datagram, 0)
      decoder.datagram(arena, 0, datagram.length, '192.0.2.1', seconds)
    }
  }
}
