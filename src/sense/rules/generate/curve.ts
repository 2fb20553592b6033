// The curves of a synthetic day: what is usual, what attacks and crowds add, what outages leave, what was measured.
import type { Chance } from './chance.ts'
import type { GenerateOptions } from './options.ts'
import type { Plan, PlannedFlash, PlannedWave } from './plan.ts'

const daySeconds = 86_400
/** Looks per bucket, so that an onset in the middle of one counts in part. */
const looksPerBucket = 10

/** One number per bucket each. The value is `noise * (usual + attack + crowd) * kept`, where it was measured. */
export interface Curve {
  count: number
  usual: Float64Array
  attack: Float64Array
  crowd: Float64Array
  kept: Float64Array
  noise: Float64Array
  /** 1 measured, 0 missing. */
  measured: Uint8Array
}

/** Work grows with the buckets plus the buckets that events cover. */
export function drawCurve(options: GenerateOptions, plan: Plan, chance: Chance): Curve {
  const count = Math.floor((options.days * daySeconds) / options.bucketSeconds)
  const curve: Curve = {
    count,
    usual: usualCurve(options, plan, count),
    attack: new Float64Array(count),
    crowd: new Float64Array(count),
    kept: new Float64Array(count).fill(1),
    noise: noiseCurve(options, count, chance.branch('noise')),
    measured: new Uint8Array(count).fill(1),
  }
  for (const wave of plan.waves) {
    const extra = (wave.height - 1) * usualAt(curve, options, wave.onset)
    over(curve, options, wave.onset, wave.end, (at, seconds) => add(curve.attack, at, extra * waveLevel(wave, seconds)))
  }
  for (const flash of plan.flash) {
    const extra = (flash.height - 1) * usualAt(curve, options, flash.onset)
    over(curve, options, flash.onset, flash.end, (at, seconds) =>
      add(curve.crowd, at, extra * flashLevel(flash, seconds)),
    )
  }
  for (const outage of plan.outages)
    over(curve, options, outage.onset, outage.end, (at, seconds) => {
      const out = seconds >= outage.onset && seconds < outage.end
      add(curve.kept, at, out ? outage.left - 1 : 0)
    })
  const missing = chance.branch('holes')
  for (let at = 0; at < count; at += 1) if (missing.share() < options.holes) curve.measured[at] = 0
  for (const gap of plan.gaps)
    over(curve, options, gap.from, gap.to, (at) => {
      curve.measured[at] = 0
    })
  return curve
}

/** What is usual in each bucket: day, week, holidays, drift and level shifts. */
function usualCurve(options: GenerateOptions, plan: Plan, count: number): Float64Array {
  const usual = new Float64Array(count)
  const holidays = new Set(
    options.holidays.map((day) => Math.floor(Date.parse(`${day}T00:00:00Z`) / 1000 / daySeconds)),
  )
  for (let at = 0; at < count; at += 1) {
    const seconds = options.start + (at + 0.5) * options.bucketSeconds
    const day = Math.floor(seconds / daySeconds)
    const restDay = holidays.has(day) || isWeekend(day)
    const growth = 1 + (options.drift * (seconds - options.start)) / (7 * daySeconds)
    const week = options.bucketSeconds >= daySeconds ? 1 : dayLevel(options.daily, seconds, restDay)
    usual[at] = options.base * week * (restDay ? options.weekend : 1) * Math.max(0.01, growth)
  }
  for (const shift of plan.shifts)
    for (let at = indexOf(options, shift.at); at < count; at += 1) usual[at] = (usual[at] ?? 0) * shift.factor
  return usual
}

/** 1 January 1970 was a Thursday. */
function isWeekend(day: number): boolean {
  const weekday = (day + 4) % 7
  return weekday === 0 || weekday === 6
}

/** A day with an evening peak and a smaller one at noon; a day of rest begins later. Its mean is 1. */
function dayLevel(daily: number, seconds: number, restDay: boolean): number {
  const turn = (2 * Math.PI * (seconds - (restDay ? 3600 : 0))) / daySeconds
  return 1 + daily * (0.78 * Math.cos(turn - 4.4) + 0.22 * Math.cos(2 * turn - 2.4))
}

/** Noise of mean 1 whose logarithm has the wanted deviation, with a memory of one bucket. */
function noiseCurve(options: GenerateOptions, count: number, chance: Chance): Float64Array {
  const noise = new Float64Array(count)
  const fresh = Math.sqrt(1 - options.noiseMemory * options.noiseMemory)
  let state = chance.normal()
  for (let at = 0; at < count; at += 1) {
    state = options.noiseMemory * state + fresh * chance.normal()
    noise[at] = Math.exp(options.noise * state - (options.noise * options.noise) / 2)
  }
  return noise
}

/** Share of the wave's first full extra at one moment; a ramp goes on to 1.6, a sawtooth falls back to 0.6. */
export function waveLevel(wave: PlannedWave, seconds: number): number {
  if (seconds < wave.onset || seconds >= wave.end) return 0
  const into = seconds - wave.standing
  const fallsAt = wave.end - wave.rampSeconds
  const edge =
    seconds < wave.standing
      ? (seconds - wave.onset) / wave.rampSeconds
      : seconds > fallsAt
        ? (wave.end - seconds) / wave.rampSeconds
        : 1
  return edge * shapeLevel(wave, Math.min(Math.max(0, into), fallsAt - wave.standing), fallsAt - wave.standing)
}

const toothSeconds = 180

function shapeLevel(wave: PlannedWave, into: number, length: number): number {
  if (wave.shape === 'ramp') return 1 + (0.6 * into) / Math.max(1, length)
  if (wave.shape === 'sawtooth') return 1 - (0.4 * (into % toothSeconds)) / toothSeconds
  return 1
}

/** A log-normal curve with its top at 1: word spreads, then interest fades over tens of minutes. */
export function flashLevel(flash: PlannedFlash, seconds: number): number {
  const into = seconds - flash.onset
  if (into <= 0 || seconds >= flash.end) return 0
  const far = Math.log(into / flash.riseSeconds) / flash.width
  return Math.exp(-0.5 * far * far)
}

/** Calls for each look into each bucket from one moment to another, inside of the series. */
function over(
  curve: Curve,
  options: GenerateOptions,
  from: number,
  to: number,
  look: (at: number, seconds: number) => void,
): void {
  const last = Math.min(curve.count - 1, Math.ceil((to - options.start) / options.bucketSeconds))
  for (let at = Math.max(0, indexOf(options, from)); at <= last; at += 1) {
    const start = options.start + at * options.bucketSeconds
    for (let step = 0; step < looksPerBucket; step += 1) {
      const seconds = start + ((step + 0.5) * options.bucketSeconds) / looksPerBucket
      if (seconds >= from && seconds < to) look(at, seconds)
    }
  }
}

function add(series: Float64Array, at: number, amount: number): void {
  series[at] = (series[at] ?? 0) + amount / looksPerBucket
}

function indexOf(options: GenerateOptions, seconds: number): number {
  return Math.floor((seconds - options.start) / options.bucketSeconds)
}

function usualAt(curve: Curve, options: GenerateOptions, seconds: number): number {
  return curve.usual[indexOf(options, seconds)] ?? options.base
}
