// How fast letters go to a peer: as fast as the agreements with it allow, and no faster.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { type Budget, fullPurse, spend, waitFor } from '../../rules/post/budget.ts'
import type { Desk } from './desk.ts'

export interface Limits {
  lettersPerMinute: number
  kilobytesPerSecond: number | null
}

/** For letters about trust and agreements, before anything is agreed. */
const withoutAgreement: Limits = { lettersPerMinute: 60, kilobytesPerSecond: null }

/** The narrowest of all agreements that are in force with it. */
export async function limitsOf(desk: Desk, peer: Id, realm: Realm): Promise<Limits> {
  const agreements = await desk.room.terms.inForce(realm, peer)
  let found: Limits | undefined
  for (const { state } of agreements) {
    const { lettersPerMinute, kilobytesPerSecond } = state.terms.limits
    found = {
      lettersPerMinute: Math.min(found?.lettersPerMinute ?? lettersPerMinute, lettersPerMinute),
      kilobytesPerSecond: least(found?.kilobytesPerSecond ?? null, kilobytesPerSecond),
    }
  }
  return found ?? withoutAgreement
}

function least(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b)
}

function budgets({ lettersPerMinute, kilobytesPerSecond }: Limits): { letters: Budget; bytes: Budget | null } {
  return {
    letters: { most: Math.max(1, lettersPerMinute), perSecond: lettersPerMinute / 60 },
    bytes:
      kilobytesPerSecond === null ? null : { most: kilobytesPerSecond * 1024, perSecond: kilobytesPerSecond * 1024 },
  }
}

/** Milliseconds until the next letter may go. */
export function paceOf(desk: Desk, peer: Id, limits: Limits): number {
  const now = desk.room.clock.now().getTime()
  const { letters, bytes } = budgets(limits)
  const purses = desk.sending.get(peer)
  if (!purses) return 0
  return Math.max(waitFor(purses.letters, letters, now), bytes ? waitFor(purses.bytes, bytes, now) : 0)
}

export function spent(desk: Desk, peer: Id, limits: Limits, size: number): void {
  const now = desk.room.clock.now().getTime()
  const { letters, bytes } = budgets(limits)
  const purses = desk.sending.get(peer)
  desk.sending.set(peer, {
    letters: spend(purses?.letters ?? fullPurse(letters, now), letters, 1, now),
    bytes: bytes ? spend(purses?.bytes ?? fullPurse(bytes, now), bytes, size, now) : { left: 0, atMs: now },
  })
}
