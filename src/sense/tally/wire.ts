// Numbers and texts of a frame: growing writer, bounded reader. Reading throws only WireFault, caught by the codec.

/** What was read is no frame of ours. Caught in `decodeFrame`; nothing else throws or catches it. */
export class WireFault extends Error {}

/** Texts of a frame, each once. */
const mostTexts = 65_536
const mostTextBytes = 1200

export interface Writer {
  bytes: Uint8Array
  view: DataView
  length: number
  readonly texts: Map<string, number>
}

export function createWriter(): Writer {
  const bytes = new Uint8Array(4096)
  return { bytes, view: new DataView(bytes.buffer), length: 0, texts: new Map() }
}

function reserve(writer: Writer, more: number): void {
  const needed = writer.length + more
  if (needed <= writer.bytes.length) return
  const grown = new Uint8Array(Math.max(needed, writer.bytes.length * 2))
  grown.set(writer.bytes.subarray(0, writer.length))
  writer.bytes = grown
  writer.view = new DataView(grown.buffer)
}

/** Whole and not negative: LEB128 of one more. Anything else: a zero byte and a double. */
export function writeNumber(writer: Writer, value: number): void {
  reserve(writer, 10)
  // Nearly all numbers are small: they need no arithmetic of doubles. Minus zero is no such number.
  const small = value | 0
  if (small === value && value >= 0 && value < 0x7fffffff && !Object.is(value, -0)) {
    writeSmall(writer, small + 1)
    return
  }
  if (!Number.isInteger(value) || value < 0 || value >= Number.MAX_SAFE_INTEGER || Object.is(value, -0)) {
    writer.bytes[writer.length++] = 0
    writer.view.setFloat64(writer.length, value, true)
    writer.length += 8
    return
  }
  let left = value + 1
  while (left >= 128) {
    writer.bytes[writer.length++] = (left % 128) | 128
    left = Math.floor(left / 128)
  }
  writer.bytes[writer.length++] = left
}

/** There is room for it. */
function writeSmall(writer: Writer, value: number): void {
  const { bytes } = writer
  let at = writer.length
  let left = value
  while (left >= 128) {
    bytes[at++] = (left & 127) | 128
    left >>>= 7
  }
  bytes[at++] = left
  writer.length = at
}

export function writeByte(writer: Writer, value: number): void {
  reserve(writer, 1)
  writer.bytes[writer.length++] = value
}

export function writeBytes(writer: Writer, bytes: Uint8Array): void {
  reserve(writer, bytes.length)
  writer.bytes.set(bytes, writer.length)
  writer.length += bytes.length
}

/** The number that stands for this text in the frame. */
export function text(writer: Writer, value: string): number {
  const known = writer.texts.get(value)
  if (known !== undefined) return known
  const number = writer.texts.size
  writer.texts.set(value, number)
  return number
}

export function writeTexts(writer: Writer, texts: ReadonlyMap<string, number>): void {
  const encoder = new TextEncoder()
  writeNumber(writer, texts.size)
  for (const value of texts.keys()) if (!writeAscii(writer, value)) writeText(writer, encoder.encode(value))
}

function writeText(writer: Writer, bytes: Uint8Array): void {
  writeNumber(writer, bytes.length)
  writeBytes(writer, bytes)
}

/** Countries, addresses and numbers: a call of the encoder for each would cost more than writing them. False: nothing was written. */
function writeAscii(writer: Writer, value: string): boolean {
  const { length } = value
  // So short that its length is one byte.
  if (length > 126) return false
  reserve(writer, length + 1)
  const { bytes } = writer
  const from = writer.length
  bytes[from] = length + 1
  for (let at = 0; at < length; at++) {
    const unit = value.charCodeAt(at)
    if (unit > 127) return false
    bytes[from + 1 + at] = unit
  }
  writer.length = from + 1 + length
  return true
}

export interface Reader {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly texts: string[]
  at: number
  /** The next number as a text of at most so many characters. */
  textAt(mostCharacters: number): string
}

export function createReader(bytes: Uint8Array): Reader {
  const reader: Reader = {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    texts: [],
    at: 0,
    textAt(mostCharacters) {
      const found = reader.texts[readNumber(reader)]
      if (found === undefined || found.length > mostCharacters) throw new WireFault()
      return found
    },
  }
  return reader
}

export function readByte(reader: Reader): number {
  const byte = reader.bytes[reader.at++]
  if (byte === undefined) throw new WireFault()
  return byte
}

/** Always finite. */
export function readNumber(reader: Reader): number {
  let byte = readByte(reader)
  if (byte === 0) {
    if (reader.at + 8 > reader.bytes.length) throw new WireFault()
    const value = reader.view.getFloat64(reader.at, true)
    reader.at += 8
    if (!Number.isFinite(value)) throw new WireFault()
    return value
  }
  let value = byte & 127
  let scale = 128
  while (byte >= 128) {
    byte = readByte(reader)
    value += (byte & 127) * scale
    scale *= 128
    if (value > Number.MAX_SAFE_INTEGER) throw new WireFault()
  }
  return value - 1
}

/** A number that counts or measures: finite, not negative. */
export function readAmount(reader: Reader): number {
  const value = readNumber(reader)
  if (value < 0) throw new WireFault()
  return value
}

/** How many of something follow: whole, at most `most`. */
export function readCount(reader: Reader, most: number): number {
  const value = readNumber(reader)
  if (!Number.isInteger(value) || value < 0 || value > most) throw new WireFault()
  return value
}

export function readBytes(reader: Reader, length: number): Uint8Array {
  const end = reader.at + length
  if (end > reader.bytes.length) throw new WireFault()
  const bytes = reader.bytes.subarray(reader.at, end)
  reader.at = end
  return bytes
}

export function readTexts(reader: Reader): void {
  const decoder = new TextDecoder()
  const count = readCount(reader, mostTexts)
  for (let n = 0; n < count; n++) reader.texts.push(decoder.decode(readBytes(reader, readCount(reader, mostTextBytes))))
}
