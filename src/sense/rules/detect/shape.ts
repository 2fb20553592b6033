// What goes into the detector and what comes out of it: points, waves, events, thresholds. Times in seconds, as given.

export interface Point {
  /** Start of the bucket, in seconds; any epoch, but it must grow. */
  at: number
  /** Null, or a number that is not finite: not measured. A hole is never a zero. */
  value: number | null
}

/** A time in which a series stood above what is usual (`up`), or below it (`down`: an outage, a throttle). */
export interface Wave {
  direction: 'up' | 'down'
  /** Start of the first bucket that is not usual. */
  onset: number
  /** Start of the bucket with the highest (`down`: lowest) value. */
  peak: number
  /** Start of the first bucket that is usual again, or of the first of the next wave's valley; null: not over yet. */
  end: number | null
  peakValue: number
  /** What is usual at the peak, in units of the series. */
  baseline: number
  /** 0..1: how far noise and a short history could explain it. No probability: a grade for sorting and showing. */
  confidence: number
  /** False while only the first buckets are known; the onset may still move by some buckets. */
  refined: boolean
}

/** A rise of counts seen as a whole, tail included; of other series a burst of a single bucket. */
export type Surge = Omit<Wave, 'direction' | 'refined'>

export interface LevelShift {
  at: number
  /** The usual value before and after, in units of the series. */
  from: number
  to: number
}

export type DetectorEvent =
  | { kind: 'opened' | 'refined'; wave: Wave }
  /** One excursion that ended: often one wave, several where valleys split it. */
  | { kind: 'closed'; waves: Wave[]; whole: Wave }
  /** What looked like a wave has become the usual: the wave is withdrawn. */
  | { kind: 'level-shift'; shift: LevelShift; withdrawn: Wave | null }
  /** One bucket that stood out and was gone again. */
  | { kind: 'burst'; wave: Wave }

/** What is decided by numbers; shown to people and set per target. */
export interface Thresholds {
  /** Smallest rise that is called a wave, as a share of the baseline (volumes). */
  leastRise: number
  /** Smallest fall that is called a dip, as a share of the baseline (volumes). */
  leastFall: number
  /** Smallest rise of counts, in reports per bucket. */
  leastCount: number
  /** Rise, as a share of the baseline, that the sum of evidence is tuned to. */
  aimedRise: number
  /** Buckets of ten seconds between two false alarms of ideal noise, as a power of ten; longer buckets are fewer. */
  falseAlarmPower: number
  /** After this long a rise below `shiftBelow` times the baseline is the new usual. */
  shiftSeconds: number
  shiftBelow: number
  /** After this long whatever stands is the new usual. */
  relearnSeconds: number
  /** A valley splits two waves when it lies this share of the smaller peak below it. */
  valleyDepth: number
}

export const standardThresholds: Thresholds = {
  leastRise: 0.15,
  leastFall: 0.2,
  leastCount: 4,
  aimedRise: 0.25,
  falseAlarmPower: 9,
  shiftSeconds: 6 * 3600,
  shiftBelow: 3,
  relearnSeconds: 24 * 3600,
  valleyDepth: 0.4,
}

export interface DetectOptions {
  /** Seconds from one bucket to the next, more than 0. */
  bucketSeconds: number
  /** `volume`: traffic, load, any measurement. `count`: reports per bucket, often 0. */
  kind: 'volume' | 'count'
  thresholds?: Partial<Thresholds>
  /** Whether a moment (seconds since 1970) lies on a holiday; such a day behaves like a Sunday. */
  holidays?: (at: number) => boolean
  /** Length of the season where it is not the day and the week, in seconds; null: there is none. */
  periodSeconds?: number | null
}
