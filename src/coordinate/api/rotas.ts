// Contracts: duty rotas with their plan, hand-over of the duty, and swaps of shifts.
import Type from 'typebox'
import { held } from '#assess/model.ts'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Duty, HandOver, mostShifts, Notes, Rota, RotaFault, RotaStatus, Shift, Swap } from '../model/rota.ts'
import { closed, Key, orNull, Reason } from '../model/words.ts'

const optional = Type.Optional
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const reading: Policy = { who: 'signed-in' }
const planning: Policy = { who: ['duty-officer', 'crisis-manager', 'administrator'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const another = '01980f3c-8a00-7000-8000-000000000002'
const state = Rota.properties
const { key: _key, ...newShift } = Shift.properties

const meanings = {
  'bad-time-zone': {
    status: 422,
    title: 'There is no such time zone',
    whatToDo: 'Name one of the IANA list: Europe/Brussels, Europe/Athens, UTC.',
  },
  'bad-member': {
    status: 422,
    title: 'They cannot be of this rota',
    whatToDo: 'Name persons who may read and change the rota; or mark it so that they may.',
  },
  'bad-shift': {
    status: 422,
    title: 'A shift cannot be so',
    whatToDo: 'The detail says which one and why; nothing was changed.',
  },
  'no-member': {
    status: 422,
    title: 'Whoever is named is not of this rota',
    whatToDo: 'Add them to the members first, or name somebody who is one.',
  },
  'not-yours-to-answer': {
    status: 403,
    title: 'That is for somebody else to say',
    whatToDo: 'See the detail for who can.',
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

const Changed = Type.Object({ id: Id, version: Version, entry: Id, duty: Duty }, closed)

export const openRota = contract({
  name: 'coordinate.openRota',
  does: 'action',
  summary: 'Open a duty rota: who is of it, and how the duty passes',
  input: Type.Object(
    {
      name: state.name,
      description: optional(state.description),
      timeZone: state.timeZone,
      members: state.members,
      passes: optional(state.passes),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: may('bad-time-zone', 'bad-member'),
  policy: planning,
  example: { name: 'Duty officer', timeZone: 'Europe/Brussels', members: [anId, another] },
})

export const changeRota = contract({
  name: 'coordinate.changeRota',
  does: 'action',
  summary: 'Change name, members, time zone of a rota, or how its duty passes',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      name: optional(state.name),
      description: optional(state.description),
      timeZone: optional(state.timeZone),
      members: optional(state.members),
      passes: optional(state.passes),
    },
    closed,
  ),
  output: Changed,
  refusals: may('bad-time-zone', 'bad-member', 'nothing-to-change'),
  policy: planning,
  arguments: ['id'],
  example: { id: anId, version: 1, passes: 'by-plan' },
})

export const closeRota = contract({
  name: 'coordinate.closeRota',
  does: 'action',
  summary: 'Close a rota: nobody is on duty by it any more',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: {},
  policy: planning,
  arguments: ['id', 'version'],
  example: { id: anId, version: 4, reason: 'The crisis is over' },
})

export const changeShifts = contract({
  name: 'coordinate.changeShifts',
  does: 'action',
  summary: 'Add, move and remove shifts; what has begun can only be ended',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      add: optional(Type.Array(Type.Object(newShift, closed), { maxItems: mostShifts })),
      remove: optional(Type.Array(Key, { maxItems: mostShifts })),
      change: optional(Type.Array(Shift, { maxItems: mostShifts })),
      reason: optional(Reason),
    },
    closed,
  ),
  output: Changed,
  refusals: may('bad-shift', 'nothing-to-change'),
  policy: planning,
  arguments: ['id'],
  example: {
    id: anId,
    version: 2,
    add: [{ person: another, from: '2027-03-10T07:00:00.000Z', to: '2027-03-10T19:00:00.000Z' }],
  },
})

export const planShifts = contract({
  name: 'coordinate.planShifts',
  does: 'action',
  summary: 'Plan shifts that come round: the same times of day on the wall, people in turn',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      firstDay: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
      days: Type.Integer({ minimum: 1, maximum: 400 }),
      changesAt: Type.Array(Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }), {
        minItems: 1,
        maxItems: 12,
        uniqueItems: true,
      }),
      people: Type.Array(Id, {
        minItems: 1,
        maxItems: 200,
        description: 'In this order, and again from the beginning',
      }),
      inARow: optional(Type.Integer({ minimum: 1, maximum: 100, default: 1 })),
    },
    closed,
  ),
  output: Changed,
  refusals: may('bad-shift'),
  policy: planning,
  arguments: ['id'],
  example: {
    id: anId,
    version: 2,
    firstDay: '2027-03-08',
    days: 28,
    changesAt: ['08:00', '20:00'],
    people: [anId, another],
    inARow: 7,
  },
})

export const offerHandOver = contract({
  name: 'coordinate.offerHandOver',
  does: 'action',
  summary: 'Offer the duty to the next one, with notes; until they accept, it stays with you',
  input: Type.Object({ id: Id, version: Version, to: optional(Id), notes: Notes }, closed),
  output: Changed,
  refusals: may('no-member', 'not-yours-to-answer'),
  policy: reading,
  arguments: ['id', 'version', 'notes'],
  example: { id: anId, version: 5, notes: 'The operator calls back at six. Two clocks run.' },
})

export const answerHandOver = contract({
  name: 'coordinate.answerHandOver',
  does: 'action',
  summary: 'Accept the duty that is offered to you, decline it, or withdraw what you offered',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      handOver: Key,
      answer: Type.Enum(['accepted', 'declined', 'withdrawn']),
      words: optional(HandOver.properties.words),
    },
    closed,
  ),
  output: Changed,
  refusals: may('not-yours-to-answer'),
  policy: reading,
  arguments: ['id', 'version', 'handOver', 'answer'],
  example: { id: anId, version: 6, handOver: 'h3', answer: 'accepted' },
})

export const takeDuty = contract({
  name: 'coordinate.takeDuty',
  does: 'action',
  summary: 'Take the duty without being asked, when whoever has it cannot hand it over',
  input: Type.Object({ id: Id, version: Version, notes: optional(Notes) }, closed),
  output: Changed,
  refusals: may('no-member'),
  policy: reading,
  arguments: ['id', 'version'],
  example: { id: anId, version: 6, notes: 'Not reached since seven.' },
})

export const askSwap = contract({
  name: 'coordinate.askSwap',
  does: 'action',
  summary: 'Ask somebody to take a shift of yours, for one of theirs or for none',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      shift: Key,
      to: Id,
      inReturn: optional(orNull(Key)),
      reason: optional(Swap.properties.reason),
    },
    closed,
  ),
  output: Changed,
  refusals: may('bad-shift', 'no-member', 'not-yours-to-answer'),
  policy: reading,
  arguments: ['id', 'version', 'shift', 'to'],
  example: { id: anId, version: 6, shift: 's4', to: another, inReturn: 's9' },
})

export const answerSwap = contract({
  name: 'coordinate.answerSwap',
  does: 'action',
  summary: 'Agree to a swap that was asked of you, decline it, or withdraw what you asked',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      swap: Key,
      answer: Type.Enum(['agreed', 'declined', 'withdrawn']),
      words: optional(Swap.properties.words),
    },
    closed,
  ),
  output: Changed,
  refusals: may('bad-shift', 'no-member', 'not-yours-to-answer'),
  policy: reading,
  arguments: ['id', 'version', 'swap', 'answer'],
  example: { id: anId, version: 7, swap: 'w5', answer: 'agreed' },
})

const { shifts: _shifts, handOvers: _handOvers, swaps: _swaps, ...brief } = state

export const listRotas = contract({
  name: 'coordinate.listRotas',
  does: 'query',
  summary: 'Duty rotas that you may read: who has the duty now, and what is wrong with the plan of the next four weeks',
  input: Type.Object({ status: optional(RotaStatus) }, closed),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            ...held(Type.Object(brief, closed)).properties,
            duty: Duty,
            faults: Type.Array(RotaFault),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const getRota = contract({
  name: 'coordinate.getRota',
  does: 'query',
  summary: 'One rota: its plan with holes and overlaps, who has the duty, hand-overs and swaps',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...held(Rota).properties,
      duty: Duty,
      faults: Type.Array(RotaFault),
      /** What is looked at for faults. */
      checked: Type.Object({ from: Instant, to: Instant }, closed),
      /** You may plan it; else you may at most answer, swap and hand over. */
      plans: Type.Boolean(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const whoIsOnDuty = contract({
  name: 'coordinate.whoIsOnDuty',
  does: 'query',
  summary: 'Who has the duty of a rota, now or at another moment; what is to come, by the plan',
  input: Type.Object({ id: Id, at: optional(Instant) }, closed),
  output: Duty,
  refusals: {},
  policy: reading,
  arguments: ['id', 'at'],
  example: { id: anId, at: '2027-03-10T03:00:00.000Z' },
})

export const rotaCalendar = contract({
  name: 'coordinate.rotaCalendar',
  does: 'query',
  summary: 'The shifts of a rota as a calendar file (iCalendar)',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }),
  refusals: {},
  policy: reading,
  download: true,
  arguments: ['id'],
  example: { id: anId },
})
