// Findings become improvements: lessons of recover, with an owner and a day, followed there to closure with proof.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import { lessonRecord } from '#recover/events.ts'
import type * as api from '../../api/evaluation/evaluation.ts'
import { exerciseRecord } from '../../events.ts'
import type { Improvement } from '../../model/evaluation/evaluation.ts'
import { improvementRecord } from '../../rules/evaluation/records.ts'
import { improvementsOf } from '../../store/evaluation/records.ts'
import { plannerOf, planningView } from '../room.ts'
import { evaluated, evaluationFor } from './evaluate.ts'
import type { EvaluationRoom } from './room.ts'

/** Those whose lessons the reader may read. */
export async function improvementsShown(room: EvaluationRoom, exercise: Id, call: Call): Promise<Improvement[]> {
  const { view } = plannerOf(call)
  const taken = await improvementsOf(room.journal, view, exercise)
  const ids = taken.map(({ state }) => state.lesson)
  const lessons = new Map((await room.journal.reads.some(lessonRecord, view, ids)).map((held) => [held.id, held.state]))
  const now = instant(room.clocks.now())
  return taken.flatMap(({ state: { finding, lesson } }): Improvement[] => {
    const it = lessons.get(lesson)
    if (!it) return []
    const closed = it.endedAt !== null
    const how = it.carriedOut?.how ?? it.because
    return [
      {
        ...{ finding, lesson, title: it.title, owner: it.owner?.name ?? null, due: it.due, state: it.state, closed },
        overdue: !closed && it.due !== null && it.due < now,
        closedBy: closed && how !== null ? { entry: it.carriedOut?.entry ?? null, how } : null,
      },
    ]
  })
}

export async function takeUpFinding(
  room: EvaluationRoom,
  input: InputOf<typeof api.takeUpFinding>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.takeUpFinding>>> {
  const { exercise: slug, finding: key, title, text, owner, due, marking } = input
  const found = await evaluated(room, slug, call.reader)
  if (!found.ok) return found
  const { held, scenario } = found.value
  // What players must not know yet would stand in the live realm, where they read.
  if (held.state.state !== 'ended') return refuse('not-yet-over', `${held.state.name} is ${held.state.state}.`)
  const { evaluation } = await evaluationFor(room, held, scenario, call.reader)
  const finding = evaluation.findings.find((one) => one.key === key)
  if (!finding) return refuse('no-such-finding', `${held.state.name} has no finding '${key}'.`, '/finding')
  const taken = await improvementsOf(room.journal, planningView(room), held.id)
  if (taken.some(({ state }) => state.finding === key)) return refuse('taken-up-already', finding.says, '/finding')
  const entries = await room.journal.reads.entriesOf(planningView(room), held.id)
  const causes = entries.slice(-1).map(({ id }) => id)
  return room.journal.commit(plannerOf(call).writer, async (unit) => {
    const lesson = await room.recover.addLesson(
      unit,
      {
        ...{ title, owner, due, text: text ?? `EXERCISE ${held.state.name}: ${finding.says}` },
        from: { record: exerciseRecord.name, id: held.id },
        ...(marking ? { marking } : {}),
      },
      causes,
    )
    const body = { exercise: held.id, finding: key, says: finding.says, lesson: lesson.id }
    const options = { cause: [lesson.entry], ...(marking ? { marking } : {}) }
    const made = await unit.open(improvementRecord, 'exercise.findingTakenUp', body, options)
    return done({ id: made.held.id, lesson: lesson.id })
  })
}
