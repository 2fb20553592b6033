// The entries of an evaluation: what evaluators say, which improvements came of findings, and who agrees to be named.
import Type from 'typebox'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Naming } from '../../model/evaluation/comparison.ts'
import { closed, FindingKey } from '../../model/evaluation/evaluation.ts'
import { QualityForm, QualityGiven } from '../../model/evaluation/quality.ts'

export const qualityFormRecord = recordKind({
  name: 'exercise.qualityForm',
  state: QualityForm,
  kinds: {
    'exercise.qualityFormFilled': opening(
      Type.Object({ exercise: Id, evaluator: Id, ...QualityGiven.properties }, closed),
      (body, { recordedAt: at }): QualityForm => ({ ...body, filledAt: at, changedAt: at }),
    ),
    'exercise.qualityFormChanged': change(
      QualityGiven,
      (state: QualityForm, body, { recordedAt }): QualityForm => ({ ...state, ...body, changedAt: recordedAt }),
    ),
  },
  // What evaluators think is found by the way of the exercise, never by its words.
  index: () => ({ title: 'Form of an evaluator', words: '' }),
})

export const ImprovementState = Type.Object(
  { exercise: Id, finding: FindingKey, says: Type.String({ maxLength: 1_000 }), lesson: Id },
  closed,
)
export type ImprovementState = Type.Static<typeof ImprovementState>

export const improvementRecord = recordKind({
  name: 'exercise.improvement',
  state: ImprovementState,
  kinds: { 'exercise.findingTakenUp': opening(ImprovementState, (body) => body) },
  index: ({ says }) => ({ title: `Improvement: ${says}`.slice(0, 300), words: '' }),
})

const Said = Type.Pick(Naming, ['agreed', 'because'], closed)

export const namingRecord = recordKind({
  name: 'exercise.naming',
  state: Naming,
  kinds: {
    'exercise.namingSaid': opening(
      Type.Object({ ...Said.properties, scenario: Naming.properties.scenario, organisation: Id }, closed),
      (body, { actor: by, recordedAt: at }): Naming => ({ ...body, by, at }),
    ),
    'exercise.namingSaidAnew': change(
      Said,
      (state: Naming, body, { actor: by, recordedAt: at }): Naming => ({ ...state, ...body, by, at }),
    ),
  },
  index: ({ scenario }) => ({ title: `To be named in comparisons of ${scenario}`, words: '' }),
})
