// Names and data of records as people write them (RFC 1035, 5.1): what is compared, kept and shown.
import { spelled } from '#kernel/network.ts'
import { type Readable, readName } from './dns-read.ts'

export const typeNumbers = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  DS: 43,
  DNSKEY: 48,
} as const

const mostCharacters = 500
const dot = 0x2e
const backslash = 0x5c

/** Lower case, without the last dot; the root is a dot. Bytes that are no plain letters are written as \DDD. */
export function nameText(labels: readonly Uint8Array[]): string {
  return labels.length === 0 ? '.' : labels.map(labelText).join('.')
}

function labelText(label: Uint8Array): string {
  let text = ''
  for (const byte of label) {
    if (byte === dot || byte === backslash) text += `\\${String.fromCharCode(byte)}`
    else if (byte > 0x20 && byte < 0x7f) text += String.fromCharCode(byte).toLowerCase()
    else text += `\\${String(byte).padStart(3, '0')}`
  }
  return text
}

/** The data of a record in one line, cut to what a sample keeps. */
export function presented(bytes: Uint8Array, type: number, from: number, length: number): Readable<string> {
  const read = inWords(bytes, type, from, length)
  return read.ok ? { ok: true, value: read.value.slice(0, mostCharacters) } : read
}

function inWords(bytes: Uint8Array, type: number, from: number, length: number): Readable<string> {
  const data = bytes.subarray(from, from + length)
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  if (type === typeNumbers.A) return length === 4 ? right(spelled([view.getUint32(0)], 4)) : short('A')
  if (type === typeNumbers.AAAA) {
    return length === 16
      ? right(
          spelled(
            [0, 4, 8, 12].map((at) => view.getUint32(at)),
            6,
          ),
        )
      : short('AAAA')
  }
  if (type === typeNumbers.NS || type === typeNumbers.CNAME) return nameIn(bytes, from, length, '')
  if (type === typeNumbers.MX)
    return length < 3 ? short('MX') : nameIn(bytes, from + 2, length - 2, `${view.getUint16(0)} `)
  if (type === typeNumbers.SOA) return soa(bytes, from, length)
  if (type === typeNumbers.TXT) return texts(data)
  if (length < 5) return short(type === typeNumbers.DS ? 'DS' : 'DNSKEY')
  const rest = Buffer.from(data.subarray(4))
  const head = `${view.getUint16(0)} ${view.getUint8(2)} ${view.getUint8(3)}`
  return right(`${head} ${rest.toString(type === typeNumbers.DS ? 'hex' : 'base64')}`)
}

const right = (value: string): Readable<string> => ({ ok: true, value })
const short = (what: string): Readable<string> => ({
  ok: false,
  why: `the data of a record of type ${what} have the wrong length`,
})

/** A name that fills the data to their end. */
function nameIn(bytes: Uint8Array, from: number, length: number, before: string): Readable<string> {
  const name = readName(bytes, from)
  if (!name.ok) return name
  if (name.value.next !== from + length) return { ok: false, why: 'a name does not end where its record ends' }
  return right(before + nameText(name.value.labels))
}

function soa(bytes: Uint8Array, from: number, length: number): Readable<string> {
  const first = readName(bytes, from)
  if (!first.ok) return first
  const second = readName(bytes, first.value.next)
  if (!second.ok) return second
  if (second.value.next + 20 !== from + length) return short('SOA')
  const view = new DataView(bytes.buffer, bytes.byteOffset + second.value.next, 20)
  const numbers = [0, 4, 8, 12, 16].map((at) => view.getUint32(at)).join(' ')
  return right(`${nameText(first.value.labels)} ${nameText(second.value.labels)} ${numbers}`)
}

/** Character strings in quotes, as zone files have them. */
function texts(data: Uint8Array): Readable<string> {
  const parts: string[] = []
  for (let at = 0; at < data.length; ) {
    const length = data[at] ?? 0
    if (at + 1 + length > data.length) return short('TXT')
    parts.push(`"${quoted(data.subarray(at + 1, at + 1 + length))}"`)
    at += length + 1
  }
  return right(parts.join(' '))
}

function quoted(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) {
    if (byte === 0x22 || byte === backslash) text += `\\${String.fromCharCode(byte)}`
    else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte)
    else text += `\\${String(byte).padStart(3, '0')}`
  }
  return text
}
