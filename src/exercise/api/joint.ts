// Contracts: one exercise on several nodes. Others are invited and join; who plays where is shown; a node leaves, and its seats are taken.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Autoplay, ExerciseState, ExpectationState, ObjectiveScore, orNull, Slug } from '../model/exercise.ts'
import { Ref } from '../model/scenario.ts'
import { ShownExercise } from './exercises.ts'
import { refusing } from './refusals.ts'
import { directing } from './scenarios.ts'

const closed = { additionalProperties: false } as const
const anId = '01980f3c-8a00-7000-8000-000000000001'
const Reason = Type.String({ minLength: 1, maxLength: 500 })
const Named = Type.Object({ id: Ref, name: Type.String() }, closed)

export const inviteNode = contract({
  name: 'exercise.inviteNode',
  does: 'action',
  summary: 'Invite the node of another organisation to play participants of a planned exercise with its own people',
  input: Type.Object(
    {
      exercise: Slug,
      organisation: Id,
      /** None: it is no longer invited. */
      participants: Type.Array(Ref, { maxItems: 100, uniqueItems: true }),
    },
    closed,
  ),
  output: ShownExercise,
  refusals: refusing('no-organisation', 'led-elsewhere'),
  policy: directing,
  arguments: ['exercise', 'organisation'],
  example: { exercise: 'monday-march', organisation: anId, participants: ['csirt-b'] },
})

/** invited: nothing was heard of it. here: it joined. silent: nothing was heard for too long. */
export const nodeStates = ['invited', 'here', 'silent', 'left', 'ended'] as const

const ShownNode = Type.Object(
  {
    organisation: Id,
    name: Type.String(),
    participants: Type.Array(Named),
    state: Type.Enum(nodeStates),
    /** Why nothing reaches it by the agreements in force; empty: it is told. */
    notTold: Type.Array(Type.String()),
    heardAt: orNull(Instant),
    /** Where its story is now, as far as it said, and how many seconds of the story it is behind; less than 0: ahead. */
    storyAt: orNull(Instant),
    behindSeconds: orNull(Type.Number()),
    because: orNull(Type.String()),
    standings: Type.Array(
      Type.Object({ id: Ref, title: Type.String(), state: ExpectationState, at: orNull(Instant) }, closed),
    ),
    objectives: Type.Array(ObjectiveScore),
  },
  closed,
)
export type ShownNode = Type.Static<typeof ShownNode>

export const showNodes = contract({
  name: 'exercise.showNodes',
  does: 'query',
  summary: 'Who plays where: the nodes of an exercise, how far each is, and what became of what it was to do',
  input: Type.Object({ exercise: Slug }, closed),
  output: Type.Object(
    {
      part: Type.Enum(['alone', 'leads', 'follows']),
      /** Participants that sit at this node. */
      here: Type.Array(Named),
      leader: orNull(Type.Object({ organisation: Id, name: Type.String() }, closed)),
      /** Of a node that follows: since when nothing was heard of the leader, so that the story stands here. */
      silentSince: orNull(Instant),
      nodes: Type.Array(ShownNode),
    },
    closed,
  ),
  refusals: {},
  policy: directing,
  arguments: ['exercise'],
  example: { exercise: 'monday-march' },
})

export const listJointExercises = contract({
  name: 'exercise.listJointExercises',
  does: 'query',
  summary: 'Exercises that other nodes lead and invite this one to',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            invitation: Id,
            slug: Slug,
            name: Type.String(),
            leader: Type.String(),
            scenario: Type.Object({ ref: Ref, title: Type.String(), startsAt: Instant, endsAt: Instant }, closed),
            /** Whom this node is to play; by their names where the scenario is here. */
            participants: Type.Array(Named),
            state: ExerciseState,
            /** Whether the scenario is here, and is the same file. */
            script: Type.Enum(['same', 'other', 'missing']),
            joined: Type.Boolean(),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: directing,
  example: {},
})

export const joinExercise = contract({
  name: 'exercise.joinExercise',
  does: 'action',
  summary:
    'Join an exercise that another node leads: it is played here in a realm of the same name, on the clock of the leader',
  input: Type.Object({ invitation: Id, autoplay: Type.Optional(Autoplay) }, closed),
  output: ShownExercise,
  refusals: refusing('other-scenario', 'name-taken', 'bad-scenario', 'exercise-ended', 'joined-already'),
  policy: directing,
  arguments: ['invitation'],
  example: { invitation: anId, autoplay: 'empty-seats' },
})

export const leaveExercise = contract({
  name: 'exercise.leaveExercise',
  does: 'action',
  summary: 'Leave an exercise that another node leads: it ends here, the leader is told and goes on',
  input: Type.Object({ exercise: Slug, because: Reason }, closed),
  output: ShownExercise,
  refusals: refusing('led-here'),
  policy: directing,
  arguments: ['exercise', 'because'],
  example: { exercise: 'monday-march', because: 'A real incident needs our people' },
})

export const takeSeats = contract({
  name: 'exercise.takeSeats',
  does: 'action',
  summary: 'Take the seats of a node that left or fell silent: from now on they are played here',
  input: Type.Object({ exercise: Slug, organisation: Id, because: Reason }, closed),
  output: ShownExercise,
  refusals: refusing('led-elsewhere', 'no-such-node'),
  policy: directing,
  arguments: ['exercise', 'organisation'],
  example: { exercise: 'monday-march', organisation: anId, because: 'They left' },
})
