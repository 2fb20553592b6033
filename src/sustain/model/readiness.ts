// How ready an operator is to go on finding names: criteria as data, and what each came to.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Country, Sector } from '#people/model.ts'
import { Day } from './dns-use.ts'
import { closed, Label, orNull } from './words.ts'

export const criterionIds = [
  'union-resolver',
  'second-resolver',
  'encrypted',
  'validation',
  'bootstrap',
  'internal-zones',
  'guideline',
  'plan',
  'drilled',
  'fresh',
] as const
export const CriterionId = Type.Enum(criterionIds)
export type CriterionId = Static<typeof CriterionId>

const Threshold = Type.Object({ value: Type.Number({ minimum: 0, maximum: 10_000 }), why: Type.String() }, closed)

/** data/sustain/readiness.json */
export const ReadinessData = Type.Object({
  version: Type.String(),
  checkedOn: Day,
  note: Type.String(),
  thresholds: Type.Object(
    {
      drillDays: Threshold,
      evidenceDays: Threshold,
      readyFrom: Threshold,
      notReadyBelow: Threshold,
      leastObservedShare: Threshold,
    },
    closed,
  ),
  criteria: Type.Array(
    Type.Object(
      {
        id: CriterionId,
        title: Label,
        weight: Type.Number({ minimum: 0, maximum: 100 }),
        sources: Type.Array(Type.String(), { minItems: 1 }),
      },
      closed,
    ),
    { minItems: 1 },
  ),
  sources: Type.Array(Type.Object({ id: Type.String(), document: Type.String(), binding: Type.Boolean() }, closed)),
})
export type ReadinessData = Static<typeof ReadinessData>

export const answers = ['met', 'partly', 'not', 'unknown'] as const
export const Answer = Type.Enum(answers)
export type Answer = Static<typeof Answer>

export const Judged = Type.Object({ id: CriterionId, answer: Answer, because: Type.String() }, closed)
export type Judged = Static<typeof Judged>

/** What is unknown counts as nothing at the low end and as met at the high end. */
export const ScoreRange = Type.Object(
  { low: Type.Number({ minimum: 0, maximum: 100 }), high: Type.Number({ minimum: 0, maximum: 100 }) },
  closed,
)
export type ScoreRange = Static<typeof ScoreRange>

/** undetermined: what is not known decides. */
export const standings = ['ready', 'partly', 'not-ready', 'undetermined'] as const
export const Standing = Type.Enum(standings)
export type Standing = Static<typeof Standing>

export const Readiness = Type.Object({ criteria: Type.Array(Judged), score: ScoreRange, standing: Standing }, closed)
export type Readiness = Static<typeof Readiness>

/** A sector of NIS2 in a Member State. An operator of several sectors counts in each. */
export const ReadinessCell = Type.Object(
  {
    sector: orNull(Sector),
    country: orNull(Country),
    networks: Type.Integer(),
    low: Type.Number(),
    high: Type.Number(),
    /** Networks in which a Union-based resolver is in use or stands by; and those of which it is not known. */
    unionBased: Type.Integer(),
    unionUnknown: Type.Integer(),
    weakest: Id,
  },
  closed,
)
export type ReadinessCell = Static<typeof ReadinessCell>
