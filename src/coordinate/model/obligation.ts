// The noun of an obligation: what the framework asks of an actor, by when; and what this node has done about it, with evidence.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { ActorId, By, closed, Evidence, Key, Line, orNull, Reason, Verification } from './words.ts'

/** Ids of data/coordinate/obligations.json: `BP-21` of the Blueprint, `N2-06` of NIS2, `CS-04` of the Cyber Solidarity Act. */
export const ObligationId = Type.String({ pattern: '^[A-Z0-9]{2}-[0-9]{2}$' })
/** A day of the calendar; a limit of that day passes at its end, in UTC. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
export type Day = Static<typeof Day>

export const stages = ['prepare', 'watch', 'assess', 'coordinate', 'share', 'recover', 'exercise'] as const
export const Stage = Type.Enum(stages)
export type Stage = Static<typeof Stage>

const Basis = Type.String({ minLength: 1, maxLength: 500 })
/** When it is due, in a form that a program can count with; `deadline` says it in the words of the source. */
export const DueRule = Type.Union([
  Type.Object({ kind: Type.Literal('date'), on: Day, basis: Basis }, closed),
  /** Comes round. `first` null: the source names no first day, so a person sets it. */
  Type.Object(
    {
      kind: Type.Literal('every'),
      months: Type.Integer({ minimum: 1, maximum: 240 }),
      first: orNull(Day),
      basis: Basis,
    },
    closed,
  ),
  /** Runs from an event of its own each time: clocks of assess, notices, the Reserve. */
  Type.Object(
    { kind: Type.Literal('after'), amount: Type.String({ pattern: '^P(\\d+M|T\\d+H)$' }), event: Basis },
    closed,
  ),
  Type.Object({ kind: Type.Literal('event'), event: Basis }, closed),
  /** Owed already, without a day. */
  Type.Object({ kind: Type.Literal('in-force') }, closed),
  Type.Object({ kind: Type.Literal('continuous') }, closed),
  Type.Object({ kind: Type.Literal('none') }, closed),
])
export type DueRule = Static<typeof DueRule>

export const Duty = Type.Object(
  {
    id: ObligationId,
    actor: ActorId,
    /** Who else has a part in it. */
    with: Type.Array(ActorId, { maxItems: 20, uniqueItems: true }),
    stage: Stage,
    text: Line,
    /** In the words of the source. */
    deadline: Type.String({ minLength: 1, maxLength: 300 }),
    due: DueRule,
    source: Type.String({ minLength: 1, maxLength: 500 }),
    verification: Verification,
    binding: Type.Boolean(),
  },
  closed,
)
/** One obligation as the framework has it. */
export type Duty = Static<typeof Duty>

export const DutyList = Type.Object(
  {
    version: Type.String({ maxLength: 100 }),
    note: Type.String({ maxLength: 2_000 }),
    obligations: Type.Array(Duty, { minItems: 1, maxItems: 500 }),
  },
  closed,
)
export type DutyList = Static<typeof DutyList>

/** The round of what is owed once, without a day. */
export const once = 'once'
/** Which turn: the day that it was due, or `once`. */
export const Round = Type.String({ pattern: `^(${once}|\\d{4}-\\d{2}-\\d{2})$` })
export type Round = Static<typeof Round>

export const Proof = Type.Object(
  {
    key: Key,
    kind: Type.Enum(['record', 'link', 'note']),
    record: orNull(Evidence),
    url: orNull(Type.String({ maxLength: 2_000 })),
    text: Line,
    by: By,
    at: Instant,
    withdrawn: orNull(Type.Object({ by: By, at: Instant, reason: Reason }, closed)),
  },
  closed,
)
/** What shows that it was done. */
export type Proof = Static<typeof Proof>

export const Met = Type.Object(
  {
    round: Round,
    /** When it was done. */
    at: Instant,
    by: By,
    recordedAt: Instant,
    note: Type.String({ maxLength: 2_000 }),
    proofs: Type.Array(Key, { minItems: 1, maxItems: 100 }),
  },
  closed,
)
export type Met = Static<typeof Met>

export const Obligation = Type.Object(
  {
    obligation: ObligationId,
    /** As which actor this node owes it. */
    actor: ActorId,
    owner: orNull(Id),
    /** A day that a person set: of what has none, or the first of what comes round. */
    due: orNull(Type.Object({ on: Day, reason: Reason, by: By, at: Instant }, closed)),
    notOurs: orNull(Type.Object({ reason: Reason, by: By, at: Instant }, closed)),
    proofs: Type.Array(Proof, { maxItems: 500 }),
    /** Oldest first; a round stands here once at most. */
    met: Type.Array(Met, { maxItems: 500 }),
    keys: Type.Integer({ minimum: 0 }),
    followedBy: By,
    followedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Obligation = Static<typeof Obligation>

export const dutyStatuses = ['overdue', 'due', 'not-dated', 'done', 'not-ours'] as const
export const DutyStatus = Type.Enum(dutyStatuses)
export type DutyStatus = Static<typeof DutyStatus>
