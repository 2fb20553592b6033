// Contracts: lessons, the changes that they propose, who agreed, and what carried them out.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Lesson, LessonState, ProposedChange } from '../model/lesson.ts'
import { closed, orNull, Party, Pointer, Reason } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, aParty, Changed, changing, deciding, held, optional, reading, working } from './shown.ts'

const is = Lesson.properties
const change = ProposedChange.properties
export const LessonTold = Type.Object(
  {
    title: is.title,
    text: optional(is.text),
    crisis: optional(Id),
    from: optional(Pointer),
    owner: optional(Party),
    due: optional(Instant),
    marking: optional(MarkingChoice),
  },
  closed,
)
const Shown = Type.Object(
  { ...held(Lesson).properties, moves: Type.Record(Type.String(), orNull(Type.String())) },
  closed,
)

export const noteLesson = contract({
  name: 'recover.noteLesson',
  does: 'action',
  summary: 'Note what was learnt, of a crisis, a review or an exercise',
  input: LessonTold,
  output: Changed,
  refusals: refusing(),
  policy: working,
  arguments: ['title'],
  example: { title: 'Nobody had the telephone number of the provider at night', owner: aParty },
})

export const listLessons = contract({
  name: 'recover.listLessons',
  does: 'query',
  summary: 'Lessons that you may read, the newest first',
  input: Type.Object(
    { crisis: optional(Id), from: optional(Id), state: optional(Type.Array(LessonState, { maxItems: 6 })) },
    closed,
  ),
  output: Type.Object({ items: Type.Array(held(Lesson)) }, closed),
  refusals: {},
  policy: reading,
  example: { state: ['proposed'] },
})

export const getLesson = contract({
  name: 'recover.getLesson',
  does: 'query',
  summary: 'A lesson, with what can be done with it and why not',
  input: Type.Object({ id: Id }, closed),
  output: Shown,
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const changeLesson = changing({
  name: 'recover.changeLesson',
  summary: 'Change the words of a lesson, who owns it or by when',
  fields: {
    title: optional(is.title),
    text: optional(is.text),
    owner: optional(orNull(Party)),
    due: optional(orNull(Instant)),
  },
  refusals: ['nothing-to-change'],
  example: { owner: aParty },
})

export const proposeChange = changing({
  name: 'recover.proposeChange',
  summary: 'Propose a change to a plan, a playbook, a threshold or a criterion because of a lesson',
  fields: { target: change.target, record: optional(Pointer), where: optional(change.where), text: change.text },
  refusals: ['person-needed'],
  example: { target: 'criterion', where: 'data/recover/stand-down.json', text: '48 hours without a wave, not 24' },
})

export const approveChange = changing({
  name: 'recover.approveChange',
  summary: 'Agree to the change that a lesson proposes: by a person who did not propose it',
  fields: {},
  refusals: ['person-needed', 'second-person-needed'],
  policy: deciding,
  arguments: ['id'],
  example: {},
})

export const refuseChange = changing({
  name: 'recover.refuseChange',
  summary: 'Refuse the change that a lesson proposes, with the reason',
  fields: { because: Reason },
  refusals: ['person-needed'],
  policy: deciding,
  arguments: ['id'],
  example: { because: 'Two days would keep the hospitals waiting.' },
})

export const carryOutChange = changing({
  name: 'recover.carryOutChange',
  summary: 'Say that an approved change was carried out, and name the entry of the journal that did it',
  fields: { entry: optional(Id), how: Reason },
  refusals: ['person-needed', 'no-such-entry'],
  arguments: ['id'],
  example: { how: 'data/recover/stand-down.json changed and the node started again, 3 February.' },
})

export const dropLesson = changing({
  name: 'recover.dropLesson',
  summary: 'Put a lesson aside, with the reason',
  fields: { because: Reason },
  refusals: ['person-needed'],
  arguments: ['id'],
  example: { because: 'The provider was changed.' },
})
