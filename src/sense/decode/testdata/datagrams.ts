// Datagrams written by hand for tests: templates from tables of fields, records from tables of values.
import type { Arena } from '../decoder.ts'

/** Element, length (65535: variable) and, if not IANA's, the enterprise. */
export type Part = readonly [element: number, length: number, enterprise?: number]
/** Addresses of IPv6 and NTP times as words, fields of variable length as text. */
export type Value = number | readonly number[] | string

export function arenaOf(bytes: Uint8Array): Arena {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) }
}

function bytesOf(value: number, width: number): number[] {
  const out: number[] = []
  let rest = value
  for (let index = 0; index < width; index++) {
    out.unshift(rest % 256)
    rest = Math.floor(rest / 256)
  }
  return out
}

function framed(id: number, body: readonly number[]): Uint8Array {
  const padding = (4 - (body.length % 4)) % 4
  return Uint8Array.from([...bytesOf(id, 2), ...bytesOf(4 + body.length + padding, 2), ...body, ...Array(padding).fill(0)])
}

/** A set with one template. `scopes`: an options template whose first fields, so many, are its scope. */
export function template(id: number, parts: readonly Part[], scopes: number | null = null, dialect: 9 | 10 = 10): Uint8Array {
  const fields = parts.flatMap(([element, length, enterprise]) => [
    ...bytesOf(element + (enterprise === undefined ? 0 : 0x8000), 2),
    ...bytesOf(length, 2),
    ...(enterprise === undefined ? [] : bytesOf(enterprise, 4)),
  ])
  const kind = dialect === 9 ? (scopes === null ? 0 : 1) : scopes === null ? 2 : 3
  if (dialect === 9 && scopes !== null) {
    return framed(kind, [...bytesOf(id, 2), ...bytesOf(scopes * 4, 2), ...bytesOf((parts.length - scopes) * 4, 2), ...fields])
  }
  return framed(kind, [...bytesOf(id, 2), ...bytesOf(parts.length, 2), ...(scopes === null ? [] : bytesOf(scopes, 2)), ...fields])
}

function fieldBytes(part: Part, value: Value): number[] {
  if (typeof value === 'string') {
    const text = [...new TextEncoder().encode(value)]
    return text.length < 255 ? [text.length, ...text] : [255, ...bytesOf(text.length, 2), ...text]
  }
  return typeof value === 'number' ? bytesOf(value, part[1]) : value.flatMap((word) => bytesOf(word, 4))
}

/** A set of records, each a value for every part. */
export function set(id: number, parts: readonly Part[], records: readonly (readonly Value[])[]): Uint8Array {
  return framed(
    id,
    records.flatMap((record) => parts.flatMap((part, index) => fieldBytes(part, record[index] ?? 0))),
  )
}

function joined(head: readonly number[], parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from([...head, ...parts.flatMap((part) => [...part])])
}

export interface Head {
  seconds: number
  sequence: number
  domain: number
}

export function ipfixMessage(head: Head, ...sets: Uint8Array[]): Uint8Array {
  const length = sets.reduce((sum, part) => sum + part.length, 16)
  const { seconds, sequence, domain } = head
  return joined([0, 10, ...bytesOf(length, 2), ...[seconds, sequence, domain].flatMap((word) => bytesOf(word, 4))], sets)
}

export function netflow9Datagram(head: Head & { uptimeMs: number }, ...sets: Uint8Array[]): Uint8Array {
  const words = [head.uptimeMs, head.seconds, head.sequence, head.domain]
  return joined([0, 9, ...bytesOf(sets.length, 2), ...words.flatMap((word) => bytesOf(word, 4))], sets)
}

export interface Flow5 {
  source: number
  destination: number
  packets: number
  bytes: number
  first: number
  last: number
}

/** Ports 1 and 2, UDP, flags 3. */
export function netflow5Datagram(
  head: { seconds: number; uptimeMs: number; sequence: number; sampling: number },
  flows: readonly Flow5[],
): Uint8Array {
  const records = flows.flatMap((flow) => [
    ...[flow.source, flow.destination, 0, 0, flow.packets, flow.bytes, flow.first, flow.last].flatMap((x) => bytesOf(x, 4)),
    ...[0, 1, 0, 2, 0, 3, 17, 0],
    ...[0, 0, 0, 0, 0, 0, 0, 0],
  ])
  const words = [head.uptimeMs, head.seconds, 0, head.sequence].flatMap((word) => bytesOf(word, 4))
  return joined([0, 5, ...bytesOf(flows.length, 2), ...words, 0, 0, ...bytesOf(head.sampling, 2)], [Uint8Array.from(records)])
}
