// Takes back the last change where that is safe, by an entry that puts back what was.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { fold } from '#kernel/record.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../api.ts'
import type { Incident, Task } from '../model.ts'
import { incident } from '../rules/incident.ts'
import { task } from '../rules/kept.ts'
import { staysWithin } from '../rules/parts.ts'
import { undoOfIncident, undoOfTask } from '../rules/undo.ts'
import { changed, type Desk, noteReports, seen } from './desk.ts'
import { mergeInto } from './merge-incidents.ts'

type Input = InputOf<typeof api.undo>
type Undone = OutputOf<typeof api.undo>

export function undo(desk: Desk, input: Input, call: Call): Promise<Reply<Undone>> {
  return desk.journal.commit(call.writer, async (unit) => {
    const held = await unit.read(incident, input.id)
    if (held) return undoIncident(desk, unit, held, input)
    const aTask = await unit.read(task, input.id)
    if (aTask) return undoTask(desk, unit, aTask, input)
    return refuse('unknown', `No incident or task with the id ${input.id} that you may read.`)
  })
}

async function undoIncident(desk: Desk, unit: Unit, held: Held<Incident>, input: Input): Promise<Reply<Undone>> {
  seen(unit, held, input.version)
  const history = await desk.journal.reads.entriesOf(unit.view, held.id)
  const last = history.at(-1)
  const reason = input.reason ?? null
  if (last?.kind === 'assess.incidentSplit') return undoSplit(desk, unit, held, input)
  const found = undoOfIncident(history, fold(incident, history.slice(0, -1)), held.state)
  if (!found.can || !last) return refuse('cannot-undo', found.can ? undefined : found.why)
  const body = { undoes: last.id, kind: last.kind, back: found.back, reason }
  const after = await unit.append(incident, 'assess.incidentUndone', held.id, body, {
    cause: [last.id],
    expectedVersion: input.version,
  })
  const [before, now] = [held.state.reports, after.held.state.reports]
  await noteReports(
    desk,
    unit,
    now.filter((id) => !before.includes(id)),
    'assess.reportTaken',
    held.id,
    after.entry,
  )
  await noteReports(
    desk,
    unit,
    before.filter((id) => !now.includes(id)),
    'assess.reportReleased',
    held.id,
    after.entry,
  )
  return done({ ...changed(after), undid: last.kind })
}

/** A split is taken back by merging the new incident into the old one, as long as nobody has worked on the new one. */
async function undoSplit(desk: Desk, unit: Unit, held: Held<Incident>, input: Input): Promise<Reply<Undone>> {
  const into = held.state.splitInto.at(-1)
  const other = into && (await unit.read(incident, into))
  if (!other) return refuse('cannot-undo', 'You may not read the incident that was split off.')
  if (other.version !== 1)
    return refuse('cannot-undo', `${other.state.reference} was changed since it was split off. Merge it back instead.`)
  if (!staysWithin(held.marking, other.marking)) return refuse('cannot-undo', 'The two are marked differently by now.')
  const { target } = await mergeInto(desk, unit, other, held, input.reason ?? 'The split was taken back.')
  return done({ ...target, undid: 'assess.incidentSplit' })
}

async function undoTask(desk: Desk, unit: Unit, held: Held<Task>, input: Input): Promise<Reply<Undone>> {
  seen(unit, held, input.version)
  const history = await desk.journal.reads.entriesOf(unit.view, held.id)
  const last = history.at(-1)
  const found = undoOfTask(history, fold(task, history.slice(0, -1)), held.state)
  if (!found.can || !last) return refuse('cannot-undo', found.can ? undefined : found.why)
  const body = { undoes: last.id, kind: last.kind, back: found.back, reason: input.reason ?? null }
  const after = await unit.append(task, 'assess.taskUndone', held.id, body, {
    cause: [last.id],
    expectedVersion: input.version,
  })
  return done({ ...changed(after), undid: last.kind })
}
