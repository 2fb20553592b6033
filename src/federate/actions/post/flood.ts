// Budgets of what comes in. A peer that sends more than was agreed is slowed and shown; the others do not feel it.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { instant } from '#kernel/time.ts'
import { type Budget, fullPurse, spend, waitFor } from '../../rules/post/budget.ts'
import { incoming } from '../../rules/post/limits.ts'
import { noteSlowed } from '../../store/post/inbox.ts'
import type { Desk } from './desk.ts'
import { limitsOf } from './pace.ts'
import type { Whence } from './take.ts'

/** Milliseconds of work: a peer gets no more than half of the time of one process for long. */
const workIn: Budget = { most: 60_000, perSecond: 500 }
/** Envelopes from one address that could not be opened. Many peers may share an address, so it is no small number. */
const strangers: Budget = { most: 60, perSecond: 1 }
const mostStrangers = 10_000

/** Milliseconds that this sender should wait; 0: now. Asked before an envelope is opened, so it believes no name. */
export function slowedFor(desk: Desk, _claimed: Id, { address, route }: Whence): number {
  if (route !== 'line') return 0
  const purse = desk.strangers.get(address)
  return purse ? waitFor(purse, strangers, desk.room.clock.now().getTime()) : 0
}

export function spendOnStranger(desk: Desk, { address, route }: Whence): void {
  if (route !== 'line') return
  const now = desk.room.clock.now().getTime()
  if (desk.strangers.size >= mostStrangers) desk.strangers.clear()
  desk.strangers.set(address, spend(desk.strangers.get(address) ?? fullPurse(strangers, now), strangers, 1, now))
}

/**
 * Counts against what the agreements with a peer allow, once it has proved who it is. Milliseconds to wait where it was spent before.
 * Files are brought by people, one at a time: they are not slowed.
 */
export async function spendOn(
  desk: Desk,
  peer: Id,
  realm: Realm,
  route: Whence['route'],
  cost: { letters?: number; bytes?: number; workMs?: number },
): Promise<number> {
  if (route === 'file') return 0
  const { letters, bytes } = incoming(await limitsOf(desk, peer, realm))
  const now = desk.room.clock.now().getTime()
  const purses = desk.taking.get(peer) ?? {
    letters: fullPurse(letters, now),
    bytes: fullPurse(bytes, now),
    work: fullPurse(workIn, now),
  }
  const wait = Math.max(
    waitFor(purses.letters, letters, now),
    waitFor(purses.bytes, bytes, now),
    waitFor(purses.work, workIn, now),
  )
  const isNew = cost.letters !== undefined
  if (isNew && wait > 0) {
    await noteSlowed(desk.room.journal.sql, peer, realm, instant(new Date(now + wait)))
    desk.metrics.taken.inc({ fate: 'later' })
    return wait
  }
  desk.taking.set(peer, {
    letters: spend(purses.letters, letters, cost.letters ?? 0, now),
    bytes: spend(purses.bytes, bytes, cost.bytes ?? 0, now),
    work: spend(purses.work, workIn, cost.workMs ?? 0, now),
  })
  return 0
}
