// The words for what sense measures: measures with units, states, verdicts, marks.
import type { OutputOf } from '#kernel/contract.ts'
import type { Tone } from '#web/kit/Badge.tsx'
import { say, sayCount } from '#web/say.ts'
import type { showWall } from '../api.ts'
import type { Attack, Measure } from '../model/attacks.ts'

export type WallState = OutputOf<typeof showWall>['targets'][number]['state']

export const wallTones: Record<WallState, Tone> = {
  attack: 'bad',
  surge: 'warn',
  silent: 'bronze',
  learning: 'quiet',
  quiet: 'good',
}

export function wallWord(state: WallState): string {
  return {
    attack: say('Attack'),
    surge: say('Surge'),
    silent: say('Nothing measured'),
    learning: say('Still learning'),
    quiet: say('As usual'),
  }[state]
}

export const attackTones: Record<Attack['state'], Tone> = {
  rising: 'bad',
  standing: 'bad',
  'between waves': 'warn',
  over: 'quiet',
}

export function attackWord(state: Attack['state']): string {
  return { rising: say('Rising'), standing: say('Standing'), 'between waves': say('Between waves'), over: say('Over') }[
    state
  ]
}

export function crowdWord(verdict: Attack['crowd']['verdict']): string {
  return {
    attack: say('Looks like an attack'),
    'flash-crowd': say('Looks like a flash crowd'),
    undetermined: say('Attack or crowd: undetermined'),
  }[verdict]
}

export function judgedWord(as: NonNullable<Attack['judged']>['as']): string {
  return {
    attack: say('Attack'),
    'flash crowd': say('Flash crowd'),
    outage: say('Outage'),
    'false alarm': say('False alarm'),
  }[as]
}

const measureWords: Record<Measure, () => string> = {
  bits: () => say('Bits'),
  packets: () => say('Packets'),
  flows: () => say('Flows'),
  requests: () => say('Requests'),
  sources: () => say('Distinct sources'),
  complaints: () => say('Complaints'),
  value: () => say('Value'),
}

export function measureWord(measure: Measure): string {
  return measureWords[measure]()
}

const scales = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const

/** 39100 as `39.1 k`: three digits that count. */
export function amount(value: number): string {
  const size = Math.abs(value)
  for (const [step, letter] of scales) if (size >= step) return `${digits(value / step)} ${letter}`
  return digits(value)
}

function digits(value: number): string {
  const size = Math.abs(value)
  return Number(value.toFixed(size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : 2)).toString()
}

const units: Record<Measure, string> = {
  bits: 'bit/s',
  packets: 'packets/s',
  flows: 'flows/s',
  requests: 'requests/s',
  sources: 'sources',
  complaints: 'complaints/min',
  value: '',
}

/** `3.2 Gbit/s`, `39.1 k complaints/min`. */
export function withUnit(value: number, measure: Measure): string {
  const text = amount(value)
  if (units[measure] === '') return text
  return /[TGMk]$/.test(text) && measure === 'bits' ? `${text}bit/s` : `${text} ${units[measure]}`
}

export function percent(share: number): string {
  const value = share * 100
  return `${value >= 10 || value === 0 ? Math.round(value) : value >= 1 ? value.toFixed(1) : value.toFixed(2)} %`
}

/** The ends of an interval with a digit more than a share, or both would often read the same. */
export function percentBetween(low: number, high: number): string {
  return `${(low * 100).toFixed(1)} – ${(high * 100).toFixed(1)} %`
}

/** To the second, because an onset is right to the bucket of ten: `09:45:10 UTC`. */
export function clockOf(at: string): string {
  return `${at.slice(11, 19)} UTC`
}

/** `25 s`, `38 min`, `2 h 45 min`, `3 days 4 h`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
  const days = sayCount(Math.floor(hours / 24), '{n} day', '{n} days')
  return hours % 24 === 0 ? days : `${days} ${hours % 24} h`
}

/** `4.2 times` what is usual. */
export function times(seen: number, usual: number): string {
  return usual > 0 ? say('{n} times', { n: digits(seen / usual) }) : say('from nothing')
}

export function markWord(mark: string): string {
  const words: Record<string, string> = {
    'sequence-gap': say('the exporter sent more than came'),
    dropped: say('the machine dropped packets'),
    shed: say('load was shed by sampling; scaled up'),
    'sampling-unknown': say('the exporter samples and did not say how'),
    late: say('a part came late'),
    clock: say('the exporter’s clock is off'),
    gap: say('the sensor did not run all the time'),
  }
  return words[mark] ?? mark
}

/** What a sensor lost and why, in words; a reason without words of its own is shown as it is. */
export function lostWord(reason: string): string {
  const words: Record<string, string> = {
    'kernel-drop': say('dropped by the machine'),
    'sequence-gap': say('sent but never come'),
    truncated: say('cut short'),
    'no-template': say('without a template yet'),
    'template-budget': say('beyond the budget of templates'),
    'bad-packet': say('packets that cannot be read'),
    'bad-line': say('lines that cannot be read'),
    'unknown-version': say('of an unknown format'),
    'worker-crash': say('in a part that had to start again'),
    duplicate: say('come twice'),
    shed: say('shed under load'),
    late: say('come too late'),
    clock: say('with an impossible time'),
    spool: say('beyond the spool on the disk'),
  }
  return words[reason] ?? reason
}
