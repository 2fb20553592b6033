// The words of decisions on screen.
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { DecisionStatus } from '../../model/decision.ts'

export function decisionWord(status: DecisionStatus): string {
  return {
    open: say('Open'),
    'for-second': say('Waits for a second person'),
    decided: say('Decided'),
    dropped: say('Dropped'),
    superseded: say('Superseded'),
  }[status]
}

export const decisionTones: Record<DecisionStatus, Tone> = {
  open: 'bad',
  'for-second': 'warn',
  decided: 'good',
  dropped: 'quiet',
  superseded: 'quiet',
}
