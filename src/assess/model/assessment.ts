// The noun of an assessment: one event looked at for one entity, what was told of it by whom, and the verdict that follows.
import Type, { type Static, type TSchema } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Reason, Title } from '../model.ts'
import { EntityCountries, EntityTypes } from './entity.ts'
import { AnchorId, FactId, FactValue, MemberState, RegimeId, RuleId } from './law.ts'
import { AnchorTold, ToldFacts, ToldSource } from './told.ts'
import { Answer, TimeZone } from './verdict.ts'

const closed = { additionalProperties: false } as const
function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** Who is judged, as it was at the assessment; the profile of the organisation may change later. */
export const AssessedEntity = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 300 }),
    types: EntityTypes,
    countries: EntityCountries,
    jurisdiction: orNull(MemberState),
    timeZone: TimeZone,
  },
  closed,
)
export type AssessedEntity = Static<typeof AssessedEntity>

/** Short and stable, so that a fact keeps its service when services are renamed. */
export const ServiceId = Type.String({ pattern: '^[a-z0-9-]{1,20}$' })
export const ServiceName = Type.String({ minLength: 1, maxLength: 200 })
export const AssessedService = Type.Object({ id: ServiceId, name: ServiceName, facts: ToldFacts }, closed)
export type AssessedService = Static<typeof AssessedService>

/** A verdict as it is kept: the clocks of it are duties, records of their own. */
export const JudgedRegime = Type.Object(
  {
    id: RegimeId,
    applies: Answer,
    verdict: Answer,
    because: Type.Array(RuleId),
    missing: Type.Array(FactId),
  },
  closed,
)
export type JudgedRegime = Static<typeof JudgedRegime>

export const Judgement = Type.Object({ dataVersion: Type.String(), regimes: Type.Array(JudgedRegime) }, closed)
export type Judgement = Static<typeof Judgement>

export const Anchors = Type.Record(AnchorId, Type.Array(AnchorTold, { maxItems: 200 }), { maxProperties: 150 })

export const Assessment = Type.Object(
  {
    /** For people: ASM-2026-0007, counted per realm and year. */
    reference: Type.String(),
    year: Type.Integer(),
    number: Type.Integer({ minimum: 1 }),
    title: Title,
    incident: orNull(Id),
    organisation: orNull(Id),
    entity: AssessedEntity,
    facts: ToldFacts,
    services: Type.Array(AssessedService, { maxItems: 100 }),
    /** Facts of the related incidents taken together. */
    group: ToldFacts,
    /** The history of each, newest last; the newest counts, and null takes it back. */
    anchors: Anchors,
    judged: Type.Object({ at: Instant, by: Type.String(), ...Judgement.properties }, closed),
    closed: orNull(Type.Object({ at: Instant, by: Type.String(), reason: Reason }, closed)),
    openedAt: Instant,
    openedBy: Type.String(),
    changedAt: Instant,
  },
  closed,
)
export type Assessment = Static<typeof Assessment>

/** Where a fact stands: with the event itself, with one of its services, or with the group of related incidents. */
export const FactPlace = Type.Union([Type.Literal('event'), Type.Literal('group'), ServiceId])

/** Something that the record suggests. Nothing is taken from it until a person confirms it. */
export const FactProposal = Type.Object(
  { fact: FactId, place: FactPlace, value: FactValue, source: ToldSource, note: orNull(Type.String()) },
  closed,
)
export type FactProposal = Static<typeof FactProposal>
export const AnchorProposal = Type.Object({ anchor: AnchorId, at: Instant, source: ToldSource }, closed)
export type AnchorProposal = Static<typeof AnchorProposal>

/** What one judgement did to the clocks. */
export const DutyChanges = Type.Object(
  {
    opened: Type.Integer(),
    moved: Type.Integer(),
    firm: Type.Integer(),
    ended: Type.Integer(),
    breached: Type.Integer(),
  },
  closed,
)
export type DutyChanges = Static<typeof DutyChanges>
