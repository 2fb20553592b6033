// The table of OpenPGP keys, by address.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { JournalTables } from '#platform/journal/index.ts'

type Sql = Kysely<JournalTables> | Transaction<JournalTables>

export interface MailKeyRow {
  address_key: string
  address: string
  person: Id | null
  armored: string
  fingerprint: string
  added_by: string
  added: Instant
}

export async function mailKeys(db: Sql, person: Id | null): Promise<MailKeyRow[]> {
  const all = sql`select * from people.mail_keys order by address_key`
  const own = sql`select * from people.mail_keys where person = ${person} order by address_key`
  return (await (person === null ? all : own).execute(db)).rows as MailKeyRow[]
}

export async function mailKeyOf(db: Sql, addressKey: string): Promise<MailKeyRow | undefined> {
  return (await sql<MailKeyRow>`select * from people.mail_keys where address_key = ${addressKey}`.execute(db)).rows[0]
}

export async function putMailKey(db: Sql, row: MailKeyRow): Promise<void> {
  await sql`insert into people.mail_keys (address_key, address, person, armored, fingerprint, added_by, added)
    values (${row.address_key}, ${row.address}, ${row.person}, ${row.armored}, ${row.fingerprint}, ${row.added_by}, ${row.added})
    on conflict (address_key) do update set address = excluded.address, person = excluded.person, armored = excluded.armored,
      fingerprint = excluded.fingerprint, added_by = excluded.added_by, added = excluded.added`.execute(db)
}

export async function removeMailKeyRow(db: Sql, addressKey: string): Promise<void> {
  await sql`delete from people.mail_keys where address_key = ${addressKey}`.execute(db)
}
