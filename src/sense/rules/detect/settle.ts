// An excursion is looked at again, now that more of it is known: how many waves it was, where each began, peaked and ended.
import { likeliestEdge } from './edge.ts'
import type { Scale } from './scale.ts'
import { type Hill, hillsOf, type Stretch, stretchesOf } from './segment.ts'
import type { Wave } from './shape.ts'
import { lookBack, type Track } from './track.ts'

export interface Excursion {
  direction: 'up' | 'down'
  /** Place in the track from which on the sum of evidence grew. */
  start: number
  /** Place from which on it looked over, or the length of the track while it does not. */
  endStart: number
  over: boolean
  /** Quick level before it, and the tail of an earlier wave that it stands on, on the scale. */
  level: number
  tail: number
  sigma: number
  correlation: number
  /** 0..1: how much of a history the baseline rests on. */
  maturity: number
  valleyDepth: number
  bucketSeconds: number
}

export interface Surroundings {
  track: Track
  scale: Scale
  /** Slow level and season at a moment, on the scale. */
  seasonAt: (at: number) => number
}

/** Buckets of a plateau, and before it, that an edge is looked for in; more where buckets are short. */
const edgeWindow = 40
const edgeReach = 20
/** Attacks are switched on by hand or by machine: within a minute. */
const usualRampSeconds = 60

/** How far a wave stands above noise, as a grade: evidence of the first buckets, a longer history, and no more than 0.99. */
function confidenceOf(evidence: number, maturity: number): number {
  return Math.round(0.99 * (1 - Math.exp(-evidence / 12)) * (0.55 + 0.45 * maturity) * 1000) / 1000
}

/** All waves of an excursion. Work is bounded by the square of 384 blocks, and by the length of the track. */
export function settle(excursion: Excursion, around: Surroundings): Wave[] {
  const { track, scale } = around
  const sign = excursion.direction === 'up' ? 1 : -1
  const first = Math.max(0, excursion.start - lookBack)
  const deviations = new Float32Array(track.length)
  for (let i = first; i < track.length; i++) deviations[i] = sign * ((track.rest[i] ?? 0) - excursion.level)
  const to = Math.max(excursion.start + 1, Math.min(excursion.endStart, track.length))
  const usual = around.seasonAt(track.at[excursion.start] ?? 0) + excursion.level
  const heightOf = (deviation: number) => sign * (scale.from(usual + sign * deviation) - scale.from(usual))
  const inner = noiseWithin(deviations, excursion.start, to)
  const noise = inner > 1.4 * excursion.sigma ? inner : excursion.sigma
  const stretches = stretchesOf(deviations, excursion.start, to, noise)
  const depth = excursion.direction === 'up' ? excursion.valleyDepth : 0.6
  const hills = hillsOf(stretches, { heightOf, depth, sigma: noise })
  const head = hills[0]
  const tail = hills[hills.length - 1]
  if (head !== undefined) head.lowBefore = Math.max(0, sign * excursion.tail)
  if (tail !== undefined) tail.lowAfter = excursion.over ? meanOf(deviations, excursion.endStart, track.length) : 0
  const look = { excursion, around, deviations, stretches, noise, heightOf, sign }
  return hills.map((hill, i) => {
    const before = i === 0 ? first : (hills[i - 1]?.to ?? first)
    const open = i === hills.length - 1 && !excursion.over
    const after = i === hills.length - 1 ? track.length : (hills[i + 1]?.from ?? track.length)
    return waveOf(hill, { before, after, open }, look)
  })
}

interface Look {
  excursion: Excursion
  around: Surroundings
  deviations: Float32Array
  stretches: readonly Stretch[]
  noise: number
  heightOf: (deviation: number) => number
  sign: number
}

function waveOf(hill: Hill, limits: { before: number; after: number; open: boolean }, look: Look): Wave {
  const { around, excursion, deviations } = look
  const { track } = around
  const onset = onsetPlace(hill, limits.before, look)
  const end = limits.open ? track.length : Math.max(onset + 1, endPlace(hill, limits.after, look))
  let peak = onset
  let evidence = 0
  for (let i = onset; i < end; i++) {
    if (look.sign * (track.value[i] ?? 0) > look.sign * (track.value[peak] ?? 0)) peak = i
    const sigmas = Math.min(6, Math.max(0, (deviations[i] ?? 0) / look.noise))
    if (i < onset + 40) evidence += (sigmas * sigmas) / 2
  }
  const peakAt = track.at[peak] ?? 0
  const lastAt = track.at[track.length - 1] ?? 0
  return {
    direction: excursion.direction,
    onset: track.at[onset] ?? 0,
    peak: peakAt,
    end: limits.open ? null : end < track.length ? (track.at[end] ?? 0) : lastAt + excursion.bucketSeconds,
    peakValue: track.value[peak] ?? 0,
    baseline: around.scale.from(around.seasonAt(peakAt) + excursion.level),
    confidence: confidenceOf(evidence, excursion.maturity),
    refined: true,
  }
}

/** The stretches of a hill that stand at least half as high as its top: between their borders lies the plateau. */
function plateau(hill: Hill, low: number, stretches: readonly Stretch[]): { first: Stretch; last: Stretch } | null {
  const high = stretches.filter(
    (one) => one.from >= hill.from && one.to <= hill.to && one.mean >= low + (hill.high - low) / 2,
  )
  const [first, last] = [high[0], high[high.length - 1]]
  return first === undefined || last === undefined ? null : { first, last }
}

/** Linear in units of the series between two deviations: how a ramp looks on the scale. */
function rampBetween(look: Look, low: number, high: number): (share: number) => number {
  const { around, excursion, sign } = look
  const usual = around.seasonAt(around.track.at[excursion.start] ?? 0) + excursion.level
  const { from, to } = around.scale
  const [a, b] = [from(usual + sign * low), from(usual + sign * high)]
  return (share) => sign * (to(a + share * (b - a)) - usual)
}

function edgeSize(look: Look): { window: number; reach: number; usualRamp: number } {
  const usualRamp = Math.min(60, usualRampSeconds / look.excursion.bucketSeconds)
  return { window: Math.max(edgeWindow, 2 * usualRamp), reach: Math.max(edgeReach, 1.3 * usualRamp), usualRamp }
}

function onsetPlace(hill: Hill, before: number, look: Look): number {
  const { window, reach, usualRamp } = edgeSize(look)
  const first = plateau(hill, hill.lowBefore, look.stretches)?.first
  if (first === undefined) return hill.from
  const from = Math.max(before, Math.round(first.from - reach))
  const to = Math.min(first.to, Math.round(first.from + window))
  const high = middleOf(look.deviations, Math.min(to - 1, first.from + 2), Math.min(first.to, first.from + 66))
  const low = lowBefore(hill, before, Math.round(first.from - usualRamp - 2), look)
  const edge = likeliestEdge({
    values: look.deviations,
    from,
    to,
    reversed: false,
    low,
    high,
    sigma: look.noise,
    correlation: look.excursion.correlation,
    between: rampBetween(look, low, high),
    usualRamp,
  })
  return from + edge
}

/** The level just before is told by the buckets just before: the quick level lags behind a slope. */
function lowBefore(hill: Hill, before: number, until: number, look: Look): number {
  const from = Math.max(before, until - 48)
  if (until - from < 16) return hill.lowBefore
  const weight = (until - from) / (until - from + 16)
  const limit = 2 * look.noise
  let sum = 0
  for (let i = from; i < until; i++)
    sum += Math.max(-limit, Math.min(limit, (look.deviations[i] ?? 0) - hill.lowBefore))
  return hill.lowBefore + (weight * sum) / (until - from)
}

function endPlace(hill: Hill, after: number, look: Look): number {
  const { window, reach, usualRamp } = edgeSize(look)
  const last = plateau(hill, hill.lowAfter, look.stretches)?.last
  if (last === undefined) return hill.to
  const from = Math.max(last.from, Math.round(last.to - window))
  const to = Math.min(after, Math.round(last.to + reach))
  const high = middleOf(look.deviations, from, Math.max(from + 1, last.to - 2))
  const edge = likeliestEdge({
    values: look.deviations,
    from,
    to,
    reversed: true,
    low: hill.lowAfter,
    high,
    sigma: look.noise,
    correlation: look.excursion.correlation,
    between: rampBetween(look, hill.lowAfter, high),
    usualRamp,
  })
  return to - edge
}

/** Median of at most 64 places: the plateau, whatever single buckets say. */
export function middleOf(values: Float32Array, from: number, to: number): number {
  const some = values.slice(Math.max(from, to - 64), to).sort()
  return some[some.length >> 1] ?? 0
}

function meanOf(values: Float32Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += values[i] ?? 0
  return to > from ? sum / (to - from) : 0
}

/** Width of the noise inside, from differences of neighbours, which a plateau's level does not touch. */
function noiseWithin(values: Float32Array, from: number, to: number): number {
  const steps = new Float32Array(Math.max(0, Math.min(to - from - 1, 256)))
  for (let i = 0; i < steps.length; i++) steps[i] = Math.abs((values[from + i + 1] ?? 0) - (values[from + i] ?? 0))
  steps.sort()
  return steps.length < 8 ? 0 : (steps[steps.length >> 1] ?? 0) * 1.0484
}
