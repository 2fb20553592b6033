// When something made numbers doubtful (drops, gaps in sequence, a worker that was away), and which buckets that touches.
import type { Bucket, Channel, Mark } from '../model/bucket.ts'

export interface Disturbance {
  mark: Mark
  /** Channels whose numbers it touches. */
  channels: readonly Channel[]
  /** Seconds since 1970, both ends included. */
  from: number
  to: number
}

export interface Disturbances {
  add(one: Disturbance): void
  /** Puts the marks on buckets that a disturbance touches. */
  mark(buckets: readonly Bucket[]): void
}

const most = 256

/**
 * Remembers the newest disturbances, neighbours of one kind joined. `reachSeconds`: how far back a datagram tells, since an
 * exporter reports flows only when they end or time out; what was lost with it belongs to buckets before.
 */
export function createDisturbances(reachSeconds: number): Disturbances {
  const kept: Disturbance[] = []
  return {
    add(one) {
      const open = kept.find(
        ({ mark, channels, to }) => mark === one.mark && channels === one.channels && one.from <= to + 2,
      )
      if (open) open.to = Math.max(open.to, one.to)
      else kept.push({ ...one })
      // Two joined into one that covers both would say too much; the oldest has long been sent.
      if (kept.length > most) kept.shift()
    },
    mark(buckets) {
      for (const bucket of buckets) {
        for (const { mark, channels, from, to } of kept) {
          const touched = bucket.at <= to && bucket.at + bucket.seconds > from - reachSeconds
          if (touched && channels.includes(bucket.channel) && !bucket.marks.includes(mark)) bucket.marks.push(mark)
        }
      }
    },
  }
}
