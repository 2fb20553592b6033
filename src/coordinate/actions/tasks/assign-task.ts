// Giving out a task, changing it, passing it to somebody else.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { type Held, newestEntries, type Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/tasks.ts'
import type { Task } from '../../model/task.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { decisionRecord } from '../../rules/decisions/decision-record.ts'
import { acknowledgeBy, sameAssignee } from '../../rules/tasks/hands.ts'
import { type TaskEvent, whyNot } from '../../rules/tasks/lifecycle.ts'
import { type TaskChange, taskRecord } from '../../rules/tasks/task-record.ts'
import { assigneeFrom, chainFrom, mayHave, tellHolder } from './give.ts'
import { markedAs, momentAt, onDutyNow, seenAt, type TasksRoom } from './room.ts'

type Moved = OutputOf<typeof api.acknowledgeTask>

export function moved(held: Held<Task>, entry: Id): Moved {
  return { id: held.id, version: held.version, entry, status: held.state.status }
}

/** The task at the version that the caller saw, where this step may be taken by them. */
export async function taskFor(unit: Unit, id: Id, version: number, event: TaskEvent): Promise<Held<Task>> {
  const held = await seenAt(unit, taskRecord, id, version)
  const onDuty = await onDutyNow(unit, held.state.assignee.rota, unit.now)
  const no = whyNot(held.state, event, unit.view.reader, onDuty)
  if (no) unit.refuse(no.refusal, no.why)
  return held
}

export function assignTask(room: TasksRoom, input: InputOf<typeof api.assignTask>, call: Call): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { title, details = '', priority = 'normal', due = null, acknowledgeMinutes = null } = input
    const belongsTo = await linked(unit, input)
    const { whole, ...marked } = markedAs(room, unit.view, input.marking, belongsTo[0])
    const assignee = await assigneeFrom(room, unit, input.assignee, whole, '/assignee')
    const chain = await chainFrom(room, unit, input.chain ?? [], whole)
    const cause = await newestEntries(
      room.journal,
      unit.view,
      belongsTo.map(({ id }) => id),
    )
    const { crisis = null, decision = null } = input
    const said = { crisis, decision, title, details, priority, due: dueFrom(unit, due) }
    const given = { assignee, acknowledgeMinutes, acknowledgeBy: acknowledgeBy(acknowledgeMinutes, unit.now), chain }
    const options = { ...marked, cause }
    const { entry, held } = await unit.open(taskRecord, 'coordinate.taskAssigned', { ...said, ...given }, options)
    await tellHolder(room, unit, held)
    return done(moved(held, entry))
  })
}

/** What the task belongs to, the crisis first: it is marked like that, and rests on it. */
async function linked(unit: Unit, { crisis, decision }: { crisis?: Id; decision?: Id }): Promise<Held<unknown>[]> {
  const found: Held<unknown>[] = []
  if (crisis !== undefined) {
    const held = await unit.read(crisisRecord, crisis)
    found.push(held ?? unit.refuse('no-such-link', `No crisis with the id ${crisis} that you may read.`, '/crisis'))
  }
  if (decision !== undefined) {
    const held = await unit.read(decisionRecord, decision)
    found.push(
      held ?? unit.refuse('no-such-link', `No decision with the id ${decision} that you may read.`, '/decision'),
    )
  }
  return found
}

function dueFrom(unit: Unit, due: string | null): string | null {
  return due === null ? null : momentAt(unit, due, '/due')
}

export function changeTask(
  room: TasksRoom,
  { id, version, ...asked }: InputOf<typeof api.changeTask>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await taskFor(unit, id, version, 'change')
    const wanted: TaskChange = asked.due === undefined ? asked : { ...asked, due: dueFrom(unit, asked.due) }
    const names = (['title', 'details', 'priority', 'due'] as const).filter(
      (name) => wanted[name] !== undefined && wanted[name] !== state[name],
    )
    if (names.length === 0) return unit.refuse('nothing-to-change')
    const body: TaskChange = Object.fromEntries(names.map((name) => [name, wanted[name]]))
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(taskRecord, 'coordinate.taskChanged', id, body, options)
    return done(moved(held, entry))
  })
}

export function reassignTask(
  room: TasksRoom,
  input: InputOf<typeof api.reassignTask>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { id, version, reason = null } = input
    const before = await taskFor(unit, id, version, 'reassign')
    const assignee = await assigneeFrom(room, unit, input.assignee, before.marking, '/assignee')
    if (sameAssignee(assignee, before.state.assignee) && assignee.person === before.state.assignee.person)
      unit.refuse('bad-assignee', 'They have it already.', '/assignee')
    const chain = await chainFrom(room, unit, input.chain ?? [], before.marking)
    const minutes = input.acknowledgeMinutes === undefined ? before.state.acknowledgeMinutes : input.acknowledgeMinutes
    const body = {
      assignee,
      chain,
      acknowledgeMinutes: minutes,
      acknowledgeBy: acknowledgeBy(minutes, unit.now),
      reason,
    }
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(taskRecord, 'coordinate.taskReassigned', id, body, options)
    await tellHolder(room, unit, held)
    return done(moved(held, entry))
  })
}

export function reopenTask(
  room: TasksRoom,
  { id, version, reason }: InputOf<typeof api.reopenTask>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state, marking } = await taskFor(unit, id, version, 'reopen')
    const { person, rota } = state.assignee
    if (rota === null && (person === null || !(await mayHave(room, unit, person, marking))))
      unit.refuse('bad-assignee', 'Whoever had it does not work here any more. Give out a new one.')
    const body = { reason, acknowledgeBy: acknowledgeBy(state.acknowledgeMinutes, unit.now) }
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(taskRecord, 'coordinate.taskReopened', id, body, options)
    await tellHolder(room, unit, held)
    return done(moved(held, entry))
  })
}
