// How the hub takes a frame: kept first, answered then, counted once, refused with a reason.
import { expect, test } from 'vitest'
import type { Frame } from '../model/bucket.ts'
import { encodeFrame } from '../tally/frame-codec.ts'
import { type FrameGate, takeFrame } from './take-frame.ts'

const now = 1_741_600_000
const kept: Frame[] = []

function gate(given: Partial<FrameGate> = {}): FrameGate {
  kept.length = 0
  return {
    store: {
      async keep(frame) {
        kept.push(frame)
        return kept.length === 1
      },
    },
    admit: async (frame) => frame,
    nowSeconds: () => now,
    ...given,
  }
}

function bytesOf(at: number): Uint8Array {
  const health = { at, startedAt: at, datagrams: 0, records: 0, bytes: 0, lost: {}, exporters: 0, residentBytes: 0 }
  const bucket = {
    series: 'a',
    channel: 'flow' as const,
    at,
    seconds: 10 as const,
    rows: [],
    records: 0,
    squares: 0,
    sources: null,
    destinations: null,
    heavy: [],
    shapes: {},
    values: null,
    marks: [],
  }
  const encoded = encodeFrame({ realm: 'live', sensor: 'rack-4', run: 1, sequence: 1, buckets: [bucket], health })
  if (!encoded.ok) throw new Error(encoded.why)
  return encoded.bytes
}

test('a frame is taken when the store has kept it, and says whether it was counted', async () => {
  const here = gate()
  expect(await takeFrame(here, bytesOf(now), null)).toEqual({ ok: true, counted: true, buckets: 1 })
  expect(await takeFrame(here, bytesOf(now), null)).toEqual({ ok: true, counted: false, buckets: 1 })
})

test('a store that fails is no refusal: the frame has to come again', async () => {
  const failing = gate({ store: { keep: () => Promise.reject(new Error('the disk is full')) } })
  await expect(takeFrame(failing, bytesOf(now), null)).rejects.toThrow('the disk is full')
})

test('a frame that says it is of somebody else than the way it came is refused', async () => {
  for (const origin of [
    { realm: 'live', sensor: 'rack-5' },
    { realm: 'exercise:1', sensor: 'rack-4' },
  ]) {
    expect(await takeFrame(gate(), bytesOf(now), origin)).toEqual({ ok: false, refused: 'other-origin' })
  }
  expect(await takeFrame(gate(), bytesOf(now), { realm: 'live', sensor: 'rack-4' })).toMatchObject({ ok: true })
})

test('a bucket of the day after tomorrow is refused, one of tomorrow is not', async () => {
  const day = 86_400
  const tomorrow = Math.floor((now + day) / 10) * 10
  expect(await takeFrame(gate(), bytesOf(tomorrow), null)).toMatchObject({ ok: true })
  expect(await takeFrame(gate(), bytesOf(tomorrow + day), null)).toEqual({ ok: false, refused: 'ahead-of-time' })
  expect(kept).toEqual([])
})

test('what is not let in, or cannot be read, never reaches the store', async () => {
  const closed = gate({ admit: async () => null })
  expect(await takeFrame(closed, bytesOf(now), null)).toEqual({ ok: false, refused: 'unknown-sensor' })
  expect(await takeFrame(closed, bytesOf(now).subarray(1), null)).toMatchObject({ ok: false })
  expect(kept).toEqual([])
})
