// Runs of one scenario side by side, and organisations side by side: by name only where they agreed to be named.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Digest, ExerciseState, ObjectiveScore, orNull, Slug } from '../exercise.ts'
import { measures, Ref } from '../scenario.ts'
import { closed, FindingKind } from './evaluation.ts'

const Share = orNull(Type.Number({ minimum: 0, maximum: 1 }))

/** The middle of all times of one measure. */
export const MiddleTime = Type.Object(
  { what: Type.Enum(measures), seconds: Type.Number({ minimum: 0 }), of: Type.Integer({ minimum: 1 }) },
  closed,
)
export type MiddleTime = Static<typeof MiddleTime>

export const ScriptDifference = Type.Object(
  {
    part: Type.Enum(['inject', 'expected', 'objective', 'participant', 'story']),
    ref: Type.String({ maxLength: 64 }),
    how: Type.Enum(['added', 'taken-away', 'changed']),
    /** Which fields. */
    fields: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 40 }),
  },
  closed,
)
export type ScriptDifference = Static<typeof ScriptDifference>

export const ComparedRun = Type.Object(
  {
    exercise: Slug,
    name: Type.String(),
    state: ExerciseState,
    startedAt: orNull(Instant),
    digest: Digest,
    /** What its scenario has that the newest run's has not, and so on; empty: the same scenario, word for word. */
    differences: Type.Array(ScriptDifference),
    moreDifferences: Type.Integer({ minimum: 0 }),
    score: Share,
    met: Type.Integer(),
    asked: Type.Integer(),
    objectives: Type.Array(ObjectiveScore),
    times: Type.Array(MiddleTime),
    findings: Type.Array(Type.Object({ kind: FindingKind, count: Type.Integer({ minimum: 1 }) }, closed)),
  },
  closed,
)
export type ComparedRun = Static<typeof ComparedRun>

export const ComparedOrganisation = Type.Object(
  {
    /** Its name, or `organisation A` where it has not agreed to be named. */
    name: Type.String(),
    named: Type.Boolean(),
    yours: Type.Boolean(),
    score: Share,
    met: Type.Integer(),
    asked: Type.Integer(),
    times: Type.Array(MiddleTime),
  },
  closed,
)
export type ComparedOrganisation = Static<typeof ComparedOrganisation>

export const Comparison = Type.Object(
  {
    scenario: Ref,
    runs: Type.Array(ComparedRun),
    organisations: Type.Array(ComparedOrganisation),
    /** Why organisations are left out; null: none is. */
    withheld: orNull(Type.String()),
  },
  closed,
)
export type Comparison = Static<typeof Comparison>

/** Whether an organisation agrees to be named beside others in comparisons of a scenario. */
export const Naming = Type.Object(
  {
    scenario: Ref,
    organisation: Id,
    agreed: Type.Boolean(),
    because: orNull(Type.String({ minLength: 3, maxLength: 2_000 })),
    by: Type.String(),
    at: Instant,
  },
  closed,
)
export type Naming = Static<typeof Naming>
