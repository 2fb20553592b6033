// Ids of parts that a file will add, kept until each is written: rings of needs then survive a stop between two parcels.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { JournalTables } from '#platform/journal/index.ts'

export interface Promised {
  key: string
  id: Id
}

type Db = Kysely<JournalTables> | Transaction<JournalTables>

const perStatement = 5000

/** What was promised before counts; `fresh` otherwise. In the order given. */
export async function promiseIds(db: Db, realm: string, owner: Id, fresh: readonly Promised[]): Promise<Id[]> {
  await sql`delete from sustain.promised_ids where at < now() - interval '7 days'`.execute(db)
  const out: Id[] = []
  for (let from = 0; from < fresh.length; from += perStatement) {
    const some = fresh.slice(from, from + perStatement)
    const keys = some.map(({ key }) => key)
    await sql`insert into sustain.promised_ids (realm, owner, key, id)
      select ${realm}, ${owner}::uuid, p.key, p.id from unnest(${keys}::text[], ${some.map(({ id }) => id)}::uuid[]) as p(key, id)
      on conflict do nothing`.execute(db)
    const { rows } = await sql<Promised>`select key, id from sustain.promised_ids
      where realm = ${realm} and owner = ${owner}::uuid and key = any(${keys}::text[])`.execute(db)
    const known = new Map(rows.map(({ key, id }) => [key, id]))
    out.push(...some.map(({ key, id }) => known.get(key) ?? id))
  }
  return out
}

export async function keepPromises(db: Db, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from sustain.promised_ids where id = any(${[...ids]}::uuid[])`.execute(db)
}
