// The tables of this area as Kysely sees them.
import type { Kysely, Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { JournalTables, MarkedColumns } from '#platform/journal/index.ts'
import type { ObjectFormat } from '../../model/objects.ts'

export type ObjectsTables = {
  'federate.objects': MarkedColumns & {
    collection: Id
    format: ObjectFormat
    id: string
    version: string
    type: string
    spec: string
    /** Microseconds since 1970: exact as a number until the year 2255. */
    added: number
    object: unknown
    intake: Id
  }
  'federate.taxii_statuses': { id: Id; realm: string; collection: Id; asker: string; at: Instant; status: unknown }
  'federate.taxii_feeds': MarkedColumns & {
    id: Id
    collection: Id
    direction: 'pull' | 'push'
    name: string
    url: string
    username: string | null
    secret: string | null
    every: number
    paused: boolean
    added_by: string
    added_at: Instant
    cursor: unknown
    next_at: Instant
    failures: number
    last_success: Instant | null
    last_error: string | null
    last_intake: Id | null
  }
}

/** The journal's connection, or the transaction that a unit of work shares with us. */
export type Sql = Kysely<JournalTables> | Transaction<JournalTables>

export function tables(sql: Sql): Kysely<ObjectsTables> {
  return sql.withTables<ObjectsTables>() as unknown as Kysely<ObjectsTables>
}
