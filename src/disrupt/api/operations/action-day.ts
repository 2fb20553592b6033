// Contracts: the plan, the word of each partner, the clocks, and the steps of action day.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { StepSaid } from '../../events/operations.ts'
import { Go, Step } from '../../model/operations/plan.ts'
import { closed, Key, Line, orNull, Reason } from '../../model/words.ts'
import { anId, deciding, optional, reading } from '../shown.ts'
import { acting, changing } from './acting.ts'

const step = StepSaid.properties
const ofStep = {
  phase: step.phase,
  title: step.title,
  what: optional(step.what),
  partner: step.partner,
  targets: optional(step.targets),
  after: optional(step.after),
  minutes: optional(step.minutes),
  fallback: optional(step.fallback),
}

export const planStep = changing({
  name: 'disrupt.planStep',
  summary:
    'Plan a step: whose it is, which targets it is about, what comes before it, when, and what is done where it fails',
  fields: ofStep,
  refusals: ['too-many-parts', 'impossible-plan', 'unknown-target'],
  example: { phase: 'action', title: 'Point the name servers to ours', partner: 'p1', minutes: 0 },
})

export const changeStep = changing({
  name: 'disrupt.changeStep',
  summary: 'Change a step that has not begun; partners then say go anew',
  fields: { step: Key, ...Type.Partial(StepSaid).properties },
  refusals: ['no-such-part', 'impossible-plan', 'unknown-target', 'nothing-to-change'],
  example: { step: 's1', minutes: 5 },
})

export const setHHour = changing({
  name: 'disrupt.setHHour',
  summary: 'Set the moment from which the steps of action day are counted; partners then say go anew',
  fields: { hHour: orNull(Instant) },
  refusals: ['impossible-times', 'nothing-to-change'],
  policy: deciding,
  example: { hHour: '2025-01-29T10:00:00.000Z' },
})

export const sayGo = acting({
  name: 'disrupt.sayGo',
  summary: 'Say go or no go for a partner, to the plan as it stands; it can be taken back until the last second',
  fields: {
    partner: Key,
    says: Go.properties.says,
    revision: Type.Integer({ minimum: 1, description: 'The revision of the plan that was before you' }),
    words: optional(Go.properties.words),
    heard: optional(Line),
  },
  refusals: ['person-needed', 'no-such-part', 'not-your-word', 'stale-plan'],
  policy: { who: 'signed-in' },
  example: { partner: 'p1', says: 'go', revision: 1 },
})

export const compareClock = acting({
  name: 'disrupt.compareClock',
  summary: 'Give the time of a partner’s clock at this moment, so that it is known how far it is apart',
  fields: { partner: Key, theirs: Instant },
  refusals: ['no-such-part', 'not-your-word', 'impossible-times'],
  policy: { who: 'signed-in' },
  example: { partner: 'p1', theirs: '2025-01-29T09:59:58.400Z' },
})

export const beginActionDay = acting({
  name: 'disrupt.beginActionDay',
  summary: 'Begin the action day, when all partners say go to the plan as it stands',
  fields: {},
  refusals: ['person-needed', 'not-all-go'],
  policy: deciding,
  arguments: ['id'],
  example: {},
})

export const startStep = acting({
  name: 'disrupt.startStep',
  summary: 'Start a step, when nothing is in its way at this moment',
  fields: { step: Key, despite: optional(Line) },
  refusals: ['person-needed', 'no-such-part', 'not-your-word', 'in-the-way'],
  policy: { who: 'signed-in' },
  arguments: ['id', 'step'],
  example: { step: 's1' },
})

export const endStep = acting({
  name: 'disrupt.endStep',
  summary: 'Say that a step is done, has failed, or is dropped, and what came of it',
  fields: { step: Key, to: Type.Enum(['done', 'failed', 'dropped']), result: optional(Step.properties.result) },
  refusals: ['person-needed', 'no-such-part', 'not-your-word'],
  policy: { who: 'signed-in' },
  arguments: ['id', 'step'],
  example: { step: 's1', to: 'done', result: 'The page of the seizure stands there.' },
})

export const endActionDay = acting({
  name: 'disrupt.endActionDay',
  summary: 'End the action day; targets go on being watched for what comes back',
  fields: { despite: optional(Reason) },
  refusals: ['person-needed', 'still-open'],
  policy: deciding,
  arguments: ['id'],
  example: {},
})

export const exportPlaybook = contract({
  name: 'disrupt.exportPlaybook',
  does: 'query',
  summary:
    'The plan as a CACAO 2.0 playbook: steps in their turns, each with its partner and what is done where it fails',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: {},
  policy: reading,
  download: true,
  arguments: ['id'],
  example: { id: anId },
})
