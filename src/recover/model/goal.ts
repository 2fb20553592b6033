// The noun of a recovery goal: one service, how far and by when it is to be back, and how far it is.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, closed, Key, Level, Line, Minutes, orNull, Party, Reason, Title } from './words.ts'

export const stepStates = ['planned', 'under-way', 'done', 'dropped'] as const
export const StepState = Type.Enum(stepStates)
export type StepState = Static<typeof StepState>

export const GoalStep = Type.Object(
  {
    key: Key,
    text: Line,
    owner: orNull(Party),
    due: orNull(Instant),
    state: StepState,
    startedAt: orNull(Instant),
    endedAt: orNull(Instant),
    note: Type.String({ maxLength: 2_000 }),
  },
  closed,
)
export type GoalStep = Static<typeof GoalStep>

export const Progress = Type.Object(
  { at: Instant, level: Level, note: Type.String({ maxLength: 2_000 }), by: By },
  closed,
)
export type Progress = Static<typeof Progress>

export const Blocker = Type.Object(
  {
    key: Key,
    text: Line,
    at: Instant,
    by: By,
    cleared: orNull(Type.Object({ at: Instant, by: By, how: Reason }, closed)),
  },
  closed,
)

export const goalStates = ['open', 'met', 'given-up'] as const
export const GoalState = Type.Enum(goalStates)
export type GoalState = Static<typeof GoalState>

export const Goal = Type.Object(
  {
    service: Title,
    crisis: orNull(Id),
    incident: orNull(Id),
    /** The service on the map of dependencies, and where it is watched from outside. */
    part: orNull(Id),
    watched: orNull(Id),
    owner: orNull(Party),
    /** When it went below its minimum level of service: goals in time count from here. */
    outageSince: Instant,
    /** The newest data that are known to be good; null: nobody said. */
    goodDataUntil: orNull(Instant),
    /** Recovery time objective, recovery point objective, maximum tolerable period of disruption. */
    rtoMinutes: orNull(Minutes),
    rpoMinutes: orNull(Minutes),
    mtpdMinutes: orNull(Minutes),
    /** The minimum level of service that the time objective asks for, and where the goal is reached. */
    minimumLevel: Level,
    targetLevel: Level,
    /** Goals and parts that must stand before. */
    dependsOn: Type.Array(Id, { maxItems: 100, uniqueItems: true }),
    steps: Type.Array(GoalStep, { maxItems: 200 }),
    progress: Type.Array(Progress, { maxItems: 5_000 }),
    blockers: Type.Array(Blocker, { maxItems: 200 }),
    told: Type.Array(Type.Object({ key: Key, party: Party, at: Instant, how: Line, words: Line, by: By }, closed), {
      maxItems: 1_000,
    }),
    state: GoalState,
    endedAt: orNull(Instant),
    endedBecause: orNull(Reason),
    keys: Type.Integer({ minimum: 0 }),
    addedBy: By,
    addedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Goal = Static<typeof Goal>

/** How a goal stands at one moment. `running` can become `late`; `unknown` asks for a fact. */
export const objectiveStates = ['none', 'running', 'kept', 'late', 'unknown'] as const
export const Objective = Type.Object(
  { state: Type.Enum(objectiveStates), due: orNull(Instant), reachedAt: orNull(Instant), because: Type.String() },
  closed,
)
export type Objective = Static<typeof Objective>
export const GoalStanding = Type.Object(
  {
    level: Level,
    usable: Type.Boolean(),
    rto: Objective,
    rpo: Objective,
    mtpd: Objective,
    stepsDone: Type.Integer(),
    stepsAll: Type.Integer(),
    blocked: Type.Boolean(),
    /** When it reaches its target if it goes on as it last did; null: it does not move, or nobody can tell. */
    expectedAt: orNull(Instant),
  },
  closed,
)
export type GoalStanding = Static<typeof GoalStanding>
