// The port to where measurements are kept. They are outside the journal; what was detected in them is inside.
import type { Bucket, Channel, Frame, Mark, Resolution, SensorHealth } from '../model/bucket.ts'

export interface Span {
  /** Seconds since 1970 UTC; `to` is excluded. */
  from: number
  to: number
}

export interface SeriesName {
  series: string
  channel: Channel
}

export interface SeriesKey extends SeriesName {
  realm: string
}

/** A total per bucket of what came in, for charts and detection that need no rows. `null` values: nothing was measured then. */
export interface Total {
  at: number
  bytes: number
  packets: number
  flows: number
  /** Distinct sources, estimated; null where none were counted. */
  sources: number | null
  records: number
  marks: readonly Mark[]
}

export interface SeriesTotals extends SeriesName {
  totals: Total[]
}

/** `rows`: without sketches, the biggest, shapes and samples, which are then empty or null; several times as fast. */
export type Parts = 'rows' | 'all'

export interface TelemetryStore {
  /** Answers when it is on disk. A frame that was kept before is not counted again: then false. */
  keep(frame: Frame): Promise<boolean>
  /**
   * Merged over sensors, in order of time; buckets where nothing was measured are absent. What is still to be rolled up
   * is added up for the answer, so that every resolution is as fresh as the finest.
   */
  buckets(key: SeriesKey, span: Span, seconds: Resolution, parts?: Parts): Promise<Bucket[]>
  totals(key: SeriesKey, span: Span, seconds: Resolution): Promise<Total[]>
  /** Totals of every series of the realm that has any in the span: one question for a whole wall. */
  wall(realm: string, span: Span, seconds: Resolution): Promise<SeriesTotals[]>
  /** Series that have anything in the span, with the start of their newest bucket of ten seconds. */
  series(realm: string, span: Span): Promise<(SeriesName & { newest: number })[]>
  /** Newest life of each sensor. `keptAt`: seconds since 1970 UTC. */
  sensors(realm: string): Promise<SensorState[]>
  /**
   * Adds up what is complete into the coarser resolutions, and drops what is older than each is kept. Bounded work per
   * call: `more` says that there is more to do now. `made`: coarser buckets; `dropped`: slices of time.
   */
  rollUp(nowSeconds: number): Promise<{ made: number; dropped: number; more: boolean }>
  close(): Promise<void>
}

export interface SensorState {
  sensor: string
  run: number
  sequence: number
  keptAt: number
  health: SensorHealth
}
