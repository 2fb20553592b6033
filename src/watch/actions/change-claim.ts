// What persons do with a claim of the ledger: correct it, retract and restore it, and rate its source and its content.
import type { InputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type {
  changeClaim as changeContract,
  rateInformation as informationContract,
  rateSource as sourceContract,
} from '../api/claims.ts'
import { claimRecord } from '../events/claim.ts'
import { itemRecord } from '../events.ts'
import type { ClaimSaid, LedgerClaim } from '../model/ledger.ts'
import { claimLifecycle } from '../rules/ledger/lifecycle.ts'
import { ratingBy } from '../rules/ledger/ratings.ts'
import { followUpsOf } from '../store/ledger.ts'
import { followUp } from './enter-claim.ts'
import { settlePromises } from './follow-ups.ts'
import { followClaim } from './keep-judgements.ts'
import { type Changed, changed, mustAllow, personIn, seenAt } from './ledger.ts'
import { readClaim } from './relate-claims.ts'
import type { WatchRoom } from './room.ts'

export function changeClaim(
  room: WatchRoom,
  { id, version, reason, ...asked }: InputOf<typeof changeContract>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const claim = await readClaim(unit, id)
    const person = personIn(unit)
    seenAt(unit, claim, version)
    mustAllow(unit, claimLifecycle, claim.state.status, 'change')
    const said = different(asked, claim.state)
    if (Object.keys(said).length === 0) return unit.refuse('nothing-to-change')
    const after = await unit.append(
      claimRecord,
      'watch.claimChanged',
      id,
      { said, person, reason },
      { expectedVersion: version },
    )
    // What turns out to be a promise only now is followed up from now on.
    if ((await followUpsOf(room.journal, unit.view, [id])).length === 0) {
      const item = after.held.state.item
      await followUp(unit, after, item === null ? null : await publishedAt(room, unit.view, item), person)
    }
    return done(changed(after))
  })
}

function different(asked: Partial<ClaimSaid>, state: LedgerClaim): Partial<ClaimSaid> {
  const fields: [string, unknown][] = Object.entries(asked)
  const now: Record<string, unknown> = state
  return Object.fromEntries(fields.filter(([name, value]) => JSON.stringify(now[name]) !== JSON.stringify(value)))
}

async function publishedAt(room: WatchRoom, view: Call['view'], id: Id): Promise<string | null> {
  return (await room.journal.reads.one(itemRecord, view, id))?.state.publishedAt ?? null
}

export function turnClaim(
  room: WatchRoom,
  event: 'retract' | 'restore',
  { id, version, reason }: { id: Id; version: number; reason: string },
  call: Call,
): Promise<Reply<Changed>> {
  const kind = event === 'retract' ? 'watch.claimRetracted' : 'watch.claimRestored'
  return room.journal.commit(call.writer, async (unit) => {
    const claim = await readClaim(unit, id)
    const person = personIn(unit)
    seenAt(unit, claim, version)
    mustAllow(unit, claimLifecycle, claim.state.status, event)
    const after = await unit.append(claimRecord, kind, id, { person, reason }, { expectedVersion: version })
    await settlePromises(room, unit, id, event === 'restore', person, after.entry)
    await followClaim(unit, after, person, reason)
    return done(changed(after))
  })
}

/** Raters do not stand in each other's way: no version is asked for, and each changes only what is theirs. */
export function rateSource(
  room: WatchRoom,
  { id, value, because: asked }: InputOf<typeof sourceContract>,
  call: Call,
): Promise<Reply<Changed>> {
  const because = asked ?? null
  return room.journal.commit(call.writer, async (unit) => {
    const claim = await readClaim(unit, id)
    const person = personIn(unit)
    mustAllow(unit, claimLifecycle, claim.state.status, 'rate')
    const { source } = ratingBy(claim.state.ratings, person)
    if ((source?.value ?? null) === value && (value === null || source?.because === because))
      return unit.refuse('nothing-to-change')
    return done(changed(await unit.append(claimRecord, 'watch.claimSourceRated', id, { person, value, because })))
  })
}

export function rateInformation(
  room: WatchRoom,
  { id, value, because: asked }: InputOf<typeof informationContract>,
  call: Call,
): Promise<Reply<Changed>> {
  const because = asked ?? null
  return room.journal.commit(call.writer, async (unit) => {
    const claim = await readClaim(unit, id)
    const person = personIn(unit)
    mustAllow(unit, claimLifecycle, claim.state.status, 'rate')
    const { information } = ratingBy(claim.state.ratings, person)
    if ((information?.value ?? null) === value && (value === null || information?.because === because))
      return unit.refuse('nothing-to-change')
    return done(changed(await unit.append(claimRecord, 'watch.claimInformationRated', id, { person, value, because })))
  })
}
