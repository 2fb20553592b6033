// Whether a plan may move without asking at this moment, by what stands in the journal.
import type { Realm } from '#kernel/realm.ts'
import { personRecord } from '#people/index.ts'
import { switching } from '../../api/shown.ts'
import { whyAsk } from '../../rules/dns/pre-authorised.ts'
import type { Bad } from '../../rules/dns/propose.ts'
import { type HeldPlan, movesAlone } from '../../store/failovers.ts'
import type { SustainRoom } from '../room.ts'
import { ownView } from './area.ts'

const dayMilliseconds = 86_400_000

/** null: it may. `health` null: for the way back. */
export async function askedBecause(
  room: SustainRoom,
  { id, state: plan }: HeldPlan,
  realm: Realm,
  health: Bad | null,
): Promise<string | null> {
  const now = room.clock.in(realm)
  const since = new Date(now.getTime() - dayMilliseconds).toISOString()
  const view = ownView(realm, room.journal.home)
  return whyAsk({
    plan,
    health,
    movesOfDay: await movesAlone(room.journal, view, id, since),
    personMayDecide: await mayDecide(room, realm, plan.preAuthorised?.person),
    now: now.toISOString(),
  })
}

/** Whoever left, or decides here no more, allows nothing any longer. Persons exist once, in the live realm; the cast of an exercise, in its own. */
async function mayDecide(room: SustainRoom, realm: Realm, person: string | undefined): Promise<boolean> {
  if (person === undefined) return false
  const inRealm = (one: Realm) => room.journal.reads.one(personRecord, ownView(one, room.journal.home), person)
  const found = (await inRealm('live')) ?? (await inRealm(realm))
  const { who } = switching
  return found?.state.status === 'active' && Array.isArray(who) && found.state.roles.some((role) => who.includes(role))
}
