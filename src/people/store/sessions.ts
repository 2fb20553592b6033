// Sessions: found by the hash of their token, never by anything that is shown.
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import { type PeopleTables, type Sql, tables } from './tables.ts'

export type SessionRow = Omit<PeopleTables['people.sessions'], 'rotate'> & { rotate: boolean }

export function sessionByHash(db: Sql, hash: Uint8Array): Promise<SessionRow | undefined> {
  return tables(db).selectFrom('people.sessions').selectAll().where('hash', '=', hash).executeTakeFirst()
}

export async function addSession(db: Sql, session: Omit<SessionRow, 'rotate'>): Promise<void> {
  await tables(db).insertInto('people.sessions').values(session).execute()
}

export async function seen(db: Sql, hash: Uint8Array, at: Instant): Promise<void> {
  await tables(db)
    .updateTable('people.sessions')
    .set({ last_seen: at })
    .where('hash', '=', hash)
    .where('last_seen', '<', at)
    .execute()
}

export function sessionsOf(db: Sql, person: Id): Promise<SessionRow[]> {
  return tables(db)
    .selectFrom('people.sessions')
    .selectAll()
    .where('person', '=', person)
    .orderBy('last_seen', 'desc')
    .execute()
}

export async function endByHash(db: Sql, hash: Uint8Array): Promise<void> {
  await tables(db).deleteFrom('people.sessions').where('hash', '=', hash).execute()
}

/** Ends one session of a person, or all; `keep` is spared. Says how many. */
export async function endSessionsOf(db: Sql, person: Id, which: { id?: Id; keep?: Id } = {}): Promise<number> {
  let q = tables(db).deleteFrom('people.sessions').where('person', '=', person)
  if (which.id) q = q.where('id', '=', which.id)
  if (which.keep) q = q.where('id', '<>', which.keep)
  return Number((await q.executeTakeFirst()).numDeletedRows)
}

/** A second factor was added: sessions that began without one end. */
export async function endSingleFactorSessions(db: Sql, person: Id, keep: Id): Promise<void> {
  await tables(db)
    .deleteFrom('people.sessions')
    .where('person', '=', person)
    .where('second_factor', '=', false)
    .where('id', '<>', keep)
    .execute()
}

export async function askForRotation(db: Sql, person: Id): Promise<void> {
  await tables(db).updateTable('people.sessions').set({ rotate: true }).where('person', '=', person).execute()
}

/** True for exactly one of the requests that try: that one hands out the new token, the old one dies at `oldEnds`. */
export async function claimRotation(db: Sql, hash: Uint8Array, oldEnds: Instant): Promise<boolean> {
  const claimed = await tables(db)
    .updateTable('people.sessions')
    .set({ rotate: false, ends: oldEnds })
    .where('hash', '=', hash)
    .where('rotate', '=', true)
    .executeTakeFirst()
  return claimed.numUpdatedRows > 0n
}

export async function dropEndedSessions(db: Sql, now: Instant, idleSince: Instant): Promise<void> {
  await tables(db)
    .deleteFrom('people.sessions')
    .where((row) => row.or([row('ends', '<', now), row('last_seen', '<', idleSince)]))
    .execute()
}
