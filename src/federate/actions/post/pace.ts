// How fast letters go to a peer: as fast as the agreements with it allow, and no faster.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { fullPurse, spend, waitFor } from '../../rules/post/budget.ts'
import { type Limits, narrowest, outgoing } from '../../rules/post/limits.ts'
import type { Desk } from './desk.ts'

/** Those of all agreements that are in force with it. */
export async function limitsOf(desk: Desk, peer: Id, realm: Realm): Promise<Limits> {
  return narrowest((await desk.room.terms.inForce(realm, peer)).map(({ state }) => state.terms.limits))
}

/** Milliseconds until the next letter may go. */
export function paceOf(desk: Desk, peer: Id, limits: Limits): number {
  const now = desk.room.clock.now().getTime()
  const { letters, bytes } = outgoing(limits)
  const purses = desk.sending.get(peer)
  if (!purses) return 0
  return Math.max(waitFor(purses.letters, letters, now), bytes ? waitFor(purses.bytes, bytes, now) : 0)
}

export function spent(desk: Desk, peer: Id, limits: Limits, size: number): void {
  const now = desk.room.clock.now().getTime()
  const { letters, bytes } = outgoing(limits)
  const purses = desk.sending.get(peer)
  desk.sending.set(peer, {
    letters: spend(purses?.letters ?? fullPurse(letters, now), letters, 1, now),
    bytes: bytes ? spend(purses?.bytes ?? fullPurse(bytes, now), bytes, size, now) : { left: 0, atMs: now },
  })
}
