// Items and documents: articles that a new text may be a version of, and lists of items.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/types.ts'
import type { Document, NewsItem } from '../api.ts'
import { documentRecord, itemRecord } from '../events.ts'

const mostCandidates = 16

/** Documents of one owner that the text may be another version of: same words, same address, or many shared runs. */
export async function candidates(
  journal: Journal,
  view: View,
  owner: Id,
  of: { contentHash: string; canonicalUrl: string | null; bands: readonly string[] },
): Promise<Held<Document>[]> {
  const exact = sql<boolean>`(state->>'contentHash' = ${of.contentHash})`
  const sameAddress = sql<boolean>`coalesce(state->>'canonicalUrl' = ${of.canonicalUrl}, false)`
  const near = sql<boolean>`state->'bands' ?| ${[...of.bands]}::text[]`
  return journal.reads.many(documentRecord, view, (q) =>
    q
      .where('owner', '=', owner)
      .where(sql<boolean>`(${exact} or state->>'canonicalUrl' = ${of.canonicalUrl} or ${near})`)
      .orderBy(exact, 'desc')
      .orderBy(sameAddress, 'desc')
      .orderBy('subject', 'desc')
      .limit(mostCandidates),
  )
}

export async function documentOfVersion(
  journal: Journal,
  view: View,
  item: Id,
  number: number,
): Promise<Held<Document> | undefined> {
  const found = await journal.reads.many(documentRecord, view, (q) =>
    q.where(sql<string>`state->>'item'`, '=', item).where(sql<number>`(state->>'number')::int`, '=', number).limit(1),
  )
  return found[0]
}

export interface ItemFilter {
  status?: string[]
  topic?: string[]
  incident?: boolean
  country?: string[]
  language?: string[]
  source?: Id
  since?: Instant
  /** Only these, found by their words. */
  ids?: readonly Id[]
}

export function filtered(q: RecordQuery, filter: ItemFilter): RecordQuery {
  let out = q
  if (filter.status?.length) out = out.where(sql<string>`state->>'status'`, 'in', filter.status)
  if (filter.language?.length) out = out.where(sql<string>`state->>'language'`, 'in', filter.language)
  if (filter.country?.length) out = out.where(sql<boolean>`state->'countries' ?| ${filter.country}::text[]`)
  if (filter.topic?.length) {
    out = out.where(
      sql<boolean>`exists (select 1 from jsonb_array_elements(state->'topics') as one where one->>'topic' = any(${filter.topic}::text[]))`,
    )
  }
  if (filter.incident !== undefined) out = out.where(sql<boolean>`(state->>'incident')::boolean`, '=', filter.incident)
  if (filter.source) out = out.where(sql<string>`state->>'source'`, '=', filter.source)
  if (filter.since) out = out.where(sql<string>`state->>'fetchedAt'`, '>=', filter.since)
  if (filter.ids) out = out.where(sql<boolean>`subject = any(${[...filter.ids]}::uuid[])`)
  return out
}

const mostSignals = 500

/** Counting a million for each page would cost more than the page: 10,000 stands for that many or more. */
const mostCounted = 10_000

/** Newest first: ids grow with time. */
export async function itemPage(
  journal: Journal,
  view: View,
  filter: ItemFilter,
  after: Id | undefined,
  limit: number,
): Promise<{ items: Held<NewsItem>[]; total: number }> {
  const items = await journal.reads.many(itemRecord, view, (q) => {
    const list = filtered(q, filter).orderBy('subject', 'desc').limit(limit)
    return after ? list.where('subject', '<', after) : list
  })
  return { items, total: await journal.reads.count(itemRecord, view, (q) => filtered(q, filter), mostCounted) }
}

/** What a person accepted as a signal, newest first. */
export async function signals(journal: Journal, view: View, limit: number): Promise<Held<NewsItem>[]> {
  return journal.reads.many(itemRecord, view, (q) =>
    filtered(q, { status: ['accepted'] })
      .where(sql<boolean>`coalesce(state->'signal', state->'incident') = 'true'::jsonb`)
      .orderBy('subject', 'desc')
      .limit(limit),
  )
}

/** Signals that a person accepted since then: few, however much came in. */
export async function signalsSince(journal: Journal, view: View, since: Instant): Promise<Held<NewsItem>[]> {
  return journal.reads.many(itemRecord, view, (q) =>
    filtered(q, { status: ['accepted'] })
      .where(sql<boolean>`coalesce(state->'signal', state->'incident') = 'true'::jsonb`)
      .where(sql<string>`state->>'judgedAt'`, '>=', since)
      .orderBy('subject', 'desc')
      .limit(mostSignals),
  )
}
