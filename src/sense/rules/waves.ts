// Waves as the journal keeps them: to which attack a rise belongs, and when an attack is over.
import type { Attack, AttackWave, Measure } from '../model/attacks.ts'
import type { WaveSeen } from './judge.ts'
import { momentOf } from './moments.ts'

export type Part = 'traffic' | 'web' | 'complaints'

/** Measures of one channel tell of the same thing, so they share an attack. */
export function partOf(measure: Measure): Part {
  if (measure === 'complaints') return 'complaints'
  return measure === 'requests' ? 'web' : 'traffic'
}

const mostWaves = 200

export function attackWave(measure: Measure, wave: WaveSeen): AttackWave {
  return {
    measure,
    onset: wholeMoment(wave.onset),
    refined: wave.refined,
    peak: wholeMoment(wave.peak),
    end: wave.end === null ? null : wholeMoment(wave.end),
    peakValue: finite(wave.peakValue),
    baseline: finite(wave.baseline),
    confidence: Math.min(1, Math.max(0, finite(wave.confidence))),
  }
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0
}

const wholeMoment = (seconds: number) => momentOf(Math.round(seconds))

/** How many more waves the list takes: a hundred and more of them tell nothing that the first did not. */
export function roomLeft(attack: Attack): number {
  return mostWaves - attack.waves.length
}

export function openPlace(attack: Attack): number | null {
  const place = attack.waves.findIndex(({ end }) => end === null)
  return place < 0 ? null : place
}

/** Seconds since 1970 at which the last wave ended; null: one runs. */
export function lastEnd(attack: Attack): number | null {
  if (openPlace(attack) !== null) return null
  return Math.max(...attack.waves.map(({ end }) => Date.parse(end ?? '') / 1000))
}

export type Belongs =
  /** It was written before: by a process that died, or before the detector was learned anew. */
  | { as: 'known'; attack: string; place: number }
  /** Another measure tells of the same rise already. */
  | { as: 'same rise'; attack: string; place: number }
  | { as: 'next wave'; attack: string }
  | { as: 'new attack' }

export interface Held {
  id: string
  state: Attack
}

/** To which of the attacks on the same target a rise belongs that began at `wave.onset`. Never two at once. */
export function belongsTo(measure: Measure, wave: WaveSeen, attacks: readonly Held[], gapSeconds: number): Belongs {
  const own = attacks.filter(({ state }) => partOf(state.measure) === partOf(measure))
  for (const { id, state } of own) {
    const place = state.waves.findIndex((one) => one.measure === measure && overlap(one, wave))
    if (place >= 0) return { as: 'known', attack: id, place }
  }
  for (const { id, state } of own) {
    const place = state.waves.findIndex((one) => overlap(one, wave))
    if (place >= 0) return { as: 'same rise', attack: id, place }
  }
  const near = own.find(({ state }) => {
    const ended = lastEnd(state)
    return state.state !== 'over' && ended !== null && wave.onset >= ended && wave.onset - ended <= gapSeconds
  })
  return near && roomLeft(near.state) > 0 ? { as: 'next wave', attack: near.id } : { as: 'new attack' }
}

/** A wave that has no end yet lasts until now, whenever that is. */
function overlap(one: AttackWave, wave: WaveSeen): boolean {
  const [from, to] = [Date.parse(one.onset) / 1000, one.end === null ? Infinity : Date.parse(one.end) / 1000]
  return wave.onset < to && (wave.end ?? Infinity) > from
}

/** What is measured again and again as usual for the whole gap ends an attack; so does a silence of hours. */
export const longestSilenceSeconds = 6 * 3600

export type Over = { over: false } | { over: true; end: string; because: string }

/** `judgedUntil`: end of the newest bucket that was judged; `nowSeconds`: the clock. Both in seconds since 1970. */
export function isOver(attack: Attack, judgedUntil: number, nowSeconds: number, gapSeconds: number): Over {
  if (attack.state === 'over') return { over: false }
  const ended = lastEnd(attack)
  if (ended !== null && judgedUntil - ended > gapSeconds) {
    return { over: true, end: wholeMoment(ended), because: `As usual for ${gapSeconds} seconds after the last wave.` }
  }
  if (nowSeconds - judgedUntil <= Math.max(gapSeconds, longestSilenceSeconds)) return { over: false }
  const because = `Nothing was measured for ${Math.round((nowSeconds - judgedUntil) / 3600)} hours: that it ended is not known.`
  return { over: true, end: wholeMoment(ended ?? judgedUntil), because }
}
