// Promises that are followed up: dating them, ending them, and what follows when the claim that made them is retracted.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Appended, Held, Unit, View } from '#platform/journal/types.ts'
import type {
  setFollowUpDue as dueContract,
  endFollowUp as endContract,
  FollowUpShown,
  listFollowUps as listContract,
  reopenFollowUp as reopenContract,
} from '../api/follow-ups.ts'
import { claimRecord, followUpRecord } from '../events/claim.ts'
import type { FollowUp } from '../model/ledger.ts'
import { dueFrom } from '../rules/ledger/due.ts'
import { type FollowUpEvent, followUpLifecycle } from '../rules/ledger/lifecycle.ts'
import { followUpPage, followUpsOf } from '../store/ledger.ts'
import { briefsOf } from './brief-items.ts'
import { changed, mustAllow, personIn, seenAt } from './ledger.ts'
import { momentOf } from './read-item.ts'
import type { WatchRoom } from './room.ts'

type Changed = OutputOf<typeof endContract>

const events: Readonly<Record<'kept' | 'broken' | 'withdrawn', FollowUpEvent>> = {
  kept: 'keep',
  broken: 'break',
  withdrawn: 'withdraw',
}

async function followUpAt(unit: Unit, id: Id, version: number, event: FollowUpEvent): Promise<Held<FollowUp>> {
  const held = await unit.read(followUpRecord, id)
  if (!held) return unit.refuse('unknown', `There is no follow-up ${id} that you may read.`)
  personIn(unit)
  seenAt(unit, held, version)
  mustAllow(unit, followUpLifecycle, held.state.status, event)
  return held
}

function answer(appended: Appended<FollowUp>): { ok: true; value: Changed } {
  return done({ ...changed(appended), status: appended.held.state.status })
}

export function setFollowUpDue(
  room: WatchRoom,
  { id, version, due: asked, reason }: InputOf<typeof dueContract>,
  call: Call,
): Promise<Reply<Changed>> {
  const due = momentOf(asked)
  if (due === null) return Promise.resolve(refuse('impossible-date', undefined, '/due'))
  return room.journal.commit(call.writer, async (unit) => {
    const held = await followUpAt(unit, id, version, 'date')
    if (held.state.due === due) return unit.refuse('nothing-to-change')
    const dueWhy = reason === undefined ? 'A person said so.' : `A person said so: ${reason}`
    const body = { due, dueWhy: dueWhy.slice(0, 1000), person: personIn(unit) }
    return answer(await unit.append(followUpRecord, 'watch.followUpDated', id, body, { expectedVersion: version }))
  })
}

export function endFollowUp(
  room: WatchRoom,
  { id, version, outcome, reason }: InputOf<typeof endContract>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    await followUpAt(unit, id, version, events[outcome])
    const body = { outcome, reason, person: personIn(unit) }
    return answer(await unit.append(followUpRecord, 'watch.followUpEnded', id, body, { expectedVersion: version }))
  })
}

export function reopenFollowUp(
  room: WatchRoom,
  { id, version, reason }: InputOf<typeof reopenContract>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    await followUpAt(unit, id, version, 'reopen')
    const body = { reason, person: personIn(unit) }
    return answer(await unit.append(followUpRecord, 'watch.followUpReopened', id, body, { expectedVersion: version }))
  })
}

/** A retracted claim promises nothing: its open follow-ups are withdrawn, and opened again when it is restored. */
export async function settlePromises(
  room: WatchRoom,
  unit: Unit,
  claim: Id,
  standing: boolean,
  person: Id,
  cause: Id,
): Promise<void> {
  const status = standing ? 'withdrawn' : 'open'
  for (const { id } of await followUpsOf(room.journal, unit.view, [claim])) {
    const held = await unit.read(followUpRecord, id)
    if (held?.state.status !== status) continue
    if (standing) {
      const body = { person, reason: 'The claim that makes the promise stands again.' }
      await unit.append(followUpRecord, 'watch.followUpReopened', id, body, { cause: [cause] })
    } else {
      const body = { outcome: 'withdrawn' as const, person, reason: 'The claim that makes the promise was retracted.' }
      await unit.append(followUpRecord, 'watch.followUpEnded', id, body, { cause: [cause] })
    }
  }
}

export async function listFollowUps(
  room: WatchRoom,
  { status, after, limit = 50, ...filter }: InputOf<typeof listContract>,
  call: Call,
): Promise<Reply<OutputOf<typeof listContract>>> {
  const now = call.view.asOf ?? call.now
  const from = after === undefined ? undefined : placeFrom(after)
  if (after !== undefined && !from) return refuse('bad-input', 'That is no place in this list.', '/after')
  const { items, ...counts } = await followUpPage(
    room.journal,
    call.view,
    { ...filter, status: status?.length ? status : ['open'] },
    now,
    from,
    limit + 1,
  )
  const page = items.slice(0, limit)
  const last = items.length > limit ? page.at(-1) : undefined
  return done({ items: await shownAll(room, call.view, page, now), next: last ? placeOf(last) : null, ...counts })
}

function placeOf({ id, state }: Held<FollowUp>): string {
  return `${state.due ?? 'never'} ${id}`
}

function placeFrom(after: string): { due: string; id: Id } | undefined {
  const found = /^(never|\d{4}-[0-9T:.-]{5,30}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after)
  return found?.[1] && found[2] ? { due: found[1], id: found[2] } : undefined
}

async function shownAll(
  room: WatchRoom,
  view: View,
  page: readonly Held<FollowUp>[],
  now: string,
): Promise<FollowUpShown[]> {
  const claims = await room.journal.reads.some(
    claimRecord,
    view,
    page.map(({ state }) => state.claim),
  )
  const claimOf = new Map(claims.map((held) => [held.id, held]))
  const itemOf = await briefsOf(
    room.journal,
    view,
    page.map(({ state }) => state.item),
  )
  return page.map(({ id, version, marking, since, state }) => {
    const claim = claimOf.get(state.claim)
    const item = (state.item && itemOf.get(state.item)) || null
    const late = state.status === 'open' && state.due !== null && state.due < now
    const asksForDate = state.status === 'open' && state.due === null
    return {
      id,
      version,
      marking,
      since,
      state,
      overdue: late,
      lateSeconds: late && state.due ? Math.floor((Date.parse(now) - Date.parse(state.due)) / 1000) : 0,
      asksForDate,
      suggestedDue: asksForDate && item ? dueFrom(state.dueText, item.publishedAt).due : null,
      claim: claim
        ? { id: claim.id, proposition: claim.state.proposition, holder: claim.state.holder, status: claim.state.status }
        : null,
      item,
    }
  })
}
