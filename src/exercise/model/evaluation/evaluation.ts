// What an evaluation of an exercise says: times, tellings, findings, and a score for each objective, each with the entries that prove it.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { ExerciseState, ExpectationState, orNull, Slug } from '../exercise.ts'
import { measures, Ref } from '../scenario.ts'

export const closed = { additionalProperties: false } as const

/** An entry of the journal that shows it, and the record that it stands on. */
export const Proof = Type.Object(
  {
    entry: Id,
    record: Type.String({ maxLength: 80 }),
    subject: Id,
    at: Instant,
    kind: Type.String({ maxLength: 100 }),
  },
  closed,
)
export type Proof = Static<typeof Proof>
const Proofs = Type.Array(Proof, { maxItems: 40 })
const Seconds = orNull(Type.Number({ minimum: 0, description: 'Seconds of the story' }))

/** expected: a scenario asked for it. trail: causes in the journal lead back to the inject. record: both ends stand on one record. */
export const MeasuredTime = Type.Object(
  {
    what: Type.Enum(measures),
    title: Type.String(),
    by: Type.Enum(['expected', 'trail', 'record']),
    inject: orNull(Ref),
    expected: orNull(Ref),
    /** Who was to be told, where it measures telling. */
    tells: orNull(Ref),
    from: orNull(Instant),
    at: orNull(Instant),
    seconds: Seconds,
    withinSeconds: Seconds,
    toleranceSeconds: Seconds,
    /** null: nobody asked for it, it was only measured. */
    state: orNull(ExpectationState),
    proof: Proofs,
  },
  closed,
)
export type MeasuredTime = Static<typeof MeasuredTime>

/** Everybody who was told something, and when first. */
export const ToldParty = Type.Object(
  {
    /** As it was written down. */
    name: Type.String({ maxLength: 500 }),
    /** Who of the scenario that is; null: nobody that it names. */
    participant: orNull(Ref),
    times: Type.Integer({ minimum: 1 }),
    firstAt: Instant,
    /** From the inject that it goes back to; null: no inject is among its causes. */
    seconds: Seconds,
    inject: orNull(Ref),
    proof: Proofs,
  },
  closed,
)
export type ToldParty = Static<typeof ToldParty>

/**
 * missed, late, broken, mismarked: of what was expected. missed-telling, late-telling: the same, where somebody was to be told.
 * wrong-recipient, told-twice, retracted: of what was told. looser, red-unreviewed, tightened, loosened: of how it was marked.
 */
export const findingKinds = [
  'missed',
  'late',
  'broken',
  'mismarked',
  'missed-telling',
  'late-telling',
  'wrong-recipient',
  'told-twice',
  'retracted',
  'looser',
  'red-unreviewed',
  'tightened',
  'loosened',
] as const
export const FindingKind = Type.Enum(findingKinds)
export type FindingKind = Static<typeof FindingKind>

/** The same for the same thing, however often it is evaluated. */
export const FindingKey = Type.String({ pattern: '^[a-z-]+/[a-z0-9-]{1,80}$' })

export const Finding = Type.Object(
  {
    key: FindingKey,
    kind: FindingKind,
    says: Type.String({ maxLength: 1_000 }),
    objective: orNull(Ref),
    expected: orNull(Ref),
    at: orNull(Instant),
    proof: Proofs,
  },
  closed,
)
export type Finding = Static<typeof Finding>

/** What became of a finding: a lesson with owner and date, followed to closure. */
export const Improvement = Type.Object(
  {
    finding: FindingKey,
    lesson: Id,
    title: Type.String(),
    owner: orNull(Type.String()),
    due: orNull(Instant),
    state: Type.String(),
    /** Carried out, refused or dropped: nothing is left to be done. */
    closed: Type.Boolean(),
    overdue: Type.Boolean(),
    /** The entry of the journal that did it, and in words how. */
    closedBy: orNull(Type.Object({ entry: orNull(Id), how: Type.String() }, closed)),
  },
  closed,
)
export type Improvement = Static<typeof Improvement>

const Share = Type.Number({ minimum: 0, maximum: 1 })
export const Quality = Type.Object(
  {
    /** Of all marks from 1 to 5. */
    mean: Type.Number({ minimum: 1, maximum: 5 }),
    /** The same from 0 to 1, as the score of the record is. */
    share: Share,
    marks: Type.Integer({ minimum: 1 }),
    evaluators: Type.Integer({ minimum: 1 }),
  },
  closed,
)
export type Quality = Static<typeof Quality>

export const EvaluatedObjective = Type.Object(
  {
    objective: Ref,
    title: Type.String(),
    obligations: Type.Array(Type.String()),
    /** What its expected actions measure: by these its questions for evaluators are chosen. */
    measures: Type.Array(Type.Enum(measures)),
    /** By the record alone: of what was asked, by weight. null: nothing of it was asked yet. */
    score: orNull(Share),
    met: Type.Integer(),
    asked: Type.Integer(),
    /** By evaluators alone. null: nobody has judged it. */
    quality: orNull(Quality),
    /** Both together, by the rule that the evaluation names; null where one of them is missing. */
    combined: orNull(Share),
    evidence: Type.Array(
      Type.Object(
        { expected: Ref, title: Type.String(), state: ExpectationState, weight: Type.Number(), proof: Proofs },
        closed,
      ),
    ),
  },
  closed,
)
export type EvaluatedObjective = Static<typeof EvaluatedObjective>

export const Evaluation = Type.Object(
  {
    exercise: Slug,
    name: Type.String(),
    scenario: Type.Object({ ref: Ref, title: Type.String(), digest: Type.String() }, closed),
    state: ExerciseState,
    /** The moment of the story up to which it looks. */
    until: orNull(Instant),
    /** The story is over: nothing of this changes any more but what evaluators say. */
    final: Type.Boolean(),
    score: orNull(Share),
    met: Type.Integer(),
    asked: Type.Integer(),
    objectives: Type.Array(EvaluatedObjective),
    times: Type.Array(MeasuredTime),
    told: Type.Array(ToldParty),
    findings: Type.Array(Finding),
    /** Tellings of which nothing says whether their recipient may have them: free words for an address, say. */
    undeterminedTellings: Type.Integer(),
    /** How score and marks are put together, in words. */
    rule: Type.String(),
    /** Evaluators who have filled in their form. */
    forms: Type.Integer(),
    /** Why something is left out of this answer; null: nothing is. */
    leftOut: orNull(Type.String()),
  },
  closed,
)
export type Evaluation = Static<typeof Evaluation>
