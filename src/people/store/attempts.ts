// Attempts: counted before the password is looked at, so that many tries at the same moment count as many.

import { sql } from 'kysely'
import type { Instant } from '#kernel/time.ts'
import { type Counted, counted, secondsUntil } from '../rules/lock-out.ts'
import { type Sql, tables } from './tables.ts'

export interface AttemptKey {
  what: Counted
  key: Uint8Array
}

/** A key that only this node has, so that the kept hashes say nothing about addresses. */
export async function attemptKey(db: Sql, fresh: Uint8Array): Promise<Uint8Array> {
  await tables(db)
    .insertInto('people.attempt_key')
    .values({ key: fresh })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await tables(db).selectFrom('people.attempt_key').select('key').executeTakeFirstOrThrow()).key
}

/** Counts one attempt for every key, or counts nothing and says for how many seconds to wait. */
export async function begin(db: Sql, keys: readonly AttemptKey[], now: Instant): Promise<number> {
  // One order for all, or two requests could wait for each other.
  const sorted = [...keys].sort((a, b) => Buffer.compare(a.key, b.key))
  return db.transaction().execute(async (trx) => {
    const held: { key: AttemptKey; failures: number; last: Instant }[] = []
    let wait = 0
    for (const one of sorted) {
      const row = await sql<{ failures: number; last: string; locked_until: string }>`
        insert into people.attempts (key, failures, last, locked_until) values (${one.key}, 0, ${now}, ${now})
        on conflict (key) do update set key = excluded.key returning failures, last, locked_until`.execute(trx)
      const found = row.rows[0]
      if (!found) throw new Error('An upsert returned no row')
      wait = Math.max(wait, secondsUntil(found.locked_until, now))
      held.push({ key: one, failures: found.failures, last: found.last })
    }
    if (wait > 0) return wait
    for (const { key, failures, last } of held) {
      const next = counted(key.what, failures === 0 ? undefined : { failures, last }, now)
      await tables(trx)
        .updateTable('people.attempts')
        .set({ failures: next.failures, last: now, locked_until: next.lockedUntil })
        .where('key', '=', key.key)
        .execute()
    }
    return 0
  })
}

/**
 * It was the right person. Their account starts afresh; the address only gets this attempt back, or whoever has one
 * account could use it to wash away the guesses at others.
 */
export async function succeeded(db: Sql, keys: readonly AttemptKey[], now: Instant): Promise<void> {
  for (const { what, key } of keys) {
    if (what === 'account') await tables(db).deleteFrom('people.attempts').where('key', '=', key).execute()
    else
      await sql`update people.attempts set failures = greatest(failures - 1, 0), locked_until = ${now} where key = ${key}`.execute(
        db,
      )
  }
}

/** Neither right nor wrong yet (the password was right, the code is still to come): as if it had not been tried. */
export async function undone(db: Sql, keys: readonly AttemptKey[], now: Instant): Promise<void> {
  for (const { key } of keys) {
    await sql`update people.attempts set failures = greatest(failures - 1, 0), locked_until = ${now} where key = ${key}`.execute(
      db,
    )
  }
}

export async function dropForgotten(db: Sql, before: Instant): Promise<void> {
  await tables(db).deleteFrom('people.attempts').where('last', '<', before).execute()
}
