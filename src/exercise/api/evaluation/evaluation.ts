// Contracts: an exercise is evaluated, evaluators say what they saw, findings become improvements, and runs and organisations are compared.
import Type from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { LessonTold } from '#recover/api/lessons.ts'
import { Party } from '#recover/model/words.ts'
import { Comparison } from '../../model/evaluation/comparison.ts'
import { closed, Evaluation, FindingKey, Improvement } from '../../model/evaluation/evaluation.ts'
import { QualityGiven, QualityQuestion } from '../../model/evaluation/quality.ts'
import { orNull, Slug } from '../../model/exercise.ts'
import { Ref } from '../../model/scenario.ts'
import { refusing } from './refusals.ts'

const optional = Type.Optional
const reading: Policy = { who: 'signed-in' }
const Which = Type.Object({ exercise: Slug }, closed)
const aParty = { name: 'Duty desk', actor: null, organisation: null, person: null }
const told = LessonTold.properties

export const showEvaluation = contract({
  name: 'exercise.showEvaluation',
  does: 'query',
  summary:
    'What was expected and what was done: times, tellings, markings, a score for each objective, and what comes of it',
  input: Which,
  output: Type.Object(
    {
      evaluation: Evaluation,
      improvements: Type.Array(Improvement),
      /** Of these, not closed yet. */
      openImprovements: Type.Integer(),
      /** You sit in the cell of evaluators. */
      mayFill: Type.Boolean(),
      /** false: what rests on entries that you may not read is left out. */
      whole: Type.Boolean(),
    },
    closed,
  ),
  refusals: refusing('not-yet-over'),
  policy: reading,
  arguments: ['exercise'],
  example: { exercise: 'monday-march' },
})

export const evaluationForms = ['json', 'csv', 'pdf', 'html', 'md'] as const

export const exportEvaluation = contract({
  name: 'exercise.exportEvaluation',
  does: 'query',
  summary: 'The evaluation as a file: JSON or CSV for programs, PDF, HTML or Markdown for people',
  input: Type.Object({ exercise: Slug, form: optional(Type.Enum(evaluationForms)) }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: refusing('not-yet-over'),
  policy: reading,
  download: true,
  arguments: ['exercise'],
  example: { exercise: 'monday-march', form: 'csv' },
})

const Version = Type.Object({ version: Type.Integer(), at: Instant, ...QualityGiven.properties }, closed)

export const getQualityForm = contract({
  name: 'exercise.getQualityForm',
  does: 'query',
  summary:
    'What evaluators are asked about each objective, and the forms that you may read, with what stood in them before',
  input: Which,
  output: Type.Object(
    {
      objectives: Type.Array(
        Type.Object({ objective: Ref, title: Type.String(), questions: Type.Array(QualityQuestion) }, closed),
      ),
      forms: Type.Array(
        Type.Object(
          {
            id: Id,
            version: Type.Integer(),
            evaluator: Id,
            name: Type.String(),
            mine: Type.Boolean(),
            ...QualityGiven.properties,
            filledAt: Instant,
            changedAt: Instant,
            /** Oldest first; the last one is what stands now. */
            history: Type.Array(Version),
          },
          closed,
        ),
      ),
      mayFill: Type.Boolean(),
    },
    closed,
  ),
  refusals: refusing('not-yet-over'),
  policy: reading,
  arguments: ['exercise'],
  example: { exercise: 'monday-march' },
})

export const fillQualityForm = contract({
  name: 'exercise.fillQualityForm',
  does: 'action',
  summary:
    'Say as an evaluator what you saw of each objective; said again, it replaces what you said, which stays in the record',
  input: Type.Object({ exercise: Slug, version: optional(Type.Integer()), ...QualityGiven.properties }, closed),
  output: Type.Object({ id: Id, version: Type.Integer() }, closed),
  refusals: refusing('evaluators-only', 'no-such-question'),
  policy: reading,
  arguments: ['exercise'],
  example: {
    exercise: 'monday-march',
    answers: [{ objective: 'notice', question: 'picture', mark: 4, words: 'Claims stood with who made them.' }],
    remarks: 'The hand-over at noon lost a task.',
  },
})

export const takeUpFinding = contract({
  name: 'exercise.takeUpFinding',
  does: 'action',
  summary:
    'Make an improvement of a finding: a lesson with an owner and a day, which stays in the backlog until something proves it',
  input: Type.Object(
    {
      exercise: Slug,
      finding: FindingKey,
      title: told.title,
      text: told.text,
      owner: Party,
      due: Instant,
      marking: told.marking,
    },
    closed,
  ),
  output: Type.Object({ id: Id, lesson: Id }, closed),
  refusals: refusing('not-yet-over', 'no-such-finding', 'taken-up-already'),
  policy: { who: ['exercise-controller', 'analyst', 'duty-officer', 'crisis-manager'] },
  onlyLive: true,
  arguments: ['exercise', 'finding'],
  example: {
    exercise: 'monday-march',
    finding: 'missed-telling/warn-the-bank',
    title: 'The number of the bank stands at the desk',
    owner: aParty,
    due: '2025-06-30T12:00:00.000Z',
  },
})

export const compareRuns = contract({
  name: 'exercise.compareRuns',
  does: 'query',
  summary:
    'Runs of one scenario side by side, and organisations side by side: by name only where they agreed to be named',
  input: Type.Object({ scenario: Ref }, closed),
  output: Comparison,
  refusals: {},
  policy: reading,
  arguments: ['scenario'],
  example: { scenario: 'monday' },
})

export const sayNaming = contract({
  name: 'exercise.sayNaming',
  does: 'action',
  summary: 'Say for your organisation whether it agrees to be named where organisations are compared',
  input: Type.Object(
    { scenario: Ref, agreed: Type.Boolean(), because: optional(Type.String({ minLength: 3, maxLength: 2_000 })) },
    closed,
  ),
  output: Type.Object({ id: Id, version: Type.Integer(), organisation: orNull(Id), agreed: Type.Boolean() }, closed),
  refusals: refusing('no-organisation-of-yours'),
  policy: { who: ['exercise-controller', 'crisis-manager', 'administrator'] },
  onlyLive: true,
  arguments: ['scenario'],
  example: { scenario: 'monday', agreed: true, because: 'Decided by the board on 3 March.' },
})
