// An excursion from its first alarm to its end: opened, refined, closed into waves, or withdrawn as a new level.

import { freshSum, type OpenExcursion, type Sum } from './memory.ts'
import { correlationOf } from './noise.ts'
import { maturity, moveLevel, type Run, seasonSeen, setBar, sigmaNow } from './run.ts'
import type { Scale } from './scale.ts'
import { type Excursion, settle } from './settle.ts'
import type { DetectorEvent, Wave } from './shape.ts'
import { keepLast, lookBack } from './track.ts'
import { hasStayed, largeEnough } from './verdict.ts'
import { wholeOf } from './whole.ts'

/** Half the evidence of a likelihood ratio of e^9 that it is over, at most 3 from one bucket: three buckets at least. */
const endBar = 9
const mostEndStep = 3.2
const refineAfter = 12

const nothing: DetectorEvent[] = []

/** One bucket far off between two usual ones. */
export function burstBefore(run: Run, of: Scale, raw: number): Wave | null {
  const i = run.track.length - 2
  if (i < 1 || run.memory.lastRaw < 8 || raw > 2.5) return null
  const beforeThat = ((run.track.rest[i - 1] ?? 0) - run.memory.quick - run.memory.tail) / sigmaNow(run, of)
  if (beforeThat > 3) return null
  const at = run.track.at[i] ?? 0
  const usual = of.from(run.baseline.seasonAt(at) + run.memory.quick)
  const peakValue = run.track.value[i] ?? 0
  if (run.options.kind === 'count' && peakValue - usual < run.limits.leastCount) return null
  const confidence = Math.round(700 * maturity(run) * (1 - Math.exp(-run.memory.lastRaw / 8))) / 1000
  const end = run.track.at[i + 1] ?? at + run.options.bucketSeconds
  return { direction: 'up', onset: at, peak: at, end, peakValue, baseline: usual, confidence, refined: true }
}

/** The sum of evidence has passed the bar: an excursion begins, unless it is too small to be told. */
export function opened(
  run: Run,
  of: Scale,
  direction: 'up' | 'down',
  sum: Sum,
  sigma: number,
  at: number,
): DetectorEvent[] {
  const start = Math.max(0, sum.start)
  const level = sum.level
  const buckets = run.track.length - start
  // The sum may have begun with noise before the rise: its later half tells the height.
  let total = 0
  const half = start + (buckets >> 1)
  for (let i = half; i < run.track.length; i++) total += (run.track.rest[i] ?? 0) - level
  const height = total / (run.track.length - half)
  const rise = height - (direction === 'up' ? run.memory.tail : 0)
  run.memory.up.sum = 0
  run.memory.down.sum = 0
  const usual = run.baseline.seasonAt(at) + level + run.memory.tail
  if (!largeEnough(of, run.limits, { direction, usual, deviation: rise, sigma })) {
    run.memory.quick += rise / 2
    return nothing
  }
  run.memory.excursion = {
    direction,
    start,
    level,
    tail: direction === 'up' ? run.memory.tail : 0,
    sigma,
    openedAt: at,
    onset: run.track.at[start] ?? at,
    height,
    buckets,
    endSum: 0,
    endStart: run.track.length,
    refined: false,
  }
  run.memory.quick = level
  const wave = newest(run)
  if (wave === null) return nothing
  run.memory.excursion.onset = wave.onset
  return [{ kind: 'opened', wave: { ...wave, refined: false } }]
}

/** One more bucket of the excursion that is open. */
export function inside(run: Run, of: Scale, excursion: OpenExcursion, at: number, rest: number): DetectorEvent[] {
  const off = rest - excursion.level
  const low = excursion.tail
  excursion.buckets++
  const rise = (excursion.height - low) / excursion.sigma
  const sigmas = (off - low) / excursion.sigma
  // Likelihood ratio of "back to where it came from" against "still at the height of the last buckets".
  const step = Math.max(-mostEndStep, Math.min(mostEndStep, rise * (rise / 2 - sigmas)))
  if (excursion.endSum <= 0) excursion.endStart = run.track.length - 1
  excursion.endSum = Math.max(0, excursion.endSum + step)
  const r = correlationOf(run.memory)
  const widening = Math.sqrt((1 + r) / (1 - r))
  if (excursion.endSum > endBar * Math.min(1.5, widening)) return closed(run, of, excursion, at)
  if (excursion.endSum <= 0) excursion.height += (off - excursion.height) / Math.min(excursion.buckets, 30)
  if (excursion.buckets > 24 && stays(run, of, excursion, at)) {
    const wave = newest(run)
    const height = recentHeight(run, excursion.level)
    run.memory.excursion = null
    return [shiftBy(run, of, at, height, excursion.level, wave)]
  }
  if (excursion.refined || excursion.buckets < refineAfter) return nothing
  excursion.refined = true
  const wave = newest(run)
  return wave === null ? nothing : [{ kind: 'refined', wave }]
}

export function stays(run: Run, of: Scale, excursion: OpenExcursion, at: number): boolean {
  return hasStayed(of, run.limits, {
    excursion,
    former: run.memory.former,
    at,
    usual: run.baseline.seasonAt(at) + excursion.level,
  })
}

export function recentHeight(run: Run, level: number): number {
  const some = run.track.rest.slice(Math.max(0, run.track.length - 64), run.track.length).sort()
  return (some[some.length >> 1] ?? 0) - level
}

/** The new level is taken over at once; the season stays as it was. */
export function shiftBy(
  run: Run,
  of: Scale,
  at: number,
  height: number,
  level: number,
  withdrawn: Wave | null,
): DetectorEvent {
  const usual = run.baseline.seasonAt(at) + level
  const shift = { at: withdrawn?.onset ?? at, from: of.from(usual), to: of.from(usual + height) }
  run.memory.slope = 0
  run.memory.quick = level
  const since = withdrawn?.onset ?? at
  if (run.memory.known && run.baseline.skill() > 0.5) moveLevel(run, height, since, at)
  else {
    // Without a season it may be the day: it stays in the shape, and the quick level has got there.
    run.memory.quick += height
    run.baseline.calm(since, at)
  }
  const back = run.memory.former !== null && at <= run.memory.former.until
  run.memory.former = !back ? { by: -height, until: at + 2 * 86_400 } : null
  run.memory.tail = 0
  run.memory.lastSigmas = 0
  run.track.length = 0
  run.memory.up = freshSum()
  run.memory.down = freshSum()
  return { kind: 'level-shift', shift, withdrawn }
}

export function closed(run: Run, of: Scale, excursion: OpenExcursion, at: number): DetectorEvent[] {
  const waves = settled(run, excursion, true)
  run.memory.excursion = null
  run.memory.quick = excursion.level
  run.memory.up = freshSum()
  run.memory.down = freshSum()
  run.memory.lastSigmas = 0
  run.memory.lastRaw = 0
  let total = 0
  for (let i = excursion.endStart; i < run.track.length; i++) total += (run.track.rest[i] ?? 0) - excursion.level
  const left = total / Math.max(1, run.track.length - excursion.endStart)
  run.memory.tail = excursion.direction === 'up' && left > excursion.sigma ? left : 0
  run.memory.tailMean = run.memory.tail
  run.memory.tailSince = at
  keepLast(run.track, Math.min(lookBack, run.track.length - excursion.endStart))
  setBar(run, of)
  const whole = wholeOf(waves)
  return whole === null ? nothing : [{ kind: 'closed', waves, whole }]
}

/** The waves of an excursion as far as they are known. */
export function settled(run: Run, open: OpenExcursion, over: boolean): Wave[] {
  const { scale } = run
  if (scale === null) return []
  const { direction, start, level, tail, sigma } = open
  const excursion: Excursion = {
    direction,
    start,
    level,
    tail,
    sigma,
    over,
    endStart: over ? open.endStart : run.track.length,
    correlation: correlationOf(run.memory),
    maturity: maturity(run),
    valleyDepth: run.limits.valleyDepth,
    bucketSeconds: run.options.bucketSeconds,
  }
  return settle(excursion, { track: run.track, scale, seasonAt: (at) => seasonSeen(run, at) })
}

/** The first wave of the open excursion, not over. */
function newest(run: Run): Wave | null {
  const first = run.memory.excursion === null ? undefined : settled(run, run.memory.excursion, false)[0]
  return first === undefined ? null : { ...first, end: null }
}
