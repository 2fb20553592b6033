// The words of the ladder on screen: how a step stands, what was said, who is meant.
import type { Tone } from '#web/kit/Badge.tsx'
import type { Choice } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import type { CriterionAnswer, StepStatus } from '../../model/ladder.ts'
import { type Party, positions, type Said } from '../../model/words.ts'
import type { CellStanding } from '../../rules/ladder/propose.ts'

export function standingWord(standing: CellStanding): string {
  return {
    proposed: say('The facts call for it'),
    open: say('Put forward'),
    settled: say('Settled on the same facts'),
    'speaks-against': say('Something speaks against it'),
    'not-met': say('Not called for'),
    undetermined: say('Not known yet'),
    none: say('No such step'),
  }[standing]
}

export const standingTones: Record<CellStanding, Tone> = {
  proposed: 'bad',
  open: 'accent',
  settled: 'quiet',
  'speaks-against': 'warn',
  'not-met': 'quiet',
  undetermined: 'warn',
  none: 'quiet',
}

export function stepWord(status: StepStatus): string {
  return {
    proposed: say('Put forward, not decided'),
    taken: say('Taken'),
    refused: say('Refused'),
    withdrawn: say('Withdrawn'),
    overtaken: say('Overtaken'),
  }[status]
}

export const stepTones: Record<StepStatus, Tone> = {
  proposed: 'accent',
  taken: 'good',
  refused: 'warn',
  withdrawn: 'quiet',
  overtaken: 'quiet',
}

export function answerWord({ role, answer }: Pick<CriterionAnswer, 'role' | 'answer'>): string {
  if (answer === 'undetermined') return say('Not known')
  if (role === 'against') return answer === 'yes' ? say('Speaks against it') : say('Does not speak against it')
  return answer === 'yes' ? say('Yes') : say('No')
}

export function answerTone({ role, answer }: Pick<CriterionAnswer, 'role' | 'answer'>): Tone {
  if (answer === 'undetermined') return 'warn'
  return (answer === 'yes') === (role === 'for') ? 'good' : 'bad'
}

export function positionWord(position: Said['position']): string {
  return {
    agrees: say('agrees'),
    disagrees: say('disagrees'),
    abstains: say('abstains'),
    informed: say('was told only'),
    'no-answer': say('did not answer'),
  }[position]
}

export function howWord(how: Said['how']): string {
  return {
    meeting: say('in a meeting'),
    call: say('by a call'),
    message: say('by a message'),
    document: say('by a document'),
  }[how]
}

export const positionChoices = (): Choice[] => positions.map((value) => ({ value, label: positionWord(value) }))
export const howChoices = (): Choice[] =>
  (['call', 'meeting', 'message', 'document'] as const).map((value) => ({ value, label: howWord(value) }))

export const noParty: Party = { name: '', actor: null, organisation: null, person: null }
