// The words of takedown operations for people, and the tone of each state.
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'

const tones: Record<string, Tone> = {
  planning: 'accent',
  running: 'warn',
  watching: 'accent',
  closed: 'quiet',
  abandoned: 'quiet',
  planned: 'plain',
  started: 'accent',
  done: 'good',
  failed: 'bad',
  dropped: 'quiet',
  go: 'good',
  'no-go': 'bad',
  outdated: 'warn',
  silent: 'plain',
  yes: 'good',
  no: 'bad',
  undetermined: 'warn',
  up: 'bad',
  'seizure-page': 'good',
  sinkholed: 'good',
  gone: 'good',
  moved: 'warn',
  back: 'bad',
  open: 'accent',
  settled: 'good',
  granted: 'good',
  served: 'good',
  'carried-out': 'good',
  refused: 'bad',
  lapsed: 'bad',
  requested: 'accent',
  draft: 'plain',
  approved: 'accent',
  sent: 'accent',
  received: 'good',
  withdrawn: 'quiet',
}
export const takedownTone = (state: string): Tone => tones[state] ?? 'plain'

const words: Record<string, string> = {
  'no-go': 'No go',
  outdated: 'Go to an earlier plan',
  silent: 'Has not said',
  up: 'Still up',
  'seizure-page': 'Seizure page',
  back: 'Back again',
  undetermined: 'Not known',
}
export function takedownWord(state: string): string {
  const text = words[state] ?? state.replaceAll('-', ' ')
  return say(text.charAt(0).toUpperCase() + text.slice(1))
}
export const worded = (values: readonly string[]) => values.map((value) => ({ value, label: takedownWord(value) }))
