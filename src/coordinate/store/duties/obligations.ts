// Queries on obligations that are followed, and what the job that reminds looks at.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Held, Journal, JournalTables, View } from '#platform/journal/index.ts'
import type { Obligation } from '../../model/obligation.ts'
import { obligationRecord } from '../../rules/duties/obligation-record.ts'

export function followedObligations(journal: Journal, view: View, actor?: string): Promise<Held<Obligation>[]> {
  return journal.reads.many(obligationRecord, view, (query) => {
    const q = actor ? query.where(sql<string>`state->>'actor'`, '=', actor) : query
    return q.orderBy('subject').limit(5_000)
  })
}

/** Somebody of the same organisation follows it as that actor already. */
export function isFollowedAlready(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return code === '23505' && String(constraint) === 'obligations_followed'
}

/** Realms in which a notice is open or an obligation is followed. */
export async function realmsOfDuties(journal: Journal): Promise<Realm[]> {
  const { rows } = await sql<{ realm: Realm }>`
    select distinct realm from journal.records
    where valid_to is null and (record = 'coordinate.obligation'
      or (record = 'coordinate.notice' and state->>'status' = 'open'))`.execute(journal.sql)
  return rows.map(({ realm }) => realm)
}

/** Limits of these records of which their owners were reminded: `<id> <limit>`. */
export async function remindedOf(db: Kysely<JournalTables>, records: readonly Id[]): Promise<Set<string>> {
  if (records.length === 0) return new Set()
  const { rows } = await sql<{ record: Id; due: string }>`
    select record, due from coordinate.duty_reminders where record = any(${[...records]}::uuid[])`.execute(db)
  return new Set(rows.map(({ record, due }) => `${record} ${instant(due)}`))
}

/** Joins the unit of work that carries the mail. */
export async function noteReminder(db: Transaction<JournalTables>, record: Id, due: Instant, at: Instant) {
  await sql`insert into coordinate.duty_reminders (record, due, at) values (${record}, ${due}, ${at})
    on conflict do nothing`.execute(db)
}
