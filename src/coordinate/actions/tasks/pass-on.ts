// The jobs that pass tasks on: to the next of the chain when nobody acknowledged them in time, and along with the duty of their
// rota. Each rests on the version that it read: of two processes that pass the same task on, the second finds it passed on.
import { done } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { Assignee, Task } from '../../model/task.ts'
import { acknowledgeBy, mustEscalate, personFor } from '../../rules/tasks/hands.ts'
import { mostHands, taskLifecycle } from '../../rules/tasks/lifecycle.ts'
import { dutyAt } from '../../rules/tasks/on-duty.ts'
import { rotaRecord } from '../../rules/tasks/rota-record.ts'
import { taskRecord } from '../../rules/tasks/task-record.ts'
import { type Found, openTasksOfRotas, toEscalate, type WithRota } from '../../store/tasks/tasks.ts'
import { mayHave, tellHolder } from './give.ts'
import { onDutyNow, personOnDuty, systemView, type TasksRoom } from './room.ts'

const atOnce = 200
const mostOpen = 5_000

/** Answers how many tasks went to somebody else. */
export async function escalateTasks(room: TasksRoom): Promise<number> {
  let passed = 0
  for (const row of await toEscalate(room.journal, room.clock, atOnce)) {
    if (await escalateOne(room, row)) passed += 1
  }
  return passed
}

async function escalateOne(room: TasksRoom, { subject, realm }: Found): Promise<boolean> {
  const writer = { view: systemView(room, realm, 'coordinate.tasks'), verb: 'coordinate.escalateTask' }
  const reply = await room.journal.commit(writer, async (unit) => {
    const held = await unit.read(taskRecord, subject)
    if (!held || !mustEscalate(held.state, unit.now)) return done(false)
    const last = await throughChain(room, unit, held)
    if (last) await tellHolder(room, unit, last)
    return done(last !== null)
  })
  return reply.ok && reply.value
}

/** To the next of the chain who can be reached; whoever cannot is recorded as a hand without a person. */
async function throughChain(room: TasksRoom, unit: Unit, first: Held<Task>): Promise<Held<Task> | null> {
  let held: Held<Task> | null = null
  for (const next of first.state.chain) {
    const before: Held<Task> = held ?? first
    if (before.state.hands.length >= mostHands) break
    const assignee = await reached(room, unit, next, before)
    const body = { assignee, acknowledgeBy: acknowledgeBy(before.state.acknowledgeMinutes, unit.now) }
    held = (await unit.append(taskRecord, 'coordinate.taskEscalated', first.id, body)).held
    const { person } = assignee
    if (person !== null && person !== first.state.assignee.person) break
  }
  return held
}

async function reached(room: TasksRoom, unit: Unit, next: Assignee, { marking }: Held<Task>): Promise<Assignee> {
  const person = personFor(next, await onDutyNow(unit, next.rota, unit.now))
  const may = person !== null && (await mayHave(room, unit, person, marking))
  return { rota: next.rota, person: may ? person : null }
}

/** Tasks follow the duty of their rota. Answers how many did. */
export async function followDuties(room: TasksRoom): Promise<number> {
  const rows = await openTasksOfRotas(room.journal, mostOpen)
  let passed = 0
  for (const realm of new Set(rows.map((row) => row.realm))) {
    const ours = rows.filter((row) => row.realm === realm)
    const onDuty = await dutiesOf(room, realm, ours, instant(room.clock.in(realm)))
    for (const row of ours) {
      const person = onDuty.get(row.rota) ?? null
      if (person !== null && person !== row.person && (await followOne(room, row))) passed += 1
    }
  }
  return passed
}

async function dutiesOf(room: TasksRoom, realm: string, rows: readonly WithRota[], now: Instant) {
  const ids = [...new Set(rows.map(({ rota }) => rota))]
  const rotas = await room.journal.reads.some(rotaRecord, systemView(room, realm, 'coordinate.tasks'), ids)
  return new Map(rotas.map(({ id, state }) => [id, personOnDuty(state, now)]))
}

async function followOne(room: TasksRoom, { subject, realm }: Found): Promise<boolean> {
  const writer = { view: systemView(room, realm, 'coordinate.tasks'), verb: 'coordinate.handOverTask' }
  const reply = await room.journal.commit(writer, async (unit) => {
    const task = await unit.read(taskRecord, subject)
    const rota = task?.state.assignee.rota ? await unit.read(rotaRecord, task.state.assignee.rota) : undefined
    if (!task || !rota) return done(false)
    const person = personOnDuty(rota.state, unit.now)
    if (person === null || person === task.state.assignee.person || !follows(task.state)) return done(false)
    // It stays where it is for now: whoever has the duty may not read it.
    if (!(await mayHave(room, unit, person, task.marking))) return done(false)
    const { held } = await unit.append(taskRecord, 'coordinate.taskHandedOver', subject, {
      assignee: { rota: rota.id, person },
      heardBy: dutyAt(rota.state, unit.now).because === 'accepted' ? `person:${person}` : null,
      acknowledgeBy: acknowledgeBy(task.state.acknowledgeMinutes, unit.now),
    })
    await tellHolder(room, unit, held)
    return done(true)
  })
  return reply.ok && reply.value
}

function follows({ status, hands }: Task): boolean {
  return 'to' in taskLifecycle[status]['hand-over'] && hands.length < mostHands
}
