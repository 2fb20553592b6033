// Stories: which story an item is in, lists of them, and the sketches by which a new item finds its story.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/types.ts'
import type { Story } from '../api/stories.ts'
import { documentRecord } from '../events/document.ts'
import { storyRecord } from '../events/story.ts'
import { type Sketch, sketchVersion } from '../rules/stories.ts'

type Sql = Journal['sql']
type InTransaction = Transaction<Sql extends Kysely<infer T> ? T : never>

/** The stories that hold any of these items. */
export async function storiesOf(journal: Journal, view: View, items: readonly Id[]): Promise<Held<Story>[]> {
  if (items.length === 0) return []
  return journal.reads.many(storyRecord, view, (q) =>
    q
      .where(sql<boolean>`state->'items' ?| ${[...items]}::text[]`)
      .orderBy('subject')
      .limit(200),
  )
}

export interface StoryFilter {
  status?: string[]
  topic?: string[]
  incident?: boolean
  country?: string[]
  language?: string[]
  since?: Instant
  /** With one of these items, found by their words. */
  ids?: readonly Id[]
}

const mostCounted = 10_000

// Items of a story are marked as the story is: whoever may read it may read them. All conditions hold for one item.
function filtered(q: RecordQuery, { since, ids, ...filter }: StoryFilter): RecordQuery {
  let out = q.where(sql<boolean>`jsonb_array_length(state->'items') > 0`)
  if (since) out = out.where('valid_from', '>=', since)
  if (ids) out = out.where(sql<boolean>`state->'items' ?| ${[...ids]}::text[]`)
  const all = [
    ...(filter.status?.length ? [sql`i.state->>'status' = any(${filter.status}::text[])`] : []),
    ...(filter.language?.length ? [sql`i.state->>'language' = any(${filter.language}::text[])`] : []),
    ...(filter.country?.length ? [sql`i.state->'countries' ?| ${filter.country}::text[]`] : []),
    ...(filter.topic?.length
      ? [
          sql`exists (select 1 from jsonb_array_elements(i.state->'topics') as one where one->>'topic' = any(${filter.topic}::text[]))`,
        ]
      : []),
    ...(filter.incident === undefined ? [] : [sql`(i.state->>'incident')::boolean = ${filter.incident}`]),
  ]
  if (all.length === 0) return out
  return out.where(sql<boolean>`exists (select 1 from watch.items i where i.valid_to is null
    and i.realm = journal.records.realm
    and i.subject = any(array(select jsonb_array_elements_text(journal.records.state->'items'))::uuid[])
    and ${sql.join(all, sql` and `)})`)
}

/** Newest activity first. `after` is the place of the last one of the page before. */
export async function storyPage(
  journal: Journal,
  view: View,
  filter: StoryFilter,
  after: { since: Instant; id: Id } | undefined,
  limit: number,
): Promise<{ stories: Held<Story>[]; total: number }> {
  const stories = await journal.reads.many(storyRecord, view, (q) => {
    const list = filtered(q, filter).orderBy('valid_from', 'desc').orderBy('subject', 'desc').limit(limit)
    return after
      ? list.where(sql<boolean>`(valid_from, subject) < (${after.since}::timestamptz, ${after.id}::uuid)`)
      : list
  })
  return { stories, total: await journal.reads.count(storyRecord, view, (q) => filtered(q, filter), mostCounted) }
}

/** How many checks and disputes the documents have, without reading their texts. */
export async function countsOfDocuments(
  journal: Journal,
  view: View,
  documents: readonly Id[],
): Promise<Map<Id, { checks: number; disputes: number }>> {
  if (documents.length === 0) return new Map()
  const rows = await journal.reads
    .query(documentRecord.name, view)
    .clearSelect()
    .select('subject')
    .select(
      sql<number>`(select count(*)::int from jsonb_array_elements(coalesce(state->'checks', '[]')) c where c->>'result' = 'check')`.as(
        'checks',
      ),
    )
    .select(
      sql<number>`(select count(*)::int from jsonb_array_elements(coalesce(state->'claims', '[]')) c
        where c->'relations' @> '[{"relation":"disputes"}]')`.as('disputes'),
    )
    .where('subject', 'in', [...documents])
    .execute()
  return new Map(rows.map(({ subject, checks, disputes }) => [subject, { checks, disputes }]))
}

export interface KeptSketch {
  item: Id
  at: Instant
  sketch: Sketch
}

/** Per rare term the newest items that have it, those with most terms in common first. */
export async function itemsByTerms(
  db: Sql,
  of: { mark: string; terms: readonly string[]; from: Instant; to: Instant },
  most: number,
): Promise<Id[]> {
  if (of.terms.length === 0) return []
  const { rows } = await sql<{ item: Id }>`
    select item from unnest(${[...of.terms]}::text[]) as asked(term) cross join lateral (
      select one.item from watch.story_terms one
      where one.mark = ${of.mark} and one.term = asked.term and one.at between ${of.from}::timestamptz and ${of.to}::timestamptz
      order by one.at desc limit ${mostPerTerm}) as found
    group by item order by count(*) desc, item desc limit ${most}`.execute(db)
  return rows.map(({ item }) => item)
}

/** A term in more items than this brings its newest ones: what is of one event is near in time. */
const mostPerTerm = 200

export async function sketchesOf(db: Sql, items: readonly Id[]): Promise<KeptSketch[]> {
  if (items.length === 0) return []
  const { rows } = await sql<KeptSketch>`
    select item, at, sketch from watch.story_sketches
    where item = any(${[...items]}::uuid[]) and sketch->>'version' = ${sketchVersion}`.execute(db)
  return rows
}

/** The newest ones: from them a process learns how common words are. */
export async function newestSketches(db: Sql, most: number): Promise<KeptSketch[]> {
  const { rows } = await sql<KeptSketch>`
    select item, at, sketch from watch.story_sketches where sketch->>'version' = ${sketchVersion} order by seq desc limit ${most}`.execute(
    db,
  )
  return rows
}

/** How far the sketches were written when this was asked. */
export async function sketchesSeen(db: Sql): Promise<string> {
  const { rows } = await sql<{ seq: string }>`
    select coalesce(max(seq), 0)::text as seq from watch.story_sketches`.execute(db)
  return rows[0]?.seq ?? '0'
}

export interface NewSketch extends KeptSketch {
  mark: string
  terms: readonly string[]
}

/**
 * Writes sketches one process at a time. False when another process wrote one meanwhile that shares their terms: what was
 * decided without having seen it must be decided again.
 */
export async function keepSketches(db: InTransaction, sketches: readonly NewSketch[], seen: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext('watch.story_sketches'))`.execute(db)
  const terms = [...new Set(sketches.flatMap((one) => one.terms))]
  const marks = [...new Set(sketches.map(({ mark }) => mark))]
  const { rows } = await sql<{ missed: boolean }>`
    select exists (select 1 from watch.story_sketches where seq > ${seen}::bigint and mark = any(${marks}::text[])
      and terms && ${terms}::text[]) as missed`.execute(db)
  if (rows[0]?.missed) return false
  const json = JSON.stringify(
    sketches.map(({ item, mark, at, terms: own, sketch }) => ({ item, mark, at, terms: own, sketch })),
  )
  await sql`insert into watch.story_sketches (item, mark, at, terms, sketch)
    select item, mark, at, terms, sketch
    from jsonb_to_recordset(${json}::jsonb) as one(item uuid, mark text, at timestamptz, terms text[], sketch jsonb)
    on conflict (item) do update set at = excluded.at, terms = excluded.terms, sketch = excluded.sketch`.execute(db)
  await indexTerms(
    db,
    sketches.map(({ item }) => item),
  )
  return true
}

async function indexTerms(db: InTransaction, items: readonly Id[]): Promise<void> {
  await sql`insert into watch.story_terms (mark, term, at, item)
    select mark, unnest(terms), at, item from watch.story_sketches where item = any(${[...items]}::uuid[])
    on conflict do nothing`.execute(db)
}

/** The day of publication became known: that is where the item stands in time. */
export async function dateSketch(db: InTransaction, item: Id, at: Instant): Promise<void> {
  await sql`update watch.story_sketches set at = ${at} where item = ${item}`.execute(db)
  await indexTerms(db, [item])
}

/** What was kept of items that are gone, as after an erasure by law. */
export async function forgetSketches(db: Sql): Promise<void> {
  const gone = sql`not exists (select 1 from watch.items i where i.subject = item and i.valid_to is null)`
  await sql`delete from watch.story_terms where ${gone}`.execute(db)
  await sql`delete from watch.story_sketches where ${gone}`.execute(db)
}

/** By the sketches of these items nothing is found any more. */
export async function forgetSketchesOf(db: Sql, items: readonly Id[]): Promise<void> {
  await sql`delete from watch.story_terms where item = any(${[...items]}::uuid[])`.execute(db)
  await sql`delete from watch.story_sketches where item = any(${[...items]}::uuid[])`.execute(db)
}

/**
 * Terms find items that are near in time. Those of before are forgotten when their items came in before as well: what
 * is taken in late, an archive or an exercise, finds its own kind for as long as it is new here. The sketches stay.
 */
export async function forgetTerms(db: Sql, before: Instant): Promise<number> {
  const { numAffectedRows = 0n } = await sql`delete from watch.story_terms
    where at < ${before}::timestamptz and item < ${firstIdAt(before)}::uuid`.execute(db)
  return Number(numAffectedRows)
}

/** The least id that can be made at that moment (UUIDv7). */
function firstIdAt(moment: Instant): Id {
  const hex = Date.parse(moment).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

export interface Unplaced {
  id: Id
  realm: string
  owner: Id
}

/** Items without a sketch were never put into a story; oldest first. */
export async function unplacedItems(db: Sql, after: Id, most: number): Promise<Unplaced[]> {
  const { rows } = await sql<Unplaced>`
    select subject as id, realm, owner from watch.items i
    where record = 'watch.item' and valid_to is null and subject > ${after}::uuid
      and not exists (select 1 from watch.story_sketches s where s.item = i.subject)
    order by subject limit ${most}`.execute(db)
  return rows
}

export interface Erasure {
  entry: Id
  record: string
  subject: Id
}

/** Erasures of items and documents that the stories have not followed yet, oldest first. */
export async function newErasures(db: Sql, most: number): Promise<Erasure[]> {
  const { rows } = await sql<Erasure>`
    select id as entry, record, subject from journal.entries e
    where kind = 'journal.bodyErased' and record in ('watch.item', 'watch.document')
      and not exists (select 1 from watch.erasures_followed f where f.entry = e.id)
    order by id limit ${most}`.execute(db)
  return rows
}

export async function noteErasures(db: Sql, entries: readonly Id[]): Promise<void> {
  await sql`insert into watch.erasures_followed (entry) select unnest(${[...entries]}::uuid[]) on conflict do nothing`.execute(
    db,
  )
}

/** The items that were read from these documents, the newest or an earlier one. */
export async function itemsOfDocuments(db: Sql, documents: readonly Id[]): Promise<Id[]> {
  if (documents.length === 0) return []
  const { rows } = await sql<{ id: Id }>`
    select subject as id from watch.items where record = 'watch.item' and valid_to is null
      and (state->>'document' = any(${[...documents]}::text[]) or exists (
        select 1 from jsonb_array_elements(state->'versions') v where v->>'document' = any(${[...documents]}::text[])))`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** The stories that hold one of these items, or held it once. */
export async function storiesEver(db: Sql, items: readonly Id[]): Promise<{ id: Id; realm: string; owner: Id }[]> {
  if (items.length === 0) return []
  const { rows } = await sql<{ id: Id; realm: string; owner: Id }>`
    select distinct subject as id, realm, owner from watch.stories where state->'items' ?| ${[...items]}::text[]
    order by subject`.execute(db)
  return rows
}
