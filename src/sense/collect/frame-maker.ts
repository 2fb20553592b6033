// Buckets of all threads become frames: those of one series and time merged, doubtful ones marked, numbered within this life.
import type { Bucket, SensorHealth } from '../model/bucket.ts'
import { encodeFrames } from '../tally/frame-codec.ts'
import { mergeAll } from '../tally/merge.ts'
import type { Disturbances } from './disturbances.ts'

export interface FrameMaker {
  add(buckets: readonly Bucket[]): void
  /** Makes frames of what was added; with nothing added, one that only tells of health when `evenIfEmpty`. */
  take(health: SensorHealth, evenIfEmpty: boolean): MadeFrame[]
  /** Forgets what was added: nobody is there to send it to. */
  drop(): void
  /** Buckets that no frame could hold. */
  readonly left: number
}

/** Some 5 KB each: frames stay near a megabyte, and none is encoded twice to find that it is too large. */
const bucketsPerFrame = 256

export interface MadeFrame {
  sequence: number
  bytes: Uint8Array
}

export function createFrameMaker(
  name: { realm: string; sensor: string; run: number },
  disturbances: Disturbances,
): FrameMaker {
  const waiting: Bucket[] = []
  let sequence = 0
  let left = 0
  return {
    get left() {
      return left
    },
    add(buckets) {
      for (const bucket of buckets) waiting.push(bucket)
    },
    drop() {
      waiting.length = 0
    },
    take(health, evenIfEmpty) {
      if (waiting.length === 0 && !evenIfEmpty) return []
      const buckets = mergedByKey(waiting.splice(0))
      disturbances.mark(buckets)
      const all: MadeFrame[] = []
      for (let from = 0; from === 0 || from < buckets.length; from += bucketsPerFrame) {
        const part = buckets.slice(from, from + bucketsPerFrame)
        const made = encodeFrames({ ...name, sequence, buckets: part, health })
        left += made.left
        sequence += made.frames.length
        for (const frame of made.frames) all.push(frame)
      }
      return all
    },
  }
}

/** Two threads may count one series at one time. */
export function mergedByKey(buckets: readonly Bucket[]): Bucket[] {
  const groups = new Map<string, Bucket[]>()
  for (const bucket of buckets) {
    const key = `${bucket.channel} ${bucket.at} ${bucket.seconds} ${bucket.series}`
    const group = groups.get(key)
    if (group) group.push(bucket)
    else groups.set(key, [bucket])
  }
  return [...groups.values()].map((group) => (group.length === 1 ? (group[0] as Bucket) : mergeAll(group)))
}
