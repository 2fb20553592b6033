// The story of 10 March 2025 as frames of one sensor, moved so that it happens now: for pictures of a node that really judges it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bucket } from '../../src/sense/model/bucket.ts'
import {
  storyBuckets,
  storyComplaintBuckets,
  storyComplaints,
  storyTraffic,
} from '../../src/sense/rules/generate/story.ts'
import { encodeFrames } from '../../src/sense/tally/frame-codec.ts'

const at = (time: string) => Date.parse(`2025-03-${time}Z`) / 1000
/** Three of the four waves are over. The store keeps two days of tens of seconds: the history begins within them. */
const span = { from: at('09T00:00:00'), to: at('10T15:10:00') }
const bucketsPerFrame = 200

/** Writes frames into `folder`, as a stick carries them; the newest bucket ends at `endsAt` (seconds since 1970). */
export function writeStoryFrames(folder: string, whose: { target: string; sensor: string }, endsAt: number): number {
  const shift = Math.floor((endsAt - span.to) / 10) * 10
  const counted = [
    ...storyBuckets(storyTraffic(7, 1), whose.target, span),
    ...storyComplaintBuckets(storyComplaints(7, 1, 10), whose.target),
  ]
  const buckets: Bucket[] = counted
    .filter((bucket) => bucket.at >= span.from && bucket.at < span.to)
    .map((bucket) => ({ ...bucket, at: bucket.at + shift }))
    .sort((a, b) => a.at - b.at)
  mkdirSync(folder, { recursive: true })
  const health = { at: endsAt, startedAt: endsAt - 200_000, datagrams: 0, records: 0, bytes: 0, lost: {}, exporters: 1 }
  let sequence = 1
  for (let from = 0; from < buckets.length; from += bucketsPerFrame) {
    const part = buckets.slice(from, from + bucketsPerFrame)
    const run = (endsAt - 200_000) * 1000
    const frame = { realm: 'live', sensor: whose.sensor, run, sequence, buckets: part }
    for (const made of encodeFrames({ ...frame, health: { ...health, residentBytes: 90_000_000 } }).frames) {
      writeFileSync(join(folder, `${String(made.sequence).padStart(8, '0')}.frame`), made.bytes)
      sequence = made.sequence + 1
    }
  }
  return buckets.length
}
