// The detector of one series: learns what is usual while it is usual, opens an excursion when evidence has summed up, and
// closes it with the same care. Every point costs the same bounded work; memory does not grow with the series.
import { type BaselineState, createBaseline } from './baseline.ts'
import { type Bar, barFor, mostSigma } from './evidence.ts'
import { wholeOf } from './group.ts'
import { freshMemory, freshSum, type Memory, type OpenExcursion, type Sum } from './memory.ts'
import { calendarDoubt, passMidnight } from './midnight.ts'
import { capOf, correlationOf, inflationOf, learnNoise } from './noise.ts'
import { advance, learnQuick, paceOf } from './quick.ts'
import { chooseScale, makeScale, type Scale, type ScaleName } from './scale.ts'
import { type Excursion, settle } from './settle.ts'
import { type DetectOptions, type DetectorEvent, type Point, standardThresholds, type Wave } from './shape.ts'
import { addTo, createTrack, keepLast, lookBack, trackBytes } from './track.ts'
import { hasStayed, largeEnough } from './verdict.ts'

export interface Detector {
  /** Points in order of time; one that is not later than the last is refused and counted. Answers what became known by it. */
  push: (point: Point) => DetectorEvent[]
  /** What is usual at a moment, in units of the series; null while nothing is known. */
  baselineAt: (at: number) => number | null
  /** Waves of the excursion that is open now, as far as seen. The last of them has no end. */
  open: () => Wave[]
  state: () => DetectorState
  /** Takes over what another detector with the same options had learned. */
  restore: (state: DetectorState) => void
  refused: () => number
  /** Of the learned state: arrays as they stand in memory. */
  stateBytes: () => number
}

/** Everything learned, as plain JSON. */
export interface DetectorState {
  version: 2
  scale: { name: ScaleName; usual: number; offset: number } | null
  memory: Memory
  baseline: BaselineState
  track: { at: number[]; value: number[]; rest: number[] }
}

/** Larger values are cut: their squares would overflow, and they are far off all the same. */
const mostValue = 1e30
/** Values that are looked at before anything is said. */
const warmUpPoints = 12
/** Half the evidence of a likelihood ratio of e^9 that it is over, at most 3 from one bucket: three buckets at least. */
const endBar = 9
const mostEndStep = 3.2
const refineAfter = 12
const stateVersion = 2

const nothing: DetectorEvent[] = []

/** A detector of one series. Takes points one by one, keeps less than 40 KB, and never throws. */
export function createDetector(options: DetectOptions): Detector {
  const { bucketSeconds } = options
  const limits = { ...standardThresholds, ...options.thresholds }
  const baseline = createBaseline(options)
  const track = createTrack()
  const pace = paceOf(bucketSeconds)
  let memory = freshMemory()
  let scale: Scale | null = null
  let scaleUsual = 0
  // The wish is about time: long buckets are fewer, so each may err more often.
  const power = Math.max(4, limits.falseAlarmPower - Math.log10(bucketSeconds / 10))
  let bar: Bar = barFor(2, 1, power)
  let cap = mostSigma

  const sigmaNow = (of: Scale) => Math.max(of.leastSigma, memory.spread * 1.2533)
  const maturity = () => 1 - Math.exp((-memory.measured * bucketSeconds) / 43_200 - memory.measured / 400)

  function setBar(of: Scale): void {
    const sigma = sigmaNow(of)
    const aimed = of.name === 'log' ? Math.log1p(limits.aimedRise) / sigma : 2.5
    cap = capOf(memory)
    bar = barFor(aimed, inflationOf(memory), power, cap)
  }

  function begin(at: number): void {
    const values = memory.warming
    scale = chooseScale(values, options.kind)
    const scaled = values.map(scale.to).sort((a, b) => a - b)
    const middle = scaled[scaled.length >> 1] ?? 0
    scaleUsual = [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
    baseline.start(middle)
    const steps = values
      .slice(1)
      .map((value, i) => Math.abs((scale?.to(value) ?? 0) - (scale?.to(values[i] ?? 0) ?? 0)))
    steps.sort((a, b) => a - b)
    // Width of differences over that of the noise is √2; their median lies at 0.6745 of it.
    memory.spread = (((steps[steps.length >> 1] ?? 0) * 1.4826) / Math.SQRT2) * 0.8
    memory.spreadPoints = warmUpPoints
    memory.season = baseline.seasonAt(at)
    memory.quick = middle - memory.season
    memory.quickPoints = warmUpPoints
    memory.warming = []
    setBar(scale)
  }

  /** What a hole leaves in doubt: the level may have moved, the less known the season the more. */
  function passHole(seconds: number): void {
    const buckets = Math.round(seconds / bucketSeconds) - 1
    if (buckets < 1) return
    memory.lastSigmas = 0
    if (buckets >= 3) {
      memory.up.sum = 0
      memory.down.sum = 0
    }
    if (seconds > pace.level * bucketSeconds) memory.quickPoints = Math.min(memory.quickPoints, 8)
    memory.doubt = Math.max(memory.doubt, Math.min(4, 2 * Math.sqrt(seconds / 3600)) * (1 - 0.6 * maturity()))
    if (buckets < 6) memory.doubt = 0
  }

  function push(point: Point): DetectorEvent[] {
    const { at } = point
    if (!Number.isFinite(at) || (memory.lastAt !== null && at <= memory.lastAt)) {
      memory.refused++
      return nothing
    }
    memory.lastAt = at
    if (point.value === null || !Number.isFinite(point.value)) return nothing
    const value = Math.max(-mostValue, Math.min(mostValue, point.value))
    if (scale === null) {
      memory.warming.push(value)
      memory.lastMeasuredAt = at
      if (memory.warming.length >= warmUpPoints) begin(at)
      return nothing
    }
    const buckets = memory.lastMeasuredAt === null ? 1 : (at - memory.lastMeasuredAt) / bucketSeconds
    if (memory.lastMeasuredAt !== null) passHole(at - memory.lastMeasuredAt)
    memory.lastMeasuredAt = at
    memory.measured++
    if (scale.name !== 'straight' && value <= 0) watchZeros(value)
    const scaled = scale.to(value)
    const rest = scaled - seasonNow(at)
    const moved = addTo(track, at, value, rest)
    if (memory.excursion !== null) {
      memory.excursion.endStart -= moved
      baseline.learn(at, scaled, true)
      return inside(scale, memory.excursion, at, rest)
    }
    advance(memory, buckets)
    passMidnight(memory, baseline, at, at - bucketSeconds)
    if (track.length > lookBack * 2) {
      const gone = keepLast(track, lookBack)
      memory.up.start -= gone
      memory.down.start -= gone
    }
    return outside(scale, at, scaled, rest)
  }

  /** The season at a moment as it was when the moment was judged: on the first day it has become known meanwhile. */
  const seasonSeen = (at: number) => (baseline.knownAt(at) === memory.known ? baseline.seasonAt(at) : memory.season)

  /** The season's word. Where it begins to know the hour, or ceases to, what is usual must not jump: the levels give way. */
  function seasonNow(at: number): number {
    const season = baseline.seasonAt(at)
    const known = baseline.knownAt(at)
    if (known !== memory.known) {
      const by = season - memory.season
      memory.known = known
      memory.quick -= by
      memory.up.level -= by
      memory.down.level -= by
      if (memory.excursion !== null) memory.excursion.level -= by
      for (let i = 0; i < track.length; i++) track.rest[i] = (track.rest[i] ?? 0) - by
    }
    memory.season = season
    return season
  }

  /** A logarithm serves a series badly that is often nought, and not at all one that is negative. */
  function watchZeros(value: number): void {
    memory.zeros++
    if (scale === null || options.kind === 'count') return
    if (value < 0 || (memory.zeros > 60 && memory.zeros > memory.measured * 0.1)) {
      const usual = scale.from(baseline.seasonAt(memory.lastAt ?? 0) + memory.quick)
      rescale(makeScale('straight', usual), usual)
    }
  }

  function rescale(to: Scale, usual: number): void {
    const fresh = freshMemory()
    scale = to
    scaleUsual = usual
    baseline.restore({ ...createBaseline(options).state(), origin: usual })
    track.length = 0
    memory = {
      ...fresh,
      lastAt: memory.lastAt,
      lastMeasuredAt: memory.lastMeasuredAt,
      refused: memory.refused,
      measured: memory.measured,
      season: usual,
      spread: Math.max(Math.abs(usual) * 0.3, to.leastSigma),
      spreadPoints: 4,
    }
    setBar(to)
  }

  function outside(of: Scale, at: number, scaled: number, rest: number): DetectorEvent[] {
    // After a long constancy noise is nought, and anything would be infinitely far off.
    const sigma = Math.max(sigmaNow(of), Math.abs(rest - memory.quick) * 1e-6)
    if (memory.tail > 0) followTail(at, rest, sigma)
    const off = rest - memory.quick - memory.tail
    const raw = off / sigma
    const doubted = withoutDoubt(of, at, raw, sigma)
    const sigmas = Math.max(-cap, Math.min(cap, doubted))
    add(memory.up, sigmas)
    add(memory.down, -sigmas)
    const burst = burstBefore(of, raw)
    if (memory.up.sum > bar.bar) return opened(of, 'up', memory.up, sigma, at)
    if (memory.down.sum > bar.bar) return opened(of, 'down', memory.down, sigma, at)
    learn(of, at, scaled, off, sigma, sigmas, raw)
    return burst === null ? nothing : [{ kind: 'burst', wave: burst }]
  }

  /** What is left of a deviation when holes and the calendar are given the benefit of the doubt. */
  function withoutDoubt(of: Scale, at: number, raw: number, sigma: number): number {
    const calendar = of.name === 'log' ? calendarDoubt(memory, at) : null
    const doubt = Math.max(memory.doubt, calendar === null ? 0 : (raw > 0 ? calendar.up : calendar.down) / sigma)
    memory.doubt *= 0.97
    return doubt > 0.1 ? Math.sign(raw) * Math.max(0, Math.abs(raw) - doubt) : raw
  }

  function add(to: Sum, sigmas: number): void {
    if (to.sum <= 0) {
      to.start = track.length - 1
      to.level = memory.quick
    }
    to.sum = Math.max(0, to.sum + sigmas - bar.allowance)
  }

  function learn(of: Scale, at: number, scaled: number, off: number, sigma: number, sigmas: number, raw: number): void {
    const suspicious = Math.max(memory.up.sum, memory.down.sum) > bar.bar / 3
    if (memory.tail <= 0) {
      const bare = memory.known ? 1 - baseline.skill() : 1
      learnQuick(memory, { off, sigma, doubted: off - sigmas * sigma }, pace, bare, suspicious ? 0.2 : 1)
      baseline.learn(at, scaled - off + Math.max(-4 * sigma, Math.min(4 * sigma, off)), false)
    }
    learnNoise(memory, off, sigma, sigmas, raw)
    memory.lastRaw = raw
    if ((memory.measured & 31) === 0 || memory.measured < 64) setBar(of)
  }

  /** A tail sinks towards the usual. It may also stay: then it is the usual. */
  function followTail(at: number, rest: number, sigma: number): void {
    memory.tailMean += 0.25 * (rest - memory.quick - memory.tailMean)
    if (memory.tailMean < memory.tail) memory.tail = memory.tailMean
    else memory.tail += 0.03 * (memory.tailMean - memory.tail)
    if (memory.tail < 0.5 * sigma) memory.tail = 0
    else if (at - memory.tailSince > limits.shiftSeconds) {
      moveLevel(memory.tail, at, at)
      memory.tail = 0
    }
  }

  /** One bucket far off between two usual ones. */
  function burstBefore(of: Scale, raw: number): Wave | null {
    const i = track.length - 2
    if (i < 1 || memory.lastRaw < 8 || raw > 2.5) return null
    const beforeThat = ((track.rest[i - 1] ?? 0) - memory.quick - memory.tail) / sigmaNow(of)
    if (beforeThat > 3) return null
    const at = track.at[i] ?? 0
    const usual = of.from(baseline.seasonAt(at) + memory.quick)
    const peakValue = track.value[i] ?? 0
    if (options.kind === 'count' && peakValue - usual < limits.leastCount) return null
    const confidence = Math.round(700 * maturity() * (1 - Math.exp(-memory.lastRaw / 8))) / 1000
    const end = track.at[i + 1] ?? at + bucketSeconds
    return { direction: 'up', onset: at, peak: at, end, peakValue, baseline: usual, confidence, refined: true }
  }

  function opened(of: Scale, direction: 'up' | 'down', sum: Sum, sigma: number, at: number): DetectorEvent[] {
    const start = Math.max(0, sum.start)
    const level = sum.level
    const buckets = track.length - start
    // The sum may have begun with noise before the rise: its later half tells the height.
    let total = 0
    const half = start + (buckets >> 1)
    for (let i = half; i < track.length; i++) total += (track.rest[i] ?? 0) - level
    const height = total / (track.length - half)
    const rise = height - (direction === 'up' ? memory.tail : 0)
    memory.up.sum = 0
    memory.down.sum = 0
    const usual = baseline.seasonAt(at) + level + memory.tail
    if (!largeEnough(of, limits, { direction, usual, deviation: rise, sigma })) {
      memory.quick += rise / 2
      return nothing
    }
    memory.excursion = {
      direction,
      start,
      level,
      tail: direction === 'up' ? memory.tail : 0,
      sigma,
      openedAt: at,
      onset: track.at[start] ?? at,
      height,
      buckets,
      endSum: 0,
      endStart: track.length,
      refined: false,
    }
    memory.quick = level
    const wave = newest()
    if (wave === null) return nothing
    memory.excursion.onset = wave.onset
    return [{ kind: 'opened', wave: { ...wave, refined: false } }]
  }

  function inside(of: Scale, excursion: OpenExcursion, at: number, rest: number): DetectorEvent[] {
    const off = rest - excursion.level
    const low = excursion.tail
    excursion.buckets++
    const rise = (excursion.height - low) / excursion.sigma
    const sigmas = (off - low) / excursion.sigma
    // Likelihood ratio of "back to where it came from" against "still at the height of the last buckets".
    const step = Math.max(-mostEndStep, Math.min(mostEndStep, rise * (rise / 2 - sigmas)))
    if (excursion.endSum <= 0) excursion.endStart = track.length - 1
    excursion.endSum = Math.max(0, excursion.endSum + step)
    const r = correlationOf(memory)
    const widening = Math.sqrt((1 + r) / (1 - r))
    if (excursion.endSum > endBar * Math.min(1.5, widening)) return closed(of, excursion, at)
    if (excursion.endSum <= 0) excursion.height += (off - excursion.height) / Math.min(excursion.buckets, 30)
    if (excursion.buckets > 24 && stays(of, excursion, at)) {
      const wave = newest()
      const height = recentHeight(excursion.level)
      memory.excursion = null
      return [shiftBy(of, at, height, excursion.level, wave)]
    }
    if (excursion.refined || excursion.buckets < refineAfter) return nothing
    excursion.refined = true
    const wave = newest()
    return wave === null ? nothing : [{ kind: 'refined', wave }]
  }

  function stays(of: Scale, excursion: OpenExcursion, at: number): boolean {
    return hasStayed(of, limits, {
      excursion,
      former: memory.former,
      at,
      usual: baseline.seasonAt(at) + excursion.level,
    })
  }

  function recentHeight(level: number): number {
    const some = track.rest.slice(Math.max(0, track.length - 64), track.length).sort()
    return (some[some.length >> 1] ?? 0) - level
  }

  /** The new level is taken over at once; the season stays as it was. */
  function shiftBy(of: Scale, at: number, height: number, level: number, withdrawn: Wave | null): DetectorEvent {
    const usual = baseline.seasonAt(at) + level
    const shift = { at: withdrawn?.onset ?? at, from: of.from(usual), to: of.from(usual + height) }
    memory.slope = 0
    memory.quick = level
    const since = withdrawn?.onset ?? at
    if (memory.known && baseline.skill() > 0.5) moveLevel(height, since, at)
    else {
      // Without a season it may be the day: it stays in the shape, and the quick level has got there.
      memory.quick += height
      baseline.calm(since, at)
    }
    const back = memory.former !== null && at <= memory.former.until
    memory.former = !back ? { by: -height, until: at + 2 * 86_400 } : null
    memory.tail = 0
    memory.lastSigmas = 0
    track.length = 0
    memory.up = freshSum()
    memory.down = freshSum()
    return { kind: 'level-shift', shift, withdrawn }
  }

  function moveLevel(by: number, since: number, at: number): void {
    if (memory.calendar.workLevel !== null) memory.calendar.workLevel -= by
    baseline.shift(by, since, at)
    memory.season = baseline.seasonAt(at)
  }

  function closed(of: Scale, excursion: OpenExcursion, at: number): DetectorEvent[] {
    const waves = settled(excursion, true)
    memory.excursion = null
    memory.quick = excursion.level
    memory.up = freshSum()
    memory.down = freshSum()
    memory.lastSigmas = 0
    memory.lastRaw = 0
    let total = 0
    for (let i = excursion.endStart; i < track.length; i++) total += (track.rest[i] ?? 0) - excursion.level
    const left = total / Math.max(1, track.length - excursion.endStart)
    memory.tail = excursion.direction === 'up' && left > excursion.sigma ? left : 0
    memory.tailMean = memory.tail
    memory.tailSince = at
    keepLast(track, Math.min(lookBack, track.length - excursion.endStart))
    setBar(of)
    const whole = wholeOf(waves)
    return whole === null ? nothing : [{ kind: 'closed', waves, whole }]
  }

  function settled(open: OpenExcursion, over: boolean): Wave[] {
    if (scale === null) return []
    const { direction, start, level, tail, sigma } = open
    const excursion: Excursion = {
      direction,
      start,
      level,
      tail,
      sigma,
      over,
      endStart: over ? open.endStart : track.length,
      correlation: correlationOf(memory),
      maturity: maturity(),
      valleyDepth: limits.valleyDepth,
      bucketSeconds,
    }
    return settle(excursion, { track, scale, seasonAt: seasonSeen })
  }

  /** The first wave of the open excursion, not over. */
  function newest(): Wave | null {
    const first = memory.excursion === null ? undefined : settled(memory.excursion, false)[0]
    return first === undefined ? null : { ...first, end: null }
  }

  function stateNow(): DetectorState {
    const list = (of: Float64Array | Float32Array) => Array.from(of.subarray(0, track.length), Number)
    return {
      version: stateVersion,
      scale: scale === null ? null : { name: scale.name, usual: scaleUsual, offset: scale.offset },
      memory: structuredClone(memory),
      baseline: baseline.state(),
      track: { at: list(track.at), value: list(track.value), rest: list(track.rest) },
    }
  }

  function restore(from: DetectorState): void {
    // What was stored by another version is learned anew.
    if (from.version !== stateVersion) return
    scale = from.scale === null ? null : makeScale(from.scale.name, from.scale.usual, from.scale.offset)
    scaleUsual = from.scale?.usual ?? 0
    memory = structuredClone(from.memory)
    baseline.restore(from.baseline)
    track.length = Math.min(from.track.at.length, track.at.length)
    track.at.set(from.track.at.slice(0, track.length))
    track.value.set(from.track.value.slice(0, track.length))
    track.rest.set(from.track.rest.slice(0, track.length))
    if (scale !== null) setBar(scale)
  }

  return {
    push,
    baselineAt: (at) => (scale === null ? null : scale.from(baseline.seasonAt(at) + memory.quick)),
    open: () => (memory.excursion === null ? [] : settled(memory.excursion, false)),
    state: stateNow,
    restore,
    refused: () => memory.refused,
    stateBytes: () => baseline.bytes + trackBytes(track) + 64 * 8,
  }
}
