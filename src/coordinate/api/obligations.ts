// Contracts: the checklist of what the framework asks of whom, who sees to it here, what shows that it was done, and its export.
import Type from 'typebox'
import { held } from '#assess/model.ts'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { NoticeStatus } from '../model/notice.ts'
import { Day, Duty, DutyStatus, Obligation, ObligationId, Round, Stage } from '../model/obligation.ts'
import { ActorId, closed, Key, Line, orNull, Reason } from '../model/words.ts'

const optional = Type.Optional
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const reading: Policy = { who: 'signed-in' }
const acting: Policy = { who: ['duty-officer', 'crisis-manager'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'

const meanings = {
  'unknown-obligation': {
    status: 422,
    title: 'The checklist has no such obligation',
    whatToDo: 'Choose one of those that coordinate.obligations lists.',
  },
  'unknown-actor': {
    status: 422,
    title: 'The obligation does not concern that actor',
    whatToDo: 'Choose the actor that it names, or one that takes part in it.',
  },
  'followed-already': {
    status: 409,
    title: 'Your organisation follows it already',
    whatToDo: 'Look at the checklist; where you do not see it there, ask your colleagues how it is marked.',
  },
  'bad-owner': {
    status: 422,
    title: 'They cannot see to it',
    whatToDo: 'Name a person who works on this node and may read and change it; or mark it so that they may.',
  },
  'no-such-link': {
    status: 422,
    title: 'The record that is to show it is not there',
    whatToDo: 'Name a record that you may read.',
  },
  'would-leak': {
    status: 409,
    title: 'That would show marked information to more people',
    whatToDo: 'Name what shows it in words of your own instead, or mark this higher first.',
  },
  'bad-address': {
    status: 422,
    title: 'That is no address of a document',
    whatToDo: 'Give an https address without a password in it.',
  },
  'no-proof': {
    status: 422,
    title: 'Nothing shows that it was done',
    whatToDo: 'Add a record, a link or a note that shows it, and name it here.',
  },
  'no-such-round': {
    status: 422,
    title: 'It has no such turn',
    whatToDo: 'Name one of the days that are open; where no first day is known, set it.',
  },
  'bad-day': {
    status: 422,
    title: 'The calendar has no such day',
    whatToDo: 'Give a day as YYYY-MM-DD.',
  },
  'impossible-times': {
    status: 422,
    title: 'These times cannot be',
    whatToDo: 'See the detail, and correct the time.',
  },
  'nothing-to-change': {
    status: 422,
    title: 'That changes nothing',
    whatToDo: 'It is already so; there is nothing to do.',
  },
} satisfies Record<string, RefusalMeaning>

function may(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}

const Changed = Type.Object({ id: Id, version: Version, entry: Id }, closed)

export const ChecklistRow = Type.Object(
  {
    ...Duty.properties,
    actorName: Type.String(),
    /** As which actor it is looked at. */
    as: ActorId,
    asName: Type.String(),
    /** Added or changed by this node for itself. */
    own: Type.Boolean(),
    status: DutyStatus,
    dueAt: orNull(Instant),
    round: orNull(Round),
    late: Type.Boolean(),
    because: Type.String(),
    /** Turns that can be recorded as done. */
    open: Type.Array(Round),
    followed: orNull(held(Obligation)),
    notices: Type.Array(
      Type.Object(
        { id: Id, title: Type.String(), status: NoticeStatus, overdue: Type.Boolean(), marking: Marking },
        closed,
      ),
    ),
  },
  closed,
)

const filter = {
  actor: optional(ActorId),
  stage: optional(Stage),
  status: optional(Type.Array(DutyStatus, { maxItems: 5 })),
  followed: optional(Type.Boolean({ description: 'true: only what somebody here sees to' })),
}

export const obligations = contract({
  name: 'coordinate.obligations',
  does: 'query',
  summary: 'The checklist: what the framework asks of whom by when, where each stands, and what shows it',
  input: Type.Object(filter, closed),
  output: Type.Object(
    {
      version: Type.String(),
      note: Type.String(),
      asOf: Instant,
      items: Type.Array(ChecklistRow),
      counts: Type.Record(DutyStatus, Type.Integer()),
      /** All actors that an obligation names, for choosing one. */
      actors: Type.Array(Type.Object({ id: ActorId, name: Type.String() }, closed)),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { actor: 'member_state', status: ['overdue', 'due'] },
})

export const checklistFormats = ['csv', 'json', 'md'] as const
export const exportObligations = contract({
  name: 'coordinate.exportObligations',
  does: 'query',
  summary: 'The checklist as a file: CSV, JSON or Markdown, marked like the highest that stands in it',
  input: Type.Object({ format: Type.Enum(checklistFormats), ...filter }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }),
  refusals: {},
  policy: reading,
  arguments: ['format'],
  download: true,
  example: { format: 'csv', actor: 'csirt' },
})

export const followObligation = contract({
  name: 'coordinate.followObligation',
  does: 'action',
  summary: 'See to an obligation on this node: as which actor, and who',
  input: Type.Object(
    {
      obligation: ObligationId,
      actor: optional(ActorId),
      owner: optional(orNull(Id)),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: may('unknown-obligation', 'unknown-actor', 'followed-already', 'bad-owner'),
  policy: acting,
  arguments: ['obligation'],
  example: { obligation: 'N2-06', actor: 'spoc' },
})

export const assignObligation = contract({
  name: 'coordinate.assignObligation',
  does: 'action',
  summary: 'Say who sees to an obligation; they are reminded when it is overdue',
  input: Type.Object({ id: Id, version: Version, owner: orNull(Id) }, closed),
  output: Changed,
  refusals: may('bad-owner', 'nothing-to-change'),
  policy: acting,
  arguments: ['id', 'owner'],
  example: { id: anId, version: 1, owner: anId },
})

export const setObligationDue = contract({
  name: 'coordinate.setObligationDue',
  does: 'action',
  summary:
    'Set the day by which an obligation is due, or the first of its turns, with the reason; null goes back to the source',
  input: Type.Object({ id: Id, version: Version, on: orNull(Day), reason: Reason }, closed),
  output: Changed,
  refusals: may('bad-day', 'nothing-to-change'),
  policy: acting,
  arguments: ['id'],
  example: { id: anId, version: 1, on: '2026-03-31', reason: 'The first quarter of our reports ends then.' },
})

export const setObligationAside = contract({
  name: 'coordinate.setObligationAside',
  does: 'action',
  summary: 'Say that an obligation does not concern this node, with the reason',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: may('nothing-to-change'),
  policy: acting,
  arguments: ['id'],
  example: { id: anId, version: 1, reason: 'The ministry sees to this plan, not the CSIRT.' },
})

export const takeUpObligation = contract({
  name: 'coordinate.takeUpObligation',
  does: 'action',
  summary: 'Take up again an obligation that was set aside',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: may('nothing-to-change'),
  policy: acting,
  arguments: ['id'],
  example: { id: anId, version: 2, reason: 'The task came back to us in January.' },
})

export const addProof = contract({
  name: 'coordinate.addProof',
  does: 'action',
  summary: 'Add what shows that an obligation was done: a record, a document by its address, or a note',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      text: Line,
      record: optional(Id),
      url: optional(Type.String({ minLength: 9, maxLength: 2_000 })),
    },
    closed,
  ),
  output: Type.Object({ ...Changed.properties, key: Key }, closed),
  refusals: may('no-such-link', 'would-leak', 'bad-address'),
  policy: acting,
  arguments: ['id', 'text'],
  example: { id: anId, version: 1, text: 'The plan as it was published', url: 'https://authority.example/plan.pdf' },
})

export const withdrawProof = contract({
  name: 'coordinate.withdrawProof',
  does: 'action',
  summary: 'Take back what was to show that an obligation was done; what nothing else shows is open again',
  input: Type.Object({ id: Id, version: Version, key: Key, reason: Reason }, closed),
  output: Changed,
  refusals: may('nothing-to-change'),
  policy: acting,
  arguments: ['id', 'key'],
  example: { id: anId, version: 3, key: 'e1', reason: 'It was the plan of the year before.' },
})

export const meetObligation = contract({
  name: 'coordinate.meetObligation',
  does: 'action',
  summary: 'Record that an obligation, or one of its turns, was done; with what shows it',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      /** Left out: the turn that is owed now. */
      round: optional(Round),
      at: optional(Instant),
      note: optional(Type.String({ maxLength: 2_000 })),
      proofs: Type.Array(Key, { maxItems: 100, uniqueItems: true }),
    },
    closed,
  ),
  output: Type.Object({ ...Changed.properties, round: Round }, closed),
  refusals: may('no-proof', 'no-such-round', 'impossible-times', 'unknown-obligation'),
  policy: acting,
  arguments: ['id'],
  example: { id: anId, version: 2, proofs: ['e1'] },
})

export const reopenObligation = contract({
  name: 'coordinate.reopenObligation',
  does: 'action',
  summary: 'Say that an obligation, or one of its turns, was not done after all',
  input: Type.Object({ id: Id, version: Version, round: Round, reason: Reason }, closed),
  output: Changed,
  refusals: may('no-such-round'),
  policy: acting,
  arguments: ['id', 'round'],
  example: { id: anId, version: 4, round: '2026-03-31', reason: 'The report came back as incomplete.' },
})
