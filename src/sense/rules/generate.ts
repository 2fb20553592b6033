// Labelled synthetic days: a series as a collector would have counted it, and the truth about what happened in it.
// Pure: the same options give the same day on every machine. Detectors are measured on it, exercises begin with it.
import { createChance } from './generate/chance.ts'
import { type Curve, drawCurve } from './generate/curve.ts'
import { type AttackKind, type GenerateOptions, settleOptions, type WaveShape } from './generate/options.ts'
import { type Plan, planDays } from './generate/plan.ts'

export { createChance } from './generate/chance.ts'
export {
  type AttackKind,
  attackKinds,
  type GenerateOptions,
  maxBuckets,
  usualOptions,
  type WaveShape,
  waveShapes,
} from './generate/options.ts'

import { utcOf } from './moments.ts'

export interface GeneratedPoint {
  /** Start of the bucket, seconds since 1970 UTC. */
  at: number
  /** null: nothing was measured in it. */
  value: number | null
}

/** All times are starts of buckets, seconds since 1970 UTC. */
export interface TrueWave {
  /** The bucket in which the first of it came. */
  onset: number
  /** The bucket in which it first stood at its height. */
  standing: number
  /** The first bucket in which none of it is left. */
  end: number
  /** Times what was usual at the onset, once it stood: 2 is twice the usual. */
  height: number
  peakHeight: number
  shape: WaveShape
  rampSeconds: number
  attack: number
  kind: AttackKind
}

export interface Truth {
  /** So that nobody takes it for a measurement. */
  synthetic: true
  seed: number
  bucketSeconds: number
  from: number
  to: number
  waves: TrueWave[]
  flash: { onset: number; peak: number; end: number; height: number }[]
  outages: { onset: number; end: number; left: number }[]
  gaps: { from: number; to: number }[]
  levelShifts: { at: number; factor: number }[]
  /** Events that found no room in so few days. */
  leftOut: number
}

export interface GeneratedDays {
  /** What was really used, after bounds. */
  options: GenerateOptions
  points: GeneratedPoint[]
  truth: Truth
  plan: Plan
  curve: Curve
}

/** One series with its truth. At most a year of ten-second buckets; work grows with the number of buckets. */
export function generateDays(asked: Partial<GenerateOptions> = {}): GeneratedDays {
  const options = settleOptions(asked)
  return generateFrom(options, planDays(options, createChance(options.seed)))
}

/** The same from events that somebody placed by hand: a story, an exercise. */
export function generateFrom(options: GenerateOptions, plan: Plan): GeneratedDays {
  const chance = createChance(options.seed).branch('curve')
  const curve = drawCurve(options, plan, chance)
  const counting = chance.branch('counts')
  const points: GeneratedPoint[] = []
  for (let at = 0; at < curve.count; at += 1) {
    const rate = trueRate(curve, at)
    const value = options.kind === 'count' ? counting.poisson(rate) : Math.round(rate)
    points.push({ at: options.start + at * options.bucketSeconds, value: curve.measured[at] === 1 ? value : null })
  }
  return { options, points, truth: truthOf(options, plan, curve), plan, curve }
}

/** What passed in a bucket, before it was counted. */
export function trueRate(curve: Curve, at: number): number {
  const whole = (curve.usual[at] ?? 0) + (curve.attack[at] ?? 0) + (curve.crowd[at] ?? 0)
  return Math.max(0, whole * (curve.kept[at] ?? 1) * (curve.noise[at] ?? 1))
}

function truthOf(options: GenerateOptions, plan: Plan, curve: Curve): Truth {
  const bucket = (seconds: number) =>
    seconds - (((seconds % options.bucketSeconds) + options.bucketSeconds) % options.bucketSeconds)
  const after = (seconds: number) => bucket(seconds + options.bucketSeconds - 1e-6)
  const byOnset = <T extends { onset: number }>(events: T[]) => events.sort((a, b) => a.onset - b.onset)
  return {
    synthetic: true,
    seed: options.seed,
    bucketSeconds: options.bucketSeconds,
    from: options.start,
    to: options.start + curve.count * options.bucketSeconds,
    waves: byOnset(
      plan.waves.map(({ rampSeconds, ...wave }) => ({
        ...wave,
        onset: bucket(wave.onset),
        standing: after(wave.standing),
        end: after(wave.end),
        rampSeconds,
        kind: plan.attackKinds[wave.attack] ?? 'botnet-syn',
      })),
    ),
    flash: byOnset(
      plan.flash.map(({ onset, riseSeconds, end, height }) => ({
        onset: bucket(onset),
        peak: bucket(onset + riseSeconds),
        end: after(end),
        height,
      })),
    ),
    outages: byOnset(plan.outages.map(({ onset, end, left }) => ({ onset: bucket(onset), end: after(end), left }))),
    gaps: plan.gaps.map(({ from, to }) => ({ from: bucket(from), to: after(to) })).sort((a, b) => a.from - b.from),
    levelShifts: plan.shifts.map(({ at, factor }) => ({ at: bucket(at), factor })).sort((a, b) => a.at - b.at),
    leftOut: plan.leftOut,
  }
}

/** `timestamp,value` with times in UTC. A bucket that was not measured has no line: a hole, never a zero. */
export function csvOf(points: readonly GeneratedPoint[]): string {
  const lines = ['timestamp,value']
  for (const { at, value } of points) if (value !== null) lines.push(`${utcOf(at)},${value}`)
  return `${lines.join('\n')}\n`
}
