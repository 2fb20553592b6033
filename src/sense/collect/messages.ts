// What the threads of a sensor say to each other. Counters only grow within one life of a worker.
import type { Bucket, Mark } from '../model/bucket.ts'
import type { NetworkListFile, SensorTarget } from '../model/sensor-config.ts'

/** One entry of a worker, from its newest message. */
export interface WorkerCounters {
  datagrams: number
  records: number
  bytes: number
  /** By reason. */
  lost: Record<string, number>
  exporters: number
  /** One record in so many is looked at. */
  shedRate: number
}

export const noCounters: WorkerCounters = { datagrams: 0, records: 0, bytes: 0, lost: {}, exporters: 0, shedRate: 1 }

export interface Bound {
  protocol: 'udp' | 'tcp' | 'http'
  host: string
  port: number
  /** What the kernel gave, which may be less than what was asked. */
  receiveBufferBytes?: number
}

/**
 * How far buckets hold what stands in the intake log: all up to record `through` that falls in buckets that ended before `before`
 * (seconds since 1970). What of these records falls in later buckets, and all later records, is not held.
 */
export interface IntakeMark {
  through: number
  before: number
}

/** From a worker. `disturbed`: marks that became true since the last message, of the seconds from then till now. */
export type FromWorker =
  | { kind: 'listening'; bound: Bound[] }
  | { kind: 'refused'; why: string; code: string }
  | { kind: 'recognised'; format: string }
  /** Inputs of a former life that were counted again from the intake log. */
  | { kind: 'again'; inputs: number }
  | { kind: 'counted'; buckets: Bucket[]; counters: WorkerCounters; disturbed: Mark[]; intake?: IntakeMark }
  | { kind: 'ended'; empty: boolean }

export type ToWorker =
  | { kind: 'targets'; targets: SensorTarget[] }
  | { kind: 'pressure'; dropped: number }
  /** What was counted last is on disk, or nobody wants it: the next may be told. */
  | { kind: 'taken'; intake?: IntakeMark }
  | { kind: 'stop' }

export interface FlowWorkerData {
  source:
    | { kind: 'udp'; listen: { host: string; port: number }[]; receiveBufferBytes: number; shared: boolean }
    | { kind: 'capture' }
  targets: SensorTarget[]
  allow: string[]
  networkLists: NetworkListFile[]
  settleSeconds: number
  maxSeries: number
  warmUp: boolean
}

/** To the worker that counts lines, beside `ToWorker`. Bytes are handed over, not copied. */
export type ToLinesWorker =
  | ToWorker
  | { kind: 'report'; id: number; report: TakenReport }
  | { kind: 'remote-write'; id: number; bytes: Uint8Array }
  | { kind: 'complaint-file'; id: number; bytes: Uint8Array }

/** A complaint as it came in, without whose it is: `reporter` and `network` are keyed hashes that nobody can turn back. */
export interface TakenReport {
  at: number
  service: string
  region: string
  kind: string
  text: string
  reporter: string
  network: string
}

export type FromLinesWorker = FromWorker | { kind: 'answer'; id: number; status: number; says: string }

export interface LinesWorkerData {
  logs: { path: string; target: string | null }[]
  syslog: { protocol: 'udp' | 'tcp'; host: string; port: number }[]
  series: { series: string; metric: string; labels: Record<string, string> }[]
  /** Where inputs wait that were answered for; null: without a hub nothing is kept. */
  intake: { folder: string; maxBytes: number; mark: IntakeMark | null } | null
  targets: SensorTarget[]
  settleSeconds: number
  maxSeries: number
}
