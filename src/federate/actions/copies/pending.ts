// What a unit will keep beside the journal when it is written: asked again within the same letter, and written in one statement.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { newId } from '#platform/id.ts'
import type { Unit } from '#platform/journal/index.ts'
import { keepAlarm, keepTaken, type Taken } from '../../store/copies/taken.ts'
import type { FederateRoom } from '../room.ts'

/** By the unit's own `newId`: each part of a letter is handed a wrapping of the unit, which has this function in common. */
const later = new WeakMap<Unit['newId'], Map<Id, Taken>>()

export function takenLater(unit: Unit, subject: Id): Taken | undefined {
  return later.get(unit.newId)?.get(subject)
}

export function keepLater(unit: Unit, taken: Taken): void {
  const known = later.get(unit.newId)
  const kept = known ?? new Map<Id, Taken>()
  kept.set(taken.subject, taken)
  if (known) return
  later.set(unit.newId, kept)
  unit.also((sql) => keepTaken(sql, [...kept.values()]))
}

/** Something came that cannot be right: kept for people at once, because the unit may be thrown away for it. */
export async function alarm(room: FederateRoom, realm: Realm, peer: Id, what: string, detail: string): Promise<void> {
  room.log.warn({ peer, what }, 'a peer sent what cannot be right')
  const now = room.clock.now()
  await keepAlarm(room.journal.sql, { id: newId(now), peer, realm, what, detail, at: now.toISOString() })
}
