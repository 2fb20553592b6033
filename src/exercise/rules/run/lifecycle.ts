// The life of an exercise: every state by every event.
import type { ExerciseState } from '../../model/exercise.ts'

export const exerciseEvents = [
  'start',
  'pause',
  'resume',
  'setSpeed',
  'jump',
  'inject',
  'skip',
  'end',
  'invite',
] as const
export type ExerciseEvent = (typeof exerciseEvents)[number]

const table: Record<ExerciseState, Record<ExerciseEvent, ExerciseState | null>> = {
  planned: {
    ...{ start: 'running', pause: null, resume: null, setSpeed: 'planned', jump: null },
    ...{ inject: null, skip: 'planned', end: 'ended', invite: 'planned' },
  },
  running: {
    ...{ start: null, pause: 'paused', resume: null, setSpeed: 'running', jump: 'running' },
    ...{ inject: 'running', skip: 'running', end: 'ended', invite: null },
  },
  paused: {
    ...{ start: null, pause: null, resume: 'running', setSpeed: 'paused', jump: 'paused' },
    ...{ inject: 'paused', skip: 'paused', end: 'ended', invite: null },
  },
  ended: {
    ...{ start: null, pause: null, resume: null, setSpeed: null, jump: null },
    ...{ inject: null, skip: null, end: null, invite: null },
  },
}

/** null: cannot be done in that state. */
export function stateAfter(state: ExerciseState, event: ExerciseEvent): ExerciseState | null {
  return table[state][event]
}

/** For reducers, where the entry is there already: what could not have happened changes nothing. */
export function afterEvent(state: ExerciseState, event: ExerciseEvent): ExerciseState {
  return table[state][event] ?? state
}

/** In which states it can be done, for a refusal. */
export function statesFor(event: ExerciseEvent): ExerciseState[] {
  return (Object.keys(table) as ExerciseState[]).filter((state) => table[state][event] !== null)
}
