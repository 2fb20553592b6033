// Frames as bytes on the way from a sensor to a hub: small, versioned, checked, and bounded whatever arrives.
// Layout: 'TSF' and a version, length of the whole (32 bit), CRC-32 of what follows (both little endian), then: texts that
// occur (once each), head, health, buckets. Numbers are LEB128 where they are whole, else doubles (`wire.ts`).
import { crc32 } from 'node:zlib'
import type { Frame } from '../model/bucket.ts'
import { readBuckets, readHealth, writeBuckets, writeHealth } from './frame-parts.ts'
import { createReader, createWriter, readNumber, readTexts, text, WireFault, writeNumber, writeTexts } from './wire.ts'

/** What JetStream takes with room to spare (the server's own limit is set by its keeper; 1 MiB is its default). */
export const mostFrameBytes = 4 * 1024 * 1024
export const mostFrameBuckets = 8192

const version = 1
const headBytes = 12

export type Encoded = { ok: true; bytes: Uint8Array } | { ok: false; why: 'too-large' }
export type Decoded = { ok: true; frame: Frame } | { ok: false; why: FrameFault }
export type FrameFault = 'not-a-frame' | 'version' | 'length' | 'checksum' | 'content' | 'too-large'

/** One frame as bytes. Refused when it would be larger than a hub reads; `encodeFrames` halves it. */
export function encodeFrame(frame: Frame, mostBytes = mostFrameBytes): Encoded {
  if (frame.buckets.length > mostFrameBuckets) return { ok: false, why: 'too-large' }
  const body = createWriter()
  for (const word of [frame.realm, frame.sensor]) writeNumber(body, text(body, word))
  writeNumber(body, frame.run)
  writeNumber(body, frame.sequence)
  writeHealth(body, frame.health)
  writeBuckets(body, frame.buckets)
  const texts = createWriter()
  writeTexts(texts, body.texts)
  const total = headBytes + texts.length + body.length
  if (total > mostBytes) return { ok: false, why: 'too-large' }
  const bytes = new Uint8Array(total)
  bytes.set([0x54, 0x53, 0x46, version])
  bytes.set(texts.bytes.subarray(0, texts.length), headBytes)
  bytes.set(body.bytes.subarray(0, body.length), headBytes + texts.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(4, total, true)
  view.setUint32(8, crc32(bytes.subarray(headBytes)), true)
  return { ok: true, bytes }
}

/**
 * A frame as one or more frames of at most `mostBytes`, whose sequences count on from its own. A single bucket that does
 * not fit is left out and counted: `left`.
 */
export function encodeFrames(
  frame: Frame,
  mostBytes = mostFrameBytes,
): { frames: { sequence: number; bytes: Uint8Array }[]; left: number } {
  const frames: { sequence: number; bytes: Uint8Array }[] = []
  let left = 0
  const open = [frame.buckets]
  for (let buckets = open.pop(); buckets; buckets = open.pop()) {
    const sequence = frame.sequence + frames.length
    const encoded = encodeFrame({ ...frame, sequence, buckets }, mostBytes)
    if (encoded.ok) frames.push({ sequence, bytes: encoded.bytes })
    else if (buckets.length > 1) {
      const half = buckets.length >>> 1
      open.push(buckets.slice(half), buckets.slice(0, half))
    } else left += buckets.length
  }
  return { frames, left }
}

/** Never throws. `why` is a word for counters; nothing of the content is repeated in it. */
export function decodeFrame(bytes: Uint8Array): Decoded {
  if (bytes.length > mostFrameBytes) return { ok: false, why: 'too-large' }
  if (bytes.length < headBytes) return { ok: false, why: 'length' }
  if (bytes[0] !== 0x54 || bytes[1] !== 0x53 || bytes[2] !== 0x46) return { ok: false, why: 'not-a-frame' }
  if (bytes[3] !== version) return { ok: false, why: 'version' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(4, true) !== bytes.length) return { ok: false, why: 'length' }
  if (view.getUint32(8, true) !== crc32(bytes.subarray(headBytes))) return { ok: false, why: 'checksum' }
  try {
    return { ok: true, frame: readFrame(bytes.subarray(headBytes)) }
  } catch (error) {
    if (error instanceof WireFault) return { ok: false, why: 'content' }
    throw error
  }
}

function readFrame(bytes: Uint8Array): Frame {
  const reader = createReader(bytes)
  readTexts(reader)
  const realm = reader.textAt(64)
  const sensor = reader.textAt(100)
  const run = readNumber(reader)
  const sequence = readNumber(reader)
  if (!Number.isSafeInteger(run) || !Number.isSafeInteger(sequence)) throw new WireFault()
  const health = readHealth(reader)
  const buckets = readBuckets(reader, mostFrameBuckets)
  if (reader.at !== bytes.length) throw new WireFault()
  return { realm, sensor, run, sequence, buckets, health }
}
