// Requirements and the alerts that they raised.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import { visible } from '#platform/journal/index.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/types.ts'
import type { Alert, Requirement } from '../api/requirements.ts'
import { itemRecord } from '../events/item.ts'
import { alertRecord, requirementRecord } from '../events/requirement.ts'

const mostRequirements = 500

/** What an organisation asks of every item at this moment. */
export function activeRequirements(
  journal: Journal,
  view: View,
  owner: Id,
  now: Instant,
): Promise<Held<Requirement>[]> {
  return journal.reads.many(requirementRecord, view, (q) =>
    q
      .where('owner', '=', owner)
      .where(sql<string>`state->>'active'`, '=', 'true')
      .where(sql<boolean>`coalesce(state->>'until', '9999') > ${now}`)
      .orderBy('subject')
      .limit(mostRequirements),
  )
}

export function requirementList(journal: Journal, view: View, active?: boolean): Promise<Held<Requirement>[]> {
  return journal.reads.many(requirementRecord, view, (q) => {
    const list = q.orderBy(sql`(state->>'priority')::int`).orderBy('subject', 'desc').limit(mostRequirements)
    return active === undefined ? list : list.where(sql<string>`state->>'active'`, '=', String(active))
  })
}

/** An alert is seen only by those who may read the item that raised it: its mere number would tell of the item. */
function seen(q: RecordQuery, view: View): RecordQuery {
  return q.where(
    sql<boolean>`exists (select 1 from journal.records as i where i.record = ${itemRecord.name}
      and i.subject = (journal.records.state->>'item')::uuid and ${visible(view, 'i')})`,
  )
}

export interface AlertFilter {
  status?: string
  requirement?: Id
}

export async function alertPage(
  journal: Journal,
  view: View,
  filter: AlertFilter,
  after: Id | undefined,
  limit: number,
): Promise<{ alerts: Held<Alert>[]; total: number }> {
  const shape = (q: RecordQuery) => {
    let out = seen(q, view)
    if (filter.status) out = out.where(sql<string>`state->>'status'`, '=', filter.status)
    if (filter.requirement) out = out.where(sql<string>`state->>'requirement'`, '=', filter.requirement)
    return out
  }
  const alerts = await journal.reads.many(alertRecord, view, (q) => {
    const list = shape(q).orderBy('subject', 'desc').limit(limit)
    return after ? list.where('subject', '<', after) : list
  })
  return { alerts, total: await journal.reads.count(alertRecord, view, shape) }
}

/** By requirement, how many alerts there are and how many of them are open. */
export async function alertCounts(journal: Journal, view: View): Promise<Map<Id, { open: number; all: number }>> {
  const inner = seen(journal.reads.query(alertRecord.name, view), view).as('seen')
  const rows = await journal.sql
    .selectFrom(inner)
    .select([
      sql<Id>`state->>'requirement'`.as('requirement'),
      sql<number>`count(*) filter (where state->>'status' = 'open')::int`.as('open'),
      sql<number>`count(*)::int`.as('all'),
    ])
    .where(sql<boolean>`state->>'requirement' is not null`)
    .groupBy(sql`state->>'requirement'`)
    .execute()
  return new Map(rows.map(({ requirement, open, all }) => [requirement, { open, all }]))
}

/** Which of these questions an item has raised an alert for already; null stands for the watch on suppliers. */
export async function raisedFor(journal: Journal, view: View, item: Id): Promise<Set<Id | null>> {
  const found = await journal.reads.many(alertRecord, view, (q) =>
    q.where(sql<string>`state->>'item'`, '=', item).limit(mostRequirements + 1),
  )
  return new Set(found.map(({ state }) => state.requirement))
}
