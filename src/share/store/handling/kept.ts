// Queries on releases and guidelines; realm, moment and marking are applied by the journal's view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import type { Guideline } from '../../model/guideline.ts'
import type { Release, ReleaseStatus } from '../../model/release.ts'
import { guidelineRecord } from '../../rules/handling/guideline-record.ts'
import { releaseRecord } from '../../rules/handling/release-record.ts'

export interface ReleaseFilter {
  status?: ReleaseStatus
  incident?: Id
  crisis?: Id
  after?: string
  limit?: number
}

/** Newest first: ids grow with time. */
export async function releasePage(
  journal: Journal,
  view: View,
  { status, incident, crisis, after, limit = 50 }: ReleaseFilter,
): Promise<{ items: Held<Release>[]; next: string | null }> {
  const rows = await journal.reads.many(releaseRecord, view, (query) => {
    let q = query.orderBy('subject', 'desc').limit(limit + 1)
    if (status) q = q.where(sql<string>`state->>'status'`, '=', status)
    if (incident) q = q.where(sql<string>`state->>'incident'`, '=', incident)
    if (crisis) q = q.where(sql<string>`state->>'crisis'`, '=', crisis)
    return after && /^[0-9a-f-]{36}$/.test(after) ? q.where('subject', '<', after) : q
  })
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

export function guidelines(journal: Journal, view: View): Promise<Held<Guideline>[]> {
  return journal.reads.many(guidelineRecord, view, (query) => query.orderBy('subject', 'desc').limit(200))
}

/** The edition by which this node checks: the one of its own people that was adopted last. */
export async function guidelineInForce(journal: Journal, realm: string): Promise<Held<Guideline> | undefined> {
  const view: View = { reader: systemReader('share.guideline', [realm], journal.home), realm }
  const [found] = await journal.reads.many(guidelineRecord, view, (query) =>
    query
      .where(sql<string>`state->>'status'`, '=', 'adopted')
      .where('owner', '=', journal.home)
      .orderBy(sql`state->'adopted'->>'at'`, 'desc')
      .limit(1),
  )
  return found
}
