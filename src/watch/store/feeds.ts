// Feeds: which sources there are, and how polling of each one goes.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Held, Journal, View } from '#platform/journal/types.ts'
import type { Source, SourceKind } from '../api.ts'
import { sourceRecord } from '../events.ts'

type Sql = Journal['sql']
type InTransaction = Transaction<Sql extends Kysely<infer T> ? T : never>

/** As many as may be followed, and some that are not any more. */
const mostSources = 20_000

export async function sources(journal: Journal, view: View, active?: boolean): Promise<Held<Source>[]> {
  return journal.reads.many(sourceRecord, view, (q) => {
    const list = q.orderBy('title').orderBy('subject').limit(mostSources)
    return active === undefined ? list : list.where(sql<boolean>`(state->>'active')::boolean`, '=', active)
  })
}

/** Of a source only what a list is sorted and narrowed by: ten thousand of them are read at each look. */
export interface SourceLine {
  id: Id
  kind: SourceKind
  active: boolean
  intervalSeconds: number
  /** Whether the journal says that it is in trouble. */
  told: boolean
  /** Whether the words asked for stand in it. */
  fits: boolean
  going: Going | undefined
}

/** All sources that may be read, by name. */
export async function sourceLines(journal: Journal, view: View, text: string | undefined): Promise<SourceLine[]> {
  const said = sql`concat_ws(' ', state->>'name', state->>'url', state->>'publisher', state->>'note', state->>'categories')`
  const seen = journal.reads.query(sourceRecord.name, view)
  const { rows } = await sql<Omit<SourceLine, 'going'> & Going & { known: boolean }>`
    select s.subject as id, coalesce(s.state->>'kind', 'feed') as kind, (s.state->>'active')::boolean as active,
      (s.state->>'intervalSeconds')::int as "intervalSeconds", coalesce(s.state->'trouble', 'null') <> 'null'::jsonb as told,
      ${text === undefined ? sql`true` : sql`position(lower(${text}::text) in lower(${said})) > 0`} as fits,
      f.source is not null as known, coalesce(f.gone, false) as gone, coalesce(f.failures, 0) as failures,
      f.last_success, f.last_item, f.usual_interval_seconds
    from ${seen} as s left join watch.feed_state f on f.source = s.subject
    order by s.title, s.subject limit ${mostSources}`.execute(journal.sql)
  return rows.map(({ known, gone, failures, last_success, last_item, usual_interval_seconds, ...line }) => ({
    ...line,
    going: known ? { gone, failures, last_success, last_item, usual_interval_seconds } : undefined,
  }))
}

export async function sourceByAddress(
  journal: Journal,
  view: View,
  url: string,
  owner: Id,
): Promise<Held<Source> | undefined> {
  const found = await journal.reads.many(sourceRecord, view, (q) =>
    q
      .where('owner', '=', owner)
      .where(sql<string>`state->>'url'`, '=', url)
      .where(sql<string>`state->>'active'`, '=', 'true')
      .limit(1),
  )
  return found[0]
}

/** Those of the addresses that are followed already, by address. */
export async function sourcesByAddress(
  journal: Journal,
  view: View,
  urls: readonly string[],
  owner: Id,
): Promise<Map<string, Held<Source>>> {
  if (urls.length === 0) return new Map()
  const found = await journal.reads.many(sourceRecord, view, (q) =>
    q
      .where('owner', '=', owner)
      .where(sql<boolean>`state->>'url' = any(${[...urls]}::text[])`)
      .where(sql<string>`state->>'active'`, '=', 'true'),
  )
  return new Map(found.map((held) => [held.state.url, held]))
}

/** How many are followed. */
export function countSources(journal: Journal, view: View): Promise<number> {
  return journal.reads.count(sourceRecord, view, (q) => q.where(sql<string>`state->>'active'`, '=', 'true'))
}

/** How polling of one feed goes; outside the journal, because it changes at every poll. */
export interface FeedState {
  source: Id
  realm: string
  url: string
  etag: string | null
  last_modified: string | null
  body_sha256: string | null
  format: 'rss' | 'atom' | 'rdf' | 'json' | null
  next_poll: Instant | null
  last_attempt: Instant | null
  last_success: Instant | null
  last_item: Instant | null
  failures: number
  last_error: string | null
  last_status: number | null
  usual_interval_seconds: number | null
  items: number
  gone: boolean
}

/** What the health of a source is told by. */
export type Going = Pick<FeedState, 'gone' | 'failures' | 'last_success' | 'last_item' | 'usual_interval_seconds'>

export async function feedStates(db: Sql, ids: readonly Id[]): Promise<Map<Id, FeedState>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<FeedState>`select * from watch.feed_state where source = any(${[...ids]}::uuid[])`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.source, row]))
}

/** Makes the state of a feed anew: at once due, without validators. The count of items stays. */
export async function resetFeed(
  db: Sql | InTransaction,
  source: Id,
  realm: string,
  url: string,
  due: Instant | null,
): Promise<void> {
  await sql`insert into watch.feed_state (source, realm, url, next_poll) values (${source}, ${realm}, ${url}, ${due})
    on conflict (source) do update set url = excluded.url, next_poll = excluded.next_poll, gone = false, failures = 0,
      last_error = null, etag = null, last_modified = null, body_sha256 = null`.execute(db)
}

export async function scheduleFeed(db: Sql | InTransaction, source: Id, due: Instant | null): Promise<void> {
  await sql`update watch.feed_state set next_poll = ${due} where source = ${source}`.execute(db)
}

/** Takes feeds that are due and holds them for a while, so that two processes never poll the same one. */
export async function takeDue(
  db: Sql,
  now: Instant,
  until: Instant,
  most: number,
): Promise<{ source: Id; realm: string }[]> {
  const { rows } = await sql<{ source: Id; realm: string }>`
    update watch.feed_state set next_poll = ${until} where source in (
      select source from watch.feed_state where next_poll <= ${now} order by next_poll limit ${most} for update skip locked)
    returning source, realm`.execute(db)
  return rows
}

export async function saveFeed(db: Sql, state: Partial<FeedState> & { source: Id }): Promise<void> {
  const { source, ...changed } = state
  const sets = Object.entries(changed).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  if (sets.length > 0) await sql`update watch.feed_state set ${sql.join(sets)} where source = ${source}`.execute(db)
}

/** What was seen of a feed: by key, the content it had. */
export async function seenEntries(db: Sql, source: Id, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<{ key: string; content: string }>`
    select key, content from watch.feed_seen where source = ${source} and key = any(${[...keys]}::text[])`.execute(db)
  return new Map(rows.map(({ key, content }) => [key, content]))
}

export async function markSeen(
  db: InTransaction | Sql,
  source: Id,
  entries: readonly { key: string; content: string }[],
  at: Instant,
): Promise<void> {
  if (entries.length === 0) return
  await sql`insert into watch.feed_seen (source, key, content, last_seen)
    select ${source}::uuid, key, content, ${at}::timestamptz
      from unnest(${entries.map(({ key }) => key)}::text[], ${entries.map(({ content }) => content)}::text[]) as one(key, content)
    on conflict (source, key) do update set content = excluded.content, last_seen = excluded.last_seen`.execute(db)
}

/** Entries that a feed has not listed since then are forgotten; most feeds never list them again. */
export async function forgetSeen(db: Sql, source: Id, before: Instant): Promise<void> {
  await sql`delete from watch.feed_seen where source = ${source} and last_seen < ${before}`.execute(db)
}

/** Sources that are followed but have no state, as after a restore of entries alone. */
export async function feedsWithoutState(
  db: Sql,
): Promise<{ source: Id; realm: string; url: string; kind: string | null }[]> {
  const { rows } = await sql<{ source: Id; realm: string; url: string; kind: string | null }>`
    select subject as source, realm, state->>'url' as url, state->>'kind' as kind from watch.sources
    where valid_to is null and origin is null and state->>'active' = 'true'
      and not exists (select 1 from watch.feed_state where source = subject) limit 1000`.execute(db)
  return rows
}

/** When the newest items of a source were published, or came in where that is not known; not those of the future. */
export async function momentsOfItems(db: Sql, source: Id, now: Instant, most: number): Promise<Instant[]> {
  const { rows } = await sql<{ at: string | null }>`
    select coalesce(state->>'publishedAt', state->>'fetchedAt') as at from watch.items
    where valid_to is null and state->>'source' = ${source} order by subject desc limit ${most}`.execute(db)
  return rows.flatMap(({ at }) => (at !== null && at <= now ? [at] : []))
}

/** The mailbox of that name, in whichever realm; none when nobody follows it any more. */
export async function mailboxNamed(db: Sql, mailbox: string): Promise<{ source: Id; realm: string } | undefined> {
  const { rows } = await sql<{ source: Id; realm: string }>`
    select subject as source, realm from watch.sources
    where valid_to is null and state->>'mailbox' = ${mailbox} and state->>'active' = 'true' limit 1`.execute(db)
  return rows[0]
}

/** Sources that are followed and have a state: a page at a time, by their id. */
export async function followedSources(
  db: Sql,
  after: Id,
  most: number,
): Promise<{ id: Id; realm: string; owner: Id; state: Source }[]> {
  const { rows } = await sql<{ id: Id; realm: string; owner: Id; state: Source }>`
    select subject as id, realm, owner, state from watch.sources
    where valid_to is null and state->>'active' = 'true' and subject > ${after}::uuid
    order by subject limit ${most}`.execute(db)
  return rows
}
