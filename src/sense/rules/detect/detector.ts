// The detector of one series: learns what is usual while it is usual, opens an excursion when evidence has summed up, and
// closes it with the same care. Every point costs the same bounded work; memory does not grow with the series.
import { type BaselineState, createBaseline } from './baseline.ts'
import { barFor, mostSigma } from './evidence.ts'
import { burstBefore, inside, opened, settled } from './excursion.ts'
import { freshMemory, type Memory, type Sum } from './memory.ts'
import { calendarDoubt, passMidnight } from './midnight.ts'
import { learnNoise } from './noise.ts'
import { advance, learnQuick, paceOf } from './quick.ts'
import { maturity, moveLevel, type Run, setBar, sigmaNow } from './run.ts'
import { chooseScale, makeScale, type Scale, type ScaleName } from './scale.ts'
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
const stateVersion = 2

const nothing: DetectorEvent[] = []

/** A detector of one series. Takes points one by one, keeps less than 40 KB, and never throws. */
export function createDetector(options: DetectOptions): Detector {
  const { bucketSeconds } = options
  const limits = { ...standardThresholds, ...options.thresholds }
  // The wish is about time: long buckets are fewer, so each may err more often.
  const power = Math.max(4, limits.falseAlarmPower - Math.log10(bucketSeconds / 10))
  const baseline = createBaseline(options)
  const track = createTrack()
  const pace = paceOf(bucketSeconds)
  const run: Run = {
    options,
    limits,
    baseline,
    track,
    power,
    memory: freshMemory(),
    scale: null,
    bar: barFor(2, 1, power),
    cap: mostSigma,
  }
  let scaleUsual = 0

  function begin(at: number): void {
    const values = run.memory.warming
    run.scale = chooseScale(values, options.kind)
    const scaled = values.map(run.scale.to).sort((a, b) => a - b)
    const middle = scaled[scaled.length >> 1] ?? 0
    scaleUsual = [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
    baseline.start(middle)
    const steps = values
      .slice(1)
      .map((value, i) => Math.abs((run.scale?.to(value) ?? 0) - (run.scale?.to(values[i] ?? 0) ?? 0)))
    steps.sort((a, b) => a - b)
    // Width of differences over that of the noise is √2; their median lies at 0.6745 of it.
    run.memory.spread = (((steps[steps.length >> 1] ?? 0) * 1.4826) / Math.SQRT2) * 0.8
    run.memory.spreadPoints = warmUpPoints
    run.memory.season = baseline.seasonAt(at)
    run.memory.quick = middle - run.memory.season
    run.memory.quickPoints = warmUpPoints
    run.memory.warming = []
    setBar(run, run.scale)
  }

  /** What a hole leaves in doubt: the level may have moved, the less known the season the more. */
  function passHole(seconds: number): void {
    const buckets = Math.round(seconds / bucketSeconds) - 1
    if (buckets < 1) return
    run.memory.lastSigmas = 0
    if (buckets >= 3) {
      run.memory.up.sum = 0
      run.memory.down.sum = 0
    }
    if (seconds > pace.level * bucketSeconds) run.memory.quickPoints = Math.min(run.memory.quickPoints, 8)
    run.memory.doubt = Math.max(
      run.memory.doubt,
      Math.min(4, 2 * Math.sqrt(seconds / 3600)) * (1 - 0.6 * maturity(run)),
    )
    if (buckets < 6) run.memory.doubt = 0
  }

  function push(point: Point): DetectorEvent[] {
    const { at } = point
    if (!Number.isFinite(at) || (run.memory.lastAt !== null && at <= run.memory.lastAt)) {
      run.memory.refused++
      return nothing
    }
    run.memory.lastAt = at
    if (point.value === null || !Number.isFinite(point.value)) return nothing
    const value = Math.max(-mostValue, Math.min(mostValue, point.value))
    if (run.scale === null) {
      run.memory.warming.push(value)
      run.memory.lastMeasuredAt = at
      if (run.memory.warming.length >= warmUpPoints) begin(at)
      return nothing
    }
    const buckets = run.memory.lastMeasuredAt === null ? 1 : (at - run.memory.lastMeasuredAt) / bucketSeconds
    if (run.memory.lastMeasuredAt !== null) passHole(at - run.memory.lastMeasuredAt)
    run.memory.lastMeasuredAt = at
    run.memory.measured++
    if (run.scale.name !== 'straight' && value <= 0) watchZeros(value)
    const scaled = run.scale.to(value)
    const rest = scaled - seasonNow(at)
    const moved = addTo(track, at, value, rest)
    if (run.memory.excursion !== null) {
      run.memory.excursion.endStart -= moved
      baseline.learn(at, scaled, true)
      return inside(run, run.scale, run.memory.excursion, at, rest)
    }
    advance(run.memory, buckets)
    passMidnight(run.memory, baseline, at, at - bucketSeconds)
    if (track.length > lookBack * 2) {
      const gone = keepLast(track, lookBack)
      run.memory.up.start -= gone
      run.memory.down.start -= gone
    }
    return outside(run.scale, at, scaled, rest)
  }

  /** The season's word. Where it begins to know the hour, or ceases to, what is usual must not jump: the levels give way. */
  function seasonNow(at: number): number {
    const season = baseline.seasonAt(at)
    const known = baseline.knownAt(at)
    if (known !== run.memory.known) {
      const by = season - run.memory.season
      run.memory.known = known
      run.memory.quick -= by
      run.memory.up.level -= by
      run.memory.down.level -= by
      if (run.memory.excursion !== null) run.memory.excursion.level -= by
      for (let i = 0; i < track.length; i++) track.rest[i] = (track.rest[i] ?? 0) - by
    }
    run.memory.season = season
    return season
  }

  /** A logarithm serves a series badly that is often nought, and not at all one that is negative. */
  function watchZeros(value: number): void {
    run.memory.zeros++
    if (run.scale === null || options.kind === 'count') return
    if (value < 0 || (run.memory.zeros > 60 && run.memory.zeros > run.memory.measured * 0.1)) {
      const usual = run.scale.from(baseline.seasonAt(run.memory.lastAt ?? 0) + run.memory.quick)
      rescale(makeScale('straight', usual), usual)
    }
  }

  function rescale(to: Scale, usual: number): void {
    const fresh = freshMemory()
    run.scale = to
    scaleUsual = usual
    baseline.restore({ ...createBaseline(options).state(), origin: usual })
    track.length = 0
    run.memory = {
      ...fresh,
      lastAt: run.memory.lastAt,
      lastMeasuredAt: run.memory.lastMeasuredAt,
      refused: run.memory.refused,
      measured: run.memory.measured,
      season: usual,
      spread: Math.max(Math.abs(usual) * 0.3, to.leastSigma),
      spreadPoints: 4,
    }
    setBar(run, to)
  }

  function outside(of: Scale, at: number, scaled: number, rest: number): DetectorEvent[] {
    // After a long constancy noise is nought, and anything would be infinitely far off.
    const sigma = Math.max(sigmaNow(run, of), Math.abs(rest - run.memory.quick) * 1e-6)
    if (run.memory.tail > 0) followTail(at, rest, sigma)
    const off = rest - run.memory.quick - run.memory.tail
    const raw = off / sigma
    const doubted = withoutDoubt(of, at, raw, sigma)
    const sigmas = Math.max(-run.cap, Math.min(run.cap, doubted))
    add(run.memory.up, sigmas)
    add(run.memory.down, -sigmas)
    const burst = burstBefore(run, of, raw)
    if (run.memory.up.sum > run.bar.bar) return opened(run, of, 'up', run.memory.up, sigma, at)
    if (run.memory.down.sum > run.bar.bar) return opened(run, of, 'down', run.memory.down, sigma, at)
    learn(of, at, scaled, off, sigma, sigmas, raw)
    return burst === null ? nothing : [{ kind: 'burst', wave: burst }]
  }

  /** What is left of a deviation when holes and the calendar are given the benefit of the doubt. */
  function withoutDoubt(of: Scale, at: number, raw: number, sigma: number): number {
    const calendar = of.name === 'log' ? calendarDoubt(run.memory, at) : null
    const doubt = Math.max(run.memory.doubt, calendar === null ? 0 : (raw > 0 ? calendar.up : calendar.down) / sigma)
    run.memory.doubt *= 0.97
    return doubt > 0.1 ? Math.sign(raw) * Math.max(0, Math.abs(raw) - doubt) : raw
  }

  function add(to: Sum, sigmas: number): void {
    if (to.sum <= 0) {
      to.start = track.length - 1
      to.level = run.memory.quick
    }
    to.sum = Math.max(0, to.sum + sigmas - run.bar.allowance)
  }

  function learn(of: Scale, at: number, scaled: number, off: number, sigma: number, sigmas: number, raw: number): void {
    const suspicious = Math.max(run.memory.up.sum, run.memory.down.sum) > run.bar.bar / 3
    if (run.memory.tail <= 0) {
      const bare = run.memory.known ? 1 - baseline.skill() : 1
      learnQuick(run.memory, { off, sigma, doubted: off - sigmas * sigma }, pace, bare, suspicious ? 0.2 : 1)
      baseline.learn(at, scaled - off + Math.max(-4 * sigma, Math.min(4 * sigma, off)), false)
    }
    learnNoise(run.memory, off, sigma, sigmas, raw)
    run.memory.lastRaw = raw
    if ((run.memory.measured & 31) === 0 || run.memory.measured < 64) setBar(run, of)
  }

  /** A tail sinks towards the usual. It may also stay: then it is the usual. */
  function followTail(at: number, rest: number, sigma: number): void {
    run.memory.tailMean += 0.25 * (rest - run.memory.quick - run.memory.tailMean)
    if (run.memory.tailMean < run.memory.tail) run.memory.tail = run.memory.tailMean
    else run.memory.tail += 0.03 * (run.memory.tailMean - run.memory.tail)
    if (run.memory.tail < 0.5 * sigma) run.memory.tail = 0
    else if (at - run.memory.tailSince > limits.shiftSeconds) {
      moveLevel(run, run.memory.tail, at, at)
      run.memory.tail = 0
    }
  }

  function stateNow(): DetectorState {
    const list = (of: Float64Array | Float32Array) => Array.from(of.subarray(0, track.length), Number)
    return {
      version: stateVersion,
      scale: run.scale === null ? null : { name: run.scale.name, usual: scaleUsual, offset: run.scale.offset },
      memory: structuredClone(run.memory),
      baseline: baseline.state(),
      track: { at: list(track.at), value: list(track.value), rest: list(track.rest) },
    }
  }

  function restore(from: DetectorState): void {
    // What was stored by another version is learned anew.
    if (from.version !== stateVersion) return
    run.scale = from.scale === null ? null : makeScale(from.scale.name, from.scale.usual, from.scale.offset)
    scaleUsual = from.scale?.usual ?? 0
    run.memory = structuredClone(from.memory)
    baseline.restore(from.baseline)
    track.length = Math.min(from.track.at.length, track.at.length)
    track.at.set(from.track.at.slice(0, track.length))
    track.value.set(from.track.value.slice(0, track.length))
    track.rest.set(from.track.rest.slice(0, track.length))
    if (run.scale !== null) setBar(run, run.scale)
  }

  return {
    push,
    baselineAt: (at) => (run.scale === null ? null : run.scale.from(baseline.seasonAt(at) + run.memory.quick)),
    open: () => (run.memory.excursion === null ? [] : settled(run, run.memory.excursion, false)),
    state: stateNow,
    restore,
    refused: () => run.memory.refused,
    stateBytes: () => baseline.bytes + trackBytes(track) + 64 * 8,
  }
}
