// What the node counts of its own measuring, at /metrics.
import type { Metrics } from '#platform/metrics.ts'
import type { Bucket } from '../model/bucket.ts'

/** What a frame adds to the counters of the node. */
export interface FrameCounters {
  kept(buckets: readonly Bucket[]): void
  left(buckets: number): void
  refused(why: string): void
}

export function frameCounters(metrics: Metrics): FrameCounters {
  const frames = metrics.counter('tocsin_sense_frames_total', 'Frames that sensors sent', ['result'])
  const buckets = metrics.counter('tocsin_sense_buckets_total', 'Buckets of ten seconds that were kept', ['channel'])
  const left = metrics.counter(
    'tocsin_sense_buckets_left_total',
    'Buckets left out of frames because their sensor may not measure that target',
  )
  return {
    kept(given) {
      frames.inc({ result: 'kept' })
      for (const { channel } of given) buckets.inc({ channel })
    },
    left: (count) => left.inc(count),
    refused: (why) => frames.inc({ result: why }),
  }
}

/** Of detection: how long a turn takes, what it wrote, and how many sensors are not heard. */
export function detectMeters(metrics: Metrics) {
  return {
    seconds: metrics.histogram(
      'tocsin_sense_detect_seconds',
      'Time of one turn of detection',
      [],
      [0.01, 0.05, 0.2, 1, 5, 20],
    ),
    points: metrics.counter('tocsin_sense_points_total', 'Points of series that were judged'),
    waves: metrics.counter('tocsin_sense_waves_total', 'Waves that were told', ['measure']),
    silent: metrics.gauge('tocsin_sense_sensors_silent', 'Registered sensors at work that are not heard', ['realm']),
  }
}
