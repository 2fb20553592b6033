// Feeds: which sources there are, and how polling of each one goes.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Held, Journal, View } from '#platform/journal/types.ts'
import type { Source } from '../api.ts'
import { sourceRecord } from '../events.ts'

type Sql = Journal['sql']
type InTransaction = Transaction<Sql extends Kysely<infer T> ? T : never>

export async function sources(journal: Journal, view: View, active?: boolean): Promise<Held<Source>[]> {
  return journal.reads.many(sourceRecord, view, (q) => {
    const list = q.orderBy('title').orderBy('subject').limit(2000)
    return active === undefined ? list : list.where(sql<boolean>`(state->>'active')::boolean`, '=', active)
  })
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

/** Feeds that are followed but have no state, as after a restore of entries alone. */
export async function feedsWithoutState(db: Sql): Promise<{ source: Id; realm: string; url: string }[]> {
  const { rows } = await sql<{ source: Id; realm: string; url: string }>`
    select subject as source, realm, state->>'url' as url from watch.sources
    where valid_to is null and state->>'active' = 'true'
      and not exists (select 1 from watch.feed_state where source = subject) limit 1000`.execute(db)
  return rows
}
