// Servers of others that are read from or written to: settings, secrets and the state of polling. Lists obey markings.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import { markedColumns, sqlMayRead, type View } from '#platform/journal/index.ts'
import { type ObjectsTables, type Sql, tables } from './tables.ts'

export type FeedRow = ObjectsTables['federate.taxii_feeds']

/** Where reading goes on. pull: what we say to the other server. push: our own moment, and a status that is not final yet. */
export interface FeedCursor {
  addedAfter?: string
  next?: string
  /** The newest moment seen while a list is still being read. */
  seen?: string
  pushed?: number
}

export type NewFeed = Pick<
  FeedRow,
  'id' | 'collection' | 'direction' | 'name' | 'url' | 'username' | 'secret' | 'every' | 'added_by'
> & { realm: Realm; marking: Marking; at: Instant }

export async function addFeed(db: Sql, { realm, marking, at, ...feed }: NewFeed): Promise<void> {
  const marked = markedColumns(realm, marking)
  await tables(db)
    .insertInto('federate.taxii_feeds')
    .values({
      ...feed,
      ...{ ...marked, marking: JSON.stringify(marked.marking) as never },
      ...{ paused: false, added_at: at, cursor: '{}', next_at: at, failures: 0 },
      ...{ last_success: null, last_error: null, last_intake: null },
    })
    .execute()
}

export async function countFeeds(db: Sql): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from federate.taxii_feeds`.execute(db)
  return rows[0]?.count ?? 0
}

export function feedsSeen(db: Sql, view: View): Promise<FeedRow[]> {
  return tables(db)
    .selectFrom('federate.taxii_feeds')
    .selectAll()
    .where(sqlMayRead(view.reader, view.realm, 'federate.taxii_feeds'))
    .orderBy('name')
    .orderBy('id')
    .limit(1_000)
    .execute()
}

export function feedSeen(db: Sql, view: View, id: Id): Promise<FeedRow | undefined> {
  return tables(db)
    .selectFrom('federate.taxii_feeds')
    .selectAll()
    .where(sqlMayRead(view.reader, view.realm, 'federate.taxii_feeds'))
    .where('id', '=', id)
    .executeTakeFirst()
}

export function dueFeeds(db: Sql, now: Instant, most: number): Promise<FeedRow[]> {
  return tables(db)
    .selectFrom('federate.taxii_feeds')
    .selectAll()
    .where('paused', '=', false)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(most)
    .execute()
}

export async function saveFeed(
  db: Sql,
  id: Id,
  changed: Partial<Pick<FeedRow, 'paused' | 'next_at' | 'failures' | 'last_success' | 'last_error' | 'last_intake'>> & {
    cursor?: FeedCursor
  },
): Promise<void> {
  const { cursor, ...rest } = changed
  await tables(db)
    .updateTable('federate.taxii_feeds')
    .set({ ...rest, ...(cursor ? { cursor: JSON.stringify(cursor) } : {}) })
    .where('id', '=', id)
    .execute()
}

export async function removeFeed(db: Sql, id: Id): Promise<void> {
  await tables(db).deleteFrom('federate.taxii_feeds').where('id', '=', id).execute()
}
