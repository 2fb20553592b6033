// Words of the programme for people.
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { DueExercise, EntryState, Sector } from '../../model/programme/programme.ts'

const sectorWords: Record<Sector, string> = { civil: 'civil', military: 'military', private: 'private sector' }
export const sectorWord = (sector: Sector): string => say(sectorWords[sector])

const states: Record<EntryState, { word: string; tone: Tone }> = {
  planned: { word: 'planned', tone: 'accent' },
  held: { word: 'held', tone: 'good' },
  cancelled: { word: 'cancelled', tone: 'quiet' },
}
export const stateWord = (state: EntryState): string => say(states[state].word)
export const stateTone = (state: EntryState): Tone => states[state].tone

const dues: Record<DueExercise['standing'], { word: string; tone: Tone }> = {
  overdue: { word: 'overdue', tone: 'bad' },
  never: { word: 'never held, none planned', tone: 'bad' },
  soon: { word: 'due soon, none planned', tone: 'warn' },
  'too-late': { word: 'planned after the day', tone: 'warn' },
  planned: { word: 'planned', tone: 'accent' },
  later: { word: 'not due yet', tone: 'quiet' },
  done: { word: 'done', tone: 'good' },
}
export const dueWord = (standing: DueExercise['standing']): string => say(dues[standing].word)
export const dueTone = (standing: DueExercise['standing']): Tone => dues[standing].tone

/** `8 to 10 March 2027` would need a language; days are written as everywhere else. */
export function daysOf({ from, to }: { from: string; to: string }): string {
  return from === to ? from : say('{from} to {to}', { from, to })
}
