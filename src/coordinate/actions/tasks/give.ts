// Giving a task to somebody: who that is now, whether they may have it, and that they are told.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { Assignee, Task } from '../../model/task.ts'
import { rotaRecord } from '../../rules/tasks/rota-record.ts'
import { mayAnswer, personOnDuty, type TasksRoom } from './room.ts'
import { tellPerson } from './tell.ts'

export interface Asked {
  person?: Id
  rota?: Id
}

/** Whom it is given to, by name of the person who has the duty now where it is a rota. Refuses whoever may not read and answer it. */
export async function assigneeFrom(
  room: TasksRoom,
  unit: Unit,
  { person, rota }: Asked,
  marking: Marking,
  where: string,
): Promise<Assignee> {
  if (rota !== undefined) {
    const held = await unit.read(rotaRecord, rota)
    if (held?.state.status !== 'active')
      return unit.refuse('bad-assignee', 'There is no active rota of that id that you may read.', where)
    const onDuty = personOnDuty(held.state, unit.now)
    return { rota, person: onDuty !== null && (await mayHave(room, unit, onDuty, marking)) ? onDuty : null }
  }
  if (person === undefined) return unit.refuse('bad-assignee', 'Name a person or a rota.', where)
  if (!(await mayHave(room, unit, person, marking)))
    return unit.refuse('bad-assignee', `${person} does not work here, or may not read and change this task.`, where)
  return { person, rota: null }
}

export async function chainFrom(
  room: TasksRoom,
  unit: Unit,
  chain: readonly Asked[],
  marking: Marking,
): Promise<Assignee[]> {
  const found: Assignee[] = []
  for (const [at, one] of chain.entries()) {
    const assignee = await assigneeFrom(room, unit, one, marking, `/chain/${at}`)
    // Who of a rota that is shows when it goes there.
    found.push(one.rota === undefined ? assignee : { ...assignee, person: null })
  }
  return found
}

export async function mayHave(room: TasksRoom, unit: Unit, person: Id, marking: Marking): Promise<boolean> {
  const colleague = await room.people.colleague(person)
  return colleague !== undefined && mayAnswer(room, colleague, unit.view.realm, marking)
}

const headlines = {
  assigned: 'A task waits for you',
  reassigned: 'A task waits for you',
  'not-acknowledged': 'A task waits for you that nobody acknowledged so far',
  'hand-over': 'A task came to you with the duty',
} as const

/** Tells whoever has it now; what was acknowledged with the duty needs no word. */
export async function tellHolder(room: TasksRoom, unit: Unit, held: Held<Task>): Promise<void> {
  const { id, version, marking, state } = held
  const { person, rota } = state.assignee
  const hand = state.hands.at(-1)
  if (person === null || !hand || hand.acknowledgedAt !== null) return
  await tellPerson(room, unit, {
    person,
    what: 'task',
    event: `task.${hand.because}`,
    headline: headlines[hand.because],
    id,
    title: state.title,
    marking,
    until: state.acknowledgeBy,
    timeZone: rota === null ? 'UTC' : ((await unit.read(rotaRecord, rota))?.state.timeZone ?? 'UTC'),
    path: `/tasks/${id}`,
    key: `task ${id} ${version}`,
    urgent: state.priority === 'urgent',
  })
}
