// The life of an organisation's own guideline: state by event, every cell filled; and four eyes on its approval.
import type { GuidelineState, OwnGuideline } from '../../model/guideline.ts'

export type GuidelineEvent = 'edit' | 'approve' | 'withdraw'
export type Step = { to: GuidelineState } | { not: string }

const withdrawn = { not: 'It was withdrawn. Draft a new one.' }

export const lifecycle: Record<GuidelineState, Record<GuidelineEvent, Step>> = {
  draft: { edit: { to: 'draft' }, approve: { to: 'approved' }, withdraw: { to: 'withdrawn' } },
  approved: {
    edit: { to: 'draft' },
    approve: { not: 'This edition is approved already.' },
    withdraw: { to: 'withdrawn' },
  },
  withdrawn: { edit: withdrawn, approve: withdrawn, withdraw: { not: 'It was withdrawn already.' } },
}

export interface No {
  refusal: 'wrong-state' | 'second-person-needed'
  why: string
}

/** Null where the step may be taken by this person. */
export function whyNot(it: Pick<OwnGuideline, 'state' | 'authors'>, event: GuidelineEvent, person: string): No | null {
  const step = lifecycle[it.state][event]
  if ('not' in step) return { refusal: 'wrong-state', why: step.not }
  if (event !== 'approve' || !it.authors.includes(person)) return null
  return { refusal: 'second-person-needed', why: 'You wrote in this edition. Somebody who did not has to approve it.' }
}
