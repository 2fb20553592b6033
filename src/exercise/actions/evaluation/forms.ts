// Forms of evaluators: asked by what an objective measures, filled in by those in the cell of evaluators, and kept with what stood before.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import { personRecord } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/evaluation/evaluation.ts'
import type { QualityAnswer } from '../../model/evaluation/quality.ts'
import type { Exercise } from '../../model/exercise.ts'
import type { Scenario } from '../../model/scenario.ts'
import { measuresOf, questionsFor } from '../../rules/evaluation/objectives.ts'
import { qualityFormRecord } from '../../rules/evaluation/records.ts'
import { formsOf } from '../../store/evaluation/records.ts'
import { scriptOf } from '../../store/scripts.ts'
import { findExercise, noSuch } from '../desk.ts'
import { plannerOf, planningView } from '../room.ts'
import { evaluated } from './evaluate.ts'
import { type EvaluationRoom, isEvaluator } from './room.ts'

function asked({ quality }: EvaluationRoom, scenario: Scenario) {
  return scenario.objectives.map(({ id, title }) => ({
    ...{ objective: id, title },
    questions: questionsFor(quality, measuresOf(scenario, id)),
  }))
}

export async function getQualityForm(
  room: EvaluationRoom,
  { exercise: slug }: InputOf<typeof api.getQualityForm>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getQualityForm>>> {
  const found = await evaluated(room, slug, call.reader)
  if (!found.ok) return found
  const { held, scenario } = found.value
  const { view } = plannerOf(call)
  const forms = await formsOf(room.journal, view, held.id)
  const people = await room.journal.reads.some(
    personRecord,
    view,
    forms.map(({ state }) => state.evaluator),
  )
  const names = new Map(people.map(({ id, state }) => [id, state.name]))
  const shown = forms.map(async ({ id, version, state }) => {
    const { exercise: _exercise, evaluator, ...rest } = state
    const entries = await room.journal.reads.entriesOf(view, id)
    const history = entries.flatMap((entry) => {
      const body = entry.body as { answers: typeof state.answers; remarks: string } | null // by this record's own kinds
      return body?.answers === undefined
        ? []
        : [{ version: entry.version, at: entry.recordedAt, answers: body.answers, remarks: body.remarks }]
    })
    const name = names.get(evaluator) ?? 'An evaluator'
    return { id, version, evaluator, name, mine: evaluator === call.reader.person, ...rest, history }
  })
  return done({
    objectives: asked(room, scenario),
    forms: await Promise.all(shown),
    mayFill: isEvaluator(call.reader, held.state),
  })
}

export async function fillQualityForm(
  room: EvaluationRoom,
  { exercise: slug, version, answers, remarks }: InputOf<typeof api.fillQualityForm>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.fillQualityForm>>> {
  const held = await findExercise(room, slug, call.reader)
  const scenario = held && (await scriptOf(room.journal.sql, held.state.scenario.digest))
  if (!held || !scenario) return noSuch(slug)
  const evaluator = call.reader.person
  if (evaluator === null || !isEvaluator(call.reader, held.state))
    return refuse('evaluators-only', `You do not sit in the cell of evaluators of ${held.state.name}.`)
  const strange = strangeAnswer(room, scenario, answers)
  if (strange) return refuse('no-such-question', strange.says, strange.where)
  const mine = (await formsOf(room.journal, planningView(room), held.id)).find(
    ({ state }) => state.evaluator === evaluator,
  )
  const given = { answers, remarks }
  return room.journal.commit(plannerOf(call).writer, async (unit) => {
    if (mine) {
      const options = version === undefined ? {} : { expectedVersion: version }
      const { held: after } = await unit.append(
        qualityFormRecord,
        'exercise.qualityFormChanged',
        mine.id,
        given,
        options,
      )
      return done({ id: after.id, version: after.version })
    }
    const body = { exercise: held.id, evaluator, ...given }
    const options = { marking: markingOf(room, held.state) }
    const { held: made } = await unit.open(qualityFormRecord, 'exercise.qualityFormFilled', body, options)
    return done({ id: made.id, version: made.version })
  })
}

/** What an evaluator writes in the live realm is not for those who still play: only evaluators and control read the words. */
function markingOf(room: EvaluationRoom, { seats }: Exercise) {
  const persons = seats.filter(({ cell }) => cell === 'evaluators' || cell === 'control').map(({ person }) => person)
  const review = new Date(room.clocks.now().getTime() + reviewAfterDays * 86_400_000)
  return {
    tlp: 'RED' as const,
    persons: persons.slice(0, 500),
    reason: 'Evaluators judge before others read it',
    reviewOn: instant(review).slice(0, 10),
  }
}
const reviewAfterDays = 90

function strangeAnswer(room: EvaluationRoom, scenario: Scenario, answers: readonly QualityAnswer[]) {
  const open = new Set(
    asked(room, scenario).flatMap(({ objective, questions }) => questions.map(({ id }) => `${objective} ${id}`)),
  )
  for (const [at, { objective, question }] of answers.entries()) {
    const key = `${objective} ${question}`
    if (!open.delete(key))
      return { says: `'${question}' is not asked of '${objective}', or was answered before.`, where: `/answers/${at}` }
  }
  return undefined
}
