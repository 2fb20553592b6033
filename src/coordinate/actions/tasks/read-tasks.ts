// Reading tasks: lists, one of them, and what waits for the answer of whoever asks.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type * as api from '../../api/tasks.ts'
import type { Rota } from '../../model/rota.ts'
import type { Task } from '../../model/task.ts'
import { isStranded } from '../../rules/tasks/hands.ts'
import { holds, manages, taskEvents, whyNot } from '../../rules/tasks/lifecycle.ts'
import { dutyAt } from '../../rules/tasks/on-duty.ts'
import { rotaRecord } from '../../rules/tasks/rota-record.ts'
import { offered } from '../../rules/tasks/rota-rules.ts'
import { taskRecord } from '../../rules/tasks/task-record.ts'
import { callingFor } from '../../store/tasks/call-outs.ts'
import { rotasOf } from '../../store/tasks/rotas.ts'
import { taskPage, unheardOf } from '../../store/tasks/tasks.ts'
import { personOnDuty, type TasksRoom } from './room.ts'

type Shown = OutputOf<typeof api.getTask>
/** What only those do who hand out tasks: as the contracts say. */
const giving = ['change', 'reassign', 'cancel'] as const
/** What only the node does by itself. */
const byItself = ['escalate', 'hand-over'] as const

export async function listTasks(
  room: TasksRoom,
  { mine, ...filter }: InputOf<typeof api.listTasks>,
  { view, now, reader }: Call,
): Promise<Reply<OutputOf<typeof api.listTasks>>> {
  const at = view.asOf ?? now
  if (mine && !reader.person) return done({ items: [], next: null })
  const person = mine && reader.person ? reader.person : filter.person
  const { items, next } = await taskPage(room.journal, view, { ...filter, ...(person ? { person } : {}) }, at)
  return done({ items: await shown(room, view, items, at), next })
}

export async function getTask(
  room: TasksRoom,
  { id }: InputOf<typeof api.getTask>,
  { view, now }: Call,
): Promise<Reply<Shown>> {
  const held = await room.journal.reads.one(taskRecord, view, id)
  const [task] = held ? await shown(room, view, [held], view.asOf ?? now) : []
  return task ? done(task) : refuse('unknown', `No task with the id ${id} that you may read.`)
}

async function shown(room: TasksRoom, view: View, tasks: readonly Held<Task>[], at: Instant): Promise<Shown[]> {
  const ids = [...new Set(tasks.flatMap(({ state }) => state.assignee.rota ?? []))]
  const rotas = await room.journal.reads.some(rotaRecord, view, ids)
  const onDuty = new Map(rotas.map((held) => [held.id, personOnDuty(held.state, at)]))
  return tasks.map((held) => oneShown(room, view, held, onDuty, at))
}

function oneShown(
  room: TasksRoom,
  view: View,
  { id, version, marking, since, state, origin }: Held<Task>,
  onDuty: ReadonlyMap<Id, Id | null>,
  at: Instant,
): Shown {
  const { reader, realm, asOf } = view
  const duty = state.assignee.rota === null ? null : (onDuty.get(state.assignee.rota) ?? null)
  const writes = asOf === undefined && !origin && mayWrite(reader, realm, marking, room.journal.home)
  const gives = manages(reader) || reader.roles.includes('analyst')
  const may = taskEvents.filter((event) => {
    if (!writes || byItself.some((one) => one === event)) return false
    if (giving.some((one) => one === event) && !gives) return false
    return whyNot(state, event, reader, duty) === null
  })
  const yours = holds(state, reader.person, duty)
  return { id, version, marking, since, state, yours, stranded: isStranded(state, at), may }
}

export async function waitsForMe(
  room: TasksRoom,
  _input: InputOf<typeof api.waitsForMe>,
  { view, now, reader }: Call,
): Promise<Reply<OutputOf<typeof api.waitsForMe>>> {
  const nothing = { tasks: [], callOuts: [], handOvers: [], swaps: [], duties: [], total: 0 }
  const { person } = reader
  if (person === null) return done(nothing)
  const at = view.asOf ?? now
  // Nobody here is called by a copy.
  const own: View = { ...view, own: true }
  const [unheard, calling, mine] = await Promise.all([
    unheardOf(room.journal, own, person),
    callingFor(room.journal, own, person),
    rotasOf(room.journal, own, person),
  ])
  const tasks = await shown(room, view, unheard, at)
  const callOuts = calling
    .filter(({ state }) => state.called.some((one) => one.person === person && one.answers.length === 0))
    .map(({ id, version, marking, since, state }) => {
      const { title, crisis, startedBy, startedAt, nextRoundAt } = state
      return { id, version, marking, since, state: { title, crisis, startedBy, startedAt, nextRoundAt } }
    })
  const asked = mine.map((held) => askedOf(held, person, at))
  const handOvers = asked.flatMap((one) => one.handOvers)
  const swaps = asked.flatMap((one) => one.swaps)
  const duties = asked.flatMap((one) => one.duties)
  const waiting = duties.filter(({ duty }) => duty.waitsFor === person && duty.person !== person).length
  const total = tasks.length + callOuts.length + handOvers.length + swaps.length + waiting
  return done({ tasks, callOuts, handOvers, swaps, duties, total })
}

/** What one rota asks of one of its members. */
function askedOf({ id: rota, version, state }: Held<Rota>, person: Id, at: Instant) {
  const base = { rota, version, name: state.name }
  const handOver = offered(state)
  const duty = dutyAt(state, at)
  return {
    handOvers: handOver?.to === person ? [{ ...base, handOver }] : [],
    swaps: state.swaps.filter((it) => it.status === 'asked' && it.to === person).map((swap) => ({ ...base, swap })),
    duties: duty.person === person || duty.waitsFor === person ? [{ ...base, duty }] : [],
  }
}
