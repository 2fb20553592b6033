// One evaluation for its page: as far as its reader may see, with what became of its findings.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/evaluation/evaluation.ts'
import { evaluated, evaluationFor } from './evaluate.ts'
import { improvementsShown } from './improvements.ts'
import { type EvaluationRoom, isEvaluator } from './room.ts'

export async function showEvaluation(
  room: EvaluationRoom,
  { exercise: slug }: InputOf<typeof api.showEvaluation>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.showEvaluation>>> {
  const found = await evaluated(room, slug, call.reader)
  if (!found.ok) return found
  const { held, scenario } = found.value
  const { evaluation, whole } = await evaluationFor(room, held, scenario, call.reader)
  const improvements = await improvementsShown(room, held.id, call)
  return done({
    ...{ evaluation, whole, improvements },
    openImprovements: improvements.filter(({ closed }) => !closed).length,
    mayFill: isEvaluator(call.reader, held.state),
  })
}
