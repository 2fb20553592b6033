// Writing objects: many in one statement, in the transaction of the intake that brings them; and taking them away again.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import { markedColumns } from '#platform/journal/index.ts'
import type { ObjectIn } from '../../model/objects.ts'
import { type Sql, tables } from './tables.ts'

/** More in one statement would only make one large piece of text. */
const mostRows = 2_000
const mostChars = 8_000_000

export interface Placed {
  realm: Realm
  collection: Id
  intake: Id
  now: Instant
}

/** Each object with its place in the order of the collection. Throws a serialisation failure where one is there already. */
export async function putObjects(trx: Sql, place: Placed, objects: readonly ObjectIn[]): Promise<void> {
  const { realm, collection, intake, now } = place
  const atLeast = Date.parse(now) * 1000
  for (const rows of statements(objects, realm)) {
    await sql`select federate.put_objects(${collection}::uuid, ${realm}, ${intake}::uuid, ${atLeast}::bigint,
      ${rows}::jsonb)`.execute(trx)
  }
}

function* statements(objects: readonly ObjectIn[], realm: Realm): Generator<string> {
  let rows: string[] = []
  let chars = 0
  for (const { marking, ...object } of objects) {
    const { realm: _realm, ...marked } = markedColumns(realm, marking)
    const row = JSON.stringify({ ...object, ...marked })
    if (rows.length > 0 && (rows.length === mostRows || chars + row.length > mostChars)) {
      yield `[${rows.join(',')}]`
      rows = []
      chars = 0
    }
    rows.push(row)
    chars += row.length
  }
  if (rows.length > 0) yield `[${rows.join(',')}]`
}

export interface Kept {
  id: string
  version: string
  /** Null: erased by law. */
  object: unknown
  tlp: number
}

/** What is there under these ids and versions, whoever may read it: nothing is ever overwritten. */
export async function keptOf(
  db: Sql,
  collection: Id,
  keys: readonly { id: string; version: string }[],
): Promise<Kept[]> {
  const kept: Kept[] = []
  for (let from = 0; from < keys.length; from += mostRows) {
    const some = keys.slice(from, from + mostRows)
    const { rows } = await sql<Kept>`
      select o.id, o.version, o.object, o.tlp from federate.objects o
      join unnest(${some.map((key) => key.id)}::text[], ${some.map((key) => key.version)}::text[]) as k(id, version)
        on o.id = k.id and o.version = k.version
      where o.collection = ${collection}::uuid`.execute(db)
    kept.push(...rows)
  }
  return kept
}

/** Removed as if they had never been there. */
export async function deleteObjects(trx: Sql, collection: Id, id: string, versions: readonly string[]): Promise<void> {
  await tables(trx)
    .deleteFrom('federate.objects')
    .where('collection', '=', collection)
    .where('id', '=', id)
    .where('version', 'in', [...versions])
    .execute()
}

/** The place stays, the content is gone, and nobody brings it back. */
export async function eraseObjects(trx: Sql, collection: Id, id: string): Promise<void> {
  await tables(trx)
    .updateTable('federate.objects')
    .set({ object: null })
    .where('collection', '=', collection)
    .where('id', '=', id)
    .execute()
}

/** What was added before that moment; at most so many at a time, so that no lock is held for long. */
export async function deleteOlder(db: Sql, collection: Id, before: Instant, most: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from federate.objects o using (
      select id, version from federate.objects
      where collection = ${collection}::uuid and added < ${Date.parse(before) * 1000}::bigint order by added limit ${most}
    ) old
    where o.collection = ${collection}::uuid and o.id = old.id and o.version = old.version returning o.id`.execute(db)
  return rows.length
}
