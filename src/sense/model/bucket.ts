// What a sensor counts: buckets of ten seconds per series, mergeable, so that a hub can add up what many sensors send.
// No TypeBox here: these never cross the HTTP edge as JSON; the frame codec checks every field it reads.

/** Where the numbers came from. `value`: a generic time series, which is averaged and not added up. */
export const channels = ['flow', 'web', 'complaint', 'value'] as const
export type Channel = (typeof channels)[number]

/** The three resolutions that are kept, in seconds: two days, a month, years. */
export const resolutions = [10, 60, 3600] as const
export type Resolution = (typeof resolutions)[number]

export type Direction = 'in' | 'out'

/** Country code of rows that were folded together, because an attacker chooses the keys. */
export const otherCountry = '*'
/** Country code of addresses that no table knows. */
export const unknownCountry = '??'

export interface BucketRow {
  /** Of the source: ISO 3166-1 alpha-2, `??` not known, `*` folded together. Of a complaint: the region's country. */
  country: string
  /** flow: IP protocol number. web: class of the status (2 for 2xx). complaint: index of its kind. value: 0. `-1` with `*`. */
  part: number
  direction: Direction
  /** All three corrected for sampling: estimates of what passed, not of what was reported. */
  bytes: number
  packets: number
  /** flow: flow records. web: requests. complaint: reports. value: samples. */
  flows: number
}

/**
 * One of the biggest. The true amount lies between `amount - error` and `amount`: surely where all was counted, with about
 * 99.7 % where it was sampled; the best guess is then the middle. An entry with the key `*` is no key: it says that no key
 * of its kind that is not listed has more than its amount. Without one, all are listed.
 */
export interface Heavy {
  /** source, destination: an address. as: an AS number. port: destination port. path, agent: of a request. reporter: a keyed hash. */
  kind: 'source' | 'destination' | 'as' | 'port' | 'path' | 'agent' | 'reporter' | 'text'
  key: string
  amount: number
  error: number
}

export interface Bucket {
  /** Id of the target, or a prefix such as `198.51.100.0/24` where no register was given. At most 100 characters. */
  series: string
  channel: Channel
  /** Start of the bucket, seconds since 1970 UTC, a multiple of `seconds`. */
  at: number
  seconds: Resolution
  rows: BucketRow[]
  /** Records that were really read, before correction: the smaller, the wider the confidence. */
  records: number
  /** Sum of the squares of each record's corrected packets: variance of the estimate under random sampling. */
  squares: number
  /** HyperLogLog of the sources (2,048 registers), or null where none was kept. */
  sources: Uint8Array | null
  /** HyperLogLog of the addresses within the target, for carpet bombing; of web: of the paths. */
  destinations: Uint8Array | null
  heavy: Heavy[]
  /** Counters by name; for flows the ids of data/sense/vectors.json, for web those of `webShapes`. In packets (flow) or requests (web). */
  shapes: Record<string, { packets: number; bytes: number }>
  /** value: statistics of the samples in the bucket. */
  values: { sum: number; count: number; least: number; most: number } | null
  /** What makes these numbers doubtful; shown beside every chart. */
  marks: Mark[]
}

export const marks = [
  'sequence-gap', // the exporter sent datagrams that never came
  'dropped', // the kernel or the ring dropped datagrams
  'shed', // load was shed by sampling; the numbers are scaled up by it
  'sampling-unknown', // the exporter samples and never said how
  'late', // flows that came after their bucket had been sent
  'clock', // the exporter's clock jumped or lies far from ours
  'gap', // the sensor did not run for part of it
] as const
export type Mark = (typeof marks)[number]

/** How a web request looks, counted per bucket. Input to telling a flash crowd from a flood. */
export const webShapes = [
  'no-referrer',
  'known-referrer',
  'asset', // pictures, styles, scripts: what a browser fetches after the page
  'page',
  'post',
  'random-query', // a query string never seen in this bucket, on a path that is
  'empty-agent',
  'tool-agent', // curl, python-requests and their like
  'browser-agent',
  'robot-agent', // robots that say so
  'server-error',
  'client-error',
] as const

/** Health of a sensor since it started; counters only ever grow. Shown with the numbers, because they may be wrong. */
export interface SensorHealth {
  /** Seconds since 1970 of the sensor's own clock. */
  at: number
  startedAt: number
  datagrams: number
  records: number
  bytes: number
  /** By reason, such as `kernel-drop`, `sequence-gap`, `truncated`, `no-template`, `template-budget`, `shed`, `bad-line`, `late`. */
  lost: Record<string, number>
  exporters: number
  residentBytes: number
}

/** What goes from a sensor to a hub. A frame that comes twice counts once: (realm, sensor, run, sequence) names it. */
export interface Frame {
  realm: string
  /** Id of the sensor. */
  sensor: string
  /** Start of this life of the sensor, milliseconds since 1970: sequences begin anew with it. */
  run: number
  sequence: number
  buckets: Bucket[]
  health: SensorHealth
}
