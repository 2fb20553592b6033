// Tables of reminders: choices of persons, calendars, systems that are called, and the plan of what is owed next.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Clock } from '#platform/clock.ts'
import { hasCome } from '#platform/due.ts'
import type { JournalTables } from '#platform/journal/index.ts'

type Sql = Kysely<JournalTables> | Transaction<JournalTables>

/** What those have chosen who chose; whoever did not is missing. */
export async function mailChoices(db: Sql, people: readonly Id[]): Promise<Map<Id, boolean>> {
  if (people.length === 0) return new Map()
  const { rows } = await sql<{ person: Id; mail: boolean }>`
    select person, mail from assess.reminder_choices where person = any(${people}::uuid[])`.execute(db)
  return new Map(rows.map(({ person, mail }) => [person, mail]))
}

export async function chooseMail(db: Sql, person: Id, mail: boolean): Promise<void> {
  await sql`insert into assess.reminder_choices (person, mail) values (${person}, ${mail})
    on conflict (person) do update set mail = excluded.mail`.execute(db)
}

export interface Calendar {
  id: Id
  opened: Instant
  fetched: Instant | null
}

export async function calendarsOf(db: Sql, person: Id): Promise<Calendar[]> {
  const { rows } = await sql<Calendar>`
    select id, opened, fetched from assess.calendar_feeds where person = ${person} order by opened`.execute(db)
  return rows
}

export async function addCalendar(db: Sql, id: Id, person: Id, hash: Buffer): Promise<void> {
  await sql`insert into assess.calendar_feeds (id, person, hash) values (${id}, ${person}, ${hash})`.execute(db)
}

export async function removeCalendar(db: Sql, id: Id, person: Id): Promise<boolean> {
  const { rows } = await sql`
    delete from assess.calendar_feeds where id = ${id} and person = ${person} returning id`.execute(db)
  return rows.length > 0
}

/** Whose calendar it is. Notes the fetch at most once a minute. */
export async function personOfCalendar(db: Sql, hash: Buffer): Promise<Id | undefined> {
  const { rows } = await sql<{ id: Id; person: Id; stale: boolean }>`
    select id, person, fetched is null or fetched < now() - interval '1 minute' as stale
    from assess.calendar_feeds where hash = ${hash}`.execute(db)
  const found = rows[0]
  if (found?.stale) await sql`update assess.calendar_feeds set fetched = now() where id = ${found.id}`.execute(db)
  return found?.person
}

export interface WebhookRow {
  id: Id
  name: string
  url: string
  secret: string
  added_by: string
  added: Instant
  last_state: string | null
  last_answer: string | null
  last_at: Instant | null
}

export async function webhooks(db: Sql): Promise<WebhookRow[]> {
  return (await sql<WebhookRow>`select * from assess.webhooks order by added, id`.execute(db)).rows
}

export async function addWebhookRow(
  db: Sql,
  row: Pick<WebhookRow, 'id' | 'name' | 'url' | 'secret' | 'added_by'>,
): Promise<void> {
  await sql`insert into assess.webhooks (id, name, url, secret, added_by)
    values (${row.id}, ${row.name}, ${row.url}, ${row.secret}, ${row.added_by})`.execute(db)
}

export async function removeWebhookRow(db: Sql, id: Id): Promise<boolean> {
  return (await sql`delete from assess.webhooks where id = ${id} returning id`.execute(db)).rows.length > 0
}

export async function noteCall(db: Sql, id: Id, state: string, answer: string | null, at: Instant): Promise<void> {
  await sql`update assess.webhooks set last_state = ${state}, last_answer = ${answer}, last_at = ${at}
    where id = ${id}`.execute(db)
}

export interface Planned {
  duty: Id
  realm: string
  /** Moves of its clock that those concerned were told of; null while nobody planned it. */
  moves: number | null
}

/** Clocks that changed since they were planned, or that owe a reminder by now. */
export async function toPlan(db: Sql, clock: Clock, most: number): Promise<Planned[]> {
  const { rows } = await sql<Planned>`
    (select duty, realm, moves from assess.reminder_plan where stale limit ${most})
    union
    (select duty, realm, moves from assess.reminder_plan where ${hasCome(clock, sql`at`, sql`realm`)} order by at limit ${most})`.execute(
    db,
  )
  return rows
}

/**
 * In the transaction of what is written, or after reading: a change that came in between marks it stale again, since the
 * trigger waits for this row.
 */
export async function planned(db: Sql, duty: Id, moves: number, at: Instant | null): Promise<void> {
  await sql`update assess.reminder_plan set moves = ${moves}, at = ${at}, stale = false where duty = ${duty}`.execute(
    db,
  )
}

export async function forgetPlan(db: Sql, duty: Id): Promise<void> {
  await sql`delete from assess.reminder_plan where duty = ${duty}`.execute(db)
}
