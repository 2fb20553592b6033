// Fills a journal quickly, past the actions but through the journal's own reducers and its own append.

import { sql } from 'kysely'
import { defaultMarking } from '#kernel/marking.ts'
import { appendParcel } from '#platform/journal/flush.ts'
import type { OpenJournal } from '#platform/journal/index.ts'
import { rowsOf } from '#platform/journal/rebuild.ts'
import { entryParcel } from '#platform/journal/rows.ts'
import { incidentHistory } from './incident-history.ts'

/** Writes `incidents` histories of `perIncident` entries, owned by the home organisation. */
export async function seedIncidents(journal: OpenJournal, incidents: number, perIncident: number): Promise<void> {
  const marking = defaultMarking(journal.home)
  for (let n = 0; n < incidents; n += 50) {
    const histories = Array.from({ length: Math.min(50, incidents - n) }, (_, at) =>
      incidentHistory(n + at, perIncident, marking),
    )
    await appendParcel(journal.sql, {
      entries: histories.flat().map(entryParcel),
      rows: histories.flatMap((history) => rowsOf(journal.records, history)),
      commands: [],
      notices: [],
    })
  }
  // As autovacuum, or the upkeep of the embedded engine, does on a node that grew to this size in its own time.
  await sql`analyze`.execute(journal.sql)
}
