// Queries on MISP events and what was said about them; realm, moment and marking are applied by the view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/index.ts'
import type { KeptMispEvent, MispRemark } from '../../model/misp/kept.ts'
import { mispEventRecord } from '../../rules/misp/event-record.ts'
import { mispRemarkRecord } from '../../rules/misp/remark-record.ts'
import type { Between, MispSearch, Words } from '../../rules/misp/search.ts'

const taken = sql<string>`(state->>'takenAt') collate "C"`
/** Events of one file come at one moment. */
const byUuid = sql<string>`(state->>'uuid') collate "C"`
const changed = sql<string>`(state->>'changedAt') collate "C"`

/** A text with `%` as SQL understands it; nothing else in it counts as a sign. */
const like = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('_', '\\_')

function anyText(list: string, words: readonly string[]) {
  const patterns = words.map(like)
  return sql<boolean>`exists (select 1 from jsonb_array_elements_text(state->${sql.lit(list)}) one
    where one ilike any(${patterns}::text[]))`
}

function inList(query: RecordQuery, list: 'tags' | 'values', { any, not }: Words): RecordQuery {
  let q = query
  // A value without a wildcard is found by the index.
  const plain = any.length > 0 && !any.some((one) => one.includes('%'))
  if (plain && list === 'values')
    q = q.where(
      sql<boolean>`state->'values' @> any(array(select to_jsonb(array[one]) from unnest(${[...any]}::text[]) one))`,
    )
  else if (any.length > 0) q = q.where(anyText(list, any))
  return not.length > 0 ? q.where(sql<boolean>`not ${anyText(list, not)}`) : q
}

function ofAttributes(query: RecordQuery, field: 'type' | 'category', { any }: Words): RecordQuery {
  if (any.length === 0 || any.some((one) => one.includes('%'))) return query
  const vars = JSON.stringify({ asked: any })
  const top = `$.event.Attribute[*].${field} ? (@ == $asked[*])`
  const inner = `$.event.Object[*].Attribute[*].${field} ? (@ == $asked[*])`
  return query.where(
    sql<boolean>`(jsonb_path_exists(state, ${top}::jsonpath, ${vars}::jsonb)
      or jsonb_path_exists(state, ${inner}::jsonpath, ${vars}::jsonb))`,
  )
}

function between(query: RecordQuery, field: 'timestamp' | 'publishTimestamp', { from, to }: Between): RecordQuery {
  const column = sql<string>`(state->>${sql.lit(field)})::bigint`
  const begun = from === null ? query : query.where(sql<boolean>`${column} >= ${String(from)}::bigint`)
  return to === null ? begun : begun.where(sql<boolean>`${column} <= ${String(to)}::bigint`)
}

/** What can be asked of the event as a whole; attributes are looked at one by one afterwards. */
function asked(query: RecordQuery, search: MispSearch): RecordQuery {
  let q = query
  if (search.uuids.length > 0) q = q.where(sql<boolean>`state->>'uuid' = any(${search.uuids}::text[])`)
  const { any, not } = search.organisations
  const owner = (names: readonly string[]) =>
    sql<boolean>`(state->>'orgc' = any(${[...names]}::text[]) or state->>'orgcName' ilike any(${names.map(like)}::text[]))`
  if (any.length > 0) q = q.where(owner(any))
  if (not.length > 0) q = q.where(sql<boolean>`not ${owner(not)}`)
  q = inList(q, 'tags', search.tags)
  q = inList(q, 'values', search.values)
  q = ofAttributes(q, 'type', search.types)
  q = ofAttributes(q, 'category', search.categories)
  if (search.info !== null)
    q = q.where(sql<boolean>`position(lower(${search.info}::text) in lower(state->>'info')) > 0`)
  if (search.published !== null) q = q.where(sql<boolean>`(state->>'published')::boolean = ${search.published}`)
  if (search.dateFrom !== null) q = q.where(sql<boolean>`state->>'date' >= ${search.dateFrom}`)
  if (search.dateTo !== null) q = q.where(sql<boolean>`state->>'date' <= ${search.dateTo}`)
  return between(between(q, 'timestamp', search.timestamp), 'publishTimestamp', search.publishTimestamp)
}

/** In the order in which they came, so that pages stay what they are while others are changed. */
export function searchEvents(
  journal: Journal,
  view: View,
  search: MispSearch,
  { limit, offset }: { limit: number; offset: number },
): Promise<Held<KeptMispEvent>[]> {
  return journal.reads.many(mispEventRecord, view, (query) =>
    asked(query, search).orderBy(taken).orderBy(byUuid).limit(limit).offset(offset),
  )
}

/** Of an event what an index shows: without its parts. */
export type EventLine = Omit<KeptMispEvent, 'event' | 'values' | 'parts' | 'origin'> & { marking: Marking }

export async function eventLines(
  journal: Journal,
  view: View,
  search: MispSearch,
  { limit, offset }: { limit: number; offset: number },
): Promise<EventLine[]> {
  const rows = await asked(journal.reads.query(mispEventRecord.name, view), search)
    .clearSelect()
    .select(
      sql<EventLine>`(state - 'event' - 'values' - 'parts' - 'origin') || jsonb_build_object('marking', marking)`.as(
        'line',
      ),
    )
    .orderBy(taken)
    .orderBy(byUuid)
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map(({ line }) => line)
}

export async function eventPage(
  journal: Journal,
  view: View,
  { after, limit, text }: { after?: string; limit: number; text?: string },
): Promise<{ items: Held<KeptMispEvent>[]; next: string | null }> {
  const [at, id] = after?.split('|') ?? []
  const rows = await journal.reads.many(mispEventRecord, view, (query) => {
    let q = query
      .orderBy(changed, 'desc')
      .orderBy('subject', 'desc')
      .limit(limit + 1)
    if (at && id && /^[0-9a-f-]{36}$/.test(id))
      q = q.where(sql<boolean>`(${changed}, subject) < (${at} collate "C", ${id}::uuid)`)
    if (text) {
      const part = `%${like(text).replaceAll('%', '\\%')}%`
      q =
        q.where(sql<boolean>`(state->>'info' ilike ${part} or state->>'orgcName' ilike ${part} or state->>'uuid' = ${text.toLowerCase()}
        or state->'values' @> ${JSON.stringify([text])}::jsonb)`)
    }
    return q
  })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? `${last.state.changedAt}|${last.id}` : null }
}

export function remarksOn(journal: Journal, view: View, events: readonly string[]): Promise<Held<MispRemark>[]> {
  if (events.length === 0) return Promise.resolve([])
  return journal.reads.many(mispRemarkRecord, view, (query) =>
    query
      .where(sql<boolean>`state->>'event' = any(${[...events]}::text[])`)
      .orderBy(sql`(state->>'at') collate "C"`)
      .limit(5_000),
  )
}

export async function remarkPage(
  journal: Journal,
  view: View,
  { after, limit, kind, event }: { after?: string; limit: number; kind?: string; event?: string },
): Promise<{ items: Held<MispRemark>[]; next: string | null }> {
  const at = sql<string>`(state->>'at') collate "C"`
  const [moment, id] = after?.split('|') ?? []
  const rows = await journal.reads.many(mispRemarkRecord, view, (query) => {
    let q = query
      .orderBy(at, 'desc')
      .orderBy('subject', 'desc')
      .limit(limit + 1)
    if (moment && id && /^[0-9a-f-]{36}$/.test(id))
      q = q.where(sql<boolean>`(${at}, subject) < (${moment} collate "C", ${id}::uuid)`)
    if (kind) q = q.where(sql<string>`state->>'kind'`, '=', kind)
    return event ? q.where(sql<string>`state->>'event'`, '=', event) : q
  })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? `${last.state.at}|${last.id}` : null }
}

/** Which of these remarks an organisation has made already. */
export async function remarksKnown(
  journal: Journal,
  view: View,
  organisation: Id,
  uuids: readonly string[],
): Promise<Set<string>> {
  if (uuids.length === 0) return new Set()
  const rows = await journal.reads
    .query(mispRemarkRecord.name, view)
    .clearSelect()
    .select(sql<string>`state->>'uuid'`.as('uuid'))
    .where('owner', '=', organisation)
    .where(sql<boolean>`state->>'uuid' = any(${[...uuids]}::text[])`)
    .execute()
  return new Set(rows.map(({ uuid }) => uuid))
}

/** The event that holds an attribute, and the events that hold a value. */
export function eventsWith(
  journal: Journal,
  view: View,
  { part, value, limit }: { part?: string; value?: string; limit: number },
): Promise<Held<KeptMispEvent>[]> {
  return journal.reads.many(mispEventRecord, view, (query) => {
    let q = query.orderBy(taken).orderBy(byUuid).limit(limit)
    if (part !== undefined) q = q.where(sql<boolean>`state->'parts' @> ${JSON.stringify([part])}::jsonb`)
    if (value !== undefined) q = q.where(sql<boolean>`state->'values' @> ${JSON.stringify([value])}::jsonb`)
    return q
  })
}

/** Of an event what the manifest of a feed says. */
export interface FeedLine {
  uuid: string
  Orgc: { name: string; uuid: string }
  Tag: { name: string; colour?: unknown }[]
  info: string
  date: string
  analysis: number
  threatLevel: number
  timestamp: number
  marking: Marking
}

export async function feedLines(journal: Journal, view: View, limit: number): Promise<FeedLine[]> {
  const rows = await journal.reads
    .query(mispEventRecord.name, view)
    .where(sql<boolean>`(state->>'published')::boolean`)
    .clearSelect()
    .select(
      sql<FeedLine>`jsonb_build_object('uuid', state->'uuid', 'Orgc', state->'event'->'Orgc', 'Tag', state->'event'->'Tag',
        'info', state->'info', 'date', state->'date', 'analysis', state->'event'->'analysis',
        'threatLevel', state->'event'->'threatLevel', 'timestamp', state->'timestamp',
        'marking', marking)`.as('line'),
    )
    .orderBy(taken)
    .orderBy(byUuid)
    .limit(limit)
    .execute()
  return rows.map(({ line }) => line)
}

/** Values of published events, some events at a time. */
export async function feedValues(
  journal: Journal,
  view: View,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ uuid: string; values: string[] }[]> {
  return journal.reads
    .query(mispEventRecord.name, view)
    .where(sql<boolean>`(state->>'published')::boolean`)
    .clearSelect()
    .select([sql<string>`state->>'uuid'`.as('uuid'), sql<string[]>`state->'values'`.as('values')])
    .orderBy(taken)
    .orderBy(byUuid)
    .limit(limit)
    .offset(offset)
    .execute()
}
