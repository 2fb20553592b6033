// Seconds since 1970 UTC, by which counters and buckets count, as the instants by which the house speaks.
import type { Instant } from '#kernel/time.ts'

/** Sensors and exporters may say what they like of their clocks; what is no moment is shown as the first one. */
export function momentOf(seconds: number): Instant {
  const sound = Number.isFinite(seconds) && Math.abs(seconds) < 8e12 && seconds >= 0
  return new Date(sound ? seconds * 1000 : 0).toISOString()
}

/** Without a fraction where there is none, for files that people read: 2025-03-10T09:45:00Z. */
export function utcOf(seconds: number): Instant {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}
