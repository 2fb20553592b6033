// Finding items by words among a million: rare words by their index, common ones among the newest.
import { type RawBuilder, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { searchQuery, visible } from '#platform/journal/index.ts'
import type { Journal, View } from '#platform/journal/types.ts'
import { documentRecord, itemRecord } from '../events.ts'

const mostItems = 200
/** A document is read whole to know its item, so fewer of them. */
const mostDocuments = 100
const mostFound = 300
/** Words that so large a share of the rows have are looked for among the newest, one after the other. */
const commonShare = 0.03
const newestWalked = 10_000

/**
 * Items that have the words, as far as the reader may read where they stand: those with them in title or lead first, the
 * newest of each first.
 */
export async function itemsByWords(journal: Journal, view: View, text: string): Promise<Id[]> {
  if (view.asOf) return itemsOfThePastByWords(journal, view, text)
  const words = searchQuery(text)
  if (words === '') return []
  const query = sql`to_tsquery('simple', ${words})`
  const shares = await sharesOf(journal, words)
  const hits = (record: string, table: string, most: number) =>
    (shares.get(table) ?? 0) >= commonShare
      ? amongNewest(record, view, query, most)
      : byIndex(record, view, query, most)
  const { rows } = await sql<{ item: Id }>`
    select item from (
      select subject as item, 1 as rank from ${hits(itemRecord.name, 'items', mostItems)} as items
      union all
      select (state->>'item')::uuid, 0 from ${hits(documentRecord.name, 'documents', mostDocuments)} as documents
    ) as hits group by item order by max(rank) desc, item desc limit ${mostFound}`.execute(journal.sql)
  return rows.map(({ item }) => item)
}

/** By table, in which share of the rows all the words stand, as far as the statistics of the database know. */
async function sharesOf(journal: Journal, query: string): Promise<Map<string, number>> {
  const words = query.split(' & ').map((word) => word.replace(/:\*$/, ''))
  const { rows } = await sql<{ table: string; share: number | null }>`
    select s.tablename as table, (
      select sum(f) from unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as e(elem, f)
      where starts_with(e.elem, w.word)) as share
    from pg_stats s cross join unnest(${words}::text[]) as w(word)
    where s.schemaname = 'watch' and s.tablename in ('items', 'documents') and s.attname = 'found'`.execute(journal.sql)
  const shares = new Map<string, number>()
  for (const { table, share } of rows) shares.set(table, (shares.get(table) ?? 1) * Math.min(1, share ?? 0))
  return shares
}

/** The index tells which rows have the words without their texts being read; only the newest of them are. */
function byIndex(record: string, view: View, query: RawBuilder<unknown>, most: number): RawBuilder<unknown> {
  return sql`(
    with hit as materialized (
      select r.subject from journal.records r
      where r.record = ${sql.lit(record)} and ${visible(view, 'r')} and r.found @@ ${query}),
    newest as materialized (select subject from hit order by subject desc limit ${most})
    select r.subject, r.state from newest
    join journal.records r on r.record = ${sql.lit(record)} and r.subject = newest.subject and r.valid_to is null)`
}

/** For words that many rows have: reading the newest one after the other soon finds enough. */
function amongNewest(record: string, view: View, query: RawBuilder<unknown>, most: number): RawBuilder<unknown> {
  return sql`(
    select subject, state from (
      select r.subject, r.state, r.found from journal.records r
      where r.record = ${sql.lit(record)} and ${visible(view, 'r')} order by r.subject desc limit ${newestWalked}
    ) as walked where found @@ ${query} limit ${most})`
}

async function itemsOfThePastByWords(journal: Journal, view: View, text: string): Promise<Id[]> {
  const records = [itemRecord.name, documentRecord.name]
  const hits = await journal.reads.search(view, text, { records, limit: mostFound })
  const ids = hits.flatMap(({ id, record, state }) => {
    if (record === itemRecord.name) return [id]
    return typeof state === 'object' && state !== null && 'item' in state && typeof state.item === 'string'
      ? [state.item]
      : []
  })
  return [...new Set(ids)]
}
