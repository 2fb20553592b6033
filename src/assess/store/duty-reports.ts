// Queries on reports by law; realm, moment and marking are applied by the journal's view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { step } from '#kernel/record.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/index.ts'
import type { DutyReportDoc, DutyReportStatus } from '../model/duty-report.ts'
import { dutyReport } from '../rules/duty-report-record.ts'
import { type Listed, paged, text } from './incidents.ts'

export interface DutyReportFilter {
  duty?: Id
  assessment?: Id
  incident?: Id
  regime?: string
  status?: readonly DutyReportStatus[]
  after?: string
  limit?: number
}

export function dutyReportPage(
  journal: Journal,
  view: View,
  { duty, assessment, incident, regime, status, ...page }: DutyReportFilter,
): Promise<Listed<DutyReportDoc>> {
  const matching = (query: RecordQuery) => {
    let q = query
    if (duty) q = q.where(sql<string>`state->>'duty'`, '=', duty)
    if (assessment) q = q.where(sql<string>`state->>'assessment'`, '=', assessment)
    if (incident) q = q.where(sql<string>`state->>'incident'`, '=', incident)
    if (regime) q = q.where(sql<string>`state->>'regime'`, '=', regime)
    if (status) q = q.where(sql<string>`state->>'status'`, 'in', [...status])
    return q
  }
  return paged(journal, dutyReport, view, matching, text(sql`state->>'changedAt'`), page)
}

/** Those of one assessment and regime that count, the newest first. */
export function earlierReports(
  journal: Journal,
  view: View,
  assessment: Id,
  regime: string,
): Promise<Held<DutyReportDoc>[]> {
  return journal.reads.many(dutyReport, view, (query) =>
    query
      .where(sql<string>`state->>'assessment'`, '=', assessment)
      .where(sql<string>`state->>'regime'`, '=', regime)
      .where(sql<string>`state->>'status'`, '<>', 'withdrawn')
      .orderBy(text(sql`state->>'draftedAt'`), 'desc')
      .orderBy('subject', 'desc')
      .limit(50),
  )
}

/** The state in which a revision was left, folded out of its entries; undefined where there is none that may be read. */
export async function stateAtRevision(
  journal: Journal,
  view: View,
  id: Id,
  revision: number,
): Promise<DutyReportDoc | undefined> {
  let state: DutyReportDoc | undefined
  let found: DutyReportDoc | undefined
  for (const entry of await journal.reads.entriesOf(view, id)) {
    state = step(dutyReport, state, entry)
    if (state?.revision === revision) found = state
  }
  return found
}
