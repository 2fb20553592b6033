// What was given or taken and has no answer yet, the oldest first. The table is kept by triggers, see migration 0043.
import { type Kysely, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { JournalTables } from '#platform/journal/index.ts'

export interface Awaited {
  peer: Id
  subject: Id
  /** theirs: the peer owes an answer. ours: this node does. */
  side: 'theirs' | 'ours'
  record: string
  since: Instant
}

export interface AwaitedQuery {
  realm: Realm
  peers: readonly Id[]
  records: readonly string[]
  /** Nothing that came before this. */
  after: Instant
  limit: number
}

export async function awaitedOf(
  db: Kysely<JournalTables>,
  { realm, peers, records, after, limit }: AwaitedQuery,
): Promise<Awaited[]> {
  const { rows } = await sql<Awaited>`select peer, subject, side, record, since from federate.awaited
    where realm = ${realm} and since >= ${after}::timestamptz and answered is null and not gone
      and peer = any(${peers}::uuid[]) and record = any(${records}::text[])
    order by since, subject, side limit ${limit}`.execute(db)
  return rows.map((row) => ({ ...row, since: new Date(row.since).toISOString() }))
}
