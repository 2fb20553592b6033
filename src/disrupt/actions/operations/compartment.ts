// Who knows of an operation: its marking names them, and all that belongs to it is marked like it. Somebody who leaves loses sight of
// the operation in the moment of writing, and of its targets and notices in the same command.
import type { InputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { done } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/operations/operations.ts'
import { operationRecord } from '../../events/operations.ts'
import { targetRecord } from '../../events/targets.ts'
import { victimNoticeRecord } from '../../events/victims.ts'
import { markedOtherwise } from '../../store/targets/targets.ts'
import { changed, choiceOf, take } from '../desk.ts'
import type { DisruptRoom } from '../room.ts'
import type { Changed } from './area.ts'

export async function mustBePersons(
  { people }: DisruptRoom,
  unit: Unit,
  ids: readonly Id[],
  where: string,
): Promise<void> {
  for (const id of ids)
    if (!(await people.colleague(id))) unit.refuse('no-such-person', `There is no person ${id} who may work.`, where)
}

export function admitToOperation(
  room: DisruptRoom,
  { person, because, ...which }: InputOf<typeof api.admitToOperation>,
  call: Call,
): Changed {
  return remark(room, which, call, because, async (unit, persons) => {
    await mustBePersons(room, unit, [person], '/person')
    if (persons.includes(person)) unit.refuse('nothing-to-change', 'They know of it already.', '/person')
    return [...persons, person]
  })
}

export function excludeFromOperation(
  room: DisruptRoom,
  { person, because, ...which }: InputOf<typeof api.excludeFromOperation>,
  call: Call,
): Changed {
  return remark(room, which, call, because, async (unit, persons) => {
    if (!persons.includes(person)) unit.refuse('nothing-to-change', 'They do not know of it.', '/person')
    // The author of a marking is always among those whom it names: nobody can write themselves out.
    if (person === unit.view.reader.person) unit.refuse('last-one', 'Somebody else has to take you out.', '/person')
    return persons.filter((one) => one !== person)
  })
}

async function remark(
  room: DisruptRoom,
  which: { id: Id; version: number },
  call: Call,
  because: string,
  to: (unit: Unit, persons: readonly Id[]) => Promise<Id[]>,
): Changed {
  const reply = await room.journal.commit(call.writer, async (unit) => {
    const { marking } = await take(unit, operationRecord, which)
    const choice: MarkingChoice = { ...choiceOf(marking), persons: await to(unit, marking.persons) }
    return changed(await unit.remark(operationRecord, which.id, choice, because.slice(0, 500), which.version))
  })
  if (reply.ok) await followMarking(room, call.view.realm, which.id)
  return reply
}

const perTurn = 200
/** Kinds of record that belong to an operation. */
const belonging = [targetRecord, victimNoticeRecord] as const

/** Marks what belongs to an operation as the operation is marked, until nothing is left. */
export async function followMarking(
  { journal }: Pick<DisruptRoom, 'journal'>,
  realm: Realm,
  operation: Id,
): Promise<number> {
  const view = { reader: systemReader('disrupt.followMarking', [realm], journal.home), realm, own: true as const }
  let all = 0
  for (const record of belonging) {
    for (;;) {
      const held = await journal.reads.one(operationRecord, view, operation)
      if (!held) return all
      const ids = await markedOtherwise(journal, record, realm, operation, held.marking.persons, perTurn)
      if (ids.length === 0) break
      const choice = choiceOf(held.marking)
      const reply = await journal.commit({ view, verb: 'disrupt.followMarking' }, async (unit) => {
        for (const id of ids) {
          if (record === targetRecord) await unit.remark(targetRecord, id, choice, 'Marked like its operation.')
          else await unit.remark(victimNoticeRecord, id, choice, 'Marked like its operation.')
        }
        return done(null)
      })
      if (!reply.ok) throw new Error(`What belongs to ${operation} could not be marked like it: ${reply.refusal}`)
      all += ids.length
    }
  }
  return all
}
