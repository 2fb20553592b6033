// Invitations outside the journal: the hash of the secret in each link, and the key of this node that signs links. Using one deletes it.
import type { Kysely } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { JournalTables } from '#platform/journal/index.ts'

type Tables = {
  'exercise.invitations': { id: string; exercise: string; hash: Uint8Array }
  'exercise.invitation_key': { one: boolean; key: Uint8Array }
}
type Sql = Kysely<JournalTables>
const tables = (sql: Sql) => sql.withTables<Tables>()

/** `fresh` becomes the key if there is none yet. */
export async function signingKey(sql: Sql, fresh: Uint8Array): Promise<Uint8Array> {
  await tables(sql)
    .insertInto('exercise.invitation_key')
    .values({ one: true, key: fresh })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { key } = await tables(sql).selectFrom('exercise.invitation_key').select('key').executeTakeFirstOrThrow()
  return key
}

export async function keepInvitation(sql: Sql, id: Id, exercise: Id, hash: Uint8Array): Promise<void> {
  await tables(sql).insertInto('exercise.invitations').values({ id, exercise, hash }).execute()
}

export async function isKept(sql: Sql, id: string, hash: Uint8Array): Promise<boolean> {
  const row = await tables(sql)
    .selectFrom('exercise.invitations')
    .select('id')
    .where('id', '=', id)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row !== undefined
}

export async function dropInvitation(sql: Sql, id: string): Promise<void> {
  await tables(sql).deleteFrom('exercise.invitations').where('id', '=', id).execute()
}
