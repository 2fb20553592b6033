// How many records of each kind a search would find, for the reader and the moment given.
import { sql } from 'kysely'
import { type Journal, searchQuery, sqlMayRead, type View } from '#platform/journal/index.ts'

export async function countsByKind(journal: Journal, view: View, text: string): Promise<Record<string, number>> {
  const words = searchQuery(text)
  if (!words) return {}
  const { asOf } = view
  let query = journal.sql
    .selectFrom('journal.records as newest')
    .select(['newest.record', sql<number>`count(*)::int`.as('count')])
    .where('newest.valid_to', 'is', null)
    .where(sqlMayRead(view.reader, view.realm, 'newest'))
    .where(sql<boolean>`newest.found @@ to_tsquery('simple', ${words})`)
    .groupBy('newest.record')
  if (asOf) {
    query = query.where(sql<boolean>`exists (select 1 from journal.records past where past.record = newest.record
      and past.subject = newest.subject and past.valid_from <= ${asOf}::timestamptz
      and (past.valid_to is null or past.valid_to > ${asOf}::timestamptz) and ${sqlMayRead(view.reader, view.realm, 'past')})`)
  }
  const rows = await query.execute()
  return Object.fromEntries(rows.map((row) => [row.record, row.count]))
}
