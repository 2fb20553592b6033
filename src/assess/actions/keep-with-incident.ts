// Notes and tasks of an incident, and how each record is marked.
import type { InputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { newestEntries, type Unit } from '#platform/journal/index.ts'
import type * as api from '../api.ts'
import { assessmentRecord } from '../rules/assessment-record.ts'
import { checkMoment } from '../rules/classify.ts'
import { entityRecord } from '../rules/entity-record.ts'
import { incident } from '../rules/incident.ts'
import { evidence, note, report, type TaskChange, task } from '../rules/kept.ts'
import { remarkAssessment } from './assessing/remark-assessment.ts'
import { type Changed, changed, type Desk, markedLike, seen } from './desk.ts'

async function incidentOf(unit: Unit, id: string) {
  const held = await unit.read(incident, id)
  return held ?? unit.refuse('unknown', `No incident with the id ${id} that you may read.`, '/incident')
}

export function addNote(desk: Desk, input: InputOf<typeof api.addNote>, call: Call): Promise<Reply<Changed>> {
  return desk.journal.commit(call.writer, async (unit) => {
    const held = await incidentOf(unit, input.incident)
    const { incident: to, text } = input
    const cause = await newestEntries(desk.journal, unit.view, [to])
    const marked = markedLike(desk, unit.view, held, input.marking)
    return done(changed(await unit.open(note, 'assess.noteAdded', { incident: to, text }, { ...marked, cause })))
  })
}

export async function addTask(desk: Desk, input: InputOf<typeof api.addTask>, call: Call): Promise<Reply<Changed>> {
  const due = input.due === undefined ? done(null) : checkMoment(input.due, '/due')
  if (!due.ok) return refuse('bad-input', due.detail, '/due')
  return desk.journal.commit(call.writer, async (unit) => {
    const held = await incidentOf(unit, input.incident)
    const body = { incident: input.incident, title: input.title, due: due.value, assignee: input.assignee ?? null }
    const cause = await newestEntries(desk.journal, unit.view, [input.incident])
    return done(
      changed(
        await unit.open(task, 'assess.taskAdded', body, { ...markedLike(desk, unit.view, held, input.marking), cause }),
      ),
    )
  })
}

export async function changeTask(
  desk: Desk,
  input: InputOf<typeof api.changeTask>,
  call: Call,
): Promise<Reply<Changed>> {
  const due = input.due ? checkMoment(input.due, '/due') : done(input.due)
  if (!due.ok) return refuse('bad-input', due.detail, '/due')
  return desk.journal.commit(call.writer, async (unit) => {
    const held = await unit.read(task, input.id)
    if (!held) return refuse('unknown', `No task with the id ${input.id} that you may read.`)
    seen(unit, held, input.version)
    const { title, assignee, status, outcome } = input
    const asked = { title, due: due.value, assignee, status, outcome }
    const different = Object.entries(asked).filter(
      ([field, value]) => value !== undefined && value !== held.state[field as keyof typeof asked],
    )
    if (different.length === 0) return refuse('nothing-to-change')
    const body: TaskChange = Object.fromEntries(different)
    return done(
      changed(await unit.append(task, 'assess.taskChanged', input.id, body, { expectedVersion: input.version })),
    )
  })
}

/** Whoever changes a marking changes who knows: it takes a reason, and both are kept. */
export function remarkRecord(desk: Desk, input: InputOf<typeof api.remarkRecord>, call: Call): Promise<Reply<Changed>> {
  const { id, marking, reason, version } = input
  return desk.journal.commit(call.writer, async (unit) => {
    if (await unit.read(incident, id)) return done(changed(await unit.remark(incident, id, marking, reason, version)))
    if (await unit.read(task, id)) return done(changed(await unit.remark(task, id, marking, reason, version)))
    if (await unit.read(note, id)) return done(changed(await unit.remark(note, id, marking, reason, version)))
    if (await unit.read(evidence, id)) return done(changed(await unit.remark(evidence, id, marking, reason, version)))
    if (await unit.read(report, id)) return done(changed(await unit.remark(report, id, marking, reason, version)))
    if (await unit.read(assessmentRecord, id)) return done(await remarkAssessment(desk, unit, input))
    if (await unit.read(entityRecord, id))
      return done(changed(await unit.remark(entityRecord, id, marking, reason, version)))
    return refuse('unknown', `No record with the id ${id} that you may read.`)
  })
}
