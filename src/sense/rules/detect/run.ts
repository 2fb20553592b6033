// What the parts of a detector share while it runs: what it carries on, what it learned, and how much evidence it asks for.
import type { Baseline } from './baseline.ts'
import { type Bar, barFor } from './evidence.ts'
import type { Memory } from './memory.ts'
import { capOf, inflationOf } from './noise.ts'
import type { Scale } from './scale.ts'
import type { DetectOptions, Thresholds } from './shape.ts'
import type { Track } from './track.ts'

export interface Run {
  readonly options: DetectOptions
  readonly limits: Thresholds
  readonly baseline: Baseline
  readonly track: Track
  /** Of false alarms: buckets between two, as a power of ten. */
  readonly power: number
  memory: Memory
  /** Null until enough values were looked at. */
  scale: Scale | null
  bar: Bar
  /** What one bucket may say at most, in sigma. */
  cap: number
}

/** Width of the noise, on the scale. */
export const sigmaNow = (run: Run, of: Scale) => Math.max(of.leastSigma, run.memory.spread * 1.2533)

/** 0..1: how much of a history there is. */
export function maturity({ memory, options }: Run): number {
  return 1 - Math.exp((-memory.measured * options.bucketSeconds) / 43_200 - memory.measured / 400)
}

/** The season at a moment as it was when the moment was judged: on the first day it has become known meanwhile. */
export function seasonSeen({ baseline, memory }: Run, at: number): number {
  return baseline.knownAt(at) === memory.known ? baseline.seasonAt(at) : memory.season
}

/** How much evidence is asked for, by the noise as it is known now. */
export function setBar(run: Run, of: Scale): void {
  const sigma = sigmaNow(run, of)
  const aimed = of.name === 'log' ? Math.log1p(run.limits.aimedRise) / sigma : 2.5
  run.cap = capOf(run.memory)
  run.bar = barFor(aimed, inflationOf(run.memory), run.power, run.cap)
}

/** The level has moved for good: whatever remembers it moves along. */
export function moveLevel(run: Run, by: number, since: number, at: number): void {
  if (run.memory.calendar.workLevel !== null) run.memory.calendar.workLevel -= by
  run.baseline.shift(by, since, at)
  run.memory.season = run.baseline.seasonAt(at)
}
