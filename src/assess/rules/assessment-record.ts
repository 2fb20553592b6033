// The entries of an assessment: what was told, and beside it the verdict that the engine made of all that is recorded then.
import Type from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { AssessedEntity, Assessment, Judgement, ServiceId, ServiceName } from '../model/assessment.ts'
import { AnchorId } from '../model/law.ts'
import { AnchorTold, ToldSource } from '../model/told.ts'
import { Reason } from '../model.ts'
import { SaidFacts, withTold } from './said-facts.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const fields = Assessment.properties
const Named = Type.Object({ id: ServiceId, name: ServiceName }, closed)
const AnchorSaid = Type.Object(
  { at: orNull(Instant), reason: AnchorTold.properties.reason, source: ToldSource },
  closed,
)
const ofServices = Type.Record(ServiceId, SaidFacts, { maxProperties: 100 })

export const assessmentRecord = recordKind({
  name: 'assess.assessment',
  state: Assessment,
  kinds: {
    'assess.assessmentOpened': opening(
      Type.Object(
        {
          reference: fields.reference,
          year: fields.year,
          number: fields.number,
          title: fields.title,
          incident: fields.incident,
          organisation: fields.organisation,
          entity: AssessedEntity,
          facts: SaidFacts,
          services: Type.Array(Type.Object({ id: ServiceId, name: ServiceName, facts: SaidFacts }, closed), {
            maxItems: 100,
          }),
          group: SaidFacts,
          anchors: Type.Record(AnchorId, AnchorSaid, { maxProperties: 50 }),
          judged: Judgement,
        },
        closed,
      ),
      ({ facts, services, group, anchors, judged, ...body }, entry): Assessment => ({
        ...body,
        facts: withTold({}, facts, entry),
        services: services.map((one) => ({ ...one, facts: withTold({}, one.facts, entry) })),
        group: withTold({}, group, entry),
        anchors: Object.fromEntries(Object.entries(anchors).map(([id, said]) => [id, [anchorTold(said, entry)]])),
        judged: judgedBy(judged, entry),
        closed: null,
        openedAt: entry.recordedAt,
        openedBy: entry.actor,
        changedAt: entry.recordedAt,
      }),
    ),
    'assess.factsAnswered': change(
      Type.Object({ facts: SaidFacts, services: ofServices, group: SaidFacts, judged: Judgement }, closed),
      (state: Assessment, body, entry): Assessment => ({
        ...state,
        facts: withTold(state.facts, body.facts, entry),
        services: state.services.map((one) => ({
          ...one,
          facts: withTold(one.facts, body.services[one.id] ?? {}, entry),
        })),
        group: withTold(state.group, body.group, entry),
        ...judgedAt(body.judged, entry),
      }),
    ),
    'assess.assessedEntityDescribed': change(
      Type.Object({ entity: AssessedEntity, judged: Judgement }, closed),
      (state: Assessment, { entity, judged }, entry): Assessment => ({ ...state, entity, ...judgedAt(judged, entry) }),
    ),
    'assess.servicesSet': change(
      Type.Object({ services: Type.Array(Named, { maxItems: 100 }), judged: Judgement }, closed),
      (state: Assessment, { services, judged }, entry): Assessment => ({
        ...state,
        services: services.map((named) => ({
          ...named,
          facts: state.services.find((one) => one.id === named.id)?.facts ?? {},
        })),
        ...judgedAt(judged, entry),
      }),
    ),
    'assess.anchorSet': change(
      Type.Object({ anchor: AnchorId, ...AnchorSaid.properties, judged: Judgement }, closed),
      (state: Assessment, { anchor, judged, ...said }, entry): Assessment => ({
        ...state,
        anchors: { ...state.anchors, [anchor]: [...(state.anchors[anchor] ?? []), anchorTold(said, entry)] },
        ...judgedAt(judged, entry),
      }),
    ),
    /** Nothing new was told: another version of the law, or somebody asked. */
    'assess.assessmentJudged': change(
      Type.Object({ judged: Judgement, reason: orNull(Reason) }, closed),
      (state: Assessment, { judged }, entry): Assessment => ({ ...state, ...judgedAt(judged, entry) }),
    ),
    'assess.assessmentClosed': change(
      Type.Object({ reason: Reason }, closed),
      (state: Assessment, { reason }, entry): Assessment => ({
        ...state,
        closed: { at: entry.recordedAt, by: entry.actor, reason },
        changedAt: entry.recordedAt,
      }),
    ),
  },
  index: ({ reference, title, entity, services }) => ({
    title: `${reference} ${title}`,
    words: [entity.name, ...services.map((one) => one.name)].join('\n'),
  }),
})

type Whence = Pick<EntryHeader, 'actor' | 'recordedAt'>

function judgedBy(judged: Judgement, { actor, recordedAt }: Whence): Assessment['judged'] {
  return { at: recordedAt, by: actor, ...judged }
}

function judgedAt(judged: Judgement, entry: Whence): Pick<Assessment, 'judged' | 'changedAt'> {
  return { judged: judgedBy(judged, entry), changedAt: entry.recordedAt }
}

function anchorTold(said: Type.Static<typeof AnchorSaid>, { actor, recordedAt }: Whence): AnchorTold {
  return { ...said, by: actor, recordedAt }
}
