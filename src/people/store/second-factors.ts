// Second factors: codes from an app, recovery codes, passkeys.
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import { type PeopleTables, type Sql, tables } from './tables.ts'

export type Passkey = PeopleTables['people.passkeys']
export interface Totp {
  secret: string
  confirmed: boolean
  last_step: number
}

export function totpOf(db: Sql, person: Id): Promise<Totp | undefined> {
  return tables(db)
    .selectFrom('people.totp')
    .select(['secret', 'confirmed', 'last_step'])
    .where('person', '=', person)
    .executeTakeFirst()
}

/** Begins anew as long as nothing was confirmed; false when codes are in force already. */
export async function proposeTotp(db: Sql, person: Id, secret: string): Promise<boolean> {
  const proposed = await tables(db)
    .insertInto('people.totp')
    .values({ person, secret })
    .onConflict((conflict) =>
      conflict.column('person').doUpdateSet({ secret, last_step: 0 }).where('people.totp.confirmed', '=', false),
    )
    .executeTakeFirst()
  return (proposed.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Takes the code of a time step; false when that step, or a later one, was taken before. */
export async function takeStep(db: Sql, person: Id, step: number): Promise<boolean> {
  const taken = await tables(db)
    .updateTable('people.totp')
    .set({ last_step: step })
    .where('person', '=', person)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}

export async function confirmTotp(db: Sql, person: Id, recoveryHashes: readonly Uint8Array[]): Promise<void> {
  await tables(db).updateTable('people.totp').set({ confirmed: true }).where('person', '=', person).execute()
  await tables(db).deleteFrom('people.recovery_codes').where('person', '=', person).execute()
  await tables(db)
    .insertInto('people.recovery_codes')
    .values(recoveryHashes.map((hash) => ({ hash, person })))
    .execute()
}

export async function removeTotp(db: Sql, person: Id): Promise<void> {
  await tables(db).deleteFrom('people.totp').where('person', '=', person).execute()
  await tables(db).deleteFrom('people.recovery_codes').where('person', '=', person).execute()
}

export async function takeRecoveryCode(db: Sql, person: Id, hash: Uint8Array): Promise<boolean> {
  const taken = await tables(db)
    .deleteFrom('people.recovery_codes')
    .where('person', '=', person)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return taken.numDeletedRows > 0n
}

export async function recoveryCodesLeft(db: Sql, person: Id): Promise<number> {
  const rows = await tables(db)
    .selectFrom('people.recovery_codes')
    .select('hash')
    .where('person', '=', person)
    .execute()
  return rows.length
}

export function passkeysOf(db: Sql, person: Id): Promise<Passkey[]> {
  return tables(db).selectFrom('people.passkeys').selectAll().where('person', '=', person).orderBy('created').execute()
}

export function passkeyById(db: Sql, id: string): Promise<Passkey | undefined> {
  return tables(db).selectFrom('people.passkeys').selectAll().where('id', '=', id).executeTakeFirst()
}

/** False when that passkey is known already, to whomever. */
export async function addPasskey(db: Sql, passkey: Passkey): Promise<boolean> {
  const added = await tables(db)
    .insertInto('people.passkeys')
    .values(passkey)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function passkeyUsed(db: Sql, id: string, counter: number, at: Instant): Promise<void> {
  await tables(db).updateTable('people.passkeys').set({ counter, last_used: at }).where('id', '=', id).execute()
}

export async function removePasskey(db: Sql, person: Id, id: string): Promise<void> {
  await tables(db).deleteFrom('people.passkeys').where('person', '=', person).where('id', '=', id).execute()
}

export async function removeAllSecondFactors(db: Sql, person: Id): Promise<void> {
  await removeTotp(db, person)
  await tables(db).deleteFrom('people.passkeys').where('person', '=', person).execute()
}
