// The denial of service of 10 March 2025 against X as an exercise: numbers made up around the few facts that are public.
import type { GeneratedDays } from '../generate.ts'
import { generateFrom } from '../generate.ts'
import { bucketsOf } from './buckets.ts'
import { complaintBuckets, type GeneratedComplaints, generateComplaints } from './complaints.ts'
import { settleOptions } from './options.ts'
import type { Plan, PlannedWave } from './plan.ts'
import { attackProfiles, roguesCountries, type Shares, usualProfile } from './profiles.ts'

/**
 * Public: several waves, the first at about 09:45 UTC; over 39,000 complaints from the USA at the peak; most packets
 * from the USA, Vietnam and Brazil, very few from Ukraine; intermittent trouble in the afternoon. Made up: everything
 * else, that is the heights, the later waves, the curve of complaints, and that the 39,000 were counted over a quarter of an hour.
 */
export const storyFacts = {
  firstWave: '2025-03-10T09:45:00Z',
  complaintsAtPeak: 39_000,
  complaintsOverSeconds: 900,
  exercise: true,
} as const

const midnight = Date.parse('2025-03-10T00:00:00Z') / 1000
const clock = (hours: number, minutes: number) => midnight + hours * 3600 + minutes * 60

function wave(onset: number, minutes: number, height: number, rampSeconds: number): PlannedWave {
  const end = onset + minutes * 60
  return {
    onset,
    standing: onset + rampSeconds,
    end,
    height,
    peakHeight: height,
    shape: 'square',
    rampSeconds,
    attack: 0,
  }
}

const plan: Plan = {
  waves: [
    wave(clock(9, 45), 38, 4, 20),
    wave(clock(11, 10), 25, 3, 40),
    wave(clock(13, 30), 75, 6, 10),
    wave(clock(16, 20), 30, 2.2, 60),
  ],
  attackKinds: ['botnet-syn'],
  flash: [],
  outages: [],
  gaps: [],
  shifts: [],
  leftOut: 0,
}

/** Users of such a platform by country, as an ordinary mix. */
const users: Shares = {
  US: 0.42,
  JP: 0.15,
  GB: 0.08,
  DE: 0.05,
  FR: 0.05,
  BR: 0.05,
  IN: 0.05,
  ES: 0.04,
  CA: 0.04,
  IT: 0.03,
  TR: 0.02,
  VN: 0.008,
  UA: 0.007,
  '??': 0.005,
}

/** Packets in buckets of ten seconds: `quietDays` before the day, and the day. Exercise data, never a measurement. */
export function storyTraffic(seed: number, quietDays: number): GeneratedDays {
  const before = Math.max(0, Math.min(56, Math.floor(quietDays)))
  const options = settleOptions({
    seed,
    start: midnight - before * 86_400,
    days: before + 1,
    quietDays: before,
    base: 400_000,
    noise: 0.08,
    daily: 0.35,
    weekend: 0.95,
    holes: 0,
  })
  return generateFrom(options, plan)
}

export function storyBuckets(days: GeneratedDays, series: string, span = { from: 0, to: Number.POSITIVE_INFINITY }) {
  const attack = { ...attackProfiles['botnet-syn'], countries: roguesCountries, population: 40_000 }
  return bucketsOf(days, { series, usual: { ...usualProfile, countries: users }, attack, span })
}

/** Complaints a minute, or in buckets of ten seconds. The busiest quarter of an hour has a little over 39,000. */
export function storyComplaints(seed: number, quietDays: number, bucketSeconds: 10 | 60): GeneratedComplaints {
  const before = Math.max(0, Math.min(56, Math.floor(quietDays)))
  const peakPerMinute = (1.005 * storyFacts.complaintsAtPeak * 60) / storyFacts.complaintsOverSeconds
  return generateComplaints({
    seed,
    start: midnight - before * 86_400,
    days: before + 1,
    bucketSeconds,
    basePerMinute: 0.8,
    surges: [
      surge(clock(9, 47), 12, peakPerMinute * 0.52, 15, 9),
      surge(clock(13, 32), 14, peakPerMinute, 22, 26, [
        { onset: clock(16, 22), seconds: 1_500, perMinute: 260 },
        { onset: clock(17, 35), seconds: 900, perMinute: 140 },
        { onset: clock(18, 50), seconds: 600, perMinute: 60 },
      ]),
    ],
  })
}

function surge(
  onset: number,
  riseMinutes: number,
  peakPerMinute: number,
  plateauMinutes: number,
  halfLifeMinutes: number,
  bursts: { onset: number; seconds: number; perMinute: number }[] = [],
) {
  return {
    onset,
    riseSeconds: riseMinutes * 60,
    peakPerMinute,
    plateauSeconds: plateauMinutes * 60,
    halfLifeSeconds: halfLifeMinutes * 60,
    bursts,
  }
}

/** The region that the tracker showed is the USA; others are there so that regions can be told apart. */
export function storyComplaintBuckets(generated: GeneratedComplaints, series: string) {
  return complaintBuckets(generated, series, { US: 0.9, GB: 0.05, CA: 0.03, DE: 0.02 }, { 0: 0.6, 1: 0.3, 2: 0.1 })
}
