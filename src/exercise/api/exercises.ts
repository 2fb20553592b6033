// Contracts: exercises are planned, people are put into cells, the story is started, held and led, and what became of it is shown.
import Type from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { ClockSetting } from '#kernel/story-time.ts'
import { Instant } from '#kernel/time.ts'
import {
  Autoplay,
  Delivery,
  Exercise,
  ObjectiveScore,
  orNull,
  ShownExpectation,
  ShownInject,
  Slug,
  Speed,
} from '../model/exercise.ts'
import { Cell, Content, Ref, Span } from '../model/scenario.ts'
import { refusing } from './refusals.ts'
import { directing } from './scenarios.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const anId = '01980f3c-8a00-7000-8000-000000000001'
const reading: Policy = { who: 'signed-in' }
const Reason = Type.String({ minLength: 1, maxLength: 500 })
const Which = Type.Object({ exercise: Slug }, closed)
const { id: _id, ...injectFields } = {
  id: Ref,
  title: Type.String({ minLength: 1, maxLength: 300 }),
  content: Content,
  at: optional(Instant),
  visibleTo: optional(Type.Array(Ref, { minItems: 1, maxItems: 100 })),
  noise: optional(Type.Boolean()),
  note: optional(Type.String({ minLength: 1, maxLength: 4_000 })),
}

export const ShownExercise = Type.Object(
  {
    id: Id,
    version: Type.Integer(),
    realm: Type.String(),
    exercise: Exercise,
    /** How its clock is set, and what time it is there; null: it has none yet. */
    clock: orNull(ClockSetting),
    storyNow: orNull(Instant),
    /** The story waited so long for its deliveries, in real milliseconds, since this process plays it. */
    waitedMilliseconds: Type.Integer(),
    myCell: orNull(Cell),
    mySeat: orNull(Ref),
  },
  closed,
)
export type ShownExercise = Type.Static<typeof ShownExercise>

export const planExercise = contract({
  name: 'exercise.planExercise',
  does: 'action',
  summary: 'Plan an exercise: a scenario, in a realm of its own',
  input: Type.Object(
    {
      scenario: Ref,
      exercise: Slug,
      name: optional(Type.String({ minLength: 1, maxLength: 200 })),
      speed: optional(Speed),
      autoplay: optional(Autoplay),
      /** Participants that a registered organisation plays itself. */
      organisations: optional(Type.Record(Type.String({ maxLength: 64 }), Id)),
    },
    closed,
  ),
  output: ShownExercise,
  refusals: refusing('name-taken', 'bad-scenario', 'no-organisation'),
  policy: directing,
  arguments: ['scenario', 'exercise'],
  example: { scenario: 'monday', exercise: 'monday-march', speed: 60, autoplay: 'empty-seats' },
})

export const listExercises = contract({
  name: 'exercise.listExercises',
  does: 'query',
  summary: 'Exercises, newest first: all for those who direct, otherwise those you are in',
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(ShownExercise) }, closed),
  refusals: {},
  policy: reading,
  example: {},
})

export const getExercise = contract({
  name: 'exercise.getExercise',
  does: 'query',
  summary: 'One exercise: its state, its clock, who sits where',
  input: Which,
  output: Type.Object(
    {
      ...ShownExercise.properties,
      /** Who can be sat for. */
      cast: Type.Array(
        Type.Object(
          { id: Ref, name: Type.String(), participant: Ref, cell: Cell, roles: Type.Array(Type.String()) },
          closed,
        ),
      ),
      participants: Type.Array(Type.Object({ id: Ref, name: Type.String(), played: Type.Boolean() }, closed)),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['exercise'],
  example: { exercise: 'monday-march' },
})

export const putInCell = contract({
  name: 'exercise.putInCell',
  does: 'action',
  summary: 'Put somebody into a cell of an exercise, and perhaps on the seat of somebody of its cast',
  input: Type.Object(
    {
      exercise: Slug,
      person: Id,
      cell: Cell,
      seat: optional(Ref),
      alsoElsewhere: optional(Type.Boolean({ description: 'They may be in another exercise at the same time' })),
    },
    closed,
  ),
  output: ShownExercise,
  refusals: refusing('no-such-seat', 'in-another-exercise'),
  policy: directing,
  arguments: ['exercise', 'person'],
  example: { exercise: 'monday-march', person: anId, cell: 'players', seat: 'duty-officer' },
})

export const takeFromCell = contract({
  name: 'exercise.takeFromCell',
  does: 'action',
  summary: 'Take somebody out of an exercise',
  input: Type.Object({ exercise: Slug, person: Id, reason: optional(Reason) }, closed),
  output: ShownExercise,
  refusals: {},
  policy: directing,
  arguments: ['exercise', 'person'],
  example: { exercise: 'monday-march', person: anId },
})

export const startExercise = contract({
  name: 'exercise.startExercise',
  does: 'action',
  summary: 'Begin: what stands before the story is set, then its clock goes',
  input: Type.Object({ exercise: Slug, speed: optional(Speed), autoplay: optional(Autoplay) }, closed),
  output: ShownExercise,
  refusals: refusing('led-elsewhere'),
  policy: directing,
  arguments: ['exercise'],
  example: { exercise: 'monday-march', speed: 60 },
})

export const pauseExercise = contract({
  name: 'exercise.pauseExercise',
  does: 'action',
  summary: 'The clock of the story stands; people may go on writing',
  input: Type.Object({ exercise: Slug, reason: optional(Reason) }, closed),
  output: ShownExercise,
  refusals: refusing('led-elsewhere'),
  policy: directing,
  arguments: ['exercise'],
  example: { exercise: 'monday-march', reason: 'Lunch' },
})

export const resumeExercise = contract({
  name: 'exercise.resumeExercise',
  does: 'action',
  summary: 'The clock of the story goes on',
  input: Which,
  output: ShownExercise,
  refusals: refusing('led-elsewhere'),
  policy: directing,
  arguments: ['exercise'],
  example: { exercise: 'monday-march' },
})

export const setSpeed = contract({
  name: 'exercise.setSpeed',
  does: 'action',
  summary: 'How fast the story goes',
  input: Type.Object({ exercise: Slug, speed: Speed }, closed),
  output: ShownExercise,
  refusals: refusing('led-elsewhere'),
  policy: directing,
  arguments: ['exercise', 'speed'],
  example: { exercise: 'monday-march', speed: 120 },
})

export const jumpTo = contract({
  name: 'exercise.jumpTo',
  does: 'action',
  summary: 'Go to a later moment: what lies between is played as fast as it goes, nothing is left out',
  input: Type.Object({ exercise: Slug, to: Instant }, closed),
  output: ShownExercise,
  refusals: refusing('clock-backwards', 'led-elsewhere'),
  policy: directing,
  arguments: ['exercise', 'to'],
  example: { exercise: 'monday-march', to: '2025-03-10T09:45:00.000Z' },
})

export const endExercise = contract({
  name: 'exercise.endExercise',
  does: 'action',
  summary: 'End it: nothing more can be written in its realm, everything in it can still be read',
  input: Type.Object({ exercise: Slug, because: Reason }, closed),
  output: ShownExercise,
  refusals: refusing('led-elsewhere'),
  policy: directing,
  arguments: ['exercise', 'because'],
  example: { exercise: 'monday-march', because: 'Everything that was to be seen was seen' },
})

export const resetExercise = contract({
  name: 'exercise.resetExercise',
  does: 'action',
  summary: 'Play it again from the start, with the same people, in a new realm; the old one stays as it is',
  input: Type.Object({ exercise: Slug, into: Slug, because: Reason }, closed),
  output: ShownExercise,
  refusals: refusing('name-taken', 'led-elsewhere'),
  policy: directing,
  arguments: ['exercise', 'into'],
  example: { exercise: 'monday-march', into: 'monday-march-2', because: 'The line dropped in the first hour' },
})

export const inject = contract({
  name: 'exercise.inject',
  does: 'action',
  summary: 'Bring in something that no scenario had: at once, or at a moment of the story',
  input: Type.Object({ exercise: Slug, inject: Ref, ...injectFields, in: optional(Span) }, closed),
  output: ShownExercise,
  refusals: refusing('inject-taken', 'clock-backwards'),
  policy: directing,
  arguments: ['exercise', 'inject'],
  example: {
    exercise: 'monday-march',
    inject: 'call-from-the-ministry',
    title: 'The ministry wants to know',
    content: {
      channel: 'phone',
      caller: 'Ministry',
      to: 'duty-officer',
      text: 'The minister speaks in an hour. What do we say?',
    },
  },
})

export const skipInject = contract({
  name: 'exercise.skipInject',
  does: 'action',
  summary: 'Leave out an inject that has not come yet, and what hangs on it',
  input: Type.Object({ exercise: Slug, inject: Ref, reason: optional(Reason) }, closed),
  output: ShownExercise,
  refusals: refusing('no-such-inject', 'came-already'),
  policy: directing,
  arguments: ['exercise', 'inject'],
  example: { exercise: 'monday-march', inject: 'second-wave' },
})

export const showInjects = contract({
  name: 'exercise.showInjects',
  does: 'query',
  summary: 'The timeline for those who direct: what came, what is to come, what is expected and what became of it',
  input: Which,
  output: Type.Object(
    {
      storyNow: orNull(Instant),
      injects: Type.Array(ShownInject),
      expected: Type.Array(ShownExpectation),
      objectives: Type.Array(ObjectiveScore),
      /** What empty seats tried and could not do. */
      refused: Type.Array(Delivery),
    },
    closed,
  ),
  refusals: {},
  policy: directing,
  arguments: ['exercise'],
  example: { exercise: 'monday-march' },
})

export const whatReachedMe = contract({
  name: 'exercise.whatReachedMe',
  does: 'query',
  summary: 'What reached you in an exercise so far, and whom you sit for',
  input: Which,
  output: Type.Object(
    {
      storyNow: orNull(Instant),
      seat: orNull(Type.Object({ id: Ref, name: Type.String(), participant: Type.String() }, closed)),
      items: Type.Array(
        Type.Object({ at: Instant, channel: Type.String(), from: orNull(Type.String()), says: Type.String() }, closed),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['exercise'],
  example: { exercise: 'monday-march' },
})
