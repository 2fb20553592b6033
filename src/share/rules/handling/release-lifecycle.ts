// The life of a release: status by event, every cell filled; and who may take which step.
import { personOf, type Reader } from '#kernel/reader.ts'
import type { Release, ReleaseEvent, ReleaseStatus } from '../../model/release.ts'

export type Step<S> = { to: S } | { not: string }

const over = (how: string): Record<ReleaseEvent, Step<ReleaseStatus>> => ({
  approve: { not: `It was ${how} already.` },
  reject: { not: `It was ${how} already.` },
  withdraw: { not: `It was ${how} already.` },
})

export const releaseLifecycle: Record<ReleaseStatus, Record<ReleaseEvent, Step<ReleaseStatus>>> = {
  proposed: { approve: { to: 'released' }, reject: { to: 'rejected' }, withdraw: { to: 'withdrawn' } },
  released: over('released'),
  rejected: over('rejected'),
  withdrawn: over('withdrawn'),
}

export interface No {
  refusal: 'wrong-state' | 'person-needed' | 'second-person-needed' | 'not-the-proposer'
  why: string
}

/** Null where the step may be taken. Four eyes: whoever proposed it neither approves nor rejects it. */
export function whyNotRelease(
  state: Pick<Release, 'status' | 'proposedBy'>,
  event: ReleaseEvent,
  { person }: Pick<Reader, 'person'>,
): No | null {
  const step = releaseLifecycle[state.status][event]
  if ('not' in step) return { refusal: 'wrong-state', why: step.not }
  if (person === null) return { refusal: 'person-needed', why: 'Only a named person decides about a release.' }
  const own = personOf(state.proposedBy) === `person:${person}`
  if (event === 'withdraw')
    return own ? null : { refusal: 'not-the-proposer', why: 'Whoever proposed it withdraws it; you can reject it.' }
  return own ? { refusal: 'second-person-needed', why: 'You proposed it. Somebody else has to decide.' } : null
}
