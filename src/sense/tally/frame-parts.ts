// The parts of a frame: buckets, sketches, health. Every field that is read is checked against what the model allows.
import {
  type Bucket,
  type BucketRow,
  channels,
  type Direction,
  type Heavy,
  type Mark,
  marks,
  type Resolution,
  resolutions,
  type SensorHealth,
} from '../model/bucket.ts'
import { CountedBucket } from './close-window.ts'
import { readRegisters, writeRegisters } from './frame-registers.ts'
import { registerCount } from './hyperloglog.ts'
import {
  type Reader,
  readAmount,
  readByte,
  readCount,
  readNumber,
  text,
  WireFault,
  type Writer,
  writeByte,
  writeNumber,
} from './wire.ts'

/** Order is the wire's; new kinds go to the end. */
const heavyKinds = [
  'source',
  'destination',
  'as',
  'port',
  'path',
  'agent',
  'reporter',
  'text',
] as const satisfies readonly Heavy['kind'][]

const mostRows = 1100
const mostHeavy = 1100
const mostShapes = 128
const mostReasons = 128
/** Characters of a heavy key: longer ones (paths, agents) are cut when they are written. */
const mostKeyCharacters = 300
const mostSeriesCharacters = 100
const countryPattern = /^(?:[A-Z]{2}|\?\?|\*)$/

export function writeHealth(writer: Writer, health: SensorHealth): void {
  const { at, startedAt, datagrams, records, bytes, exporters, residentBytes } = health
  for (const value of [at, startedAt, datagrams, records, bytes, exporters, residentBytes]) writeNumber(writer, value)
  const lost = Object.entries(health.lost)
  writeNumber(writer, lost.length)
  for (const [reason, count] of lost) {
    writeNumber(writer, text(writer, reason))
    writeNumber(writer, count)
  }
}

export function readHealth(reader: Reader): SensorHealth {
  const [at, startedAt, datagrams, records] = [amount(), amount(), amount(), amount()]
  const [bytes, exporters, residentBytes] = [amount(), amount(), amount()]
  const lost = new Map<string, number>()
  const reasons = readCount(reader, mostReasons)
  for (let n = 0; n < reasons; n++) lost.set(reader.textAt(64), amount())
  return { at, startedAt, datagrams, records, bytes, lost: Object.fromEntries(lost), exporters, residentBytes }

  function amount(): number {
    return readAmount(reader)
  }
}

export function writeBuckets(writer: Writer, buckets: readonly Bucket[]): void {
  writeNumber(writer, buckets.length)
  for (const bucket of buckets) writeBucket(writer, bucket)
}

export function readBuckets(reader: Reader, most: number): Bucket[] {
  const count = readCount(reader, most)
  const buckets: Bucket[] = []
  for (let n = 0; n < count; n++) buckets.push(readBucket(reader))
  return buckets
}

function writeBucket(writer: Writer, bucket: Bucket): void {
  writeNumber(writer, text(writer, bucket.series.slice(0, mostSeriesCharacters)))
  writeByte(writer, channels.indexOf(bucket.channel))
  writeByte(writer, resolutions.indexOf(bucket.seconds))
  writeNumber(writer, bucket.at)
  writeNumber(writer, bucket.records)
  writeNumber(writer, bucket.squares)
  writeByte(
    writer,
    marks.reduce((bits, mark, bit) => (bucket.marks.includes(mark) ? bits | (1 << bit) : bits), 0),
  )
  writeNumber(writer, bucket.rows.length)
  for (const row of bucket.rows) writeRow(writer, row)
  writeSketches(writer, bucket)
  writeNumber(writer, bucket.heavy.length)
  for (const entry of bucket.heavy) writeHeavy(writer, entry)
  const shapes = Object.entries(bucket.shapes)
  writeNumber(writer, shapes.length)
  for (const [name, shape] of shapes) {
    writeNumber(writer, text(writer, name))
    writeNumber(writer, shape.packets)
    writeNumber(writer, shape.bytes)
  }
  writeByte(writer, bucket.values ? 1 : 0)
  if (!bucket.values) return
  const { sum, count, least, most } = bucket.values
  for (const value of [sum, count, least, most]) writeNumber(writer, value)
}

/** Of a bucket that was just counted, without making arrays of them first. */
function writeSketches(writer: Writer, bucket: Bucket): void {
  for (const sketch of ['sources', 'destinations'] as const) {
    registers.fill(0)
    if (bucket instanceof CountedBucket) bucket.loadSketch(sketch, registers)
    writeRegisters(writer, bucket instanceof CountedBucket ? registers : bucket[sketch])
  }
}

const registers = new Uint8Array(registerCount)

function readBucket(reader: Reader): Bucket {
  const series = reader.textAt(mostSeriesCharacters)
  const channel = channels[readByte(reader)]
  const seconds = resolutions[readByte(reader)]
  if (!channel || !seconds) throw new WireFault()
  const at = readStart(reader, seconds)
  const records = readAmount(reader)
  const squares = readAmount(reader)
  const markBits = readByte(reader)
  if (markBits >>> marks.length !== 0) throw new WireFault()
  return {
    series,
    channel,
    at,
    seconds,
    rows: readMany(reader, mostRows, readRow),
    records,
    squares,
    sources: readRegisters(reader),
    destinations: readRegisters(reader),
    heavy: readMany(reader, mostHeavy, readHeavy),
    shapes: Object.fromEntries(readMany(reader, mostShapes, readShape)),
    values: readValues(reader),
    marks: marks.filter((_: Mark, bit) => (markBits >>> bit) & 1),
  }
}

function readMany<T>(reader: Reader, most: number, read: (reader: Reader) => T): T[] {
  const count = readCount(reader, most)
  const list: T[] = []
  for (let n = 0; n < count; n++) list.push(read(reader))
  return list
}

function readStart(reader: Reader, seconds: Resolution): number {
  const at = readNumber(reader)
  // Up to the year 9999: anything later is no time, and would not fit a timestamp of the database.
  if (!Number.isInteger(at) || at < 0 || at > 253_402_300_799 || at % seconds !== 0) throw new WireFault()
  return at
}

function writeRow(writer: Writer, row: BucketRow): void {
  writeNumber(writer, text(writer, row.country))
  writeNumber(writer, row.part + 1)
  writeByte(writer, row.direction === 'out' ? 1 : 0)
  writeNumber(writer, row.bytes)
  writeNumber(writer, row.packets)
  writeNumber(writer, row.flows)
}

function readRow(reader: Reader): BucketRow {
  const country = reader.textAt(2)
  if (!countryPattern.test(country)) throw new WireFault()
  const part = readCount(reader, 65_536) - 1
  const directionByte = readByte(reader)
  if (directionByte > 1) throw new WireFault()
  const direction: Direction = directionByte === 1 ? 'out' : 'in'
  return {
    country,
    part,
    direction,
    bytes: readAmount(reader),
    packets: readAmount(reader),
    flows: readAmount(reader),
  }
}

function writeHeavy(writer: Writer, entry: Heavy): void {
  writeByte(writer, heavyKinds.indexOf(entry.kind))
  writeNumber(writer, text(writer, entry.key.slice(0, mostKeyCharacters)))
  writeNumber(writer, entry.amount)
  writeNumber(writer, entry.error)
}

function readHeavy(reader: Reader): Heavy {
  const kind = heavyKinds[readByte(reader)]
  if (!kind) throw new WireFault()
  return { kind, key: reader.textAt(mostKeyCharacters), amount: readAmount(reader), error: readAmount(reader) }
}

function readShape(reader: Reader): [string, { packets: number; bytes: number }] {
  return [reader.textAt(64), { packets: readAmount(reader), bytes: readAmount(reader) }]
}

function readValues(reader: Reader): Bucket['values'] {
  const present = readByte(reader)
  if (present > 1) throw new WireFault()
  if (present === 0) return null
  return { sum: readNumber(reader), count: readAmount(reader), least: readNumber(reader), most: readNumber(reader) }
}
