// Intakes of foreign objects that were not heard yet, and which item each object became.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { Journal } from '#platform/journal/types.ts'

type Sql = Journal['sql']
type InTransaction = Transaction<Sql extends Kysely<infer T> ? T : never>

export interface Unheard {
  id: Id
  realm: Realm
}

/** The oldest first. Copies of other nodes are none of ours: their objects are not here. */
export async function unheardIntakes(db: Sql, limit: number): Promise<Unheard[]> {
  const { rows } = await sql<Unheard>`
    select r.subject as id, r.realm from journal.records r
    where r.record = 'federate.intake' and r.valid_to is null
      and not exists (select 1 from watch.heard_intakes h where h.intake = r.subject)
    order by r.subject limit ${limit}`.execute(db)
  return rows
}

export async function noteHeard(db: Sql, intake: Id, at: Instant): Promise<void> {
  await sql`insert into watch.heard_intakes (intake, heard_at) values (${intake}, ${at}) on conflict do nothing`.execute(
    db,
  )
}

export interface ItemOfObject {
  realm: Realm
  owner: Id
  object: string
  version: string
  item: Id
}

export async function itemOfObject(
  db: Sql,
  { realm, owner, object }: Pick<ItemOfObject, 'realm' | 'owner' | 'object'>,
): Promise<{ item: Id; version: string } | undefined> {
  const { rows } = await sql<{ item: Id; version: string }>`
    select item, version from watch.items_of_objects
    where realm = ${realm} and owner = ${owner} and object = ${object}`.execute(db)
  return rows[0]
}

/** Throws where somebody else noted that object meanwhile (`isNotedMeanwhile`): then nothing of the unit is written. */
export async function noteItemOfObject(
  db: InTransaction,
  one: ItemOfObject,
  before: string | undefined,
): Promise<void> {
  const { realm, owner, object, version, item } = one
  if (before === undefined) {
    await sql`insert into watch.items_of_objects (realm, owner, object, version, item)
      values (${realm}, ${owner}, ${object}, ${version}, ${item})`.execute(db)
    return
  }
  const { rows } = await sql`update watch.items_of_objects set version = ${version}, item = ${item}
    where realm = ${realm} and owner = ${owner} and object = ${object} and version = ${before} returning 1`.execute(db)
  if (rows.length === 0)
    throw Object.assign(new Error('The object was noted meanwhile'), { constraint: noted, code: '23505' })
}

const noted = 'items_of_objects_pkey'

export function isNotedMeanwhile(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return code === '23505' && constraint === noted
}
