// What a synthetic day is made of: every option with its meaning, its default, and the bounds it is held to.

export const waveShapes = ['square', 'ramp', 'pulse', 'sawtooth'] as const
export type WaveShape = (typeof waveShapes)[number]

/** How an attack sends: decides its rows, its distinct sources and its shapes, never its curve. */
export const attackKinds = ['botnet-syn', 'spoofed-syn', 'amplification', 'udp-flood', 'carpet', 'http-flood'] as const
export type AttackKind = (typeof attackKinds)[number]

export interface Range {
  least: number
  most: number
}

export interface GenerateOptions {
  seed: number
  /** Start of the first bucket, seconds since 1970 UTC; rounded down to a bucket. */
  start: number
  days: number
  /** At the beginning, nothing but the usual: what a detector learns from. Part of `days`. */
  quietDays: number
  bucketSeconds: number
  /** volume: a rate with noise of its own. count: whole numbers, drawn by Poisson around the rate. */
  kind: 'volume' | 'count'
  /** Mean per bucket, before day, week and drift. */
  base: number
  /** Standard deviation of the logarithm of the noise; 0.06 to 0.12 is ordinary. */
  noise: number
  /** Share of the noise that one bucket hands on to the next (first-order memory), 0 to 0.98. */
  noiseMemory: number
  /** How far the busiest hour lies above the mean, and the emptiest below it: 0 is none, 0.6 is a usual web site. */
  daily: number
  /** Saturday and Sunday against a working day: 1 is no difference. */
  weekend: number
  /** Growth over seven days, as a share: 0.02 is two per cent a week. */
  drift: number
  /** Days of UTC such as `2025-04-21` that go like a Sunday. */
  holidays: readonly string[]
  attacks: number
  wavesPerAttack: Range
  /** Times what is usual: 2 is twice the usual. One is drawn for each wave. */
  heights: readonly number[]
  waveSeconds: Range
  /** From the end of a wave to the onset of the next of its attack. */
  betweenWavesSeconds: Range
  /** From nothing to full, and back. */
  rampSeconds: Range
  shapes: readonly WaveShape[]
  attackKinds: readonly AttackKind[]
  flashCrowds: number
  /** Times what is usual, at the top. */
  flashHeight: Range
  /** From the first visitor to the top. */
  flashRiseSeconds: Range
  outages: number
  outageSeconds: Range
  /** What is left while it is out, as a share. */
  outageLeft: Range
  gaps: number
  gapSeconds: Range
  /** Share of buckets that are missing by themselves. */
  holes: number
  levelShifts: number
  levelShiftFactor: Range
}

const hour = 3600

export const usualOptions: GenerateOptions = {
  seed: 1,
  start: 1_741_564_800, // Monday 10 March 2025, 00:00 UTC
  days: 28,
  quietDays: 14,
  bucketSeconds: 10,
  kind: 'volume',
  base: 1_000_000,
  noise: 0.08,
  noiseMemory: 0.2,
  daily: 0.5,
  weekend: 0.8,
  drift: 0.01,
  holidays: [],
  attacks: 6,
  wavesPerAttack: { least: 1, most: 5 },
  heights: [1.3, 1.5, 2, 3, 5, 9],
  waveSeconds: { least: 120, most: 2400 },
  betweenWavesSeconds: { least: 300, most: 2700 },
  rampSeconds: { least: 0, most: 60 },
  shapes: ['square'],
  attackKinds: [...attackKinds],
  flashCrowds: 2,
  flashHeight: { least: 1.5, most: 5 },
  flashRiseSeconds: { least: 300, most: 1200 },
  outages: 1,
  outageSeconds: { least: 300, most: hour },
  outageLeft: { least: 0, most: 0.3 },
  gaps: 2,
  gapSeconds: { least: 60, most: 2 * hour },
  holes: 0.0005,
  levelShifts: 0,
  levelShiftFactor: { least: 0.6, most: 1.7 },
}

/** Buckets that one call makes at most: a year of ten seconds. */
export const maxBuckets = 3_155_760

/** What was asked for, held to bounds; what is not a number becomes the default. The answer says what was really used. */
export function settleOptions(asked: Partial<GenerateOptions>): GenerateOptions {
  const usual = usualOptions
  const bucketSeconds = whole(asked.bucketSeconds, usual.bucketSeconds, 1, 86_400)
  const daySeconds = 86_400
  const days = number(asked.days, usual.days, bucketSeconds / daySeconds, (maxBuckets * bucketSeconds) / daySeconds)
  const start = whole(asked.start, usual.start, 0, 4_102_444_800)
  return {
    ...usual,
    ...asked,
    bucketSeconds,
    days,
    seed: whole(asked.seed, usual.seed, 0, 0xffffffff),
    start: start - (start % bucketSeconds),
    quietDays: number(asked.quietDays, Math.min(usual.quietDays, days / 2), 0, days),
    base: number(asked.base, usual.base, 0, 1e15),
    noise: number(asked.noise, usual.noise, 0, 2),
    noiseMemory: number(asked.noiseMemory, usual.noiseMemory, 0, 0.98),
    daily: number(asked.daily, usual.daily, 0, 0.95),
    weekend: number(asked.weekend, usual.weekend, 0.01, 10),
    drift: number(asked.drift, usual.drift, -0.5, 2),
    attacks: whole(asked.attacks, usual.attacks, 0, 5_000),
    flashCrowds: whole(asked.flashCrowds, usual.flashCrowds, 0, 5_000),
    outages: whole(asked.outages, usual.outages, 0, 5_000),
    gaps: whole(asked.gaps, usual.gaps, 0, 5_000),
    levelShifts: whole(asked.levelShifts, usual.levelShifts, 0, 100),
    holes: number(asked.holes, usual.holes, 0, 0.9),
    heights: (asked.heights ?? usual.heights).filter((height) => height > 0 && height <= 10_000),
    wavesPerAttack: range(asked.wavesPerAttack, usual.wavesPerAttack, 1, 50),
    waveSeconds: range(asked.waveSeconds, usual.waveSeconds, 1, 7 * daySeconds),
    betweenWavesSeconds: range(asked.betweenWavesSeconds, usual.betweenWavesSeconds, 0, 7 * daySeconds),
    rampSeconds: range(asked.rampSeconds, usual.rampSeconds, 0, 7 * daySeconds),
    flashHeight: range(asked.flashHeight, usual.flashHeight, 1, 10_000),
    flashRiseSeconds: range(asked.flashRiseSeconds, usual.flashRiseSeconds, 1, daySeconds),
    outageSeconds: range(asked.outageSeconds, usual.outageSeconds, 1, 7 * daySeconds),
    outageLeft: range(asked.outageLeft, usual.outageLeft, 0, 1),
    gapSeconds: range(asked.gapSeconds, usual.gapSeconds, 1, 7 * daySeconds),
    levelShiftFactor: range(asked.levelShiftFactor, usual.levelShiftFactor, 0.01, 100),
  }
}

function number(asked: number | undefined, usual: number, least: number, most: number): number {
  const value = asked === undefined || !Number.isFinite(asked) ? usual : asked
  return Math.min(most, Math.max(least, value))
}

function whole(asked: number | undefined, usual: number, least: number, most: number): number {
  return Math.floor(number(asked, usual, least, most))
}

function range(asked: Range | undefined, usual: Range, least: number, most: number): Range {
  const low = number(asked?.least, usual.least, least, most)
  return { least: low, most: Math.max(low, number(asked?.most, usual.most, least, most)) }
}
