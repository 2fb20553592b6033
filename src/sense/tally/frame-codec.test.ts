// That frames come back as they were, and that bytes which are none are refused by a word, never by a throw.

import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Bucket, channels, type Frame, marks, resolutions } from '../model/bucket.ts'
import { decodeFrame, encodeFrame, encodeFrames, mostFrameBytes } from './frame-codec.ts'
import { hashWord } from './hash.ts'
import { addHash, createRegisters, mostInRegister, registerCount } from './hyperloglog.ts'

const amount = fc.oneof(fc.nat(), fc.maxSafeNat(), fc.double({ min: 0, max: 1e15, noNaN: true }))
const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
const name = fc
  .string({ maxLength: 30, unit: 'grapheme' })
  .map((word) => word.slice(0, 60).replace(/[\ud800-\udfff]/g, 'x'))

const registers = fc.oneof(
  fc.constant(null),
  fc.uint8Array({ minLength: registerCount, maxLength: registerCount, max: mostInRegister }),
  fc.nat(20_000).map((count) => {
    const made = createRegisters()
    for (let n = 0; n < count; n++) addHash(made, hashWord(n))
    return made
  }),
)

const heavy = fc.record({
  kind: fc.constantFrom('source', 'destination', 'as', 'port', 'path', 'agent', 'reporter', 'text' as const),
  key: name,
  amount,
  error: amount,
})

const row = fc.record({
  country: fc.constantFrom('DE', 'US', '??', '*'),
  part: fc.integer({ min: -1, max: 255 }),
  direction: fc.constantFrom('in', 'out'),
  bytes: amount,
  packets: amount,
  flows: amount,
})

const bucket: fc.Arbitrary<Bucket> = fc
  .record({
    series: name,
    channel: fc.constantFrom(...channels),
    at: fc.integer({ min: 0, max: 600_000 }),
    seconds: fc.constantFrom(...resolutions),
    rows: fc.array(row, { maxLength: 5 }),
    records: amount,
    squares: amount,
    sources: registers,
    destinations: registers,
    heavy: fc.array(heavy, { maxLength: 4 }),
    shapes: fc.dictionary(name, fc.record({ packets: amount, bytes: amount }, { noNullPrototype: true }), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
    values: fc.oneof(fc.constant(null), fc.record({ sum: number, count: amount, least: number, most: number })),
    marks: fc.subarray([...marks]),
  })
  .map((made) => ({ ...made, at: made.at * made.seconds }) as Bucket)

const frames: fc.Arbitrary<Frame> = fc.record({
  realm: fc.constantFrom('live', 'exercise:1'),
  sensor: name,
  run: fc.maxSafeNat().map((n) => Math.max(0, n - 1)),
  sequence: fc.nat(),
  buckets: fc.array(bucket, { maxLength: 4 }),
  health: fc.record({
    at: fc.nat(),
    startedAt: fc.nat(),
    datagrams: fc.nat(),
    records: fc.nat(),
    bytes: amount,
    lost: fc.dictionary(name, fc.nat(), { maxKeys: 4, noNullPrototype: true }),
    exporters: fc.nat(),
    residentBytes: fc.nat(),
  }),
})

function bytesOf(frame: Frame): Uint8Array {
  const encoded = encodeFrame(frame)
  if (!encoded.ok) throw new Error(encoded.why)
  return encoded.bytes
}

const [sample] = fc.sample(frames, { numRuns: 1, seed: 4 }) as [Frame]

/** With the checksum made right again, so that the content is what is refused. */
function signed(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  view.setUint32(4, bytes.length, true)
  view.setUint32(8, crc32(bytes.subarray(12)), true)
  return bytes
}

test('a frame comes back as it was', () => {
  fc.assert(
    fc.property(frames, (frame) => {
      expect(decodeFrame(bytesOf(frame))).toEqual({ ok: true, frame })
    }),
  )
})

test('any one changed byte is noticed', () => {
  const bytes = bytesOf(sample)
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const spoilt = bytes.slice()
      spoilt[at] = (spoilt[at] ?? 0) ^ change
      expect(decodeFrame(spoilt).ok).toBe(false)
    }),
  )
})

test('every beginning of a frame is refused, also when its length and checksum are made to fit', () => {
  const bytes = bytesOf(sample)
  for (let length = 0; length < bytes.length; length += length < 300 ? 1 : 37) {
    expect(decodeFrame(bytes.slice(0, length)).ok).toBe(false)
    if (length >= 12) expect(decodeFrame(signed(bytes.slice(0, length)))).toEqual({ ok: false, why: 'content' })
  }
})

test('random content with a right checksum is refused or read, never thrown', () => {
  const head = [0x54, 0x53, 0x46, 1, 0, 0, 0, 0, 0, 0, 0, 0]
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (body) => {
      expect(() => decodeFrame(signed(Uint8Array.from([...head, ...body])))).not.toThrow()
    }),
    { numRuns: 2000 },
  )
  const whole = bytesOf(sample)
  fc.assert(
    fc.property(fc.integer({ min: 12, max: whole.length - 1 }), fc.nat(255), (at, byte) => {
      const spoilt = whole.slice()
      spoilt[at] = byte
      expect(() => decodeFrame(signed(spoilt))).not.toThrow()
    }),
    { numRuns: 2000 },
  )
})

test('each refusal is a word', () => {
  const bytes = bytesOf(sample)
  const why = (spoilt: Uint8Array) => {
    const decoded = decodeFrame(spoilt)
    return decoded.ok ? 'ok' : decoded.why
  }
  const changed = (at: number, value: number) => bytes.map((byte, n) => (n === at ? value : byte))
  expect(why(changed(0, 0))).toBe('not-a-frame')
  expect(why(changed(3, 9))).toBe('version')
  expect(why(changed(4, bytes[4] === 1 ? 2 : 1))).toBe('length')
  expect(why(changed(bytes.length - 1, 77))).toBe('checksum')
  expect(why(new Uint8Array(mostFrameBytes + 1))).toBe('too-large')
  expect(why(new Uint8Array(3))).toBe('length')
})

test('a bucket that is not on its grid is no content', () => {
  const [one] = fc.sample(bucket, 1) as [Bucket]
  const odd = { ...sample, buckets: [{ ...one, at: 7, seconds: 10 as const }] }
  expect(decodeFrame(bytesOf(odd))).toEqual({ ok: false, why: 'content' })
})

test('what is too large for one frame goes into several, in order, with sequences that count on', () => {
  const buckets = fc.sample(bucket, { numRuns: 64, seed: 9 })
  const { frames: parts, left } = encodeFrames({ ...sample, sequence: 5, buckets }, 20_000)
  expect(left).toBe(0)
  expect(parts.length).toBeGreaterThan(2)
  expect(parts.map((part) => part.sequence)).toEqual(parts.map((_, n) => 5 + n))
  const decoded = parts.map((part) => decodeFrame(part.bytes))
  expect(decoded.flatMap((part) => (part.ok ? part.frame.buckets : []))).toEqual(buckets)
  expect(encodeFrames({ ...sample, buckets }, 100)).toEqual({ frames: [], left: 64 })
})

test('a sketch of a million sources takes about a kilobyte', () => {
  const full = createRegisters()
  for (let n = 0; n < 1_000_000; n++) addHash(full, hashWord(n))
  const [one] = fc.sample(bucket, { numRuns: 1, seed: 2 }) as [Bucket]
  const size = (sources: Uint8Array | null) => bytesOf({ ...sample, buckets: [{ ...one, sources }] }).length
  expect(size(full) - size(null)).toBeLessThan(1100)
})
