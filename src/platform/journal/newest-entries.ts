// The newest entries of records: what is named as the cause of what follows from them.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { sqlMayRead } from './sql-may-read.ts'
import type { Journal, View } from './types.ts'

type Sought = Pick<Journal, 'sql'>

/** The newest entry of each record that may be read, as of the moment of the view, by record. */
export async function newestBySubject({ sql: db }: Sought, view: View, subjects: readonly Id[]): Promise<Map<Id, Id>> {
  if (subjects.length === 0) return new Map()
  let query = db
    .selectFrom('journal.entries')
    .distinctOn('subject')
    .select(['id', 'subject'])
    .where('subject', '=', sql<string>`any(${[...subjects]}::uuid[])`)
    .where(sqlMayRead(view.reader, view.realm, 'journal.entries'))
    .orderBy('subject')
    .orderBy('version', 'desc')
  if (view.asOf) query = query.where('recorded_at', '<=', view.asOf)
  return new Map((await query.execute()).map(({ id, subject }) => [subject, id]))
}

/** The same, without saying which belongs to which: to be given as `cause`. */
export async function newestEntries(journal: Sought, view: View, subjects: readonly Id[]): Promise<Id[]> {
  return [...(await newestBySubject(journal, view, subjects)).values()]
}
