// Accounts: how a person is recognised at sign-in, and whether anybody exists at all.

import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { type PeopleTables, type Sql, tables } from './tables.ts'

export type Account = PeopleTables['people.accounts']

/** Thrown inside a unit of work; the action turns it into a refusal, and nothing is written. */
export class NotPossible extends Error {
  readonly refusal: 'email-taken' | 'last-administrator' | 'link-not-valid'
  constructor(refusal: NotPossible['refusal']) {
    super(refusal)
    this.refusal = refusal
  }
}

export async function anybody(db: Sql): Promise<boolean> {
  return (await tables(db).selectFrom('people.accounts').select('person').limit(1).executeTakeFirst()) !== undefined
}

export function accountByEmail(db: Sql, emailKey: string): Promise<Account | undefined> {
  return tables(db).selectFrom('people.accounts').selectAll().where('email_key', '=', emailKey).executeTakeFirst()
}

export function accountOf(db: Sql, person: Id): Promise<Account | undefined> {
  return tables(db).selectFrom('people.accounts').selectAll().where('person', '=', person).executeTakeFirst()
}

export function accountBySubject(db: Sql, issuer: string, subject: string): Promise<Account | undefined> {
  return tables(db)
    .selectFrom('people.accounts')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
}

export async function addAccount(
  db: Sql,
  account: Pick<Account, 'person' | 'email_key' | 'signs_in_with'> & Partial<Account>,
): Promise<void> {
  const added = await tables(db)
    .insertInto('people.accounts')
    .values({ password_hash: null, issuer: null, subject: null, ...account })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 0n) throw new NotPossible('email-taken')
}

export async function changeEmail(db: Sql, person: Id, emailKey: string): Promise<void> {
  const other = await tables(db)
    .selectFrom('people.accounts')
    .select('person')
    .where('email_key', '=', emailKey)
    .where('person', '<>', person)
    .forUpdate()
    .executeTakeFirst()
  if (other) throw new NotPossible('email-taken')
  await tables(db).updateTable('people.accounts').set({ email_key: emailKey }).where('person', '=', person).execute()
}

/** Only for those who sign in with a password: whoever comes through single sign-on never gets one here. */
export async function setPassword(db: Sql, person: Id, hash: string): Promise<boolean> {
  const changed = await tables(db)
    .updateTable('people.accounts')
    .set({ password_hash: hash })
    .where('person', '=', person)
    .where('signs_in_with', '=', 'password')
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** Changing the way of signing in starts from nothing: no password, no second factor, no link to a provider. */
export async function setSignsInWith(db: Sql, person: Id, way: Account['signs_in_with']): Promise<void> {
  await tables(db)
    .updateTable('people.accounts')
    .set({ signs_in_with: way, password_hash: null, issuer: null, subject: null })
    .where('person', '=', person)
    .execute()
}

/** Ties a person who was announced to who they are at the provider. False when they were tied to somebody already. */
export async function tieToProvider(db: Sql, person: Id, issuer: string, subject: string): Promise<boolean> {
  const tied = await tables(db)
    .updateTable('people.accounts')
    .set({ issuer, subject })
    .where('person', '=', person)
    .where('signs_in_with', '=', 'single-sign-on')
    .where('subject', 'is', null)
    .executeTakeFirst()
  return tied.numUpdatedRows > 0n
}

/** Takes all ways in with it: sessions, tokens, links, second factors. */
export async function removeAccount(db: Sql, person: Id): Promise<void> {
  await tables(db).deleteFrom('people.accounts').where('person', '=', person).execute()
}

/**
 * Called in the transaction that takes an administrator away. The lock makes two such transactions wait for each
 * other, so that two administrators cannot remove each other at the same moment.
 */
export async function keepAnAdministrator(db: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('people.administrators'))`.execute(db)
  const left = await sql<{ id: string }>`select subject as id from people.persons
    where valid_to is null and realm = 'live' and state->>'status' = 'active' and state->'roles' ? 'administrator'
    limit 1`.execute(db)
  if (left.rows.length === 0) throw new NotPossible('last-administrator')
}
