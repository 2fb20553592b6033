// Contracts: stand-downs with their criteria, and the measures that are rolled back.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Measure, MeasureState } from '../model/measure.ts'
import {
  Criterion,
  CriterionId,
  CriterionShown,
  Judgement,
  StandDown,
  StandDownDecision,
  StandDownFile,
  StandDownState,
} from '../model/stand-down.ts'
import { closed, Line, orNull, Party, Pointer, Reason } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, aParty, Changed, changing, deciding, held, Linked, optional, reading, working } from './shown.ts'

export const standDownData = contract({
  name: 'recover.standDownData',
  does: 'query',
  summary: 'The criteria by which a crisis is stood down on this node, and the kinds of measures',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      note: Type.String(),
      persons: Type.Integer(),
      criteria: Type.Array(Criterion),
      kinds: StandDownFile.properties.kinds,
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

const Move = Type.Object({ event: Type.String(), allowed: Type.Boolean(), because: orNull(Type.String()) }, closed)
const Crisis = orNull(Type.Object({ id: Id, title: Type.String(), status: Type.String() }, closed))

export const proposeStandDown = contract({
  name: 'recover.proposeStandDown',
  does: 'action',
  summary: 'Propose that a crisis is stood down: its criteria are shown with their grounds until it is decided',
  input: Type.Object({ crisis: Id, reason: Reason, marking: optional(MarkingChoice) }, closed),
  output: Changed,
  refusals: refusing('person-needed', 'open-already'),
  policy: working,
  arguments: ['crisis'],
  example: { crisis: anId, reason: 'Traffic is as usual since yesterday noon.' },
})

export const listStandDowns = contract({
  name: 'recover.listStandDowns',
  does: 'query',
  summary: 'Stand-downs that you may read, the newest first',
  input: Type.Object({ crisis: optional(Id), state: optional(Type.Array(StandDownState, { maxItems: 5 })) }, closed),
  output: Type.Object({ items: Type.Array(held(StandDown)) }, closed),
  refusals: {},
  policy: reading,
  example: { state: ['open', 'for-second'] },
})

export const getStandDown = contract({
  name: 'recover.getStandDown',
  does: 'query',
  summary: 'A stand-down with each criterion as it stands for you, its grounds, and the measures to be rolled back',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...held(StandDown).properties,
      crisis: Crisis,
      criteria: Type.Array(CriterionShown),
      /** Required criteria that are not met. */
      unmet: Type.Integer(),
      measures: Type.Array(held(Measure)),
      unlisted: Type.Array(Linked),
      moves: Type.Array(Move),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const judgeCriterion = changing({
  name: 'recover.judgeCriterion',
  summary: 'Say of a criterion that only persons can judge whether it is met, and since when',
  fields: {
    criterion: CriterionId,
    answer: Judgement.properties.answer,
    because: Reason,
    since: optional(Instant),
  },
  refusals: ['person-needed', 'no-such-criterion', 'impossible-times'],
  example: { criterion: 'hunters-found-nothing', answer: 'yes', because: 'Three sweeps, nothing.' },
})

export const decideStandDown = changing({
  name: 'recover.decideStandDown',
  summary: 'Decide that the crisis is stood down, or that it goes on',
  fields: { outcome: StandDownDecision.properties.outcome, reasons: Reason, despite: optional(Reason) },
  refusals: ['person-needed', 'criteria-not-met'],
  policy: deciding,
  example: { outcome: 'stand-down', reasons: 'All criteria are met; the ministers agreed.' },
})

export const secondStandDown = changing({
  name: 'recover.secondStandDown',
  summary: 'Agree to a stand-down as the second person, who did not decide it',
  fields: { words: optional(Type.String({ maxLength: 2_000 })) },
  refusals: ['person-needed', 'second-person-needed'],
  policy: deciding,
  arguments: ['id'],
  example: { words: 'Agreed.' },
})

export const returnStandDown = changing({
  name: 'recover.returnStandDown',
  summary: 'Send a stand-down back that waits for a second person',
  fields: { reason: Reason },
  refusals: ['person-needed'],
  policy: deciding,
  arguments: ['id'],
  example: { reason: 'Finland was not asked yet.' },
})

export const tellRelapse = changing({
  name: 'recover.tellRelapse',
  summary: 'Say that it came back: the stand-down is open again',
  fields: { because: Reason, record: optional(Pointer) },
  refusals: ['person-needed'],
  arguments: ['id'],
  example: { because: 'A new wave at 03:10, with the same sources.' },
})

export const withdrawStandDown = changing({
  name: 'recover.withdrawStandDown',
  summary: 'Take a proposal to stand down back, with the reason',
  fields: { reason: Reason },
  refusals: ['person-needed'],
  arguments: ['id'],
  example: { reason: 'Proposed for the wrong crisis.' },
})

const is = Measure.properties
export const addMeasure = contract({
  name: 'recover.addMeasure',
  does: 'action',
  summary: 'List something that was switched on for a crisis, so that it is switched off again',
  input: Type.Object(
    {
      crisis: Id,
      kind: CriterionId,
      title: is.title,
      inForceSince: optional(Instant),
      owner: optional(Party),
      /** As the kind says where left out. */
      order: optional(is.order),
      wayBack: optional(is.wayBack),
      record: optional(Pointer),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: refusing('no-such-kind', 'impossible-times', 'open-already'),
  policy: working,
  example: { crisis: anId, kind: 'filter', title: 'Traffic from outside Europe is limited', owner: aParty },
})

export const listMeasures = contract({
  name: 'recover.listMeasures',
  does: 'query',
  summary: 'Measures of a crisis in the order in which they are rolled back, and what the record shows beside them',
  input: Type.Object({ crisis: Id, state: optional(Type.Array(MeasureState, { maxItems: 5 })) }, closed),
  output: Type.Object(
    {
      items: Type.Array(held(Measure)),
      /** Switched on by the record and not listed: with the kind that it would be listed as. */
      found: Type.Array(
        Type.Object({ ...Linked.properties, kind: CriterionId, says: Type.String(), since: orNull(Instant) }, closed),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['crisis'],
  example: { crisis: anId },
})

export const changeMeasure = changing({
  name: 'recover.changeMeasure',
  summary: 'Change who owns a measure, when its turn is, or how it is rolled back',
  fields: {
    title: optional(is.title),
    owner: optional(orNull(Party)),
    order: optional(is.order),
    wayBack: optional(is.wayBack),
  },
  refusals: ['nothing-to-change'],
  example: { owner: aParty },
})

export const rollBack = changing({
  name: 'recover.rollBack',
  summary: 'Write down what became of rolling a measure back: rolled back, kept with the reason, or failed',
  fields: {
    to: Type.Enum(['rolled-back', 'kept', 'failed']),
    reason: Line,
    /** For what is kept: when somebody looks at it again. */
    reviewAt: optional(Instant),
    despite: optional(Reason),
  },
  refusals: ['person-needed', 'out-of-order', 'still-in-force', 'impossible-times'],
  policy: deciding,
  arguments: ['id'],
  example: { to: 'rolled-back', reason: 'Filters removed, traffic looked at for an hour.' },
})

export const switchMeasureOn = changing({
  name: 'recover.switchMeasureOn',
  summary: 'Say that a measure that was rolled back is in force again',
  fields: { reason: Line },
  refusals: ['person-needed'],
  policy: deciding,
  arguments: ['id'],
  example: { reason: 'The attack came back.' },
})

export const withdrawMeasure = changing({
  name: 'recover.withdrawMeasure',
  summary: 'Take a measure off the list that never was one',
  fields: { reason: Line },
  refusals: ['person-needed'],
  arguments: ['id'],
  example: { reason: 'Listed twice.' },
})
