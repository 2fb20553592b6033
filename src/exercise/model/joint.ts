// One exercise on several nodes: what the node that leads tells the others, and what each of these says of itself. Nothing that is to come
// stands in either.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { ClockSetting } from '#kernel/story-time.ts'
import { Instant } from '#kernel/time.ts'
import { Digest, ExerciseState, ExpectationState, ObjectiveScore, orNull, Slug, Speed } from './exercise.ts'
import { Ref, Scenario } from './scenario.ts'

const closed = { additionalProperties: false } as const
const Why = Type.String({ maxLength: 600 })

/** Whose people play a participant. */
export const Place = Type.Object({ participant: Ref, organisation: Id }, closed)
export type Place = Static<typeof Place>

/** How the story of the leading node stands. Others hold their own clock against `at`. */
export const Story = Type.Object(
  {
    state: ExerciseState,
    /** A moment of the story, bound to a moment of real time. While the leader goes ahead: where it goes to. */
    at: ClockSetting,
    speed: Speed,
    because: orNull(Why),
    /** It was ended to be played again under this name. */
    playedAnew: orNull(Slug),
  },
  closed,
)
export type Story = Static<typeof Story>

/** What became of one expectation where it is judged, and when by the clock of the story. */
export const Standing = Type.Object({ expected: Ref, state: ExpectationState, at: orNull(Instant) }, closed)
export type Standing = Static<typeof Standing>

/** Which option of a decision was chosen, by its place in the scenario: its words stay there. */
export const Choice = Type.Object(
  { inject: Ref, option: Type.Integer({ minimum: 0, maximum: 1_000 }), at: Instant },
  closed,
)
export type Choice = Static<typeof Choice>

const Standings = Type.Array(Standing, { maxItems: 20_000 })
const Choices = Type.Array(Choice, { maxItems: 5_000 })

export const Joint = Type.Object(
  {
    slug: Slug,
    name: Type.String({ minLength: 1, maxLength: 200 }),
    scenario: Type.Object(
      { ref: Ref, title: Scenario.properties.title, digest: Digest, startsAt: Instant, endsAt: Instant },
      closed,
    ),
    places: Type.Array(Place, { maxItems: 1_000 }),
    story: Story,
    /** What has been settled anywhere, so that branches are taken alike everywhere. */
    settled: Standings,
    chosen: Choices,
    skipped: Type.Array(Ref, { maxItems: 20_000 }),
  },
  closed,
)
export type Joint = Static<typeof Joint>

export const seatedStates = ['joined', 'ended', 'left'] as const

/** What a node that follows says of itself. */
export const SeatedHere = Type.Object(
  {
    joint: Id,
    slug: Slug,
    participants: Type.Array(Ref, { maxItems: 1_000 }),
    state: Type.Enum(seatedStates),
    because: orNull(Why),
    /** null: its story has not begun. */
    at: orNull(ClockSetting),
    standings: Standings,
    chosen: Choices,
    objectives: Type.Array(Type.Omit(ObjectiveScore, ['title'], closed), { maxItems: 1_000 }),
  },
  closed,
)
export type SeatedHere = Static<typeof SeatedHere>
