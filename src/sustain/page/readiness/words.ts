// Words and tones of readiness, as the screens show them.
import type { Tone } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { GuidelineState } from '../../model/guideline.ts'
import type { Answer, ScoreRange, Standing } from '../../model/readiness.ts'

export const answerTones: Record<Answer, Tone> = { met: 'good', partly: 'warn', not: 'bad', unknown: 'quiet' }

export function answerWord(answer: Answer): string {
  switch (answer) {
    case 'met':
      return say('met')
    case 'partly':
      return say('partly')
    case 'not':
      return say('not met')
    case 'unknown':
      return say('not known')
  }
}

export const standingTones: Record<Standing, Tone> = {
  ready: 'good',
  partly: 'warn',
  'not-ready': 'bad',
  undetermined: 'quiet',
}

export function standingWord(standing: Standing): string {
  switch (standing) {
    case 'ready':
      return say('ready')
    case 'partly':
      return say('partly ready')
    case 'not-ready':
      return say('not ready')
    case 'undetermined':
      return say('not determined')
  }
}

export function rangeWord({ low, high }: ScoreRange): string {
  return low === high ? say('{low} of 100', { low }) : say('{low} to {high} of 100', { low, high })
}

export const stateTones: Record<GuidelineState, Tone> = { draft: 'bronze', approved: 'good', withdrawn: 'quiet' }

export function stateWord(state: GuidelineState): string {
  switch (state) {
    case 'draft':
      return say('draft')
    case 'approved':
      return say('approved')
    case 'withdrawn':
      return say('withdrawn')
  }
}
