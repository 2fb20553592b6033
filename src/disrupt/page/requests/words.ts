// The words of requests for people, and the tone of each state.
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { InTime, InTimeVerdict } from '../../model/requests/in-time.ts'
import { sayChance } from '../../rules/requests/say-chance.ts'

const verdicts: Record<InTimeVerdict, [string, Tone]> = {
  'in-time': ['Can come in time', 'good'],
  endangered: ['Endangered', 'warn'],
  'too-late': ['Certainly too late', 'bad'],
  unknown: ['Cannot be said', 'bronze'],
  'answered-in-time': ['Answered in time', 'good'],
  'answered-late': ['Answered too late', 'bad'],
  ended: ['Ended', 'quiet'],
}
export const verdictWord = (verdict: InTimeVerdict) => say(verdicts[verdict][0])
export const verdictTone = (verdict: InTimeVerdict): Tone => verdicts[verdict][1]

const tones: Record<string, Tone> = {
  open: 'accent',
  planned: 'plain',
  announced: 'bronze',
  begun: 'accent',
  filed: 'accent',
  done: 'good',
  answered: 'good',
  refused: 'bad',
  dropped: 'quiet',
  withdrawn: 'quiet',
  ended: 'quiet',
}
export const stateTone = (state: string): Tone => tones[state] ?? 'plain'

/** States are words already. Announced is told from filed in every place. */
export function stateWord(state: string): string {
  if (state === 'announced') return say('Announced, not filed')
  const text = state.replaceAll('-', ' ')
  return say(text.charAt(0).toUpperCase() + text.slice(1))
}

/** The chance with its range; a chance is never shown without it. */
export const chanceWords = (probability: InTime['probability']): string =>
  probability === null ? say('not known') : sayChance(probability)
