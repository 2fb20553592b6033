// Queries on clusters, memberships and posts; realm, moment and marking are applied by the view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Held, Journal, Reads, RecordQuery, View } from '#platform/journal/index.ts'
import type { Cluster, ClusterPost, Membership } from '../../model/cluster.ts'
import { clusterRecord } from '../../rules/clusters/cluster-record.ts'
import { membershipRecord } from '../../rules/clusters/membership-record.ts'
import { postRecord } from '../../rules/clusters/post-record.ts'
import { type Listed, type PageAsked, paged, text } from '../taxonomy/pages.ts'

export function clusterPage(
  journal: Journal,
  view: View,
  { status, memberOf, ...page }: PageAsked & { status?: Cluster['status']; memberOf?: Id },
): Promise<Listed<Cluster>> {
  const matching = (query: RecordQuery) => {
    let q = query
    if (status) q = q.where(sql<string>`state->>'status'`, '=', status)
    if (memberOf) q = q.where(sql<boolean>`state->'members' @> ${JSON.stringify([{ organisation: memberOf }])}::jsonb`)
    return q
  }
  return paged(journal, clusterRecord, view, matching, text(sql`state->>'changedAt'`), page)
}

export function membershipsOf(reads: Reads, view: View, cluster: Id): Promise<Held<Membership>[]> {
  return reads.many(membershipRecord, view, (q) =>
    q.where(sql<string>`state->>'cluster'`, '=', cluster).orderBy(text(sql`state->>'name'`)).limit(500),
  )
}

/** Memberships with something that is owed to the authority, or with anything that ever was. */
export function noticePage(
  journal: Journal,
  view: View,
  { open, ...page }: PageAsked & { open: boolean },
): Promise<Listed<Membership>> {
  const matching = (query: RecordQuery) =>
    open
      ? query.where(sql<boolean>`state->'notices' @> '[{"status":"open"}]'::jsonb`)
      : query.where(sql<boolean>`jsonb_array_length(state->'notices') > 0`)
  return paged(journal, membershipRecord, view, matching, text(sql`state->>'changedAt'`), page)
}

export function postPage(journal: Journal, view: View, cluster: Id, page: PageAsked): Promise<Listed<ClusterPost>> {
  const matching = (query: RecordQuery) => query.where(sql<string>`state->>'cluster'`, '=', cluster)
  return paged(journal, postRecord, view, matching, text(sql`state->>'at'`), page)
}

/** What any record is called and how it is marked, if it may be read. */
export async function headOf(
  reads: Reads,
  view: View,
  record: string,
  id: Id,
): Promise<{ title: string; marking: Marking } | undefined> {
  const row = await reads.query(record, view).where('subject', '=', id).executeTakeFirst()
  return row && { title: row.title, marking: row.marking as Marking }
}

export interface Apart {
  realm: Realm
  cluster: Id
  membership: Id
}

/** Where the roster of a cluster and the record of a member say different things: a process died between the two. */
export async function apart(db: Journal['sql'], limit: number): Promise<Apart[]> {
  const { rows } = await sql<Apart>`
    select m.realm, c.subject as cluster, m.subject as membership
    from journal.records m
    join journal.records c on c.record = 'share.cluster' and c.subject = (m.state->>'cluster')::uuid and c.valid_to is null
    cross join lateral jsonb_array_elements(c.state->'members') line
    where m.record = 'share.membership' and m.valid_to is null
      and line->>'membership' = m.subject::text and line->>'status' <> m.state->>'status'
    order by m.subject limit ${limit}`.execute(db)
  return rows
}
