// Operations as somebody who is admitted reads them.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { isExercise } from '#kernel/realm.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type { exportPlaybook } from '../../api/operations/action-day.ts'
import type * as api from '../../api/operations/operations.ts'
import { operationRecord } from '../../events/operations.ts'
import { clockStanding } from '../../rules/operations/clocks.ts'
import { goStanding } from '../../rules/operations/go.ts'
import { playbookOf } from '../../rules/operations/playbook.ts'
import { dueAt, type Hold, whatIsInTheWay } from '../../rules/operations/steps.ts'
import { operationsIn } from '../../store/operations/operations.ts'
import { targetsOf } from '../../store/targets/targets.ts'
import { shown } from '../desk.ts'
import type { DisruptRoom } from '../room.ts'
import { nameUuid } from './name-uuid.ts'

export async function listOperations(
  { journal }: DisruptRoom,
  { state }: InputOf<typeof api.listOperations>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listOperations>>> {
  return done({ items: (await operationsIn(journal, view, state)).map(shown) })
}

export async function getOperation(
  { journal, people, takedowns }: DisruptRoom,
  { id }: InputOf<typeof api.getOperation>,
  { view, now: present }: Call,
): Promise<Reply<OutputOf<typeof api.getOperation>>> {
  const held = await journal.reads.one(operationRecord, view, id)
  if (!held) return refuse('unknown', `There is no operation ${id} that you may read.`)
  const now = view.asOf ?? present
  const { state } = held
  const targets = (await targetsOf(journal, view, id)).filter((one) => one.state.state === 'listed')
  const holds: Hold[] = targets.flatMap((one) =>
    one.state.holds.map(({ partner }) => ({
      ...{ target: one.id, name: one.state.reads },
      partner: state.partners.find(({ key }) => key === partner)?.name ?? partner,
    })),
  )
  const persons = await Promise.all(
    held.marking.persons.map(async (person) => ({ id: person, name: (await people.colleague(person))?.name ?? '' })),
  )
  return done({
    ...shown(held),
    ...{ go: goStanding(state), clocks: clockStanding(state, takedowns.clocks, now) },
    steps: state.steps.map((step) => ({
      ...{ step: step.key, due: dueAt(state, step) },
      ...whatIsInTheWay(state, step, now, holds),
    })),
    targets: counted(targets.map((one) => one.state.status)),
    instruments: counted(targets.flatMap((one) => one.state.instruments.map((instrument) => instrument.state))),
    persons,
    now,
  })
}

function counted(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

export async function playbookFile(
  { journal }: DisruptRoom,
  { id }: InputOf<typeof exportPlaybook>,
  { view }: Call,
): Promise<Reply<Download>> {
  const held = await journal.reads.one(operationRecord, view, id)
  if (!held) return refuse('unknown', `There is no operation ${id} that you may read.`)
  const names = new Map((await targetsOf(journal, view, id)).map((one) => [one.id, one.state.reads]))
  const playbook = playbookOf(held.state, {
    ...{ id, uuid: nameUuid, created: held.state.openedAt, modified: held.since },
    ...{
      createdBy: held.marking.owner,
      exercise: isExercise(view.realm),
      targetName: (target: string) => names.get(target),
    },
  })
  const bytes = Buffer.from(`${JSON.stringify(playbook, null, 2)}\n`)
  return done({
    name: `${isExercise(view.realm) ? 'EXERCISE-' : ''}playbook-${held.state.revision}.json`,
    type: 'application/json',
    bytes,
  })
}
