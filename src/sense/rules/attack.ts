// Waves of one target as an attack: which belong together, where it stands, and the three numbers that explain the alarm.
import type { Static } from 'typebox'
import type { AttackState, AttackWave, Measure } from '../model/attacks.ts'
import { intensityOf, type ThresholdsData } from './thresholds.ts'

const ms = (at: string) => Date.parse(at)

/** Whether a wave continues an attack: it began at most the gap after the last of its waves ended. One that runs takes all. */
export function belongsTo(waves: readonly AttackWave[], wave: AttackWave, gapSeconds: number): boolean {
  const first = Math.min(...waves.map(({ onset }) => ms(onset)))
  const last = Math.max(...waves.map(({ end }) => (end === null ? Number.POSITIVE_INFINITY : ms(end))))
  const [from, to] = [ms(wave.onset), wave.end === null ? Number.POSITIVE_INFINITY : ms(wave.end)]
  return waves.length > 0 && from <= last + gapSeconds * 1000 && to >= first - gapSeconds * 1000
}

/** Waves of one target and one measure, in any order, as attacks; each with its waves by onset. */
export function gatherAttacks(waves: readonly AttackWave[], gapSeconds: number): AttackWave[][] {
  const attacks: AttackWave[][] = []
  for (const wave of [...waves].sort((a, b) => ms(a.onset) - ms(b.onset))) {
    const last = attacks.at(-1)
    if (last !== undefined && belongsTo(last, wave, gapSeconds)) last.push(wave)
    else attacks.push([wave])
  }
  return attacks
}

/** A wave that has not grown for so long stands. */
const standingSeconds = 60

/** Where an attack stands at a moment, from its waves alone: what the table of events must come to as well. */
export function stateAt(waves: readonly AttackWave[], now: string, gapSeconds: number): Static<typeof AttackState> {
  const running = waves.filter((wave) => ms(wave.onset) <= ms(now) && (wave.end === null || ms(wave.end) > ms(now)))
  if (running.length > 0)
    return running.some((wave) => ms(now) - ms(wave.peak) < standingSeconds * 1000) ? 'rising' : 'standing'
  const ended = Math.max(...waves.map(({ end }) => (end === null ? Number.NEGATIVE_INFINITY : ms(end))))
  return ms(now) - ended > gapSeconds * 1000 ? 'over' : 'between waves'
}

export interface ThreeNumbers {
  /** What would have been usual at the highest, what was seen, and how sure it is that this is no chance. */
  usual: number
  seen: number
  sure: number
}

/** Of the wave that stood highest above its usual; the certainty is that of the surest wave, since one that is sure is enough. */
export function threeNumbers(waves: readonly AttackWave[]): ThreeNumbers {
  const height = ({ peakValue, baseline }: AttackWave) =>
    baseline > 0 ? peakValue / baseline : peakValue > 0 ? Number.MAX_VALUE : 0
  const highest = waves.reduce<AttackWave | null>(
    (best, wave) => (best === null || height(wave) > height(best) ? wave : best),
    null,
  )
  return {
    usual: highest?.baseline ?? 0,
    seen: highest?.peakValue ?? 0,
    sure: Math.max(0, ...waves.map(({ confidence }) => confidence)),
  }
}

export interface Explained extends ThreeNumbers {
  /** Null where nothing is usual to compare with. */
  intensity: { word: string; times: number } | null
  says: string
}

const units: Readonly<Record<Measure, string>> = {
  bits: 'bit/s',
  packets: 'packets a second',
  flows: 'flows a second',
  requests: 'requests a second',
  sources: 'sources at once',
  complaints: 'complaints a minute',
  value: '',
}

/** One sentence for people; numbers are rounded for reading, the three stay exact. */
export function explainAlarm(measure: Measure, waves: readonly AttackWave[], data: ThresholdsData): Explained {
  const three = threeNumbers(waves)
  const intensity = intensityOf(three.seen, three.usual, data)
  const unit = units[measure] === '' ? '' : ` ${units[measure]}`
  const strength = intensity === null ? '' : `, ${intensity.times} times the usual (${intensity.word})`
  const says = `Usual ${short(three.usual)}${unit}, seen ${short(three.seen)}${unit}${strength}; ${Math.round(100 * three.sure)} % sure.`
  return { ...three, intensity, says }
}

const steps = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const

/** Three figures, with a prefix of the SI. */
function short(value: number): string {
  const [size, prefix] = steps.find(([least]) => Math.abs(value) >= least) ?? [1, '']
  return `${Number((value / size).toPrecision(3))}${prefix}`
}
