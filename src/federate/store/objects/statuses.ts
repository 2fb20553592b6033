// What became of each POST: told to whoever posted, for a day.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import { type Sql, tables } from './tables.ts'

export interface StatusRow {
  id: Id
  realm: Realm
  collection: Id
  asker: string
  at: Instant
  status: unknown
}

export async function keepStatus(db: Sql, row: StatusRow): Promise<void> {
  await tables(db)
    .insertInto('federate.taxii_statuses')
    .values({ ...row, status: JSON.stringify(row.status) })
    .execute()
}

export async function statusOf(db: Sql, asked: { id: Id; realm: Realm; asker: string }): Promise<unknown> {
  const row = await tables(db)
    .selectFrom('federate.taxii_statuses')
    .select('status')
    .where('id', '=', asked.id)
    .where('realm', '=', asked.realm)
    .where('asker', '=', asked.asker)
    .executeTakeFirst()
  return row?.status
}

export async function forgetStatuses(db: Sql): Promise<void> {
  await sql`delete from federate.taxii_statuses where at < now() - interval '1 day'`.execute(db)
}
