// The newest entries of records: what a new record rests on.
import type { Id } from '#kernel/id.ts'
import { type Journal, sqlMayRead, type View } from '#platform/journal/index.ts'

/** The newest entry of each of them that may be read. */
export async function newestEntries(journal: Journal, view: View, subjects: readonly Id[]): Promise<Id[]> {
  if (subjects.length === 0) return []
  const rows = await journal.sql
    .selectFrom('journal.entries')
    .select('id')
    .distinctOn('subject')
    .where('subject', 'in', [...subjects])
    .where(sqlMayRead(view.reader, view.realm, 'journal.entries'))
    .orderBy('subject')
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ id }) => id)
}
