// Contracts for somebody who has never seen Tocsin: a scenario that plays at once, and a tour through it.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Slug, Speed } from '../model/exercise.ts'
import { Ref } from '../model/scenario.ts'
import { ShownExercise } from './exercises.ts'
import { refusing } from './refusals.ts'
import { directing } from './scenarios.ts'

const closed = { additionalProperties: false } as const

export const playAtOnce = contract({
  name: 'exercise.playAtOnce',
  does: 'action',
  summary: 'Plan a scenario, sit in its control cell and start it, with everybody else acting by themselves',
  input: Type.Object({ scenario: Ref, speed: Type.Optional(Speed) }, closed),
  output: ShownExercise,
  refusals: refusing('bad-scenario', 'name-taken'),
  policy: directing,
  arguments: ['scenario'],
  example: { scenario: 'monday', speed: 1200 },
})

export const TourStep = Type.Object(
  {
    /** A path of the web; names of the scenario in it are filled in. */
    page: Type.String({ maxLength: 400 }),
    title: Type.String(),
    text: Type.String(),
  },
  closed,
)
export type TourStep = Type.Static<typeof TourStep>

export const showTour = contract({
  name: 'exercise.showTour',
  does: 'query',
  summary: 'The guided tour through an exercise, as far as its story has come',
  input: Type.Object({ exercise: Slug }, closed),
  output: Type.Object(
    {
      steps: Type.Array(TourStep),
      /** How many there are with those to come. */
      total: Type.Integer(),
    },
    closed,
  ),
  refusals: {},
  policy: { who: 'signed-in' },
  arguments: ['exercise'],
  example: { exercise: 'monday-march' },
})
