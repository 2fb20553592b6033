// Contracts: promises and follow-ups of this room, and the backlog of all that is still to be done.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { BacklogRow, BurnDay, FollowUp } from '../model/follow-up.ts'
import { closed, Party, Pointer, Reason } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, aParty, Changed, changing, held, optional, reading, working } from './shown.ts'

const is = FollowUp.properties

export const promiseFollowUp = contract({
  name: 'recover.promiseFollowUp',
  does: 'action',
  summary: 'Write down what was promised or is to be done: to whom, by whom, by when',
  input: Type.Object(
    {
      kind: optional(is.kind),
      what: is.what,
      to: optional(Party),
      owner: optional(Party),
      crisis: optional(Id),
      of: optional(Pointer),
      due: optional(Instant),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: refusing(),
  policy: working,
  arguments: ['what'],
  example: { kind: 'update', what: 'How many customers are affected', to: aParty, due: '2025-01-29T16:00:00.000Z' },
})

export const getFollowUp = contract({
  name: 'recover.getFollowUp',
  does: 'query',
  summary: 'A follow-up with how its time moved and what closed it',
  input: Type.Object({ id: Id }, closed),
  output: held(FollowUp),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const moveFollowUp = changing({
  name: 'recover.moveFollowUp',
  summary: 'Give a follow-up another time, with the reason',
  fields: { due: Instant, because: Reason },
  refusals: ['nothing-to-change'],
  example: { due: '2025-01-30T16:00:00.000Z', because: 'The forensic report comes a day later.' },
})

export const handFollowUp = changing({
  name: 'recover.handFollowUp',
  summary: 'Give a follow-up to somebody else',
  fields: { owner: Party },
  refusals: ['nothing-to-change'],
  example: { owner: aParty },
})

export const closeFollowUp = changing({
  name: 'recover.closeFollowUp',
  summary: 'Say that a follow-up was kept, and what shows it; or that it is not owed any more',
  fields: {
    to: Type.Enum(['kept', 'withdrawn']),
    how: Reason,
    record: optional(Pointer),
    at: optional(Instant),
  },
  refusals: ['person-needed', 'impossible-times'],
  arguments: ['id'],
  example: { to: 'kept', how: 'Letter to customers of 29 January, 15:40.' },
})

export const reopenFollowUp = changing({
  name: 'recover.reopenFollowUp',
  summary: 'Open a follow-up again that was closed',
  fields: { because: Reason },
  arguments: ['id'],
  example: { because: 'The letter did not say it.' },
})

export const listBacklog = contract({
  name: 'recover.listBacklog',
  does: 'query',
  summary: 'Everything that was promised and is to be followed up, overdue first: promises, measures, lessons, reports',
  input: Type.Object(
    {
      crisis: optional(Id),
      /** Also what is closed. */
      closed: optional(Type.Boolean()),
      limit: optional(Type.Integer({ minimum: 1, maximum: 1_000, default: 200 })),
    },
    closed,
  ),
  output: Type.Object(
    { items: Type.Array(BacklogRow), open: Type.Integer(), overdue: Type.Integer(), more: Type.Integer() },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const burnDown = contract({
  name: 'recover.burnDown',
  does: 'query',
  summary: 'How the backlog burns down: opened, closed and open by day',
  input: Type.Object(
    { crisis: optional(Id), days: optional(Type.Integer({ minimum: 2, maximum: 366, default: 30 })) },
    closed,
  ),
  output: Type.Object({ days: Type.Array(BurnDay) }, closed),
  refusals: {},
  policy: reading,
  example: { days: 14 },
})
