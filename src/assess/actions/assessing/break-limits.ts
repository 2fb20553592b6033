// Clocks whose limit passes: told at the very moment, once each, whichever process comes round to it and however often.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { done } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Journal } from '#platform/journal/index.ts'
import type { Duty } from '../../model/duty.ts'
import { dutyRecord } from '../../rules/duty-record.ts'
import { type ArmedClock, armedClocks, limitsComeBy } from '../../store/duties.ts'
import { systemView } from './room.ts'

/** Limits in one look, and in one statement to disk. */
const perLook = 2_000
const perCommit = 100

/**
 * One turn: those that passed are told at once; those that pass within the next second are waited for, so that they are told at
 * their moment and not at the next turn. Each realm by its own clock. Answers how many were told.
 */
export async function breakLimits(room: { journal: Journal; clock: Clock }, aheadMs = 1_000): Promise<number> {
  const nearly = limitsComeBy(room.clock, aheadMs)
  let told = 0
  for (;;) {
    const near = await armedClocks(room.journal, nearly, perLook)
    if (near.length === 0) return told
    const some = await tellAll(room, near, await whenPassed(room.clock, near, aheadMs))
    if (some === 0) return told
    told += some
  }
}

/**
 * What time it is in each realm when the first of them has passed. A timer may fire a little early, and a clock may stand still: it is
 * looked at again, for no longer than was asked.
 */
async function whenPassed(clock: Clock, near: readonly ArmedClock[], mostMs: number): Promise<Map<Realm, Instant>> {
  const until = performance.now() + mostMs
  const realms = [...new Set(near.map(({ realm }) => realm))]
  // The earliest first, so the first of a realm is its next.
  const next = new Map([...near].reverse().map(({ realm, due }) => [realm, Date.parse(due)]))
  for (;;) {
    const now = new Map(realms.map((realm) => [realm, clock.in(realm)]))
    const waits = realms.map((realm) => (next.get(realm) ?? 0) + 1 - (now.get(realm)?.getTime() ?? 0))
    const left = until - performance.now()
    const wait = Math.min(...waits)
    if (wait <= 0 || left <= 0) return new Map([...now].map(([realm, at]) => [realm, instant(at)]))
    await new Promise((resolve) => setTimeout(resolve, Math.min(wait, left)).unref())
  }
}

async function tellAll(
  room: { journal: Journal },
  near: readonly ArmedClock[],
  nowIn: ReadonlyMap<Realm, Instant>,
): Promise<number> {
  let told = 0
  for (const [realm, now] of nowIn) {
    const ids = near.filter((one) => one.realm === realm && one.due < now).map((one) => one.id)
    for (let at = 0; at < ids.length; at += perCommit) {
      told += await tellSome(room.journal, realm, ids.slice(at, at + perCommit), now)
    }
  }
  return told
}

/** Rests on the versions that were read: of two that tell the same limit, the second runs again and finds nothing to tell. */
async function tellSome(journal: Journal, realm: string, ids: readonly Id[], now: Instant): Promise<number> {
  const view = systemView({ journal }, realm, 'assess.clocks')
  const reply = await journal.commit({ view, verb: 'assess.breakLimits' }, async (unit) => {
    const broken = (await unit.some(dutyRecord, ids)).filter(({ state }) => isBroken(state, now))
    for (const { id, state } of broken) {
      const due = state.dueAt ?? now
      await unit.append(dutyRecord, 'assess.dutyBreached', id, { due }, { observedAt: due })
    }
    return done(broken.length)
  })
  return reply.ok ? reply.value : 0
}

function isBroken({ status, tentative, dueAt, breaches }: Duty, now: Instant): boolean {
  if (status !== 'running' || tentative || dueAt === null || dueAt >= now) return false
  return !breaches.some((one) => one.due === dueAt)
}
