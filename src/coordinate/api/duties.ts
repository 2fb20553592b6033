// Contracts: notices, which are duties to tell somebody something; checked for each recipient, told, receipted. And what is due.
import Type from 'typebox'
import { held } from '#assess/model.ts'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Notice, NoticeChannel, NoticeKind, NoticeStatus, Pointer, ReleaseCheck, ToldText } from '../model/notice.ts'
import { ClassifiedLevel, KindOfNotice, KnownParty, NoticeKinds } from '../model/notice-kind.ts'
import { DutyStatus, ObligationId } from '../model/obligation.ts'
import { ActorId, closed, Key, orNull, Party, Reason } from '../model/words.ts'
import { noticeEvents } from '../rules/duties/notice-lifecycle.ts'

const optional = Type.Optional
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const reading: Policy = { who: 'signed-in' }
const acting: Policy = { who: ['duty-officer', 'crisis-manager'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const another = '01980f3c-8a00-7000-8000-000000000002'
const state = Notice.properties

const meanings = {
  'unknown-kind': {
    status: 422,
    title: 'There is no such kind of notice',
    whatToDo: 'Choose one of those that coordinate.noticeKinds lists.',
  },
  'no-such-link': {
    status: 422,
    title: 'What it is to be linked with is not there',
    whatToDo: 'Name a crisis, an incident or records that you may read.',
  },
  'unknown-actor': {
    status: 422,
    title: 'The framework has no such actor',
    whatToDo: 'Choose one of the actors that coordinate.noticeKinds lists.',
  },
  'bad-owner': {
    status: 422,
    title: 'They cannot see to it',
    whatToDo: 'Name a person who works on this node and may read and change the notice; or mark it so that they may.',
  },
  'bad-recipient': {
    status: 422,
    title: 'That is nobody who could be told',
    whatToDo: 'Name an organisation or person of the register, an actor of the framework, or somebody by name.',
  },
  classified: {
    status: 422,
    title: 'Classified information must not stand here',
    whatToDo: 'Take it out. Give a pointer instead: its level, its number in the register, and who keeps it.',
  },
  'tear-line-above': {
    status: 422,
    title: 'A tear-line is for more people than the whole text, not for fewer',
    whatToDo: 'Mark it lower than the notice, or leave it out.',
  },
  'not-the-owner': {
    status: 403,
    title: 'Only its owner may write a tear-line of it',
    whatToDo: 'Ask the organisation that the information belongs to.',
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
  'check-first': {
    status: 409,
    title: 'It has to be checked first whether it may go there',
    whatToDo: 'Check the release for this recipient, look at the reasons, then tell them.',
  },
  'not-releasable': {
    status: 409,
    title: 'It may not go to this recipient',
    whatToDo: 'See the reasons. Write a tear-line that may go, or change the marking if it is yours to change.',
  },
  'bad-address': {
    status: 422,
    title: 'It cannot be sent to there',
    whatToDo: 'See the detail: for email an address of the recipient, for webhook an https address.',
  },
  'no-mail-server': {
    status: 409,
    title: 'This node cannot send mail',
    whatToDo: 'Ask an administrator to configure a mail server, or tell them by call and record that.',
  },
} satisfies Record<string, RefusalMeaning>

function may(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}

const Changed = Type.Object({ id: Id, version: Version, entry: Id, status: NoticeStatus }, closed)

/** Somebody to be told: one of these; a name alone where nothing else stands for them. */
export const PartyGiven = Type.Object(
  {
    name: optional(Party.properties.name),
    actor: optional(ActorId),
    organisation: optional(Id),
    person: optional(Id),
  },
  { ...closed, minProperties: 1 },
)
export type PartyGiven = Type.Static<typeof PartyGiven>

const TearLineGiven = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 20_000 }), marking: MarkingChoice },
  closed,
)

export const Timing = Type.Object(
  {
    state: Type.Enum(['open', 'overdue', 'done', 'done-late', 'dropped']),
    limit: orNull(Instant),
    warnings: Type.Array(Type.String()),
  },
  closed,
)

export const noticeKinds = contract({
  name: 'coordinate.noticeKinds',
  does: 'query',
  summary: 'The duties to tell somebody something, as the framework creates them, each with its source',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      version: Type.String(),
      note: Type.String(),
      kinds: Type.Array(KindOfNotice),
      parties: Type.Array(KnownParty),
      partiesNote: Type.String(),
      papChannels: NoticeKinds.properties.papChannels,
      papNote: Type.String(),
      levels: Type.Array(Type.Pick(ClassifiedLevel, ['id', 'name', 'source', 'verification'])),
      actors: Type.Array(Type.Object({ id: ActorId, name: Type.String() }, closed)),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const openNotice = contract({
  name: 'coordinate.openNotice',
  does: 'action',
  summary: 'Open a duty to tell: what, to whom, by when; recipients and obligations come from its kind',
  input: Type.Object(
    {
      kind: NoticeKind,
      title: state.title,
      text: optional(state.text),
      crisis: optional(Id),
      incident: optional(Id),
      tearLine: optional(TearLineGiven),
      pointer: optional(Pointer),
      /** As which actor it is owed; the first that the kind names where it is left out. */
      actor: optional(ActorId),
      owner: optional(Id),
      happenedAt: optional(Instant),
      due: optional(Instant),
      evidence: optional(Type.Array(Id, { maxItems: 100, uniqueItems: true })),
      recipients: optional(Type.Array(PartyGiven, { maxItems: 50 })),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: may(
    'unknown-kind',
    'no-such-link',
    'unknown-actor',
    'bad-owner',
    'bad-recipient',
    'classified',
    'tear-line-above',
    'not-the-owner',
    'impossible-times',
  ),
  policy: acting,
  arguments: ['kind', 'title'],
  example: {
    kind: 'defence-initiative',
    title: 'Military cyber teams support the grid operator',
    text: 'Two teams are deployed at the operator of the transmission grid.',
    crisis: anId,
    happenedAt: '2025-03-10T09:45:00.000Z',
    marking: { tlp: 'GREEN' },
  },
})

export const listNotices = contract({
  name: 'coordinate.listNotices',
  does: 'query',
  summary: 'Notices that you may read, the newest change first, with what is late',
  input: Type.Object(
    {
      crisis: optional(Id),
      kind: optional(NoticeKind),
      status: optional(Type.Array(NoticeStatus, { maxItems: 3 })),
      obligation: optional(ObligationId),
      after: optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(Type.Object({ ...held(Notice).properties, kindTitle: Type.String(), timing: Timing }, closed)),
      next: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { status: ['open'] },
})

export const getNotice = contract({
  name: 'coordinate.getNotice',
  does: 'query',
  summary: 'One notice: its recipients, what may be done about each, and when it is due',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...held(Notice).properties,
      kind: orNull(KindOfNotice),
      timing: Timing,
      moves: Type.Array(
        Type.Object(
          { event: Type.Enum(noticeEvents), allowed: Type.Boolean(), because: orNull(Type.String()) },
          closed,
        ),
      ),
      recipients: Type.Array(
        Type.Object(
          {
            key: Key,
            /** Why they cannot be told now; null where they can. */
            notNow: orNull(Type.String()),
            /** Mail addresses that the register has of them. */
            addresses: Type.Array(Type.String()),
          },
          closed,
        ),
      ),
      mailPossible: Type.Boolean(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const changeNotice = contract({
  name: 'coordinate.changeNotice',
  does: 'action',
  summary: 'Change what a notice says; whoever was not told is checked again',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      title: optional(state.title),
      text: optional(state.text),
      tearLine: optional(orNull(TearLineGiven)),
      pointer: optional(orNull(Pointer)),
      /** All that it rests on from now on. */
      evidence: optional(Type.Array(Id, { maxItems: 100, uniqueItems: true })),
    },
    closed,
  ),
  output: Changed,
  refusals: may('nothing-to-change', 'classified', 'tear-line-above', 'not-the-owner', 'no-such-link'),
  policy: acting,
  arguments: ['id'],
  example: { id: anId, version: 1, text: 'Three teams are deployed.' },
})

export const assignNotice = contract({
  name: 'coordinate.assignNotice',
  does: 'action',
  summary: 'Say who sees to a notice; they are reminded when it is overdue',
  input: Type.Object({ id: Id, version: Version, owner: orNull(Id) }, closed),
  output: Changed,
  refusals: may('bad-owner', 'nothing-to-change'),
  policy: acting,
  arguments: ['id', 'owner'],
  example: { id: anId, version: 1, owner: another },
})

export const setNoticeDue = contract({
  name: 'coordinate.setNoticeDue',
  does: 'action',
  summary: 'Set or move the limit of a notice, with a reason',
  input: Type.Object({ id: Id, version: Version, due: orNull(Instant), reason: Reason }, closed),
  output: Changed,
  refusals: may('nothing-to-change'),
  policy: acting,
  arguments: ['id'],
  example: { id: anId, version: 1, due: '2025-03-10T12:00:00.000Z', reason: 'Agreed with the network this morning.' },
})

export const addRecipient = contract({
  name: 'coordinate.addRecipient',
  does: 'action',
  summary: 'Add somebody whom a notice is to be told to',
  input: Type.Object({ id: Id, version: Version, party: PartyGiven, required: optional(Type.Boolean()) }, closed),
  output: Type.Object({ ...Changed.properties, recipient: Key }, closed),
  refusals: may('bad-recipient', 'unknown-actor'),
  policy: acting,
  arguments: ['id'],
  example: { id: anId, version: 1, party: { organisation: another } },
})

export const checkRelease = contract({
  name: 'coordinate.checkRelease',
  does: 'action',
  summary:
    'Check whether a notice may go to a recipient, whole or as its tear-line, and keep the answer with its reasons',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      recipient: Key,
      /** The organisation of the register that stands for a party of the framework; null takes it away. */
      organisation: optional(orNull(Id)),
      /** The person of it who is told: asked for TLP:RED. */
      person: optional(orNull(Id)),
    },
    closed,
  ),
  output: Type.Object({ ...Changed.properties, check: ReleaseCheck }, closed),
  refusals: may('bad-recipient', 'unknown-actor'),
  policy: acting,
  arguments: ['id', 'recipient'],
  example: { id: anId, version: 1, recipient: 'r1', organisation: another },
})

export const tellRecipient = contract({
  name: 'coordinate.tellRecipient',
  does: 'action',
  summary: 'Tell a recipient: by mail or a call of their system, or record that a person told them',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      recipient: Key,
      channel: NoticeChannel,
      /** A mail address, an https address, or in words: whom, where. */
      to: Type.String({ minLength: 2, maxLength: 500 }),
      /** Left out: the widest text that may go to them. */
      text: optional(ToldText),
      /** Only for what a person did: when that was. */
      at: optional(Instant),
      receipt: optional(Type.String({ minLength: 1, maxLength: 2_000 })),
    },
    closed,
  ),
  output: Type.Object({ ...Changed.properties, text: ToldText }, closed),
  refusals: may('check-first', 'not-releasable', 'bad-address', 'no-mail-server', 'impossible-times'),
  policy: acting,
  arguments: ['id', 'recipient', 'channel', 'to'],
  example: { id: anId, version: 2, recipient: 'r1', channel: 'call', to: 'Duty officer of the secretariat' },
})

export const recordNoticeReceipt = contract({
  name: 'coordinate.recordNoticeReceipt',
  does: 'action',
  summary: 'Record what a recipient answered: that they have it',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      recipient: Key,
      text: Type.String({ minLength: 1, maxLength: 2_000 }),
      at: optional(Instant),
    },
    closed,
  ),
  output: Changed,
  refusals: may('impossible-times'),
  policy: acting,
  arguments: ['id', 'recipient'],
  example: { id: anId, version: 3, recipient: 'r1', text: 'Received under number 118.' },
})

export const skipRecipient = contract({
  name: 'coordinate.skipRecipient',
  does: 'action',
  summary: 'Say why a recipient is not told; one whom the framework asks for stays owed',
  input: Type.Object({ id: Id, version: Version, recipient: Key, reason: Reason }, closed),
  output: Changed,
  refusals: {},
  policy: acting,
  arguments: ['id', 'recipient'],
  example: { id: anId, version: 2, recipient: 'r2', reason: 'The originator does not agree yet.' },
})

export const dropNotice = contract({
  name: 'coordinate.dropNotice',
  does: 'action',
  summary: 'Put a notice aside that need not be told, with the reason; it stays in the record',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: {},
  policy: acting,
  arguments: ['id'],
  example: { id: anId, version: 2, reason: 'The initiative was not deployed in the end.' },
})

const DueNotice = Type.Object(
  {
    id: Id,
    version: Version,
    marking: Marking,
    kind: NoticeKind,
    kindTitle: Type.String(),
    title: state.title,
    crisis: orNull(Id),
    owner: orNull(Id),
    timing: Timing,
    /** Those whom the framework asks for and who were not told yet. */
    waiting: Type.Array(Type.String()),
    verification: state.verification,
  },
  closed,
)

const DueObligation = Type.Object(
  {
    /** Of the record. */
    id: Id,
    marking: Marking,
    obligation: ObligationId,
    actor: ActorId,
    text: Type.String(),
    owner: orNull(Id),
    status: DutyStatus,
    dueAt: orNull(Instant),
    because: Type.String(),
  },
  closed,
)

export const dueDuties = contract({
  name: 'coordinate.dueDuties',
  does: 'query',
  summary:
    'What of the framework is due or overdue: open notices, obligations that are followed, and notices that nobody opened',
  input: Type.Object(
    {
      crisis: optional(Id),
      /** How far to look ahead for obligations. */
      days: optional(Type.Integer({ minimum: 0, maximum: 3_660, default: 30 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      /** What is overdue stands first. */
      notices: Type.Array(DueNotice),
      obligations: Type.Array(DueObligation),
      asked: Type.Array(
        Type.Object(
          {
            crisis: Id,
            crisisTitle: Type.String(),
            kind: NoticeKind,
            kindTitle: Type.String(),
            because: Type.String(),
            since: Instant,
          },
          closed,
        ),
      ),
      overdue: Type.Integer(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { days: 30 },
})
