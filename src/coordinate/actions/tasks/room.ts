// What tasks, rotas and call-outs work with, and the few steps that all of them take.
import type { Id } from '#kernel/id.ts'
import { type Marking, type MarkingChoice, markingFrom } from '#kernel/marking.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { EntryKinds, RecordKind } from '#kernel/record.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Colleague } from '#people/index.ts'
import { type Held, ownerLike, type Unit, type View } from '#platform/journal/index.ts'
import type { Rota } from '../../model/rota.ts'
import { dutyAt } from '../../rules/tasks/on-duty.ts'
import { rotaRecord } from '../../rules/tasks/rota-record.ts'
import type { CoordinateRoom } from '../room.ts'

export type { CoordinateRoom as TasksRoom } from '../room.ts'

export function systemView(room: Pick<CoordinateRoom, 'journal'>, realm: Realm, job: string): View {
  return { reader: systemReader(job, [realm], room.journal.home), realm, own: true }
}

/** The record at the version that the caller saw. */
export async function seenAt<S, K extends EntryKinds<S>>(
  unit: Unit,
  record: RecordKind<S, K>,
  id: Id,
  version: number | null,
): Promise<Held<S>> {
  const held = await unit.read(record, id)
  if (!held) return unit.refuse('unknown', `No ${record.name} with the id ${id} that you may read.`)
  if (version !== null && held.version !== version)
    unit.refuse('stale-version', `You saw version ${version}; it is at version ${held.version}.`)
  return held
}

/** One spelling for all moments, so that their order is the order of their texts. Refuses a date that does not exist. */
export function momentAt(unit: Unit, text: string, where: string): Instant {
  if (Number.isNaN(Date.parse(text))) return unit.refuse('bad-input', `There is no moment ${text}.`, where)
  return instant(text)
}

export interface Marked {
  marking: MarkingChoice
  owner: Id
}

/** As was asked; else like what it belongs to, where the writer may change that; else the default of their organisation. */
export function markedAs(
  room: CoordinateRoom,
  view: View,
  asked: MarkingChoice | undefined,
  like: Held<unknown> | undefined,
): Marked & { whole: Marking } {
  const { reader, realm } = view
  const home = room.journal.home
  if (!asked && like && mayWrite(reader, realm, like.marking, home)) {
    const { owner: _theirs, ...marking } = like.marking
    const owner = ownerLike(like, reader, home)
    return { marking, owner, whole: { ...marking, owner } }
  }
  const owner = reader.organisation ?? home
  const marking: MarkingChoice = asked ?? { tlp: 'AMBER+STRICT' }
  return { marking, owner, whole: markingFrom(asked, owner, reader.person) }
}

/** Whether somebody may read a record of this marking, and answer in it. */
export function mayAnswer(room: CoordinateRoom, one: Colleague, realm: Realm, marking: Marking): boolean {
  return mayWrite(one.reader, realm, marking, room.journal.home)
}

/** Who has the duty of a rota now; null where nobody has, or the rota may not be read. */
export async function onDutyNow(unit: Unit, rota: Id | null, now: Instant): Promise<Id | null> {
  if (rota === null) return null
  const held = await unit.read(rotaRecord, rota)
  return held ? personOnDuty(held.state, now) : null
}

export function personOnDuty(rota: Rota, now: Instant): Id | null {
  return rota.status === 'active' ? dutyAt(rota, now).person : null
}
