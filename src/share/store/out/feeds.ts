// The table of feeds that somebody opened, found by the hash of the key in their address.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { JournalTables } from '#platform/journal/index.ts'
import type { FeedKind, FeedLabel } from '../../model/feed.ts'

type Sql = Kysely<JournalTables> | Transaction<JournalTables>

export interface FeedRow {
  id: Id
  realm: Realm
  name: string
  person: Id | null
  organisation: Id | null
  highest: FeedLabel
  kinds: FeedKind[]
  opened_by: string
  opened: Instant
  fetched: Instant | null
}

const columns = sql`id, realm, name, person, organisation, highest, kinds, opened_by, opened, fetched`

export async function feedsOf(db: Sql, person: Id): Promise<FeedRow[]> {
  return (
    await sql<FeedRow>`select ${columns} from share.feeds where person = ${person} order by opened, id`.execute(db)
  ).rows
}

export async function organisationFeeds(db: Sql): Promise<FeedRow[]> {
  return (
    await sql<FeedRow>`select ${columns} from share.feeds where organisation is not null order by opened, id`.execute(
      db,
    )
  ).rows
}

export async function feedById(db: Sql, id: Id): Promise<FeedRow | undefined> {
  return (await sql<FeedRow>`select ${columns} from share.feeds where id = ${id}`.execute(db)).rows[0]
}

export async function addFeed(db: Sql, row: Omit<FeedRow, 'opened' | 'fetched'>, hash: Buffer): Promise<void> {
  await sql`insert into share.feeds (id, hash, realm, name, person, organisation, highest, kinds, opened_by)
    values (${row.id}, ${hash}, ${row.realm}, ${row.name}, ${row.person}, ${row.organisation}, ${row.highest},
      ${[...row.kinds]}::text[], ${row.opened_by})`.execute(db)
}

export async function removeFeed(db: Sql, id: Id): Promise<boolean> {
  return (await sql`delete from share.feeds where id = ${id} returning id`.execute(db)).rows.length > 0
}

/** The feed of that key. Notes the fetch at most once a minute. */
export async function feedOfKey(db: Sql, hash: Buffer): Promise<FeedRow | undefined> {
  const { rows } = await sql<FeedRow & { stale: boolean }>`
    select ${columns}, fetched is null or fetched < now() - interval '1 minute' as stale
    from share.feeds where hash = ${hash}`.execute(db)
  const found = rows[0]
  if (found?.stale) await sql`update share.feeds set fetched = now() where id = ${found.id}`.execute(db)
  return found
}
