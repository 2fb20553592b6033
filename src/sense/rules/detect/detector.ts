// The detector of one series: learns what is usual while it is usual, opens an excursion when evidence has summed up, and
// closes it with the same care. Every point costs the same bounded work; memory does not grow with the series.
import { type BaselineState, createBaseline } from './baseline.ts'
import { type Bar, barFor, mostSigma } from './evidence.ts'
import { wholeOf } from './group.ts'
import { freshMemory, freshSum, type Memory, type OpenExcursion, type Sum } from './memory.ts'
import { chooseScale, makeScale, type Scale, type ScaleName } from './scale.ts'
import { type Excursion, settle } from './settle.ts'
import { type DetectOptions, type DetectorEvent, type Point, standardThresholds, type Wave } from './shape.ts'
import { addTo, createTrack, keepLast, lookBack, trackBytes } from './track.ts'

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
  version: 1
  scale: { name: ScaleName; usual: number; offset: number } | null
  memory: Memory
  baseline: BaselineState
  track: { at: number[]; value: number[]; rest: number[] }
}

/** Larger values are cut: their squares would overflow, and they are far off all the same. */
const mostValue = 1e30
/** Values that are looked at before anything is said. */
const warmUpPoints = 12
/** A quick level is the mean of about this many buckets, or of fifteen minutes. */
const quickBuckets = 36
const quickSeconds = 900
const spreadMemory = 3000
/** Half the evidence of a likelihood ratio of e^9 that it is over, at most 3 from one bucket: three buckets at least. */
const endBar = 9
const mostEndStep = 3.2
const refineAfter = 12

const nothing: DetectorEvent[] = []

/** A detector of one series. Takes points one by one, keeps less than 40 KB, and never throws. */
export function createDetector(options: DetectOptions): Detector {
  const { bucketSeconds } = options
  const limits = { ...standardThresholds, ...options.thresholds }
  const baseline = createBaseline(options)
  const track = createTrack()
  const quickMemory = Math.max(quickBuckets, quickSeconds / bucketSeconds)
  let memory = freshMemory()
  let scale: Scale | null = null
  let scaleUsual = 0
  // The wish is about time: long buckets are fewer, so each may err more often.
  const power = Math.max(4, limits.falseAlarmPower - Math.log10(bucketSeconds / 10))
  let bar: Bar = barFor(2, 0, power)

  const sigmaNow = (of: Scale) => Math.max(of.leastSigma, memory.spread * 1.2533)
  const correlation = () => Math.min(0.9, Math.max(0, memory.square > 0 ? memory.product / memory.square : 0))
  const maturity = () => 1 - Math.exp((-memory.measured * bucketSeconds) / 43_200 - memory.measured / 400)

  function setBar(of: Scale): void {
    const sigma = sigmaNow(of)
    const aimed = of.name === 'log' ? Math.log1p(limits.aimedRise) / sigma : 2.5
    bar = barFor(aimed, correlation(), power)
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
    memory.quick = middle - baseline.seasonAt(at)
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
    if (seconds > quickMemory * bucketSeconds) memory.quickPoints = Math.min(memory.quickPoints, 8)
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
    if (memory.lastMeasuredAt !== null) passHole(at - memory.lastMeasuredAt)
    memory.lastMeasuredAt = at
    memory.measured++
    if (scale.name !== 'straight' && value <= 0) watchZeros(value)
    const scaled = scale.to(value)
    const rest = scaled - baseline.seasonAt(at)
    const moved = addTo(track, at, value, rest)
    if (memory.excursion !== null) {
      memory.excursion.endStart -= moved
      return inside(scale, memory.excursion, at, rest)
    }
    if (track.length > lookBack * 2) {
      const gone = keepLast(track, lookBack)
      memory.up.start -= gone
      memory.down.start -= gone
    }
    return outside(scale, at, scaled, rest)
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
    baseline.restore({ ...createBaseline(options).state(), level: usual })
    track.length = 0
    memory = {
      ...fresh,
      lastAt: memory.lastAt,
      lastMeasuredAt: memory.lastMeasuredAt,
      refused: memory.refused,
      measured: memory.measured,
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
    const doubted = memory.doubt > 0.1 ? Math.sign(raw) * Math.max(0, Math.abs(raw) - memory.doubt) : raw
    const calendar = of.name === 'log' ? baseline.calendarDoubt(at) / sigma : 0
    memory.doubt = Math.max(calendar, memory.doubt * 0.97)
    const sigmas = Math.max(-mostSigma, Math.min(mostSigma, doubted))
    add(memory.up, sigmas)
    add(memory.down, -sigmas)
    const burst = burstBefore(of, raw)
    memory.lastRaw = raw
    if (memory.up.sum > bar.bar) return opened(of, 'up', memory.up, sigma, at)
    if (memory.down.sum > bar.bar) return opened(of, 'down', memory.down, sigma, at)
    learn(of, at, scaled, off, sigma, sigmas)
    return burst === null ? nothing : [{ kind: 'burst', wave: burst }]
  }

  function add(to: Sum, sigmas: number): void {
    if (to.sum <= 0) {
      to.start = track.length - 1
      to.level = memory.quick
    }
    to.sum = Math.max(0, to.sum + sigmas - bar.allowance)
  }

  function learn(of: Scale, at: number, scaled: number, off: number, sigma: number, sigmas: number): void {
    const suspicious = Math.max(memory.up.sum, memory.down.sum) > bar.bar / 3
    if (memory.tail <= 0) {
      memory.quickPoints++
      const gain = (suspicious ? 0.2 : 1) / Math.min(memory.quickPoints, quickMemory)
      memory.quick += gain * Math.max(-2.5 * sigma, Math.min(2.5 * sigma, off))
      baseline.learn(at, scaled - off + Math.max(-4 * sigma, Math.min(4 * sigma, off)))
    }
    memory.spreadPoints++
    const share = 1 / Math.min(memory.spreadPoints, spreadMemory)
    memory.spread += share * (Math.min(Math.abs(off), 4 * sigma) - memory.spread)
    const inner = Math.max(-3, Math.min(3, sigmas))
    memory.product += share * (inner * memory.lastSigmas - memory.product)
    memory.square += share * (inner * inner - memory.square)
    memory.lastSigmas = inner
    if ((memory.measured & 31) === 0 || memory.measured < 64) setBar(of)
  }

  /** A tail sinks towards the usual. It may also stay: then it is the usual. */
  function followTail(at: number, rest: number, sigma: number): void {
    memory.tailMean += 0.25 * (rest - memory.quick - memory.tailMean)
    if (memory.tailMean < memory.tail) memory.tail = memory.tailMean
    else memory.tail += 0.03 * (memory.tailMean - memory.tail)
    if (memory.tail < 0.5 * sigma) memory.tail = 0
    else if (at - memory.tailSince > limits.shiftSeconds) {
      baseline.shift(memory.tail)
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

  /** Whether people would call it a rise or a fall at all: numbers of thresholds, not of statistics. */
  function largeEnough(of: Scale, direction: 'up' | 'down', usual: number, deviation: number, sigma: number): boolean {
    const difference = Math.abs(of.from(usual + deviation) - of.from(usual))
    if (of.name === 'straight') return Math.abs(deviation) >= 3 * sigma
    if (of.name === 'root')
      return difference >= limits.leastCount || (direction === 'down' && difference >= of.from(usual) / 2)
    return difference >= of.from(usual) * (direction === 'up' ? limits.leastRise : limits.leastFall)
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
    if (!largeEnough(of, direction, baseline.seasonAt(at) + level + memory.tail, rise, sigma)) {
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
    const widening = Math.sqrt((1 + correlation()) / (1 - correlation()))
    if (excursion.endSum > endBar * Math.min(1.5, widening)) return closed(of, excursion, at)
    if (excursion.endSum <= 0) excursion.height += (off - excursion.height) / Math.min(excursion.buckets, 30)
    const lasted = at - excursion.openedAt
    if (excursion.buckets > 24 && hasStayed(of, excursion, at, lasted)) {
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

  /** Long enough to be the usual: soon where it is the level of before a shift, at last in any case. */
  function hasStayed(of: Scale, excursion: OpenExcursion, at: number, lasted: number): boolean {
    if (lasted > limits.relearnSeconds) return true
    if (lasted > limits.shiftSeconds) return isLow(of, excursion, at)
    const { former } = memory
    if (former === null || at > former.until || lasted < limits.shiftSeconds / 12) return false
    return Math.abs(excursion.height - former.by) < Math.max(1.5 * excursion.sigma, 0.15 * Math.abs(former.by))
  }

  /** Low enough to be a new level of the same thing. A fall always is: what is gone for hours stays gone. */
  function isLow(of: Scale, excursion: OpenExcursion, at: number): boolean {
    if (excursion.direction === 'down') return true
    const usual = baseline.seasonAt(at) + excursion.level
    if (of.name === 'straight') return excursion.height < 20 * excursion.sigma
    return of.from(usual + excursion.height) < Math.max(of.from(usual), of.name === 'root' ? 3 : 0) * limits.shiftBelow
  }

  function recentHeight(level: number): number {
    const some = track.rest.slice(Math.max(0, track.length - 64), track.length).sort()
    return (some[some.length >> 1] ?? 0) - level
  }

  /** The new level is taken over at once; the season stays as it was. */
  function shiftBy(of: Scale, at: number, height: number, level: number, withdrawn: Wave | null): DetectorEvent {
    const usual = baseline.seasonAt(at) + level
    const shift = { at: withdrawn?.onset ?? at, from: of.from(usual), to: of.from(usual + height) }
    baseline.shift(height)
    const back = memory.former !== null && at <= memory.former.until
    memory.former = !back ? { by: -height, until: at + 2 * 86_400 } : null
    memory.quick = level
    memory.tail = 0
    memory.lastSigmas = 0
    track.length = 0
    memory.up = freshSum()
    memory.down = freshSum()
    return { kind: 'level-shift', shift, withdrawn }
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
      correlation: correlation(),
      maturity: maturity(),
      valleyDepth: limits.valleyDepth,
      bucketSeconds,
    }
    return settle(excursion, { track, scale, seasonAt: baseline.seasonAt })
  }

  /** The first wave of the open excursion, not over. */
  function newest(): Wave | null {
    const first = memory.excursion === null ? undefined : settled(memory.excursion, false)[0]
    return first === undefined ? null : { ...first, end: null }
  }

  function stateNow(): DetectorState {
    const list = (of: Float64Array | Float32Array) => Array.from(of.subarray(0, track.length), Number)
    return {
      version: 1,
      scale: scale === null ? null : { name: scale.name, usual: scaleUsual, offset: scale.offset },
      memory: structuredClone(memory),
      baseline: baseline.state(),
      track: { at: list(track.at), value: list(track.value), rest: list(track.rest) },
    }
  }

  function restore(from: DetectorState): void {
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
