// The life of an edition of the guideline: status by event, every cell filled; four eyes; and the date that was asked for.
import { personOf, type Reader } from '#kernel/reader.ts'
import type { Deadline, Guideline, GuidelineEvent, GuidelineStatus } from '../../model/guideline.ts'
import type { Step } from './release-lifecycle.ts'

const drafting = { not: 'It is a draft: propose it first.' }
const adopted = { not: 'It is adopted. Draft the next edition from it.' }
const superseded = { not: 'A later edition took its place.' }
const withdrawn = { not: 'It was withdrawn.' }
const all = (step: Step<GuidelineStatus>): Record<GuidelineEvent, Step<GuidelineStatus>> => ({
  edit: step,
  propose: step,
  adopt: step,
  return: step,
  withdraw: step,
  supersede: step,
})

export const guidelineLifecycle: Record<GuidelineStatus, Record<GuidelineEvent, Step<GuidelineStatus>>> = {
  draft: {
    edit: { to: 'draft' },
    propose: { to: 'proposed' },
    adopt: drafting,
    return: { not: 'It is with those who write it already.' },
    withdraw: { to: 'withdrawn' },
    supersede: { not: 'It was never in force.' },
  },
  proposed: {
    edit: { to: 'draft' },
    propose: { not: 'It is proposed already.' },
    adopt: { to: 'adopted' },
    return: { to: 'draft' },
    withdraw: { to: 'withdrawn' },
    supersede: { not: 'It was never in force.' },
  },
  adopted: { ...all(adopted), supersede: { to: 'superseded' } },
  superseded: all(superseded),
  withdrawn: all(withdrawn),
}

export interface No {
  refusal: 'wrong-state' | 'person-needed' | 'second-person-needed'
  why: string
}

/** Null where the step may be taken. Whoever wrote in an edition does not adopt it. */
export function whyNotGuideline(
  state: Pick<Guideline, 'status' | 'authors'>,
  event: GuidelineEvent,
  { person }: Pick<Reader, 'person'>,
): No | null {
  const step = guidelineLifecycle[state.status][event]
  if ('not' in step) return { refusal: 'wrong-state', why: step.not }
  if (event !== 'adopt') return null
  if (person === null) return { refusal: 'person-needed', why: 'Only a named person adopts a guideline.' }
  const wrote = state.authors.some((one) => personOf(one) === `person:${person}`)
  return wrote ? { refusal: 'second-person-needed', why: 'You wrote in it. Somebody who did not adopts it.' } : null
}

export interface Punctual {
  late: boolean
  /** Days between the date and the day; how many it is late, or was to spare. */
  days: number
}

/** How a day compares with the date that the framework asks for. Days as `2026-06-06`; the date itself is on time. */
export function punctual(on: string, deadline: Pick<Deadline, 'on'>): Punctual {
  const days = Math.round((Date.parse(on) - Date.parse(deadline.on)) / 86_400_000)
  return { late: days > 0, days: Math.abs(days) }
}
