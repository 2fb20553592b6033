// What an authority looks at across incidents; realm, moment and marking are applied by the journal's view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import { type Held, type Journal, type Reads, sqlMayRead, type View } from '#platform/journal/index.ts'
import type { Abroad } from '../model/abroad.ts'
import type { Assessment } from '../model/assessment.ts'
import type { Duty } from '../model/duty.ts'
import { type Incident, openStatuses, type Report } from '../model.ts'
import { abroadRecord } from '../rules/abroad-record.ts'
import { assessmentRecord } from '../rules/assessment-record.ts'
import { dutyRecord } from '../rules/duty-record.ts'
import { incident } from '../rules/incident.ts'
import { report } from '../rules/kept.ts'

const textOf = (field: string) => sql<string>`(state->>${sql.lit(field)}) collate "C"`

/**
 * Incidents that affect a country other than ours, or that a reader's own records point beyond the border: a person said
 * that it could cross it, or somebody was told. The newest first.
 */
export async function incidentsAbroad(
  reads: Reads,
  view: View,
  { own, all, most }: { own: string | null; all: boolean; most: number },
): Promise<Held<Incident>[]> {
  const crossing = await reads.many(assessmentRecord, view, (query) =>
    query
      .where(sql`state->'facts'->'incident.could_have_cross_border_impact'->'value'`, '=', sql`'true'::jsonb`)
      .limit(most),
  )
  const told = await reads.many(abroadRecord, view, (query) => query.limit(most))
  const pointed = [...crossing.flatMap(({ state }) => state.incident ?? []), ...told.map(({ state }) => state.incident)]
  return reads.many(incident, view, (query) => {
    const abroad = sql<boolean>`(exists (select 1 from jsonb_array_elements_text(state->'affected'->'countries') c
      where c <> ${own ?? ''}) or subject = any(${[...new Set(pointed)]}::uuid[]))`
    const shaped = query.where(abroad).orderBy(textOf('declaredAt'), 'desc').limit(most)
    return all ? shaped : shaped.where(sql`state->>'status'`, 'in', [...openStatuses])
  })
}

/** The newest open assessments. */
export function openAssessments(reads: Reads, view: View, most: number): Promise<Held<Assessment>[]> {
  return reads.many(assessmentRecord, view, (query) =>
    query.where(sql<boolean>`state->'closed' = 'null'::jsonb`).orderBy(textOf('changedAt'), 'desc').limit(most),
  )
}

export interface ClocksOf {
  assessment: Id
  overdue: number
  breached: number
  next: Instant | null
}

/** Clocks of assessments as they stand now: what runs for certain, and what was missed. */
export async function clocksOf(
  journal: Journal,
  view: View,
  assessments: readonly Id[],
  now: Instant,
): Promise<Map<Id, ClocksOf>> {
  if (assessments.length === 0) return new Map()
  const { rows } = await sql<ClocksOf>`select c.assessment,
      (count(*) filter (where c.status = 'running' and not c.tentative and c.due < ${now}::timestamptz))::int as overdue,
      (count(*) filter (where c.breached))::int as breached,
      nullif(min(c.due) filter (where c.status = 'running' and not c.tentative and c.due >= ${now}::timestamptz), 'infinity') as next
    from assess.clocks c
    where ${sqlMayRead(view.reader, view.realm, 'c')} and c.assessment = any(${[...assessments]}::uuid[])
    group by c.assessment`.execute(journal.sql)
  return new Map(rows.map((row) => [row.assessment, row]))
}

export function assessmentsOf(reads: Reads, view: View, incidents: readonly Id[]): Promise<Held<Assessment>[]> {
  if (incidents.length === 0) return Promise.resolve([])
  return reads.many(assessmentRecord, view, (query) =>
    query.where(sql`state->>'incident'`, 'in', [...incidents]).orderBy('subject'),
  )
}

export function abroadOf(reads: Reads, view: View, incidents: readonly Id[]): Promise<Held<Abroad>[]> {
  if (incidents.length === 0) return Promise.resolve([])
  return reads.many(abroadRecord, view, (query) => query.where(sql`state->>'incident'`, 'in', [...incidents]))
}

export interface Span {
  from: Instant
  to: Instant
}

/** Half-open; merged and rejected ones are no incidents of their own. */
export function incidentsDeclared(reads: Reads, view: View, { from, to }: Span): Promise<Held<Incident>[]> {
  return reads.many(incident, view, (query) =>
    query
      .where(textOf('declaredAt'), '>=', from)
      .where(textOf('declaredAt'), '<', to)
      .where(sql`state->>'status'`, 'not in', ['merged', 'rejected']),
  )
}

export function reportsDeclined(reads: Reads, view: View, { from, to }: Span): Promise<number> {
  return reads.count(report, view, (query) =>
    query
      .where(textOf('receivedAt'), '>=', from)
      .where(textOf('receivedAt'), '<', to)
      .where(sql`state->>'status'`, '=', 'declined' satisfies Report['status']),
  )
}

export function dutiesDue(reads: Reads, view: View, { from, to }: Span): Promise<Held<Duty>[]> {
  return reads.many(dutyRecord, view, (query) =>
    query
      .where(textOf('dueAt'), '>=', from)
      .where(textOf('dueAt'), '<', to)
      .where(sql`state->>'tentative'`, '=', 'false')
      .where(sql`state->>'status'`, 'in', ['running', 'submitted']),
  )
}
