// SQL of the ledger: claims by what they say and who disputes them, promises by when they fall due, and the trays of what
// nobody has judged yet.
import { type RawBuilder, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Clock } from '#platform/clock.ts'
import { hasCome } from '#platform/due.ts'
import { searchQuery, visible } from '#platform/journal/index.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/types.ts'
import type { Document, NewsItem } from '../api.ts'
import { claimRecord, factsRecord, followUpRecord } from '../events/claim.ts'
import { documentRecord, itemRecord } from '../events.ts'
import type { FollowUp, ItemFacts, LedgerClaim } from '../model/ledger.ts'

/** Counting all for each page would cost more than the page: this stands for that many or more. */
const mostCounted = 10_000
/** A tray looks into each text that it counts. */
const mostInTray = 1_000

export interface ClaimFilter {
  holder?: string
  class?: string[]
  role?: string[]
  item?: Id[]
  disputed?: boolean
  retracted?: boolean
  text?: string
  /** Only these. */
  ids?: readonly Id[]
}

export interface Paged<S> {
  items: Held<S>[]
  total: number
}

export async function claimPage(
  journal: Journal,
  view: View,
  filter: ClaimFilter,
  after: Id | undefined,
  limit: number,
): Promise<Paged<LedgerClaim>> {
  const matching = (q: RecordQuery) => claimsLike(q, view, filter)
  const items = await journal.reads.many(claimRecord, view, (q) => {
    const list = matching(q).orderBy('subject', 'desc').limit(limit)
    return after ? list.where('subject', '<', after) : list
  })
  return { items, total: await journal.reads.count(claimRecord, view, matching, mostCounted) }
}

function claimsLike(query: RecordQuery, view: View, filter: ClaimFilter): RecordQuery {
  let q = query
  if (!filter.retracted) q = q.where(sql<string>`state->>'status'`, '=', 'standing')
  if (filter.holder) q = q.where(sql<boolean>`state->>'holder' ilike ${pattern(filter.holder)}`)
  if (filter.class?.length) q = q.where(sql<string>`state->>'class'`, 'in', filter.class)
  if (filter.role?.length) q = q.where(sql<string>`state->>'role'`, 'in', filter.role)
  if (filter.item) q = q.where(sql<boolean>`state->>'item' = any(${filter.item}::text[])`)
  if (filter.ids) q = q.where(sql<boolean>`subject = any(${[...filter.ids]}::uuid[])`)
  if (filter.text) q = q.where(hasWords(filter.text, view))
  if (filter.disputed !== undefined) q = q.where(filter.disputed ? disputed(view) : sql<boolean>`not ${disputed(view)}`)
  return q
}

function pattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}

/** Words are kept for the newest version only: the past is looked through by its title. */
function hasWords(text: string, view: View): RawBuilder<boolean> {
  if (view.asOf) return sql<boolean>`title ilike ${pattern(text)}`
  const words = searchQuery(text)
  return words ? sql<boolean>`found @@ to_tsquery('simple', ${words})` : sql<boolean>`false`
}

/**
 * In either direction, between two standing claims that the reader may read: others are as if they were not there. Asked
 * once for all of them, from those that keep a dispute.
 */
function disputed(view: View): RawBuilder<boolean> {
  const standing = (claim: string) => sql`${sql.ref(`${claim}.record`)} = ${sql.lit(claimRecord.name)}
    and ${visible(view, claim)} and ${sql.ref(`${claim}.state`)}->>'status' = 'standing'`
  return sql<boolean>`subject in (select unnest(array[keeper.subject, other.subject]) from journal.records keeper
    cross join jsonb_array_elements(keeper.state->'relations') relation
    join journal.records other on other.subject = (relation->>'claim')::uuid and ${standing('other')}
    where ${standing('keeper')} and keeper.state->'relations' @> '[{"relation":"disputes"}]'::jsonb
      and relation->>'relation' = 'disputes')`
}

/** Claims that keep a dispute with another one, newest first. */
export function disputingClaims(
  journal: Journal,
  view: View,
  item: Id | undefined,
  after: Id | undefined,
  limit: number,
): Promise<Held<LedgerClaim>[]> {
  return journal.reads.many(claimRecord, view, (q) => {
    let list = q
      .where(sql<string>`state->>'status'`, '=', 'standing')
      .where(sql<boolean>`state->'relations' @> '[{"relation":"disputes"}]'::jsonb`)
    if (item) list = list.where(ofItemOnEitherSide(view, item))
    if (after) list = list.where('subject', '<', after)
    return list.orderBy('subject', 'desc').limit(limit)
  })
}

function ofItemOnEitherSide(view: View, item: Id): RawBuilder<boolean> {
  return sql<boolean>`(journal.records.state->>'item' = ${item} or exists (
    select 1 from jsonb_array_elements(journal.records.state->'relations') relation
    join journal.records other on other.subject = (relation->>'claim')::uuid and ${visible(view, 'other')}
      and other.record = ${sql.lit(claimRecord.name)}
    where relation->>'relation' = 'disputes' and other.state->>'item' = ${item}))`
}

/** Claims that keep a relation with one of these. */
export function claimsRelatedTo(journal: Journal, view: View, ids: readonly Id[]): Promise<Held<LedgerClaim>[]> {
  if (ids.length === 0) return Promise.resolve([])
  return journal.reads.many(claimRecord, view, (q) =>
    q
      .where(sql<boolean>`jsonb_path_query_array(state, '$.relations[*].claim') ?| ${[...ids]}::text[]`)
      .orderBy('subject')
      .limit(2000),
  )
}

export function claimsOfItems(journal: Journal, view: View, items: readonly Id[]): Promise<Held<LedgerClaim>[]> {
  if (items.length === 0) return Promise.resolve([])
  return journal.reads.many(claimRecord, view, (q) =>
    q
      .where(sql<string>`state->>'item'`, 'in', [...items])
      .orderBy('subject')
      .limit(5000),
  )
}

export function followUpsOf(journal: Journal, view: View, claims: readonly Id[]): Promise<Held<FollowUp>[]> {
  if (claims.length === 0) return Promise.resolve([])
  return journal.reads.many(followUpRecord, view, (q) =>
    q
      .where(sql<string>`state->>'claim'`, 'in', [...claims])
      .orderBy('subject')
      .limit(2000),
  )
}

export interface FollowUpFilter {
  status: readonly string[]
  overdue?: boolean
  asksForDate?: boolean
  claim?: Id
  item?: Id
}

/** What is due next first; what asks for a date last. A place in the list is the due time with the id. */
export async function followUpPage(
  journal: Journal,
  view: View,
  filter: FollowUpFilter,
  now: Instant,
  after: { due: string; id: Id } | undefined,
  limit: number,
): Promise<Paged<FollowUp> & { overdue: number; askForDate: number }> {
  const due = sql<string>`(coalesce(state->>'due', 'never') collate "C")`
  const matching = (q: RecordQuery) => followUpsLike(q, filter, now)
  const items = await journal.reads.many(followUpRecord, view, (q) => {
    const list = matching(q).orderBy(due).orderBy('subject').limit(limit)
    return after ? list.where(sql<boolean>`(${due}, subject) > (${after.due} collate "C", ${after.id}::uuid)`) : list
  })
  const counted = (more: Partial<FollowUpFilter>) =>
    journal.reads.count(followUpRecord, view, (q) => followUpsLike(q, { status: ['open'], ...more }, now), mostCounted)
  return {
    items,
    total: await journal.reads.count(followUpRecord, view, matching, mostCounted),
    overdue: await counted({ overdue: true }),
    askForDate: await counted({ asksForDate: true }),
  }
}

function followUpsLike(query: RecordQuery, filter: FollowUpFilter, now: Instant): RecordQuery {
  let q = query.where(sql<string>`state->>'status'`, 'in', [...filter.status])
  const late = sql<boolean>`(state->>'status' = 'open' and coalesce(state->>'due' < ${now}, false))`
  const dateless = sql<boolean>`(state->>'due' is null)`
  if (filter.overdue !== undefined) q = q.where(filter.overdue ? late : sql<boolean>`not ${late}`)
  if (filter.asksForDate !== undefined) q = q.where(filter.asksForDate ? dateless : sql<boolean>`not ${dateless}`)
  if (filter.claim) q = q.where(sql<string>`state->>'claim'`, '=', filter.claim)
  if (filter.item) q = q.where(sql<string>`state->>'item'`, '=', filter.item)
  return q
}

/** In all realms: open, past their time, and not said to be so yet. Asked by the node itself. */
export async function fallenDue(journal: Journal, clock: Clock, most: number): Promise<{ id: Id; realm: string }[]> {
  const { rows } = await sql<{ id: Id; realm: string }>`
    select subject as id, realm from watch.follow_ups
    where valid_to is null and origin is null and state->>'status' = 'open' and ${hasCome(clock, sql`state->>'due'`, sql`realm`, { asText: true })}
      and state->>'overdueAt' is null order by state->>'due' limit ${most}`.execute(journal.sql)
  return rows
}

export async function factsOfItems(
  journal: Journal,
  view: View,
  items: readonly Id[],
): Promise<Map<Id, Held<ItemFacts>>> {
  if (items.length === 0) return new Map()
  const found = await journal.reads.many(factsRecord, view, (q) =>
    q.where(sql<string>`state->>'item'`, 'in', [...items]),
  )
  return new Map(found.map((held) => [held.state.item, held]))
}

/** That the document of this row is the newest of an item that the reader may read and that nobody rejected. */
function newest(view: View): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from journal.records item where item.record = ${sql.lit(itemRecord.name)}
    and item.subject = (journal.records.state->>'item')::uuid and ${visible(view, 'item')}
    and item.state->>'document' = journal.records.subject::text and item.state->>'status' <> 'rejected')`
}

/** Newest documents with a check of theirs that nobody has judged. */
export async function documentsToCheck(
  journal: Journal,
  view: View,
  after: Id | undefined,
  limit: number,
): Promise<Paged<Document>> {
  const open = sql<boolean>`exists (select 1 from jsonb_array_elements(journal.records.state->'checks') one
    where one->>'result' = 'check' and not exists (
      select 1 from journal.records facts, jsonb_array_elements(facts.state->'judgements') judgement
      where facts.record = ${sql.lit(factsRecord.name)} and ${visible(view, 'facts')}
        and facts.state->>'item' = journal.records.state->>'item'
        and judgement->>'kind' = 'check' and judgement->>'text' = one->>'detail' and judgement->>'verdict' <> 'open'))`
  return documentTray(
    journal,
    view,
    sql<boolean>`jsonb_path_exists(state, '$.checks[*] ? (@.result == "check")') and ${open}`,
    after,
    limit,
  )
}

/** Newest documents in which one claim disputes another. */
export function documentsWithDisputes(
  journal: Journal,
  view: View,
  item: Id | undefined,
  after: Id | undefined,
  limit: number,
): Promise<Paged<Document>> {
  const has = sql<boolean>`jsonb_path_exists(state, '$.claims[*].relations[*] ? (@.relation == "disputes")')`
  const where = item ? sql<boolean>`${has} and state->>'item' = ${item}` : has
  return documentTray(journal, view, where, after, limit)
}

async function documentTray(
  journal: Journal,
  view: View,
  where: RawBuilder<boolean>,
  after: Id | undefined,
  limit: number,
): Promise<Paged<Document>> {
  const matching = (q: RecordQuery) => q.where(where).where(newest(view))
  const items = await journal.reads.many(documentRecord, view, (q) => {
    const list = matching(q).orderBy('subject', 'desc').limit(limit)
    return after ? list.where('subject', '<', after) : list
  })
  return { items, total: await journal.reads.count(documentRecord, view, matching, mostInTray) }
}

/** Items without a date of publication whose times count from it. */
export async function undatedItems(
  journal: Journal,
  view: View,
  after: Id | undefined,
  limit: number,
): Promise<Paged<NewsItem>> {
  const matching = (q: RecordQuery) =>
    q
      .where(sql<boolean>`state->>'publishedAt' is null`)
      .where(sql<boolean>`jsonb_path_exists(state, '$.times[*] ? (@.floating == true && @.value == null)')`)
      .where(sql<string>`state->>'status'`, '<>', 'rejected')
  const items = await journal.reads.many(itemRecord, view, (q) => {
    const list = matching(q).orderBy('subject', 'desc').limit(limit)
    return after ? list.where('subject', '<', after) : list
  })
  return { items, total: await journal.reads.count(itemRecord, view, matching, mostCounted) }
}
