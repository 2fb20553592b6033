// How far each objective was reached: by the record, and beside it by evaluators. The two are never mixed but by the rule that is named.
import type { EvaluatedObjective, MeasuredTime, Quality } from '../../model/evaluation/evaluation.ts'
import type { QualityAnswer, QualityFile, QualityQuestion } from '../../model/evaluation/quality.ts'
import type { ObjectiveScore } from '../../model/exercise.ts'
import type { Expected, Scenario } from '../../model/scenario.ts'
import type { Followed } from '../run/course.ts'

export type FormGiven = { evaluator: string; answers: readonly QualityAnswer[] }

/** What the expected actions of an objective measure: its kind. */
export function measuresOf(scenario: Scenario, objective: string): Expected['measure'][] {
  return [...new Set(scenario.expected.filter((one) => one.objective === objective).map(({ measure }) => measure))]
}

/** The questions for one objective: those for every objective, and those for what it measures. */
export function questionsFor(file: QualityFile, measures: readonly string[]): QualityQuestion[] {
  return file.questions.filter((one) => one.measures.length === 0 || one.measures.some((it) => measures.includes(it)))
}

/** null: no evaluator gave a mark. A question that somebody saw nothing of counts for nothing. */
export function qualityOf(objective: string, forms: readonly FormGiven[]): Quality | null {
  const given = forms.flatMap(({ evaluator, answers }) =>
    answers.flatMap(({ objective: of, mark }) => (of === objective && mark !== null ? [{ evaluator, mark }] : [])),
  )
  if (given.length === 0) return null
  const mean = given.reduce((sum, { mark }) => sum + mark, 0) / given.length
  const evaluators = new Set(given.map(({ evaluator }) => evaluator)).size
  return { mean: round(mean), share: round((mean - 1) / 4), marks: given.length, evaluators }
}

export function combined(score: number | null, quality: Quality | null, recordShare: number): number | null {
  return score === null || quality === null ? null : round(recordShare * score + (1 - recordShare) * quality.share)
}

/** The rule in words, for the page and for every paper. */
export function ruleInWords(recordShare: number): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`
  return (
    'The score is of the record alone: the share of what was asked that was met, by weight; late and wrongly marked count half. ' +
    'Quality is of evaluators alone: the mean of their marks, where 1 is 0 % and 5 is 100 %. ' +
    `The combined figure is ${percent(recordShare)} score and ${percent(1 - recordShare)} quality, and stands only where there are both.`
  )
}

export function evaluatedObjectives(
  scenario: Scenario,
  scores: readonly ObjectiveScore[],
  followed: readonly Followed[],
  forms: readonly FormGiven[],
  { recordShare }: Pick<QualityFile, 'recordShare'>,
  proofs: (entry: string | null) => MeasuredTime['proof'],
): EvaluatedObjective[] {
  return scenario.objectives.map(({ id, title, obligations }) => {
    const { score = null, met = 0, asked = 0 } = scores.find(({ objective }) => objective === id) ?? {}
    const quality = qualityOf(id, forms)
    return {
      ...{ objective: id, title, obligations: [...obligations], measures: measuresOf(scenario, id) },
      ...{ score: score === null ? null : round(score), met, asked, quality },
      combined: combined(score, quality, recordShare),
      evidence: followed
        .filter(({ expected }) => expected.objective === id)
        .map(({ expected, state, entry }) => ({
          ...{ expected: expected.id, title: expected.title, state, weight: expected.weight ?? 1 },
          proof: proofs(entry),
        })),
    }
  })
}

export const round = (value: number) => Math.round(value * 10_000) / 10_000
