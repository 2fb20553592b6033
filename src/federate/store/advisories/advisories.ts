// Queries on advisories, products and our own documents; realm, moment and marking are applied by the journal's view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { type Held, type Journal, searchQuery, type View } from '#platform/journal/index.ts'
import type { Advisory, Product, Provider } from '../../model/advisories/advisory.ts'
import type { IssuedAdvisory, IssuedStatus } from '../../model/advisories/issued.ts'
import { advisoryRecord, productRecord, providerRecord } from '../../rules/advisories/advisory-records.ts'
import { issuedAdvisoryRecord } from '../../rules/advisories/issued-record.ts'

const changedAt = sql<string>`(state->>'changedAt') collate "C"`

interface Cursor {
  key: string
  id: Id
}

export function cursorFrom(text: string | undefined): Cursor | null {
  if (text === undefined) return null
  try {
    const [key, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[]
    return typeof key === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? { key, id } : null
  } catch {
    return null
  }
}

export function cursorOf({ state, id }: { state: { changedAt: string }; id: Id }): string {
  return Buffer.from(JSON.stringify([state.changedAt, id])).toString('base64url')
}

/** The newest first. */
export function advisoryPage(
  journal: Journal,
  view: View,
  asked: { after?: string | undefined; words?: string | undefined; limit: number },
): Promise<Held<Advisory>[]> {
  const last = cursorFrom(asked.after)
  const words = asked.words === undefined ? '' : searchQuery(asked.words)
  return journal.reads.many(advisoryRecord, view, (query) => {
    let shaped = query
    if (last) shaped = shaped.where(sql<boolean>`(${changedAt}, subject) < (${last.key} collate "C", ${last.id}::uuid)`)
    if (words) shaped = shaped.where(sql<boolean>`found @@ to_tsquery('simple', ${words})`)
    return shaped.orderBy(changedAt, 'desc').orderBy('subject', 'desc').limit(asked.limit)
  })
}

export function usedProducts(journal: Journal, view: View): Promise<Held<Product>[]> {
  return journal.reads.many(productRecord, view, (query) =>
    query
      .where(sql<string>`state->>'removed'`, '=', 'false')
      .orderBy('title')
      .orderBy('subject')
      .limit(mostProductsUsed),
  )
}
export const mostProductsUsed = 2000

export function providers(journal: Journal, view: View): Promise<Held<Provider>[]> {
  return journal.reads.many(providerRecord, view, (query) => query.orderBy('title').orderBy('subject').limit(500))
}

export async function issuedPage(
  journal: Journal,
  view: View,
  asked: { after?: string | undefined; limit: number },
): Promise<Held<IssuedAdvisory>[]> {
  const last = cursorFrom(asked.after)
  return journal.reads.many(issuedAdvisoryRecord, view, (query) => {
    const shaped = last
      ? query.where(sql<boolean>`(${changedAt}, subject) < (${last.key} collate "C", ${last.id}::uuid)`)
      : query
    return shaped.orderBy(changedAt, 'desc').orderBy('subject', 'desc').limit(asked.limit)
  })
}

/** Documents of ours with that id in one of those states, whoever may read them: an id is given once. */
export function issuedWithId(
  journal: Journal,
  view: View,
  trackingId: string,
  states: readonly IssuedStatus[],
): Promise<Held<IssuedAdvisory>[]> {
  const all: View = { reader: systemReader('federate.ids', [view.realm], journal.home), realm: view.realm }
  return journal.reads.many(issuedAdvisoryRecord, all, (query) =>
    query
      .where(sql<string>`state->'content'->>'trackingId'`, '=', trackingId)
      .where(sql<string>`state->>'status'`, 'in', [...states])
      .orderBy('subject', 'desc')
      .limit(10),
  )
}

/** What is published and may be read in that view, the newest release first; at most 20,000. */
export function publishedIssued(journal: Journal, view: View): Promise<Held<IssuedAdvisory>[]> {
  return journal.reads.many(issuedAdvisoryRecord, view, (query) =>
    query
      .where(sql<string>`state->>'status'`, '=', 'published')
      .orderBy(sql`state->'content'->>'currentRelease'`, 'desc')
      .orderBy('subject')
      .limit(20_000),
  )
}

export async function publishedAt(
  journal: Journal,
  view: View,
  path: string,
): Promise<Held<IssuedAdvisory> | undefined> {
  const [found] = await journal.reads.many(issuedAdvisoryRecord, view, (query) =>
    query
      .where(sql<string>`state->'published'->>'path'`, '=', path)
      .where(sql<string>`state->>'status'`, '=', 'published')
      .limit(1),
  )
  return found
}
