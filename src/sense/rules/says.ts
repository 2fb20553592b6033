// Sentences about what was detected: the three numbers of an alarm in words, with units.
import type { Attack, Measure } from '../model/attacks.ts'
import { partOf } from './waves.ts'

const units: Record<Measure, string> = {
  bits: 'bit/s',
  packets: 'packets/s',
  flows: 'flows/s',
  requests: 'requests/s',
  sources: 'sources',
  complaints: 'complaints a minute',
  value: '',
}

const steps = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const

/** `4.2 Gbit/s`, `39k complaints a minute`: three digits, as people say numbers. */
export function amountWords(measure: Measure, value: number): string {
  const [size, letter] = steps.find(([least]) => Math.abs(value) >= least) ?? [1, '']
  const digits = Number((value / size).toPrecision(3))
  const space = measure === 'bits' ? ' ' : ''
  const after = measure === 'bits' ? `${letter}bit/s` : `${letter} ${units[measure]}`
  return `${digits}${space}${after}`.trim()
}

const partWords = { traffic: 'Traffic', web: 'Requests', complaints: 'Complaints' } as const

/** What an attack says in an observation: waves, the highest, what is usual, how sure. */
export function attackSays(attack: Attack): string {
  const { waves, measure, seen, usual, onset, state } = attack
  const count = waves.length === 1 ? 'one wave' : `${waves.length} waves`
  const lasts = state === 'over' ? '' : ', not over yet'
  return (
    `${partWords[partOf(measure)]}: ${count} from ${onset.slice(0, 19).replace('T', ' ')} UTC${lasts}; ` +
    `${amountWords(measure, seen)} at the highest where ${amountWords(measure, usual)} is usual.`
  )
}
