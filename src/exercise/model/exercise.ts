// An exercise: one playing of a scenario, in a realm of its own, with a clock of its own.
import Type, { type Static, type TSchema } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Cell, difficulties, Ref, Scenario } from './scenario.ts'

const closed = { additionalProperties: false } as const
export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** What stands behind `exercise:` in the name of the realm. */
export const Slug = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$', description: 'The realm is exercise:<name>' })
export const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** What everybody may know of a scenario: nothing that is still to come. Its text stands outside the journal, where no search finds it. */
export const ScenarioCard = Type.Object(
  {
    ref: Ref,
    title: Scenario.properties.title,
    difficulty: Type.Enum(difficulties),
    minutes: Scenario.properties.minutes,
    startsAt: Instant,
    endsAt: Instant,
    objectives: Scenario.properties.objectives,
    derivedFrom: Scenario.properties.derivedFrom,
    injects: Type.Integer({ minimum: 0 }),
    expected: Type.Integer({ minimum: 0 }),
    digest: Digest,
  },
  closed,
)
export type ScenarioCard = Static<typeof ScenarioCard>

export const exerciseStates = ['planned', 'running', 'paused', 'ended'] as const
export const ExerciseState = Type.Enum(exerciseStates)
export type ExerciseState = Static<typeof ExerciseState>

/** nobody: people alone play. empty-seats: what nobody sits for acts by itself. all: everything does, as a test. */
export const autoplays = ['nobody', 'empty-seats', 'all'] as const
export const Autoplay = Type.Enum(autoplays)
export type Autoplay = Static<typeof Autoplay>

/** Somebody who takes part, in which cell, and for whom of the cast they sit. */
export const Seat = Type.Object({ person: Id, cell: Cell, seat: orNull(Ref), since: Instant }, closed)
export type Seat = Static<typeof Seat>

/** 0: as fast as it goes, from one moment at which something is due to the next. */
export const Speed = Type.Integer({
  minimum: 0,
  maximum: 36_000,
  description: 'Seconds of the story in a real one; 0: as fast as it goes',
})

/** A link that lets somebody of outside into this exercise, and nowhere else. What it says to be let in is kept elsewhere. */
export const Invitation = Type.Object(
  {
    id: Id,
    /** Whom it is for, in the words of control. */
    name: Type.String({ minLength: 1, maxLength: 200 }),
    seat: Ref,
    expires: Instant,
    state: Type.Enum(['open', 'taken', 'revoked']),
    person: orNull(Id),
  },
  closed,
)
export type Invitation = Static<typeof Invitation>

/** One exercise on several nodes: who leads it, and which participants sit at this node. The others sit elsewhere. */
export const Shared = Type.Object(
  { joint: Id, part: Type.Enum(['leads', 'follows']), leader: Id, here: Type.Array(Ref, { maxItems: 1_000 }) },
  closed,
)
export type Shared = Static<typeof Shared>

export const Exercise = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    slug: Slug,
    scenario: Type.Object({ ...ScenarioCard.properties, id: orNull(Id), version: Type.Integer() }, closed),
    state: ExerciseState,
    speed: Speed,
    autoplay: Autoplay,
    seats: Type.Array(Seat, { maxItems: 1_000 }),
    /** Participants that a registered organisation plays itself; all others are played by people of this node. */
    organisations: Type.Record(Type.String({ maxLength: 64 }), Id),
    /** Only who directs is shown them. */
    invitations: Type.Optional(Type.Array(Invitation, { maxItems: 1_000 })),
    /** Absent: this node plays alone. */
    shared: Type.Optional(Shared),
    skipped: Type.Array(Ref, { maxItems: 20_000 }),
    /** Injects of the control cell that no scenario had; what they hold stands outside the journal, like the scenario. */
    added: Type.Array(Ref, { maxItems: 1_000 }),
    /** The story is being played as fast as it goes until then. */
    jumpTo: orNull(Instant),
    startedAt: orNull(Instant),
    endedAt: orNull(Instant),
    /** Why it ended: at the end of its story, or in the words of whoever ended it. */
    endedBecause: orNull(Type.String({ maxLength: 500 })),
    /** The same exercise played again: the one before, and the one after. */
    follows: orNull(Id),
    followedBy: orNull(Id),
  },
  closed,
)
export type Exercise = Static<typeof Exercise>

export const realmOf = ({ slug }: Pick<Exercise, 'slug'>) => `exercise:${slug}` as const

/** One operation that the exercise carried out, and how it was answered. */
export const Called = Type.Object(
  {
    contract: Type.String({ maxLength: 100 }),
    as: Type.String({ maxLength: 64 }),
    ok: Type.Boolean(),
    refusal: Type.Optional(Type.String({ maxLength: 60 })),
    detail: Type.Optional(Type.String({ maxLength: 1_000 })),
  },
  closed,
)
export type Called = Static<typeof Called>

/** setting: what stood before. inject: what reached the players. play: what an empty seat did. */
export const deliveryKinds = ['setting', 'inject', 'play'] as const
/**
 * not-taken: its condition did not hold at its moment. skipped: control left it out. refused: something of it was not taken.
 * elsewhere: it is for somebody who sits at another node, and came there.
 */
export const deliveryOutcomes = ['delivered', 'refused', 'not-taken', 'skipped', 'elsewhere'] as const

export const Delivery = Type.Object(
  {
    of: Type.Enum(deliveryKinds),
    /** The inject, the expected action, or `setting`. */
    ref: Type.String({ maxLength: 64 }),
    outcome: Type.Enum(deliveryOutcomes),
    /** When it was planned, by the clock of the story. */
    dueAt: Instant,
    /** When it really was, by a real clock. */
    realAt: Instant,
    calls: Type.Array(Called, { maxItems: 400 }),
    /** What calls answered, under the names that the scenario gives them. */
    kept: Type.Record(Type.String({ maxLength: 64 }), Type.Unknown()),
    /** Of a stream: how many of its minutes came. */
    minutes: orNull(Type.Integer({ minimum: 0 })),
  },
  closed,
)
export type Delivery = Static<typeof Delivery>

export const injectStates = ['waiting', 'delivered', 'not-taken', 'skipped', 'refused', 'elsewhere'] as const

/**
 * waiting: not asked yet. due: asked, in time. done, late: done in time, or within the tolerance. missed: neither. not-asked: what
 * would have asked for it did not come. kept: what must not happen did not. broken: it did. mismarked: done, marked otherwise than asked.
 * elsewhere: whoever is to do it sits at another node, which has not said what became of it.
 */
export const expectationStates = [
  'waiting',
  'due',
  'done',
  'late',
  'missed',
  'not-asked',
  'kept',
  'broken',
  'mismarked',
  'elsewhere',
] as const
export const ExpectationState = Type.Enum(expectationStates)
export type ExpectationState = Static<typeof ExpectationState>

export const ShownExpectation = Type.Object(
  {
    id: Ref,
    title: Type.String(),
    objective: Ref,
    measure: Type.String(),
    state: ExpectationState,
    /** By the clock of the story: since when it is asked, when it is due, when it was done. */
    from: orNull(Instant),
    due: orNull(Instant),
    at: orNull(Instant),
    entry: orNull(Id),
    by: orNull(Type.String()),
    seconds: orNull(Type.Number({ description: 'From being asked to being done' })),
    weight: Type.Number(),
    help: orNull(Type.String()),
  },
  closed,
)
export type ShownExpectation = Static<typeof ShownExpectation>

export const ShownInject = Type.Object(
  {
    id: Ref,
    title: Type.String(),
    channel: Type.String(),
    strand: orNull(Ref),
    state: Type.Enum(injectStates),
    plannedAt: orNull(Instant),
    at: orNull(Instant),
    conditional: Type.Boolean(),
    noise: Type.Boolean(),
    added: Type.Boolean(),
    visibleTo: Type.Array(Ref),
    note: orNull(Type.String()),
    /** What was refused on the way to the players. */
    refused: Type.Array(Called),
  },
  closed,
)
export type ShownInject = Static<typeof ShownInject>

export const ObjectiveScore = Type.Object(
  {
    objective: Ref,
    title: Type.String(),
    /** Of what was asked, by weight; late counts half. null: nothing of it was asked yet. */
    score: orNull(Type.Number({ minimum: 0, maximum: 1 })),
    met: Type.Integer(),
    asked: Type.Integer(),
  },
  closed,
)
export type ObjectiveScore = Static<typeof ObjectiveScore>
