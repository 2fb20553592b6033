// Contracts: promises that are followed up. What was promised by whom and by when, and what came of it.
import Type, { type Static } from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { FollowUp, FollowUpStatus } from '../model/ledger.ts'
import { ItemBrief } from './facts.ts'
import { refusals } from './ledger-refusals.ts'
import { orNull, Reason } from './nouns.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const anId = '01980f3c-8a00-7000-8000-000000000001'
const reading: Policy = { who: 'signed-in' }
const judging: Policy = { who: ['analyst', 'duty-officer'] }
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const Changed = Type.Object({ id: Id, version: Version, entry: Id, status: FollowUpStatus }, closed)

export const setFollowUpDue = contract({
  name: 'watch.setFollowUpDue',
  does: 'action',
  summary: 'Say when a promise falls due, where the text does not or somebody knows better',
  input: Type.Object({ id: Id, version: Version, due: Instant, reason: optional(Reason) }, closed),
  output: Changed,
  refusals: refusals('person-needed', 'impossible-date', 'nothing-to-change'),
  policy: judging,
  arguments: ['id', 'due'],
  example: { id: anId, version: 1, due: '2025-03-11T12:00:00.000Z', reason: 'The company said noon on its page.' },
})

export const followUpOutcomes = ['kept', 'broken', 'withdrawn'] as const
export const endFollowUp = contract({
  name: 'watch.endFollowUp',
  does: 'action',
  summary: 'Say what came of a promise: kept, broken, or withdrawn',
  input: Type.Object({ id: Id, version: Version, outcome: Type.Enum(followUpOutcomes), reason: Reason }, closed),
  output: Changed,
  refusals: refusals('person-needed'),
  policy: judging,
  arguments: ['id', 'outcome'],
  example: { id: anId, version: 1, outcome: 'kept', reason: 'The report came out this morning.' },
})

export const reopenFollowUp = contract({
  name: 'watch.reopenFollowUp',
  does: 'action',
  summary: 'Open a follow-up again that was ended too early',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: refusals('person-needed'),
  policy: judging,
  example: { id: anId, version: 2, reason: 'Only half of the details came.' },
})

export const FollowUpShown = Type.Object(
  {
    id: Id,
    version: Version,
    marking: Marking,
    since: Instant,
    state: FollowUp,
    overdue: Type.Boolean(),
    /** How far behind its time it is; 0 before. */
    lateSeconds: Type.Integer(),
    asksForDate: Type.Boolean(),
    /** What the due time would be now that the day of publication is known. */
    suggestedDue: orNull(Instant),
    claim: orNull(
      Type.Object({ id: Id, proposition: Type.String(), holder: orNull(Type.String()), status: Type.String() }, closed),
    ),
    item: orNull(ItemBrief),
  },
  closed,
)
export type FollowUpShown = Static<typeof FollowUpShown>

export const listFollowUps = contract({
  name: 'watch.listFollowUps',
  does: 'query',
  summary: 'Promises that are followed up: what is due next first, those that ask for a date last',
  input: Type.Object(
    {
      status: optional(Type.Array(FollowUpStatus, { maxItems: 4, description: 'Open ones, unless said otherwise' })),
      overdue: optional(Type.Boolean()),
      asksForDate: optional(Type.Boolean()),
      claim: optional(Id),
      item: optional(Id),
      after: optional(Type.String({ maxLength: 200, description: '`next` of the page before' })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(FollowUpShown),
      next: orNull(Type.String()),
      total: Type.Integer(),
      overdue: Type.Integer({ description: 'Open and past their time, over all pages' }),
      askForDate: Type.Integer({ description: 'Open and without a due time, over all pages' }),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { status: ['open'], overdue: true },
})
