// A bucket as bytes for a row of the store: rows by country apart from the rest, since charts need only those.
// Numbers and sketches are written as in a frame (`tally/wire.ts`). What is unpacked was packed here, and is trusted.
import { type Bucket, type BucketRow, type Direction, type Heavy, type Mark, marks } from '../model/bucket.ts'
import { readRegisters, writeRegisters } from '../tally/frame-registers.ts'
import {
  createReader,
  createWriter,
  type Reader,
  readBytes,
  readNumber,
  type Writer,
  writeBytes,
  writeNumber,
} from '../tally/wire.ts'

/** Order is that of the stored bytes; new ones go to the end. */
const directions = ['in', 'out'] as const satisfies readonly Direction[]
const kinds = [
  'source',
  'destination',
  'as',
  'port',
  'path',
  'agent',
  'reporter',
  'text',
] as const satisfies readonly Heavy['kind'][]

/** Sketches, the biggest, shapes and samples: what `Bucket` holds beside its name, its rows and its marks. */
export type Detail = Pick<Bucket, 'squares' | 'sources' | 'destinations' | 'heavy' | 'shapes' | 'values'>

export const noDetail: Detail = { squares: 0, sources: null, destinations: null, heavy: [], shapes: {}, values: null }

/** The bit of each mark is its place in the list of the model: marks may be added at its end only. */
export function packMarks(given: readonly Mark[]): number {
  let bits = 0
  for (const mark of given) bits |= 1 << marks.indexOf(mark)
  return bits
}

export function unpackMarks(bits: number): Mark[] {
  return bits === 0 ? [] : marks.filter((_, at) => bits & (1 << at))
}

export function packRows(rows: readonly BucketRow[]): Uint8Array {
  const to = createWriter()
  writeNumber(to, rows.length)
  for (const row of rows) {
    writeText(to, row.country)
    writeNumber(to, (row.part + 1) * 2 + directions.indexOf(row.direction))
    for (const amount of [row.bytes, row.packets, row.flows]) writeNumber(to, amount)
  }
  return written(to)
}

export function unpackRows(bytes: Uint8Array): BucketRow[] {
  const from = createReader(bytes)
  return Array.from({ length: readNumber(from) }, () => {
    const country = readText(from)
    const both = readNumber(from)
    return {
      country,
      part: Math.floor(both / 2) - 1,
      direction: directions[both % 2] ?? 'in',
      bytes: readNumber(from),
      packets: readNumber(from),
      flows: readNumber(from),
    }
  })
}

export function packDetail(detail: Detail): Uint8Array {
  const to = createWriter()
  writeNumber(to, detail.squares)
  writeRegisters(to, detail.sources)
  writeRegisters(to, detail.destinations)
  writeNumber(to, detail.heavy.length)
  for (const { kind, key, amount, error } of detail.heavy) {
    writeNumber(to, kinds.indexOf(kind))
    writeText(to, key)
    writeNumber(to, amount)
    writeNumber(to, error)
  }
  const shapes = Object.entries(detail.shapes)
  writeNumber(to, shapes.length)
  for (const [name, { packets, bytes }] of shapes) {
    writeText(to, name)
    writeNumber(to, packets)
    writeNumber(to, bytes)
  }
  const { values } = detail
  writeNumber(to, values ? 1 : 0)
  if (values) for (const value of [values.sum, values.count, values.least, values.most]) writeNumber(to, value)
  return written(to)
}

export function unpackDetail(bytes: Uint8Array): Detail {
  const from = createReader(bytes)
  const squares = readNumber(from)
  const sources = readRegisters(from)
  const destinations = readRegisters(from)
  const heavy = Array.from({ length: readNumber(from) }, () => ({
    kind: kinds[readNumber(from)] ?? 'source',
    key: readText(from),
    amount: readNumber(from),
    error: readNumber(from),
  }))
  const shapes = Object.fromEntries(
    Array.from({ length: readNumber(from) }, () => [
      readText(from),
      { packets: readNumber(from), bytes: readNumber(from) },
    ]),
  )
  const values =
    readNumber(from) === 1
      ? { sum: readNumber(from), count: readNumber(from), least: readNumber(from), most: readNumber(from) }
      : null
  return { squares, sources, destinations, heavy, shapes, values }
}

/** The sketch of the sources alone, which stands near the beginning. */
export function unpackSources(detail: Uint8Array): Uint8Array | null {
  const from = createReader(detail)
  readNumber(from)
  return readRegisters(from)
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function writeText(to: Writer, value: string): void {
  const bytes = encoder.encode(value)
  writeNumber(to, bytes.length)
  writeBytes(to, bytes)
}

function readText(from: Reader): string {
  return decoder.decode(readBytes(from, readNumber(from)))
}

function written(to: Writer): Uint8Array {
  return to.bytes.subarray(0, to.length)
}
