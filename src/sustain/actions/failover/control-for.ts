// The control of a plan, if it may be used in this realm.
import { isExercise, type Realm } from '#kernel/realm.ts'
import { practiceEntry } from '../../control/practice.ts'
import type { ControlEntry, PracticeEntry } from '../../model/controls.ts'
import type { SustainRoom } from '../room.ts'

export type ControlFor =
  | { ok: true; entry: ControlEntry | PracticeEntry }
  | { ok: false; refusal: 'no-such-control' | 'drills-only'; why: string }

/** An exercise changes only what is made for drills: whoever plays may not take names away from anybody. */
export async function controlFor(room: SustainRoom, realm: Realm, name: string): Promise<ControlFor> {
  const practice = isExercise(realm) ? practiceEntry(name) : undefined
  if (practice) return { ok: true, entry: practice }
  const found = await room.failover.controls.find(name)
  if (!found.ok) return { ok: false, refusal: 'no-such-control', why: found.why }
  if (isExercise(realm) && found.entry.drill !== true)
    return { ok: false, refusal: 'drills-only', why: `"${name}" is no control for drills.` }
  return found
}
