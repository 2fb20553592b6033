// The steps that all actions on operations take: reading it, asking its life, and writing for a partner.

import type { OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit, Writer } from '#platform/journal/index.ts'
import type { describeOperation } from '../../api/operations/operations.ts'
import { operationRecord } from '../../events/operations.ts'
import type { Operation, Partner } from '../../model/operations/operation.ts'
import { whyNot } from '../../rules/life.ts'
import { type OperationEvent, operationLife } from '../../rules/operations/life.ts'
import { obey, take } from '../desk.ts'
import type { DisruptRoom } from '../room.ts'

export type Changed = Promise<Reply<OutputOf<typeof describeOperation>>>

/** At the version that the caller saw. */
export async function forEvent(unit: Unit, which: { id: Id; version: number }, event: OperationEvent) {
  const held = await take(unit, operationRecord, which)
  obey(unit, whyNot(operationLife, held.state.state, event))
  return held
}

/** As it stands in the moment of writing: on action day many act at once. */
export async function asItStands(unit: Unit, id: Id, event: OperationEvent): Promise<Held<Operation>> {
  const held = await unit.read(operationRecord, id)
  if (!held) return unit.refuse('unknown', `There is no operation ${id} that you may read.`)
  obey(unit, whyNot(operationLife, held.state.state, event))
  return held
}

export function partnerOf(unit: Unit, { partners }: Operation, key: string, where = '/partner'): Partner {
  const found = partners.find((one) => one.key === key && one.left === null)
  return found ?? unit.refuse('no-such-part', `There is no partner ${key} in the operation.`, where)
}

/**
 * A person of another organisation, whom the operation names, writes the word and the steps of their partner into it. What they may
 * read stays what it is: TLP:RED goes by person. Who did it stays their name.
 */
export async function writerFor(room: DisruptRoom, call: Call, id: Id): Promise<Writer> {
  const { reader } = call.view
  const held = await room.journal.reads.one(operationRecord, call.view, id)
  const named = held?.state.partners.some(({ signers }) => reader.person !== null && signers.includes(reader.person))
  if (!held || !named || held.origin) return call.writer
  return { ...call.writer, view: { ...call.view, reader: { ...reader, organisation: held.marking.owner } } }
}

/** Whether they sign for the partner, or belong to the staff that leads the operation. */
export function actsFor(unit: Unit, { signers }: Partner): boolean {
  const { person, roles } = unit.view.reader
  if (person !== null && signers.includes(person)) return true
  return roles.some((role) => role === 'duty-officer' || role === 'crisis-manager')
}
