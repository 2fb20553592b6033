// Contracts: who an entity is by law, assessments of an incident for it, and what their verdicts rest on.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import {
  AnchorProposal,
  AssessedEntity,
  Assessment,
  FactPlace,
  FactProposal,
  ServiceId,
  ServiceName,
} from '../model/assessment.ts'
import { DutyRow } from '../model/duty.ts'
import { Entity, EntityCountries, EntityTypes } from '../model/entity.ts'
import { AnchorId, FactId, FactValue, MemberState, RegimeId } from '../model/law.ts'
import { ToldSource } from '../model/told.ts'
import { Answer, Fault, ReasonTree, TimeZone, TurnShown, Verdict } from '../model/verdict-shown.ts'
import { held, Reason, Title } from '../model.ts'
import {
  anId,
  another,
  Cursor,
  closed,
  Judged,
  LawVersion,
  Limit,
  may,
  optional,
  orNull,
  reading,
  Version,
  working,
} from './assessing-parts.ts'

const changing = may('impossible-facts', 'unknown-fact', 'nothing-to-change')

export const saveEntity = contract({
  name: 'assess.saveEntity',
  does: 'action',
  summary: 'Say who an organisation is by law: its types, countries, zone and size; used in each of its assessments',
  input: Type.Object(
    {
      /** Your own unless you say so. */
      organisation: optional(Id),
      /** Left out while there is none yet. */
      version: optional(Version),
      types: optional(EntityTypes),
      countries: optional(EntityCountries),
      jurisdiction: optional(orNull(MemberState)),
      timeZone: optional(TimeZone),
      /** Facts of the scope 'entity'; null takes one back. */
      facts: optional(Type.Record(FactId, orNull(FactValue), { maxProperties: 100 })),
    },
    closed,
  ),
  output: Type.Object({ id: Id, version: Version, entry: Id }, closed),
  refusals: { ...changing, ...may('no-organisation') },
  policy: working,
  example: {
    types: ['electricity_undertaking'],
    countries: ['DE'],
    jurisdiction: 'DE',
    timeZone: 'Europe/Berlin',
    facts: { 'entity.nis2_class': 'essential' },
  },
})

export const getEntity = contract({
  name: 'assess.getEntity',
  does: 'query',
  summary: 'Who an organisation is by law, or null while nobody has said so',
  input: Type.Object({ organisation: optional(Id) }, closed),
  output: Type.Object({ organisation: Id, entity: orNull(held(Entity)) }, closed),
  refusals: may('no-organisation'),
  policy: reading,
  arguments: ['organisation'],
  example: { organisation: anId },
})

export const FactAnswer = Type.Object(
  {
    fact: FactId,
    /** null takes the answer back: it is not known any more. */
    value: orNull(FactValue),
    /** 'event' unless it is a fact of one service (its id) or of the group of related incidents. */
    place: optional(FactPlace),
    /** Left out: you know it yourself. A source of another kind must be one that is proposed. */
    source: optional(ToldSource),
  },
  closed,
)

export const openAssessment = contract({
  name: 'assess.openAssessment',
  does: 'action',
  summary: 'Begin to judge by law: an incident, or something that is none yet, for one entity',
  input: Type.Object(
    {
      incident: optional(Id),
      /** Its profile is used where there is one. Your own organisation unless an entity is described. */
      organisation: optional(Id),
      title: optional(Title),
      entity: optional(Type.Partial(AssessedEntity, closed)),
      answers: optional(Type.Array(FactAnswer, { maxItems: 200 })),
      services: optional(Type.Array(ServiceName, { maxItems: 100 })),
      /** When you became aware of it; other anchors by assess.setAnchor. */
      awareness: optional(Instant),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Type.Object({ ...Judged.properties, reference: Type.String() }, closed),
  refusals: may(
    'impossible-facts',
    'unknown-fact',
    'unknown-service',
    'not-proposed',
    'impossible-times',
    'would-leak',
  ),
  policy: working,
  arguments: ['incident'],
  example: { incident: anId, awareness: '2026-03-10T07:45:00.000Z' },
})

const { facts: _facts, services: _services, group: _group, anchors: _anchors, ...brief } = Assessment.properties

export const listAssessments = contract({
  name: 'assess.listAssessments',
  does: 'query',
  summary: 'Assessments that you may read, the newest change first',
  input: Type.Object(
    {
      incident: optional(Id),
      organisation: optional(Id),
      /** Only those that are being worked on, or only those that are closed. */
      open: optional(Type.Boolean()),
      regime: optional(RegimeId),
      /** With `regime`: only those that it answered so. */
      verdict: optional(Answer),
      after: optional(Cursor),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(held(Type.Object({ ...brief, services: Type.Integer() }, closed))),
      next: orNull(Type.String()),
      total: Type.Integer(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { open: true, limit: 20 },
})

export const getAssessment = contract({
  name: 'assess.getAssessment',
  does: 'query',
  summary: 'One assessment with its verdict as of now, what the record proposes, and the reports that are owed',
  input: Type.Object(
    {
      id: Id,
      law: optional(Type.String({ maxLength: 100, description: 'Another version of the law than it was judged by' })),
    },
    closed,
  ),
  output: Type.Object(
    {
      ...held(Assessment).properties,
      /** Null where what is recorded cannot be judged by that law; then `faults` says why. */
      verdict: orNull(Verdict),
      faults: Type.Array(Fault),
      proposals: Type.Object(
        {
          facts: Type.Array(FactProposal),
          anchors: Type.Array(AnchorProposal),
          /** Services that the incident names and the assessment does not. */
          services: Type.Array(Type.String()),
        },
        closed,
      ),
      duties: Type.Array(held(DutyRow)),
      mayChange: Type.Boolean(),
    },
    closed,
  ),
  refusals: may('unknown-law'),
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const answerFacts = contract({
  name: 'assess.answerFacts',
  does: 'action',
  summary: 'Answer facts of an assessment, each with its source; it is judged at once',
  input: Type.Object(
    { id: Id, version: Version, answers: Type.Array(FactAnswer, { minItems: 1, maxItems: 200 }) },
    closed,
  ),
  output: Judged,
  refusals: { ...changing, ...may('unknown-service', 'not-proposed') },
  policy: working,
  example: {
    id: anId,
    version: 1,
    answers: [
      { fact: 'incident.duration_minutes', value: 45 },
      { fact: 'service.users_union', value: 12000, place: 'portal' },
    ],
  },
})

export const describeEntity = contract({
  name: 'assess.describeEntity',
  does: 'action',
  summary: 'Say for this assessment who the entity is; its profile stays as it is',
  input: Type.Object({ id: Id, version: Version, entity: Type.Partial(AssessedEntity, closed) }, closed),
  output: Judged,
  refusals: changing,
  policy: working,
  example: { id: anId, version: 2, entity: { types: ['electricity_undertaking'], countries: ['DE', 'AT'] } },
})

export const setServices = contract({
  name: 'assess.setServices',
  does: 'action',
  summary: 'Name the services that are affected; facts of a service stay with it while its id stays',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      services: Type.Array(Type.Object({ id: optional(ServiceId), name: ServiceName }, closed), { maxItems: 100 }),
    },
    closed,
  ),
  output: Judged,
  refusals: { ...changing, ...may('unknown-service') },
  policy: working,
  example: { id: anId, version: 3, services: [{ id: 'portal', name: 'Customer portal' }, { name: 'Metering' }] },
})

export const setAnchor = contract({
  name: 'assess.setAnchor',
  does: 'action',
  summary: 'Say when something happened from which clocks run; what was said before is kept, and clocks move',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      anchor: AnchorId,
      /** null takes it back: it is not known any more. */
      at: orNull(Instant),
      reason: Reason,
      source: optional(ToldSource),
    },
    closed,
  ),
  output: Judged,
  refusals: { ...changing, ...may('not-proposed', 'impossible-times') },
  policy: working,
  example: {
    id: anId,
    version: 4,
    anchor: 'awareness',
    at: '2026-03-10T07:45:00.000Z',
    reason: 'The shift lead confirmed the outage by telephone.',
  },
})

export const judgeAgain = contract({
  name: 'assess.judgeAgain',
  does: 'action',
  summary: 'Judge an assessment again, by the law in force or by another version of it',
  input: Type.Object({ id: Id, version: Version, law: optional(LawVersion), reason: optional(Reason) }, closed),
  output: Judged,
  refusals: may('impossible-facts', 'unknown-law'),
  policy: working,
  example: { id: anId, version: 5, reason: 'The law was adopted anew this morning.' },
})

export const judgingProgress = contract({
  name: 'assess.judgingProgress',
  does: 'query',
  summary: 'How far open assessments have been judged by the law in force, and which cannot be',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      version: Type.String(),
      judged: Type.Integer(),
      left: Type.Integer(),
      /** Those that you may read, of the last hundred. */
      refused: Type.Array(Type.Object({ id: Id, reference: Type.String(), why: Type.String() }, closed)),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

/** What one would change to see what follows; nothing of it is recorded. */
export const Supposed = Type.Object(
  {
    answers: optional(Type.Array(Type.Omit(FactAnswer, ['source'], closed), { maxItems: 200 })),
    entity: optional(Type.Partial(AssessedEntity, closed)),
    services: optional(setServices.input.properties.services),
    anchors: optional(Type.Record(AnchorId, orNull(Instant), { maxProperties: 50 })),
    law: optional(LawVersion),
    now: optional(Instant),
  },
  closed,
)

export const whatIf = contract({
  name: 'assess.whatIf',
  does: 'query',
  summary: 'What the verdict and the clocks would be if something were otherwise; nothing is recorded',
  input: Type.Object({ id: Id, suppose: Supposed }, closed),
  output: Type.Object(
    {
      before: orNull(Verdict),
      after: orNull(Verdict),
      /** Why it could not be judged so. */
      faults: Type.Array(Fault),
      changes: Type.Array(
        Type.Object(
          {
            regime: RegimeId,
            title: Type.String(),
            from: Answer,
            to: Answer,
            reports: Type.Array(
              Type.Object(
                {
                  id: Type.String(),
                  name: Type.String(),
                  change: Type.Enum(['comes', 'goes', 'moves', 'becomes firm', 'becomes open']),
                  from: orNull(Instant),
                  to: orNull(Instant),
                },
                closed,
              ),
            ),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: may('unknown-law', 'unknown-service'),
  policy: reading,
  example: { id: anId, suppose: { answers: [{ fact: 'incident.is_ongoing', value: false }] } },
})

export const assessmentReasons = contract({
  name: 'assess.assessmentReasons',
  does: 'query',
  summary: 'Why one regime answers as it does: rules and facts as a tree, and what single change would turn it',
  input: Type.Object({ id: Id, regime: RegimeId, law: optional(LawVersion) }, closed),
  output: Type.Object({ regime: RegimeId, dataVersion: Type.String(), reasons: ReasonTree, turns: TurnShown }, closed),
  refusals: may('unknown-law', 'unknown-regime', 'impossible-facts'),
  policy: reading,
  arguments: ['id', 'regime'],
  example: { id: anId, regime: 'nis2' },
})

export const closeAssessment = contract({
  name: 'assess.closeAssessment',
  does: 'action',
  summary: 'Close an assessment that nothing is owed under any more',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Type.Object({ id: Id, version: Version, entry: Id }, closed),
  refusals: may('duties-run'),
  policy: working,
  example: { id: another, version: 9, reason: 'The final report was handed in and receipted.' },
})
