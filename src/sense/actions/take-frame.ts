// One frame, whoever carried it: read, held against its name and its times, let in, and kept once.
import type { Frame } from '../model/bucket.ts'
import type { TelemetryStore } from '../store/telemetry-store.ts'
import { decodeFrame, type FrameFault } from '../tally/frame-codec.ts'

/** Who sent it, as the way it came says: a subject that only this sensor may write to, a token of its own. */
export interface FrameOrigin {
  realm: string
  sensor: string
}

export type FrameRefusal = FrameFault | 'other-origin' | 'ahead-of-time' | 'unknown-sensor'

/** `refused`: this frame will never be taken, so it must not be sent again. A throw: not now, send it again. */
export type Taken = { ok: true; counted: boolean; buckets: number } | { ok: false; refused: FrameRefusal }

export interface FrameGate {
  store: Pick<TelemetryStore, 'keep'>
  /** The frame as far as its sensor may say it (buckets may be left out), or null when nothing is taken from it. */
  admit(frame: Frame): Promise<Frame | null>
  nowSeconds(realm: string): number
}

/** A bucket may be so far ahead of the hub's clock; the store has no place for what lies further ahead. */
const mostSecondsAhead = 86_400

/** Resolves when the store has it on the disk. */
export async function takeFrame(gate: FrameGate, bytes: Uint8Array, origin: FrameOrigin | null): Promise<Taken> {
  const read = decodeFrame(bytes)
  if (!read.ok) return { ok: false, refused: read.why }
  const { frame } = read
  if (origin && (frame.realm !== origin.realm || frame.sensor !== origin.sensor)) {
    return { ok: false, refused: 'other-origin' }
  }
  const latest = gate.nowSeconds(frame.realm) + mostSecondsAhead
  if (frame.buckets.some(({ at }) => at > latest)) return { ok: false, refused: 'ahead-of-time' }
  const admitted = await gate.admit(frame)
  if (!admitted) return { ok: false, refused: 'unknown-sensor' }
  const counted = await gate.store.keep(admitted)
  return { ok: true, counted, buckets: admitted.buckets.length }
}
