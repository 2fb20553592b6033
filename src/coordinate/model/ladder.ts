// The noun of the ladder: on which rung each network stands in one crisis, and each step that was proposed, decided or refused.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import {
  ActorId,
  By,
  closed,
  Evidence,
  Key,
  Line,
  orNull,
  Party,
  Reason,
  Receipt,
  Said,
  Verification,
} from './words.ts'

/** Networks and their modes by their ids in data/coordinate/ladder.json: `cyclone`, `full_activation`. Names are configuration. */
export const NetworkId = Type.String({ pattern: '^[a-z][a-z0-9_]{1,39}$' })
export const ModeId = Type.String({ pattern: '^[a-z][a-z0-9_]{1,39}$' })
/** What can happen to a network: `raise`, `lower`, `deactivate`, `invoke-solidarity`; the list is in the data. */
export const LadderEventId = Type.String({ pattern: '^[a-z][a-z-]{1,39}$' })
/** Something that only a person can say, by its id in the data: `capacity_exceeded`. */
export const AskedId = Type.String({ pattern: '^[a-z][a-z0-9_]{1,59}$' })

/** One criterion of a step as it stood when it was asked: three-valued, with what it rests on and where it comes from. */
export const CriterionAnswer = Type.Object(
  {
    criterion: Type.String({ maxLength: 80 }),
    /** A step needs every `for` to be yes; an `against` that is yes speaks against it. */
    role: Type.Enum(['for', 'against']),
    text: Line,
    answer: Type.Enum(['yes', 'no', 'undetermined']),
    because: Type.String({ maxLength: 2_000 }),
    evidence: Type.Array(Evidence, { maxItems: 100 }),
    source: Type.String({ maxLength: 500 }),
    verification: Verification,
  },
  closed,
)
export type CriterionAnswer = Static<typeof CriterionAnswer>

export const stepStatuses = ['proposed', 'taken', 'refused', 'withdrawn', 'overtaken'] as const
export const StepStatus = Type.Enum(stepStatuses)
export type StepStatus = Static<typeof StepStatus>

export const LadderStep = Type.Object(
  {
    key: Key,
    network: NetworkId,
    event: LadderEventId,
    from: ModeId,
    to: ModeId,
    direction: Type.Enum(['up', 'down', 'aside']),
    status: StepStatus,
    /** Nobody but a named person decides; software only proposes. */
    proposedBy: By,
    proposedAt: Instant,
    reason: Type.String({ maxLength: 2_000 }),
    /** Whether every criterion was met when it was proposed; otherwise a person proposed it against that, with the reason. */
    standing: Type.Enum(['met', 'not-met', 'undetermined']),
    /** What calls for it, in the words of the source. */
    trigger: Line,
    source: Type.String({ maxLength: 500 }),
    verification: Verification,
    criteria: Type.Array(CriterionAnswer, { maxItems: 50 }),
    /** Who decides this step by the source, in its words, and how well that is sourced. */
    decider: Type.Object(
      {
        text: Line,
        actors: Type.Array(ActorId, { maxItems: 20 }),
        source: Type.String({ maxLength: 500 }),
        verification: Verification,
      },
      closed,
    ),
    /** Whom the source asks to be consulted before. */
    toConsult: Type.Array(Party, { maxItems: 50 }),
    consulted: Type.Array(Said, { maxItems: 200 }),
    decision: orNull(
      Type.Object(
        {
          outcome: Type.Enum(['taken', 'refused']),
          by: By,
          /** Who has decided, for whom the named person writes it down: the Presidency, a network. */
          decider: Party,
          /** When it was decided; `recordedAt` is when it was written down. */
          at: Instant,
          recordedAt: Instant,
          reason: Reason,
          /** Why it was decided although somebody who must be consulted was not, or a criterion is not met. */
          despite: orNull(Reason),
          /** The moment whose picture was before them: shown by `?asOf=`. */
          knownAt: Instant,
          /** The criteria as they stood at that moment. */
          criteria: Type.Array(CriterionAnswer, { maxItems: 50 }),
        },
        closed,
      ),
    ),
    handOver: orNull(Type.Object({ to: Party, what: Line, at: Instant, by: By, receipt: orNull(Receipt) }, closed)),
    ended: orNull(Type.Object({ at: Instant, by: By, reason: Reason }, closed)),
  },
  closed,
)
export type LadderStep = Static<typeof LadderStep>

export const Ladder = Type.Object(
  {
    crisis: Id,
    /** The version of data/coordinate/ladder.json that it was opened by. */
    data: Type.String({ maxLength: 100 }),
    modes: Type.Record(NetworkId, Type.Object({ mode: ModeId, since: Instant, step: orNull(Key) }, closed), {
      maxProperties: 50,
      ...closed,
    }),
    steps: Type.Array(LadderStep, { maxItems: 1_000 }),
    /** What persons answered to what only a person can say; the newest answer to each. */
    answers: Type.Record(
      AskedId,
      Type.Object({ value: orNull(Type.Boolean()), reason: Reason, by: By, at: Instant }, closed),
      { maxProperties: 100, ...closed },
    ),
    keys: Type.Integer({ minimum: 0 }),
    openedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Ladder = Static<typeof Ladder>
