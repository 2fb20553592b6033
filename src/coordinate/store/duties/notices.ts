// Queries on notices; realm, moment and marking are applied by the journal's view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/index.ts'
import type { Ladder } from '../../model/ladder.ts'
import type { Notice, NoticeStatus } from '../../model/notice.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { noticeRecord } from '../../rules/duties/notice-record.ts'
import { ladderRecord } from '../../rules/ladder/ladder-record.ts'

export interface NoticeFilter {
  crisis?: Id
  kind?: string
  status?: readonly NoticeStatus[]
  obligation?: string
  after?: string
  limit?: number
}

const changedAt = sql<string>`(state->>'changedAt') collate "C"`
const cursorPattern = /^(\d{4}-\d{2}-\d{2}T[0-9:.]+Z) ([0-9a-f-]{36})$/

/** Newest change first. A page begins behind the moment and id of the last row seen, so nothing is skipped or shown twice. */
export async function noticePage(
  journal: Journal,
  view: View,
  { crisis, kind, status, obligation, after, limit = 50 }: NoticeFilter,
): Promise<{ items: Held<Notice>[]; next: string | null }> {
  const [, at, id] = cursorPattern.exec(after ?? '') ?? []
  const found = await journal.reads.many(noticeRecord, view, (query) => {
    let q: RecordQuery = query
    if (crisis) q = q.where(sql<string>`state->>'crisis'`, '=', crisis)
    if (kind) q = q.where(sql<string>`state->>'kind'`, '=', kind)
    if (status) q = q.where(sql<string>`state->>'status'`, 'in', [...status])
    if (obligation) q = q.where(sql<boolean>`state->'obligations' @> ${JSON.stringify([obligation])}::jsonb`)
    if (at && id) q = q.where(sql<boolean>`(${changedAt}, subject) < (${at} collate "C", ${id}::uuid)`)
    return q
      .orderBy(changedAt, 'desc')
      .orderBy('subject', 'desc')
      .limit(limit + 1)
  })
  const items = found.slice(0, limit)
  const end = items.at(-1)
  return { items, next: found.length > limit && end ? `${end.state.changedAt} ${end.id}` : null }
}

/** A page of the checklist looks at so many notices, the newest first. */
export const mostNotices = 5_000

export function allNotices(journal: Journal, view: View, status?: NoticeStatus): Promise<Held<Notice>[]> {
  return journal.reads.many(noticeRecord, view, (query) => {
    const q = status ? query.where(sql<string>`state->>'status'`, '=', status) : query
    return q.orderBy('subject', 'desc').limit(mostNotices)
  })
}

/** Ladders by the crisis that they belong to. */
export async function laddersOf(journal: Journal, view: View, crises: readonly Id[]): Promise<Map<Id, Held<Ladder>>> {
  if (crises.length === 0) return new Map()
  const held = await journal.reads.many(ladderRecord, view, (query) =>
    query.where(sql<string>`state->>'crisis'`, 'in', [...new Set(crises)]).limit(1_000),
  )
  return new Map(held.map((one) => [one.state.crisis, one]))
}

/** Crises that are not closed, or one of them. */
export function crisesGoingOn(journal: Journal, view: View, only?: Id) {
  return journal.reads.many(crisisRecord, view, (query) => {
    const q = query.where(sql<string>`state->>'status'`, '<>', 'closed')
    return (only ? q.where('subject', '=', only) : q).orderBy('subject', 'desc').limit(500)
  })
}
