// Queries on crises and on all that belongs to one; realm, moment and marking are applied by the journal's view.
import { type RawBuilder, sql } from 'kysely'
import type { Entry } from '#kernel/entry.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { RecordKind } from '#kernel/record.ts'
import { type Instant, instant } from '#kernel/time.ts'
import {
  type Held,
  type Journal,
  type RecordQuery,
  searchQuery,
  sqlMayRead,
  type View,
} from '#platform/journal/index.ts'
import type { Crisis, CrisisStatus } from '../model/crisis.ts'
import type { FiledItem } from '../model/crisis-file.ts'
import { crisisRecord } from '../rules/crises/crisis-record.ts'

export interface CrisisFilter {
  status?: readonly CrisisStatus[]
  kind?: Crisis['kind']
  incident?: Id
  text?: string
  after?: string
  limit?: number
}

const changedAt = sql<string>`(state->>'changedAt') collate "C"`

/** Newest change first. A page begins behind the key and id of the last row seen, so nothing is skipped or shown twice. */
export async function crisisPage(
  journal: Journal,
  view: View,
  { after, limit = 50, ...filter }: CrisisFilter,
): Promise<{ items: Held<Crisis>[]; next: string | null }> {
  const last = after === undefined ? undefined : cursorFrom(after)
  const found = await journal.reads.many(crisisRecord, view, (query) => {
    let q = matching(query, view, filter)
    if (last) q = q.where(sql<boolean>`(${changedAt}, subject) < (${last.key} collate "C", ${last.id}::uuid)`)
    return q
      .orderBy(changedAt, 'desc')
      .orderBy('subject', 'desc')
      .limit(limit + 1)
  })
  const items = found.slice(0, limit)
  const end = items.at(-1)
  return { items, next: found.length > limit && end ? cursorOf(end) : null }
}

function matching(query: RecordQuery, view: View, { status, kind, incident, text }: CrisisFilter): RecordQuery {
  let q = query
  if (status) q = q.where(sql<string>`state->>'status'`, 'in', [...status])
  if (kind) q = q.where(sql<string>`state->>'kind'`, '=', kind)
  if (incident) q = q.where(sql<boolean>`state->'incidents' @> ${JSON.stringify([incident])}::jsonb`)
  return text === undefined ? q : q.where(saying(text, view))
}

/** Words are kept for the newest version only, so the past is looked through by its title and summary. */
function saying(asked: string, view: View): RawBuilder<boolean> {
  const words = searchQuery(asked)
  if (!view.asOf) return words ? sql<boolean>`found @@ to_tsquery('simple', ${words})` : sql<boolean>`false`
  const pattern = `%${asked.replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(title ilike ${pattern} or state->>'summary' ilike ${pattern})`
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function cursorOf({ id, state }: Held<Crisis>): string {
  return Buffer.from(JSON.stringify([state.changedAt, id])).toString('base64url')
}

/** A cursor that is not one of ours begins at the start. */
function cursorFrom(after: string): { key: string; id: Id } | undefined {
  try {
    const [key, id]: unknown[] = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'))
    return typeof key === 'string' && typeof id === 'string' && idPattern.test(id) ? { key, id } : undefined
  } catch {
    return undefined
  }
}

/** The next number of a realm and year, over everything there is, readable or not. */
export async function nextCrisisNumber(journal: Journal, view: View, year: number): Promise<number> {
  return (await journal.reads.lastNumber(crisisRecord.name, view.realm, year)) + 1
}

/** Somebody else was given the same number in the same moment. */
export function isNumberTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return code === '23505' && String(constraint) === 'crises_reference'
}

export interface Linked {
  id: Id
  record: string
  title: string
  marking: Marking
  since: Instant
}

/** The records behind these ids that may be read, whatever their kind, in the order asked. */
export async function linkedRecords(journal: Journal, view: View, ids: readonly Id[]): Promise<Linked[]> {
  if (ids.length === 0) return []
  const kinds = await journal.sql
    .selectFrom('journal.entries')
    .select(['record', 'subject'])
    .where('subject', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('version', '=', 1)
    .where('realm', '=', view.realm)
    .execute()
  const found = new Map<Id, Linked>()
  for (const record of new Set(kinds.map((one) => one.record))) {
    const subjects = kinds.flatMap((one) => (one.record === record ? [one.subject] : []))
    const rows = await journal.reads
      .query(record, view)
      .clearSelect()
      .select(['subject', 'title', 'marking', 'valid_from'])
      .where('subject', 'in', subjects)
      .execute()
    for (const { subject: id, title, marking, valid_from } of rows)
      found.set(id, { id, record, title, marking, since: instant(valid_from) })
  }
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** Records that name one of these ids in a field of their state, in the order in which they were opened. */
export function belonging<S>(
  journal: Journal,
  view: View,
  record: { name: string },
  field: 'crisis' | 'incident' | 'item' | 'assessment',
  ids: readonly Id[],
  limit: number,
): Promise<Held<S>[]> {
  if (ids.length === 0) return Promise.resolve([])
  // Reading asks a kind of record for its name alone.
  return journal.reads.many(record as RecordKind<S>, view, (query) =>
    query
      .where(sql<string>`state->>${sql.lit(field)}`, 'in', [...ids])
      .orderBy('subject')
      .limit(limit),
  )
}

/** Questions that are about any of these incidents. */
export function questionsAbout<S>(
  journal: Journal,
  view: View,
  record: RecordKind<S>,
  incidents: readonly Id[],
): Promise<Held<S>[]> {
  if (incidents.length === 0) return Promise.resolve([])
  return journal.reads.many(record, view, (query) =>
    query
      .where(sql<boolean>`state->'about' ?| ${[...incidents]}::text[]`)
      .orderBy('subject')
      .limit(500),
  )
}

/** Items of watch without their texts and versions, which a crisis does not need and which are long. */
export async function slimItems(journal: Journal, view: View, ids: readonly Id[]): Promise<Held<FiledItem>[]> {
  if (ids.length === 0) return []
  const record = 'watch.item'
  const rows = await journal.reads
    .query(record, view)
    .clearSelect()
    .select(['subject', 'version', 'marking', 'title', 'valid_from'])
    .select(
      sql<FiledItem>`jsonb_build_object('title', left(state->>'title', 500), 'sourceName', left(state->>'sourceName', 300),
        'url', left(coalesce(state->>'canonicalUrl', state->>'url'), 2000), 'publishedAt', state->'publishedAt',
        'status', state->'status')`.as('state'),
    )
    .where('subject', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy('subject')
    .execute()
  return rows.map(({ subject: id, version, marking, title, valid_from, state }) => {
    return { id, record, version, realm: view.realm, marking, title, since: instant(valid_from), state }
  })
}

/** Entries with what a sentence about them needs. */
export type ToldEntry = Omit<Entry, 'realm' | 'verb' | 'cause'>

/** All entries of these records that may be read, the newest `limit` of them, oldest first. The records are readable themselves. */
export async function entriesOfAll(
  journal: Journal,
  view: View,
  subjects: readonly Id[],
  limit: number,
): Promise<ToldEntry[]> {
  if (subjects.length === 0) return []
  let query = journal.sql
    .selectFrom('journal.entries')
    .select(['id', 'record', 'subject', 'version', 'kind', 'body', 'marking', 'actor', 'observed_at', 'recorded_at'])
    .where('subject', '=', sql<string>`any(${[...subjects]}::uuid[])`)
    .where(sqlMayRead(view.reader, view.realm, 'journal.entries'))
    .orderBy('id', 'desc')
    .limit(limit)
  if (view.asOf) query = query.where('recorded_at', '<=', view.asOf)
  const rows = await query.execute()
  return rows.reverse().map(({ observed_at, recorded_at, ...row }) => {
    return { ...row, observedAt: instant(observed_at), recordedAt: instant(recorded_at) }
  })
}

/** What the record of each entry was before it, by the id of the entry; none for the first, and for what may not be read. */
export async function statesBefore(
  journal: Journal,
  view: View,
  entries: readonly ToldEntry[],
): Promise<Map<Id, { state: unknown; marking: Marking }>> {
  const later = entries.filter((one) => one.version > 1)
  if (later.length === 0) return new Map()
  const column = (values: readonly unknown[], type: string) => sql`${values}::${sql.raw(type)}[]`
  const rows = await sql<{ id: Id; state: unknown; marking: Marking }>`
    select e.id, r.state, r.marking
    from unnest(${column(
      later.map((one) => one.id),
      'uuid',
    )}, ${column(
      later.map((one) => one.record),
      'text',
    )}, ${column(
      later.map((one) => one.subject),
      'uuid',
    )}, ${column(
      later.map((one) => one.version),
      'int',
    )}) as e(id, record, subject, version)
    join journal.records r on r.record = e.record and r.subject = e.subject and r.version = e.version - 1
    where ${sqlMayRead(view.reader, view.realm, 'r')}`.execute(journal.sql)
  return new Map(rows.rows.map(({ id, state, marking }) => [id, { state, marking }]))
}
