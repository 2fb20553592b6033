// When and how to move names to a Union-based resolver, as data that a lawyer, an engineer and a duty officer can read and change.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Day, ResolverId } from './dns-use.ts'
import { ControlKind, Hysteresis, Quorum } from './failover.ts'
import { DnsName, HealthThresholds, Question, Transport } from './resolvers.ts'
import { closed, Label, orNull } from './words.ts'

const Slug = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,59}$' })
const Words = Type.String({ minLength: 1, maxLength: 1500 })
const Lines = Type.Array(Words, { maxItems: 40 })

/** full: all names. mixed: all names, but named groups of clients keep the usual one. internal-only: outside names wait, internal ones go on. */
export const moveKinds = ['full', 'mixed', 'internal-only'] as const

export const Variant = Type.Object(
  {
    id: Slug,
    name: Label,
    moves: Type.Enum(moveKinds),
    when: Words,
    /** In this order; the next one is asked when the one before does not answer. */
    fallback: Type.Array(Type.Object({ resolver: ResolverId, transport: Transport }, closed), { maxItems: 20 }),
    /** true: the fallback must answer as the usual one does, so it may refuse no names. */
    sameAnswers: Type.Boolean(),
    controls: Type.Array(ControlKind, { minItems: 1, maxItems: 5, uniqueItems: true }),
    note: orNull(Words),
  },
  closed,
)
export type Variant = Static<typeof Variant>

export const Guideline = Type.Object(
  {
    id: Slug,
    version: Type.String({ pattern: '^\\d{1,4}(\\.\\d{1,4}){0,2}$' }),
    title: Label,
    summary: Words,
    checkedOn: Day,
    scope: Type.Object({ who: Lines, resolvers: Lines, names: Lines, notFor: Lines }, closed),
    preconditions: Type.Array(Type.Object({ id: Slug, says: Words, shownBy: Words }, closed), { maxItems: 40 }),
    health: Type.Object(
      {
        everySeconds: Type.Number({ minimum: 0.2, maximum: 3600 }),
        timeoutMilliseconds: Type.Integer({ minimum: 50, maximum: 30_000 }),
        thresholds: HealthThresholds,
        questions: Type.Array(Question, { minItems: 1, maxItems: 50 }),
      },
      closed,
    ),
    vantage: Type.Object(
      {
        /** Kinds of place: each is one vantage point at least. */
        points: Type.Array(Type.Object({ name: Label, where: Words }, closed), { minItems: 1, maxItems: 100 }),
        quorum: Quorum,
      },
      closed,
    ),
    decision: Type.Object(
      {
        owner: Label,
        deputy: Label,
        authority: Words,
        answerMinutes: Type.Integer({ minimum: 1, maximum: 1440 }),
        /** null: each move is decided by a person. */
        preAuthorised: orNull(
          Type.Object(
            {
              mostMovesPerDay: Type.Integer({ minimum: 1, maximum: 24 }),
              mostDays: Type.Integer({ minimum: 1, maximum: 730 }),
            },
            closed,
          ),
        ),
      },
      closed,
    ),
    variants: Type.Array(Variant, { minItems: 1, maxItems: 12 }),
    exclusions: Type.Array(Type.Object({ zone: DnsName, why: Words }, closed), { maxItems: 200 }),
    staggering: Type.Array(
      Type.Object({ group: Label, afterSeconds: Type.Number({ minimum: 0, maximum: 86_400 }) }, closed),
      { minItems: 1, maxItems: 40 },
    ),
    rollBack: Type.Object(
      {
        hysteresis: Hysteresis,
        /** How long after a move the way back is looked at first. */
        firstLookSeconds: Type.Number({ minimum: 0, maximum: 604_800 }),
        /** By then a person decides anew whether the move goes on. */
        decideAgainSeconds: Type.Number({ minimum: 0, maximum: 2_592_000 }),
        criteria: Lines,
      },
      closed,
    ),
    privacy: Type.Object({ seenBy: Words, note: Words, points: Lines }, closed),
    drills: Type.Object(
      { everyDays: Type.Integer({ minimum: 1, maximum: 1095 }), kinds: Lines, evidence: Lines },
      closed,
    ),
    communication: Type.Array(Type.Object({ whom: Label, when: Words, says: Words }, closed), { maxItems: 40 }),
    references: Type.Array(
      Type.Object({ name: Label, where: Type.String({ maxLength: 500 }), binding: Type.Boolean() }, closed),
      { maxItems: 60 },
    ),
  },
  closed,
)
export type Guideline = Static<typeof Guideline>

export const GuidelineFinding = Type.Object(
  {
    level: Type.Enum(['error', 'warning']),
    rule: Type.String({ maxLength: 60 }),
    where: Type.String({ maxLength: 200, description: 'JSON pointer into the guideline' }),
    says: Type.String({ maxLength: 600 }),
  },
  closed,
)
export type GuidelineFinding = Static<typeof GuidelineFinding>

export const guidelineStates = ['draft', 'approved', 'withdrawn'] as const
export const GuidelineState = Type.Enum(guidelineStates)
export type GuidelineState = Static<typeof GuidelineState>

/** An edition of an organisation's own. What was approved last stays in force while a new edition is written. */
export const OwnGuideline = Type.Object(
  {
    organisation: Id,
    state: GuidelineState,
    text: Guideline,
    /** Who wrote in this edition since the last approval. */
    authors: Type.Array(Id, { maxItems: 200, uniqueItems: true }),
    inForce: orNull(Type.Object({ text: Guideline, approvedBy: Id, approvedAt: Instant }, closed)),
    withdrawnBecause: orNull(Type.String({ maxLength: 500 })),
  },
  closed,
)
export type OwnGuideline = Static<typeof OwnGuideline>
