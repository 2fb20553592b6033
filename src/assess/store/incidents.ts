// Queries on incidents and what is kept with them; realm, moment and marking are applied by the journal's view.
import { type RawBuilder, sql } from 'kysely'
import type { InputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { EntryKinds, RecordKind } from '#kernel/record.ts'
import { type Instant, instant } from '#kernel/time.ts'
import {
  type Held,
  type Journal,
  type RecordQuery,
  searchQuery,
  sqlMayRead,
  type View,
} from '#platform/journal/index.ts'
import type { listIncidents } from '../api.ts'
import { type Incident, openStatuses, type Report, unplaced } from '../model.ts'
import { incident } from '../rules/incident.ts'
import { report } from '../rules/kept.ts'
import type { Thresholds } from '../rules/picture-facts.ts'

export type Filter = InputOf<typeof listIncidents>
export interface Listed<S> {
  items: Held<S>[]
  next: string | null
}

export const text = (path: RawBuilder<unknown>) => sql<string>`(${path}) collate "C"`
const severityRank = sql<string>`(case state->'severity'->>'value' when 'red' then '4' when 'yellow' then '3'
  when 'green' then '2' when 'white' then '1' else '0' end) collate "C"`
const sortKeys: Record<NonNullable<Filter['sort']>, RawBuilder<string>> = {
  changed: text(sql`state->>'changedAt'`),
  declared: text(sql`state->>'declaredAt'`),
  severity: severityRank,
  reference: sql<string>`(lpad(state->>'year', 6, '0') || lpad(state->>'number', 9, '0')) collate "C"`,
}

export async function listOfIncidents(
  journal: Journal,
  view: View,
  filter: Filter,
  now: Instant,
  thresholds: Thresholds,
): Promise<Listed<Incident> & { total: number }> {
  const matching = (query: RecordQuery) => conditions(query, view, filter, now, thresholds)
  const key = sortKeys[filter.sort ?? 'changed']
  const page = await paged(journal, incident, view, matching, key, filter)
  return { ...page, total: await journal.reads.count(incident, view, matching) }
}

/** Keyset paging: a page begins behind the key and id of the last row seen, so nothing is skipped or shown twice. */
export async function paged<S, K extends EntryKinds<S>>(
  journal: Journal,
  record: RecordKind<S, K>,
  view: View,
  matching: (query: RecordQuery) => RecordQuery,
  key: RawBuilder<string>,
  { after, limit = 50, descending = true }: { after?: string; limit?: number; descending?: boolean },
): Promise<Listed<S>> {
  const direction = descending ? 'desc' : 'asc'
  const last = after === undefined ? undefined : cursorFrom(after)
  const items = await journal.reads.many(record, view, (query) => {
    let shaped = matching(query)
      .orderBy(key, direction)
      .orderBy('subject', direction)
      .limit(limit + 1)
    if (last) {
      shaped = shaped.where(
        descending
          ? sql<boolean>`(${key}, subject) < (${last.key} collate "C", ${last.id}::uuid)`
          : sql<boolean>`(${key}, subject) > (${last.key} collate "C", ${last.id}::uuid)`,
      )
    }
    return shaped
  })
  const shown = items.slice(0, limit)
  const end = shown.at(-1)
  if (items.length <= limit || !end) return { items: shown, next: null }
  const row = await journal.reads
    .query(record.name, view)
    .clearSelect()
    .select(key.as('key'))
    .where('subject', '=', end.id)
    .executeTakeFirstOrThrow()
  return { items: shown, next: Buffer.from(JSON.stringify([row.key, end.id])).toString('base64url') }
}

export const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A cursor that is not one of ours begins at the start. */
function cursorFrom(after: string): { key: string; id: Id } | undefined {
  try {
    const [key, id]: unknown[] = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'))
    return typeof key === 'string' && typeof id === 'string' && idPattern.test(id) ? { key, id } : undefined
  } catch {
    return undefined
  }
}

function conditions(query: RecordQuery, view: View, filter: Filter, now: Instant, thresholds: Thresholds): RecordQuery {
  let q = query
  const status = sql<string>`state->>'status'`
  if (filter.status) q = q.where(status, 'in', filter.status)
  if (filter.open === true) q = q.where(status, 'in', [...openStatuses])
  if (filter.open === false) q = q.where(status, 'not in', [...openStatuses])
  if (filter.severity) q = q.where(sql<string>`coalesce(state->'severity'->>'value', 'unset')`, 'in', filter.severity)
  if (filter.priority) q = q.where(sql<string>`state->>'priority'`, 'in', filter.priority)
  if (filter.assignee) q = q.where(sql<boolean>`state->'assigned' @> ${JSON.stringify([filter.assignee])}::jsonb`)
  if (filter.sector) q = q.where(placed('sectors', filter.sector))
  if (filter.country) q = q.where(placed('countries', filter.country))
  if (filter.text) q = q.where(matches(filter.text, view))
  if (filter.overdue !== undefined) {
    const late = overdue(view, now, thresholds)
    q = q.where(filter.overdue ? late : sql<boolean>`not ${late}`)
  }
  return q
}

/** `energy` also finds `energy.gas`; `unknown` finds what has no place. */
function placed(what: 'sectors' | 'countries', asked: readonly string[]): RawBuilder<boolean> {
  const list = sql`state->'affected'->${sql.lit(what)}`
  const named = asked.filter((one) => one !== unplaced)
  const nowhere = asked.includes(unplaced) ? sql<boolean>`jsonb_array_length(${list}) = 0` : sql<boolean>`false`
  return sql<boolean>`(${nowhere} or exists (select 1 from jsonb_array_elements_text(${list}) as place(id)
    where place.id = any(${named}::text[]) or split_part(place.id, '.', 1) = any(${named}::text[])))`
}

/** Words are kept for the newest version only, so the past is looked through by its title and summary. */
function matches(asked: string, view: View): RawBuilder<boolean> {
  const words = searchQuery(asked)
  if (!view.asOf) return words ? sql<boolean>`found @@ to_tsquery('simple', ${words})` : sql<boolean>`false`
  const pattern = `%${asked.replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(title ilike ${pattern} or state->>'summary' ilike ${pattern})`
}

function overdue(view: View, now: Instant, { triageMinutes }: Thresholds): RawBuilder<boolean> {
  const minutes = sql`(${JSON.stringify(triageMinutes)}::jsonb->>(state->>'priority'))::int`
  const moment = view.asOf ?? now
  const present = view.asOf
    ? sql`(task.valid_from <= ${view.asOf}::timestamptz and (task.valid_to is null or task.valid_to > ${view.asOf}::timestamptz))`
    : sql`task.valid_to is null`
  return sql<boolean>`((state->>'status' = 'new'
      and (state->>'declaredAt')::timestamptz + make_interval(mins => ${minutes}) < ${moment}::timestamptz)
    or exists (select 1 from journal.records task where task.record = 'assess.task' and ${present}
      and ${sqlMayRead(view.reader, view.realm, 'task')}
      and task.state->>'incident' = journal.records.subject::text
      and task.state->>'status' = 'open' and task.state->>'due' < ${moment}))`
}

export function listOfReports(
  journal: Journal,
  view: View,
  { status, ...page }: { status?: string; after?: string; limit?: number },
): Promise<Listed<Report>> {
  const matching = (query: RecordQuery) => (status ? query.where(sql<string>`state->>'status'`, '=', status) : query)
  return paged(journal, report, view, matching, text(sql`state->>'receivedAt'`), page)
}

/** What is kept with any of these incidents: notes, tasks or evidence, oldest first. */
export function keptWith<S, K extends EntryKinds<S>>(
  journal: Journal,
  record: RecordKind<S, K>,
  view: View,
  incidents: readonly Id[],
): Promise<Held<S>[]> {
  return journal.reads.many(record, view, (query) =>
    query
      .where(sql<string>`state->>'incident'`, 'in', [...incidents])
      .orderBy('subject')
      .limit(2000),
  )
}

export interface AnyLinked {
  id: Id
  record: string
  title: string
  marking: Marking
  since: Instant
}

const linkable = ['watch.item', 'sense.attack', 'sense.observation'] as const

/** The records of sense and watch behind these ids that may be read, in the order asked. */
export async function linkedRecords(journal: Journal, view: View, ids: readonly Id[]): Promise<AnyLinked[]> {
  if (ids.length === 0) return []
  const found = new Map<Id, AnyLinked>()
  for (const record of linkable) {
    const rows = await journal.reads
      .query(record, view)
      .where('subject', 'in', [...ids])
      .execute()
    for (const row of rows) {
      found.set(row.subject, {
        id: row.subject,
        record,
        title: row.title,
        marking: row.marking,
        since: instant(row.valid_from),
      })
    }
  }
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** The next number of a realm and year, over everything that was made here. Two who ask at once are told the same: see `isNumberTaken`. */
export async function nextNumber(journal: Journal, record: string, view: View, year: number): Promise<number> {
  return (await journal.reads.lastNumber(record, view.realm, year)) + 1
}

/** Somebody else was given the same number in the same moment. */
export function isNumberTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return code === '23505' && /^(incidents|reports|assessments)_reference$/.test(String(constraint))
}
