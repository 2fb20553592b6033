// What whoever holds a task says of it: that they have it, that it is done; and that it need not be done.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/tasks.ts'
import { taskRecord } from '../../rules/tasks/task-record.ts'
import { moved, taskFor } from './assign-task.ts'
import type { TasksRoom } from './room.ts'

type Moved = OutputOf<typeof api.acknowledgeTask>

export function acknowledgeTask(
  room: TasksRoom,
  { id, version }: InputOf<typeof api.acknowledgeTask>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await taskFor(unit, id, version, 'acknowledge')
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(taskRecord, 'coordinate.taskAcknowledged', id, {}, options)
    return done(moved(held, entry))
  })
}

export function finishTask(
  room: TasksRoom,
  { id, version, outcome = '' }: InputOf<typeof api.finishTask>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await taskFor(unit, id, version, 'finish')
    const body = { outcome: outcome.trim() === '' ? null : outcome }
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(taskRecord, 'coordinate.taskDone', id, body, options)
    return done(moved(held, entry))
  })
}

export function cancelTask(
  room: TasksRoom,
  { id, version, reason }: InputOf<typeof api.cancelTask>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await taskFor(unit, id, version, 'cancel')
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(taskRecord, 'coordinate.taskCancelled', id, { reason }, options)
    return done(moved(held, entry))
  })
}
