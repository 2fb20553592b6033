// Queries on assessments and legal profiles; realm, moment and marking are applied by the journal's view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/index.ts'
import type { Assessment } from '../model/assessment.ts'
import type { Entity } from '../model/entity.ts'
import type { Answer } from '../model/verdict.ts'
import { assessmentRecord } from '../rules/assessment-record.ts'
import { entityRecord } from '../rules/entity-record.ts'
import { type Listed, paged, text } from './incidents.ts'

export interface AssessmentFilter {
  incident?: Id
  organisation?: Id
  open?: boolean
  regime?: string
  verdict?: Answer
  after?: string
  limit?: number
}

export async function assessmentPage(
  journal: Journal,
  view: View,
  filter: AssessmentFilter,
): Promise<Listed<Assessment> & { total: number }> {
  const matching = (query: RecordQuery) => conditions(query, filter)
  const page = await paged(journal, assessmentRecord, view, matching, text(sql`state->>'changedAt'`), filter)
  return { ...page, total: await journal.reads.count(assessmentRecord, view, matching) }
}

function conditions(
  query: RecordQuery,
  { incident, organisation, open, regime, verdict }: AssessmentFilter,
): RecordQuery {
  let q = query
  if (incident) q = q.where(sql<string>`state->>'incident'`, '=', incident)
  if (organisation) q = q.where(sql<string>`state->>'organisation'`, '=', organisation)
  if (open !== undefined) q = q.where(sql<boolean>`(state->'closed' = 'null'::jsonb) = ${open}`)
  if (regime) {
    const wanted = JSON.stringify([{ id: regime, ...(verdict ? { verdict } : {}) }])
    q = q.where(sql<boolean>`state->'judged'->'regimes' @> ${wanted}::jsonb`)
  }
  return q
}

export async function entityOf(journal: Journal, view: View, organisation: Id): Promise<Held<Entity> | undefined> {
  const found = await journal.reads.many(entityRecord, view, (query) =>
    query.where(sql<string>`state->>'organisation'`, '=', organisation).limit(1),
  )
  return found[0]
}

/** Realms that hold open assessments. */
export async function realmsWithOpen(journal: Journal): Promise<Realm[]> {
  const { rows } = await sql<{ realm: Realm }>`select distinct realm from journal.records
    where record = ${assessmentRecord.name} and valid_to is null and state->'closed' = 'null'::jsonb`.execute(
    journal.sql,
  )
  return rows.map(({ realm }) => realm)
}

function openJudgedOtherwise(query: RecordQuery, version: string, before: Instant): RecordQuery {
  return query
    .where(sql<boolean>`state->'closed' = 'null'::jsonb`)
    .where(sql<string>`state->'judged'->>'dataVersion'`, '<>', version)
    .where(sql<boolean>`(state->'judged'->>'at') collate "C" < ${before} collate "C"`)
}

/**
 * Open ones that were last judged before a moment by another version of the law, in the order of their ids. Who was judged by an
 * older law after it, was so by somebody's wish.
 */
export function judgedOtherwise(
  journal: Journal,
  view: View,
  version: string,
  before: Instant,
  after: Id | null,
  limit: number,
): Promise<Held<Assessment>[]> {
  return journal.reads.many(assessmentRecord, view, (query) => {
    const open = openJudgedOtherwise(query, version, before).orderBy('subject').limit(limit)
    return after === null ? open : open.where('subject', '>', after)
  })
}

export function countJudgedOtherwise(journal: Journal, view: View, version: string, before: Instant): Promise<number> {
  return journal.reads.count(assessmentRecord, view, (query) => openJudgedOtherwise(query, version, before))
}

/** Ids of the records of one kind that belong to an assessment, whoever may read them. */
export async function belongingTo(journal: Journal, realm: Realm, record: string, assessment: Id): Promise<Id[]> {
  const view: View = { reader: systemReader('assess.belonging', [realm], journal.home), realm, own: true }
  const rows = await journal.reads
    .query(record, view)
    .clearSelect()
    .select('subject')
    .where(sql<string>`state->>'assessment'`, '=', assessment)
    .orderBy('subject')
    .execute()
  return rows.map(({ subject }) => subject)
}

/** One profile for each organisation: somebody else told it in the same moment. */
export function isProfileTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return code === '23505' && constraint === 'entities_organisation'
}
