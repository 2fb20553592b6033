// The life of a decision: status by event, every cell filled; and who may take which step, with the reason where not.
import { personOf } from '#kernel/reader.ts'
import type { Decision, DecisionStatus } from '../../model/decision.ts'

export const decisionEvents = [
  'describe',
  'add-option',
  'drop-option',
  'consult',
  'choose',
  'second',
  'return',
  'dissent',
  'link-tasks',
  'supersede',
  'drop',
] as const
export type DecisionEvent = (typeof decisionEvents)[number]
/** `chosen`: decided, or before a second person where one is needed. */
export type DecisionStep = { to: DecisionStatus | 'chosen' } | { not: string }

const waits = { not: 'It waits for a second person. Send it back first.' }
const decided = { not: 'It was decided, and stays as it was. Open a new decision that supersedes it.' }
const dropped = { not: 'It was dropped. Open a new one.' }
const superseded = { not: 'It was superseded, and stays as it was.' }

export const decisionLife: Record<DecisionStatus, Record<DecisionEvent, DecisionStep>> = {
  open: {
    describe: { to: 'open' },
    'add-option': { to: 'open' },
    'drop-option': { to: 'open' },
    consult: { to: 'open' },
    choose: { to: 'chosen' },
    second: { not: 'Nothing was chosen yet.' },
    return: { not: 'Nothing was chosen yet that could be sent back.' },
    dissent: { not: 'Nothing was chosen yet. Write down what somebody says as a consultation.' },
    'link-tasks': { to: 'open' },
    supersede: { not: 'It was not decided. Drop it.' },
    drop: { to: 'dropped' },
  },
  'for-second': {
    describe: waits,
    'add-option': waits,
    'drop-option': waits,
    consult: { to: 'for-second' },
    choose: waits,
    second: { to: 'decided' },
    return: { to: 'open' },
    dissent: { to: 'for-second' },
    'link-tasks': { to: 'for-second' },
    supersede: { not: 'It is not decided before a second person agreed. Send it back, or drop it.' },
    drop: { to: 'dropped' },
  },
  decided: {
    describe: decided,
    'add-option': decided,
    'drop-option': decided,
    // What was said before can be written down later; the record shows when that was.
    consult: { to: 'decided' },
    choose: decided,
    second: { not: 'It is decided already.' },
    return: decided,
    dissent: { to: 'decided' },
    'link-tasks': { to: 'decided' },
    supersede: { to: 'superseded' },
    drop: decided,
  },
  dropped: {
    describe: dropped,
    'add-option': dropped,
    'drop-option': dropped,
    consult: dropped,
    choose: dropped,
    second: dropped,
    return: dropped,
    dissent: dropped,
    'link-tasks': dropped,
    supersede: dropped,
    drop: { not: 'It was dropped already.' },
  },
  superseded: {
    describe: superseded,
    'add-option': superseded,
    'drop-option': superseded,
    consult: superseded,
    choose: superseded,
    second: superseded,
    return: superseded,
    dissent: { to: 'superseded' },
    'link-tasks': superseded,
    supersede: { not: 'It was superseded already.' },
    drop: superseded,
  },
}

export interface No {
  refusal: 'wrong-state' | 'person-needed' | 'second-person-needed'
  why: string
}

/** What only a named person can do. Whoever holds a token of theirs is the same person. */
const ofPersons: readonly DecisionEvent[] = ['consult', 'choose', 'second', 'return', 'dissent', 'supersede', 'drop']

/** Null where the step may be taken. `person`: the id of who asks; null for nobody named. */
export function whyNotDecide(
  state: Pick<Decision, 'status' | 'chosen'>,
  event: DecisionEvent,
  person: string | null,
): No | null {
  const step = decisionLife[state.status][event]
  if ('not' in step) return { refusal: 'wrong-state', why: step.not }
  if (ofPersons.includes(event) && person === null)
    return { refusal: 'person-needed', why: 'Only a named person can do this.' }
  if (event !== 'second' || !state.chosen || personOf(state.chosen.by) !== `person:${person}`) return null
  return {
    refusal: 'second-person-needed',
    why: 'You chose it. Somebody else has to agree, also not a token of yours.',
  }
}
