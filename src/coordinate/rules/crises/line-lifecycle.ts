// The life of a public line: status by event, every cell filled; and who may agree one.

import type { Id } from '#kernel/id.ts'
import { personOf } from '#kernel/reader.ts'
import type { PublicLine } from '../../model/crisis.ts'

export type LineEvent = 'agree' | 'withdraw'
type Step = { to: PublicLine['status'] } | { not: string }

export const lineLifecycle: Record<PublicLine['status'], Record<LineEvent, Step>> = {
  draft: { agree: { to: 'agreed' }, withdraw: { to: 'withdrawn' } },
  agreed: { agree: { not: 'It is agreed already.' }, withdraw: { to: 'withdrawn' } },
  replaced: {
    agree: { not: 'Another wording was agreed after it. Write it anew.' },
    withdraw: { not: 'Another wording took its place; what was said stays.' },
  },
  withdrawn: {
    agree: { not: 'It was withdrawn. Write it anew.' },
    withdraw: { not: 'It was withdrawn already.' },
  },
}

export interface NoLine {
  refusal: 'wrong-state' | 'person-needed' | 'second-person-needed'
  why: string
}

/** Null where it may be done. Whoever holds an API token is the same person as without it. */
export function whyNotLine(
  line: Pick<PublicLine, 'status' | 'writtenBy'>,
  event: LineEvent,
  actor: string,
  person: Id | null,
): NoLine | null {
  const step = lineLifecycle[line.status][event]
  if ('not' in step) return { refusal: 'wrong-state', why: step.not }
  if (event === 'withdraw') return null
  if (person === null) return { refusal: 'person-needed', why: 'Only a named person can agree what is said in public.' }
  if (personOf(actor) !== personOf(line.writtenBy)) return null
  return { refusal: 'second-person-needed', why: 'You wrote this line. Somebody else has to agree it.' }
}
