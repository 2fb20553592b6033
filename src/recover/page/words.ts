// The words of this room for people, and the tone of each state.
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { BacklogRow } from '../model/follow-up.ts'

export const percent = (share: number) => `${Math.round(share * 100)} %`

const tones: Record<string, Tone> = {
  open: 'accent',
  'for-second': 'bronze',
  'for-approval': 'bronze',
  'stood-down': 'good',
  'in-force': 'warn',
  'rolled-back': 'good',
  kept: 'accent',
  failed: 'bad',
  met: 'good',
  done: 'good',
  approved: 'good',
  reported: 'good',
  'carried-out': 'good',
  yes: 'good',
  no: 'bad',
  undetermined: 'warn',
  refused: 'quiet',
  withdrawn: 'quiet',
  dropped: 'quiet',
  closed: 'quiet',
  late: 'bad',
  'in the way': 'warn',
  cleared: 'good',
  ended: 'quiet',
  'at work': 'accent',
  'under-way': 'accent',
  noted: 'plain',
  proposed: 'bronze',
  draft: 'plain',
}
export const stateTone = (state: string): Tone => tones[state] ?? 'plain'

/** States are words already: `stood-down` reads as it is said. */
export function stateWord(state: string): string {
  const text = state.replaceAll('-', ' ')
  return say(text.charAt(0).toUpperCase() + text.slice(1))
}

export const objectiveTones: Record<string, Tone> = { running: 'accent', kept: 'good', late: 'bad', unknown: 'warn' }
export function objectiveWord(state: string): string {
  const words: Record<string, string> = {
    running: 'in time',
    kept: 'kept',
    late: 'late',
    unknown: 'not known',
    none: 'none',
  }
  return say(words[state] ?? state)
}

const kinds: Record<BacklogRow['kind'], string> = {
  promise: 'Promise of others',
  update: 'Update promised',
  action: 'Action',
  recommendation: 'Recommendation',
  check: 'To be looked at',
  'roll-back': 'To be rolled back',
  'kept-measure': 'Kept, to be looked at',
  lesson: 'Lesson',
  'reserve-report': 'Report on the Reserve',
  goal: 'Recovery goal',
}
export const backlogWord = (kind: BacklogRow['kind']) => say(kinds[kind])
