// API tokens: found by hash, listed by name.
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import { type PeopleTables, type Sql, tables } from './tables.ts'

export type TokenRow = PeopleTables['people.tokens']

export function tokenByHash(db: Sql, hash: Uint8Array): Promise<TokenRow | undefined> {
  return tables(db).selectFrom('people.tokens').selectAll().where('hash', '=', hash).executeTakeFirst()
}

export function tokenById(db: Sql, id: Id): Promise<TokenRow | undefined> {
  return tables(db).selectFrom('people.tokens').selectAll().where('id', '=', id).executeTakeFirst()
}

export function tokensOf(db: Sql, person: Id): Promise<TokenRow[]> {
  return tables(db).selectFrom('people.tokens').selectAll().where('person', '=', person).orderBy('id').execute()
}

export async function addToken(db: Sql, token: TokenRow): Promise<void> {
  await tables(db).insertInto('people.tokens').values(token).execute()
}

export async function removeToken(db: Sql, id: Id): Promise<void> {
  await tables(db).deleteFrom('people.tokens').where('id', '=', id).execute()
}

export async function removeTokensOf(db: Sql, person: Id): Promise<void> {
  await tables(db).deleteFrom('people.tokens').where('person', '=', person).execute()
}

/** The day is enough to see which tokens nobody needs any more. */
export async function usedOn(db: Sql, id: Id, day: string): Promise<void> {
  await tables(db).updateTable('people.tokens').set({ last_used_on: day }).where('id', '=', id).execute()
}

export async function dropExpiredTokens(db: Sql, before: Instant): Promise<void> {
  await tables(db).deleteFrom('people.tokens').where('expires', '<', before).execute()
}
