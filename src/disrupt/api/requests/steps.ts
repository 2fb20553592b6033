// Contracts: the procedure of a request, the cases beside it, and other ways to what is needed.
import Type from 'typebox'
import { Instant } from '#kernel/time.ts'
import { Alternative, ParallelCase, RequestStep } from '../../model/requests/request.ts'
import { Day, Key, orNull } from '../../model/words.ts'
import { aParty, changing, optional } from '../shown.ts'

const step = RequestStep.properties
const beside = ParallelCase.properties
const way = Alternative.properties
const Note = Type.String({ maxLength: 2_000 })

export const planRequestStep = changing({
  name: 'disrupt.planRequestStep',
  summary: 'Plan a step of the procedure: a filing, a hearing, a motion, a decision, an appeal',
  fields: {
    ...{ kind: step.kind, text: step.text, by: optional(step.by), forum: optional(step.forum) },
    /** Whether the answer waits for it; true where left out. */
    waits: optional(step.waits),
    /** It comes before this one; last where left out. */
    before: optional(Key),
    source: optional(step.source),
  },
  refusals: ['no-such-data', 'no-such-part', 'too-many-parts'],
  example: { kind: 'motion', text: 'Motion to have the judge removed', by: { ...aParty, name: 'X' }, before: 's3' },
})

export const changeRequestStep = changing({
  name: 'disrupt.changeRequestStep',
  summary: 'Change who acts in a step, before whom, or whether the answer waits for it',
  fields: {
    step: Key,
    ...{ text: optional(step.text), by: optional(step.by), forum: optional(step.forum), waits: optional(step.waits) },
  },
  refusals: ['no-such-data', 'no-such-part', 'nothing-to-change'],
  example: { step: 's4', waits: false },
})

export const moveRequestStep = changing({
  name: 'disrupt.moveRequestStep',
  summary: 'Say that a step was announced, has begun, is done, was dropped or is planned again; announced is not begun',
  fields: {
    ...{ step: Key, to: step.state, on: optional(Day), outcome: optional(step.outcome) },
    ...{ note: optional(Note), source: optional(step.source) },
  },
  refusals: ['no-such-part', 'impossible-times'],
  example: { step: 's2', to: 'done', on: '2025-02-06', outcome: 'granted', source: 'The court’s press release' },
})

export const setRequestDay = changing({
  name: 'disrupt.setRequestDay',
  summary: 'Write down the day that was set for a step, as of a hearing; or that it was taken back',
  fields: { step: Key, on: orNull(Day), source: optional(step.source), at: optional(Instant) },
  refusals: ['no-such-part', 'impossible-times', 'nothing-to-change'],
  example: { step: 's3', on: '2025-02-27', source: 'Summons of the court' },
})

export const addParallelCase = changing({
  name: 'disrupt.addParallelCase',
  summary: 'Add a case beside a request: announced, or filed',
  fields: {
    ...{ title: beside.title, by: beside.by, against: beside.against, to: Type.Enum(['announced', 'filed']) },
    ...{
      on: optional(Day),
      reference: optional(beside.reference),
      note: optional(Note),
      source: optional(beside.source),
    },
  },
  refusals: ['too-many-parts', 'impossible-times'],
  example: {
    ...{ title: 'X against the German state over requests for user data', to: 'announced' },
    ...{ by: { ...aParty, name: 'X' }, against: { ...aParty, name: 'German state' } },
  },
})

export const moveParallelCase = changing({
  name: 'disrupt.moveParallelCase',
  summary: 'Say that a case beside a request was filed, has ended or was withdrawn',
  fields: {
    ...{ case: Key, to: beside.state, on: optional(Day), reference: optional(beside.reference) },
    ...{ note: optional(Note), source: optional(beside.source) },
  },
  refusals: ['no-such-part', 'impossible-times'],
  example: { case: 'c6', to: 'filed', reference: 'Case number' },
})

export const addAlternative = changing({
  name: 'disrupt.addAlternative',
  summary: 'Add another way to what is needed: can it be got at all, and really without the other party?',
  fields: {
    text: way.text,
    ...{ technically: optional(way.technically), realistic: optional(way.realistic) },
    ...{ readyOn: optional(way.readyOn), note: optional(Note) },
  },
  refusals: ['too-many-parts', 'impossible-times'],
  example: { text: 'Read the public pages by hand', technically: 'yes', realistic: 'no' },
})

export const changeAlternative = changing({
  name: 'disrupt.changeAlternative',
  summary: 'Change what is said of another way',
  fields: {
    ...{ alternative: Key, text: optional(way.text), technically: optional(way.technically) },
    ...{ realistic: optional(way.realistic), readyOn: optional(way.readyOn), note: optional(Note) },
  },
  refusals: ['no-such-part', 'nothing-to-change', 'impossible-times'],
  example: { alternative: 'a7', realistic: 'yes', readyOn: '2025-02-20' },
})
