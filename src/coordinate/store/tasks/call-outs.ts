// Queries on call-outs; realm, moment and marking are applied by the journal's view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Clock } from '#platform/clock.ts'
import { hasCome } from '#platform/due.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import type { CallOut, CallOutStatus } from '../../model/call-out.ts'
import { callOutRecord } from '../../rules/tasks/call-out-record.ts'
import { type Listed, type PageOptions, paged } from './pages.ts'
import type { Found } from './tasks.ts'

export interface CallOutFilter extends PageOptions {
  crisis?: Id
  status?: CallOutStatus
}

const started = sql<string>`(state->>'startedAt') collate "C"`

export function callOutPage(
  journal: Journal,
  view: View,
  { crisis, status, ...page }: CallOutFilter,
): Promise<Listed<CallOut>> {
  const matching: Parameters<typeof paged>[3] = (query) => {
    let q = query
    if (crisis) q = q.where(sql<string>`state->>'crisis'`, '=', crisis)
    if (status) q = q.where(sql<string>`state->>'status'`, '=', status)
    return q
  }
  return paged(journal, callOutRecord, view, matching, started, { ...page, descending: true })
}

/** Those that go on and call this person, the oldest first. */
export function callingFor(journal: Journal, view: View, person: Id): Promise<Held<CallOut>[]> {
  return journal.reads.many(callOutRecord, view, (query) =>
    query
      .where(sql<string>`state->>'status'`, '=', 'calling')
      .where(sql<boolean>`state->'called' @> ${JSON.stringify([{ person }])}::jsonb`)
      .orderBy('subject')
      .limit(50),
  )
}

/** Whose next round has come, in all realms. */
export async function dueRounds(journal: Journal, clock: Clock, most: number): Promise<Found[]> {
  const { rows } = await sql<Found>`select subject, realm from coordinate.call_outs
    where valid_to is null and origin is null and state->>'status' = 'calling' and ${hasCome(clock, sql`(state->>'nextRoundAt') collate "C"`, sql`realm`, { asText: true })}
    order by (state->>'nextRoundAt') collate "C" limit ${most}`.execute(journal.sql)
  return rows
}
