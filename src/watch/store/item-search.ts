// Finding items by words among a million: rare words by their index, common ones among the newest.
import { type RawBuilder, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { searchQuery, visible } from '#platform/journal/index.ts'
import type { Journal, View } from '#platform/journal/types.ts'
import { documentRecord, itemRecord } from '../events.ts'

const mostFound = 300
/** A word that is in this share of the newest is looked for among the newest only. */
const commonShare = 0.03
const probed = 300
const newestWalked = 10_000
const commonRanked = 200

/**
 * Items whose title, lead or text has the words, best first, as far as the reader may read where they stand. Ranked are
 * the newest that have them.
 */
export async function itemsByWords(journal: Journal, view: View, text: string): Promise<Id[]> {
  if (view.asOf) return itemsOfThePastByWords(journal, view, text)
  const words = searchQuery(text)
  if (words === '') return []
  const query = sql`to_tsquery('simple', ${words})`
  const common = await isCommon(journal, view, query)
  const ranked = common ? amongNewest : byIndex
  const { rows } = await sql<{ item: Id }>`
    select item from (
      select subject as item, rank from ${ranked(itemRecord.name, view, query)}
      union all
      select (state->>'item')::uuid, rank from ${ranked(documentRecord.name, view, query)}
    ) as hits group by item order by max(rank) desc, item desc limit ${mostFound}`.execute(journal.sql)
  return rows.map(({ item }) => item)
}

async function isCommon(journal: Journal, view: View, query: RawBuilder<unknown>): Promise<boolean> {
  const { rows } = await sql<{ hits: number }>`
    select count(*)::int as hits from (
      select r.found from journal.records r where r.record = ${sql.lit(documentRecord.name)} and ${visible(view, 'r')}
      order by r.subject desc limit ${probed}
    ) as newest where found @@ ${query}`.execute(journal.sql)
  return (rows[0]?.hits ?? 0) >= probed * commonShare
}

/** The index gives all that have the words, without reading them; only the newest of these are read and ranked. */
function byIndex(record: string, view: View, query: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    with hit as materialized (
      select r.subject from journal.records r
      where r.record = ${sql.lit(record)} and ${visible(view, 'r')} and r.found @@ ${query}),
    newest as materialized (select subject from hit order by subject desc limit ${mostFound})
    select r.subject, r.state, ts_rank(r.found, ${query}) as rank from newest
    join journal.records r on r.record = ${sql.lit(record)} and r.subject = newest.subject and r.valid_to is null
  ) as ${sql.ref(`by_index_${record.split('.')[1]}`)}`
}

/** Reading the newest one after the other is quicker than asking the index for a word that nearly all have. */
function amongNewest(record: string, view: View, query: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select subject, state, ts_rank(found, ${query}) as rank from (
      select r.subject, r.state, r.found from journal.records r
      where r.record = ${sql.lit(record)} and ${visible(view, 'r')} order by r.subject desc limit ${newestWalked}
    ) as newest where found @@ ${query} limit ${commonRanked}
  ) as ${sql.ref(`newest_${record.split('.')[1]}`)}`
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
