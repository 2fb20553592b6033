// Forms of evaluators: questions as data, marks from 1 to 5 in words, and what one evaluator said.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { orNull } from '../exercise.ts'
import { measures, Ref } from '../scenario.ts'
import { closed } from './evaluation.ts'

const Line = Type.String({ minLength: 3, maxLength: 400 })
/** The words of marks 1, 2, 3, 4 and 5. */
const Anchors = Type.Array(Line, { minItems: 5, maxItems: 5 })

export const QualityQuestion = Type.Object(
  {
    id: Ref,
    /** Asked of an objective whose expected actions measure one of these; empty: of every objective. */
    measures: Type.Array(Type.Enum(measures), { maxItems: 8, uniqueItems: true }),
    asks: Line,
    anchors: Anchors,
  },
  closed,
)
export type QualityQuestion = Static<typeof QualityQuestion>

/** data/exercise/quality-forms.json. */
export const QualityFile = Type.Object(
  {
    title: Line,
    checkedAsOf: Type.String({ pattern: '^\\d{4}-\\d{2}$' }),
    note: Type.String({ maxLength: 2_000 }),
    source: Line,
    verification: Type.Enum(['verified', 'unverified']),
    /** What share of the combined figure the record has; evaluators have the rest. */
    recordShare: Type.Number({ minimum: 0, maximum: 1 }),
    questions: Type.Array(QualityQuestion, { minItems: 1, maxItems: 100 }),
  },
  closed,
)
export type QualityFile = Static<typeof QualityFile>

export const Mark = Type.Integer({ minimum: 1, maximum: 5 })

export const QualityAnswer = Type.Object(
  {
    objective: Ref,
    question: Ref,
    /** null: the evaluator saw nothing of it. */
    mark: orNull(Mark),
    words: Type.String({ maxLength: 2_000 }),
  },
  closed,
)
export type QualityAnswer = Static<typeof QualityAnswer>

const Answers = Type.Array(QualityAnswer, { maxItems: 2_000 })
const Remarks = Type.String({ maxLength: 10_000 })
export const QualityGiven = Type.Object({ answers: Answers, remarks: Remarks }, closed)

/** One form: of one evaluator, for one exercise. */
export const QualityForm = Type.Object(
  {
    exercise: Id,
    evaluator: Id,
    answers: Answers,
    remarks: Remarks,
    /** When it was first filled in, and last changed. */
    filledAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type QualityForm = Static<typeof QualityForm>
