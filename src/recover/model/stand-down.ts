// The noun of a stand-down: a crisis that is to end, what must be so before, who said so, and whether it came back.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, closed, Line, orNull, Pointer, Reason, Title, Verification } from './words.ts'

export const CriterionId = Type.String({ pattern: '^[a-z][a-z-]{1,39}$' })
export const measuredBy = [
  'waves-over',
  'services-back',
  'nothing-falls',
  'clocks-kept',
  'ladder-down',
  'incidents-contained',
  'no-urgent-task',
  'measures-listed',
] as const

/** One criterion as data/recover/stand-down.json has it. */
export const Criterion = Type.Object(
  {
    id: CriterionId,
    text: Line,
    /** How the house knows it by itself; null: only persons can say. */
    measured: orNull(Type.Enum(measuredBy)),
    /** For how long it must have been so. */
    hours: Type.Number({ minimum: 0, maximum: 8_760 }),
    /** How many persons have to say so, where it is asked. */
    persons: Type.Integer({ minimum: 1, maximum: 5 }),
    /** Without it a stand-down needs a word why it is decided all the same. */
    required: Type.Boolean(),
    /** After a stand-down: when this is no longer so, the stand-down is open again. */
    reopens: Type.Boolean(),
    source: Type.String({ maxLength: 500 }),
    verification: Verification,
  },
  closed,
)
export type Criterion = Static<typeof Criterion>

export const StandDownFile = Type.Object(
  {
    title: Line,
    checkedAsOf: Type.String({ pattern: '^\\d{4}-\\d{2}$' }),
    note: Type.String({ maxLength: 2_000 }),
    criteria: Type.Array(Criterion, { minItems: 1, maxItems: 60 }),
    /** The highest rung that each network may still stand on, by ids of data/coordinate/ladder.json. */
    ladderAtMost: Type.Record(Type.String(), Type.String()),
    /** Persons who have to agree that the crisis is stood down. */
    persons: Type.Integer({ minimum: 1, maximum: 2 }),
    /** For how many days after a stand-down the house goes on looking for a relapse. */
    relapseDays: Type.Integer({ minimum: 1, maximum: 365 }),
    kinds: Type.Array(
      Type.Object(
        { id: CriterionId, label: Line, order: Type.Integer({ minimum: 1, maximum: 99 }), about: Line },
        closed,
      ),
      { minItems: 1, maxItems: 40 },
    ),
  },
  closed,
)
export type StandDownFile = Static<typeof StandDownFile>

export const answers = ['yes', 'no', 'undetermined'] as const
export const Answer = Type.Enum(answers)
export type Answer = Static<typeof Answer>

/** What one named person says of one criterion. The newest word of each counts. */
export const Judgement = Type.Object(
  { criterion: CriterionId, answer: Answer, because: Reason, since: orNull(Instant), by: By, at: Instant },
  closed,
)
export type Judgement = Static<typeof Judgement>

export const standDownStates = ['open', 'for-second', 'stood-down', 'refused', 'withdrawn'] as const
export const StandDownState = Type.Enum(standDownStates)
export type StandDownState = Static<typeof StandDownState>

export const StandDownDecision = Type.Object(
  {
    outcome: Type.Enum(['stand-down', 'go-on']),
    reasons: Reason,
    /** Why it is decided although a required criterion is not met. */
    despite: orNull(Reason),
    by: By,
    at: Instant,
    /** How each criterion stood for whoever decided. Their grounds are shown by `asOf`. */
    stood: Type.Array(Type.Object({ criterion: CriterionId, answer: Answer }, closed), { maxItems: 60 }),
    second: orNull(Type.Object({ by: By, at: Instant, words: Type.String({ maxLength: 2_000 }) }, closed)),
  },
  closed,
)

export const StandDown = Type.Object(
  {
    crisis: Id,
    title: Title,
    reason: Reason,
    state: StandDownState,
    judgements: Type.Array(Judgement, { maxItems: 1_000 }),
    decision: orNull(StandDownDecision),
    /** Decisions that were sent back, went the other way, or were overtaken by a relapse. */
    before: Type.Array(StandDownDecision, { maxItems: 100 }),
    relapses: Type.Array(
      Type.Object(
        { at: Instant, by: By, because: Reason, criterion: orNull(CriterionId), record: orNull(Pointer) },
        closed,
      ),
      { maxItems: 100 },
    ),
    proposedBy: By,
    proposedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type StandDown = Static<typeof StandDown>

/** A criterion as it stands now for one reader, with its grounds. */
export const CriterionShown = Type.Object(
  {
    ...Criterion.properties,
    answer: Answer,
    because: Type.String({ maxLength: 2_000 }),
    evidence: Type.Array(Type.Object({ ...Pointer.properties, title: Type.String() }, closed), { maxItems: 200 }),
    judgements: Type.Array(Judgement, { maxItems: 1_000 }),
  },
  closed,
)
export type CriterionShown = Static<typeof CriterionShown>
