// Queries on playbooks; realm, moment and marking are applied by the journal's view.
import { sql } from 'kysely'
import { type Held, type Journal, searchQuery, type View } from '#platform/journal/index.ts'
import type { Playbook } from '../../model/playbooks/playbook.ts'
import { playbookRecord } from '../../rules/playbooks/playbook-record.ts'
import { cursorFrom } from '../advisories/advisories.ts'

const changedAt = sql<string>`(state->>'changedAt') collate "C"`

/** Those that changed last first. */
export function playbookPage(
  journal: Journal,
  view: View,
  asked: { after?: string | undefined; words?: string | undefined; limit: number },
): Promise<Held<Playbook>[]> {
  const last = cursorFrom(asked.after)
  const words = asked.words === undefined ? '' : searchQuery(asked.words)
  return journal.reads.many(playbookRecord, view, (query) => {
    let shaped = query
    if (last) shaped = shaped.where(sql<boolean>`(${changedAt}, subject) < (${last.key} collate "C", ${last.id}::uuid)`)
    if (words) shaped = shaped.where(sql<boolean>`found @@ to_tsquery('simple', ${words})`)
    return shaped.orderBy(changedAt, 'desc').orderBy('subject', 'desc').limit(asked.limit)
  })
}
