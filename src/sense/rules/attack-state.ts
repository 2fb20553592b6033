// The life of an attack: a table of state by event with every cell filled in.
import type { Static } from 'typebox'
import type { AttackState } from '../model/attacks.ts'

type State = Static<typeof AttackState>
export const attackEvents = ['wave opened', 'wave stands', 'wave ended', 'gap passed'] as const
export type AttackEvent = (typeof attackEvents)[number]

/** `wave ended`: the last one that ran. While one runs no gap can pass; an attack that is over comes back by a wave. */
const life: Record<State, Record<AttackEvent, State>> = {
  rising: { 'wave opened': 'rising', 'wave stands': 'standing', 'wave ended': 'between waves', 'gap passed': 'over' },
  standing: { 'wave opened': 'rising', 'wave stands': 'standing', 'wave ended': 'between waves', 'gap passed': 'over' },
  'between waves': {
    'wave opened': 'rising',
    'wave stands': 'between waves',
    'wave ended': 'between waves',
    'gap passed': 'over',
  },
  over: { 'wave opened': 'rising', 'wave stands': 'over', 'wave ended': 'over', 'gap passed': 'over' },
}

export function nextAttackState(state: State, event: AttackEvent): State {
  return life[state][event]
}
