// How records of this room are marked: a new marking takes a reason, and both are kept.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { systemReader } from '#kernel/reader.ts'
import type { RecordKind } from '#kernel/record.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit, View } from '#platform/journal/index.ts'
import type * as api from '../../api/crises.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { belonging } from '../../store/crises.ts'
import type { CrisisRoom } from './desk.ts'

const ladder = 'coordinate.ladder'

/** The ladder says what the crisis says, so it is marked with it and never alone. */
export function remarkRecord(
  room: CrisisRoom,
  { id, version, marking, reason }: InputOf<typeof api.remarkRecord>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.remarkRecord>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const kind = await kindOf(room, unit, id)
    if (!kind) return refuse('unknown', `No record of this room with the id ${id} that you may read.`)
    if (kind.name === ladder) return refuse('wrong-state', 'A ladder is marked like its crisis: mark the crisis.')
    const { entry, held } = await unit.remark(kind, id, marking, reason, version)
    if (kind.name === crisisRecord.name) await remarkLadder(room, unit, id, marking, reason)
    return done({ id, version: held.version, entry })
  })
}

async function kindOf(room: CrisisRoom, unit: Unit, id: Id): Promise<RecordKind | undefined> {
  for (const kind of room.kinds.values()) if (await unit.read(kind, id)) return kind
  return undefined
}

async function remarkLadder(room: CrisisRoom, unit: Unit, crisis: Id, marking: MarkingChoice, reason: string) {
  const kind = room.kinds.get(ladder)
  const { realm } = unit.view
  const all: View = { reader: systemReader('coordinate.remark', [realm], room.journal.home), realm, own: true }
  const [found] = await belonging(room.journal, all, { name: ladder }, 'crisis', [crisis], 1)
  if (kind && found) await unit.remark(kind, found.id, marking, reason)
}
