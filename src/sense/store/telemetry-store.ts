// The port to where measurements are kept. They are outside the journal; what was detected in them is inside.
import type { Bucket, Channel, Frame, Resolution, SensorHealth } from '../model/bucket.ts'

export interface Span {
  /** Seconds since 1970 UTC; `to` is excluded. */
  from: number
  to: number
}

export interface SeriesKey {
  realm: string
  series: string
  channel: Channel
}

/** A total per bucket, for charts and detection that need no rows. `null` values: nothing was measured then. */
export interface Total {
  at: number
  bytes: number
  packets: number
  flows: number
  /** Distinct sources, estimated; null where none were counted. */
  sources: number | null
  records: number
  marks: readonly string[]
}

export interface TelemetryStore {
  /** Answers when it is on disk. A frame that was kept before is not counted again: then false. */
  keep(frame: Frame): Promise<boolean>
  /** Merged over sensors, in order of time; buckets where nothing was measured are absent. */
  buckets(key: SeriesKey, span: Span, seconds: Resolution): Promise<Bucket[]>
  totals(key: SeriesKey, span: Span, seconds: Resolution): Promise<Total[]>
  /** Series that have anything in the span, with the start of their newest bucket of ten seconds. */
  series(realm: string, span: Span): Promise<{ series: string; channel: Channel; newest: number }[]>
  sensors(realm: string): Promise<{ sensor: string; run: number; sequence: number; keptAt: number; health: SensorHealth }[]>
  /** Adds up what is complete into the coarser resolutions, and drops what is older than each is kept. Bounded work per call. */
  rollUp(nowSeconds: number): Promise<{ made: number; dropped: number; more: boolean }>
  close(): Promise<void>
}
