// Which tags the MISP events have that a view may read.
import { sql } from 'kysely'
import type { Journal, View } from '#platform/journal/index.ts'
import { mispEventRecord } from '../../rules/misp/event-record.ts'

const mostTags = 5_000

/** Sorted, each once. */
export async function tagsInUse(journal: Journal, view: View): Promise<string[]> {
  const events = journal.reads.query(mispEventRecord.name, view).clearSelect().select(sql`state->'tags'`.as('tags'))
  const { rows } = await sql<{ name: string }>`
    select distinct name from ${events.as('events')}, jsonb_array_elements_text(events.tags) name
      order by name limit ${mostTags}`.execute(journal.sql)
  return rows.map(({ name }) => name)
}
