// Calendars that persons opened: of each address the hash, and when it was fetched last.
import { type Kysely, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { JournalTables } from '#platform/journal/index.ts'

type Sql = Kysely<JournalTables>

export interface Calendar {
  id: Id
  opened: Instant
  fetched: Instant | null
}

export async function calendarsOf(db: Sql, person: Id): Promise<Calendar[]> {
  const { rows } = await sql<Calendar>`
    select id, opened, fetched from federate.calendar_feeds where person = ${person}::uuid order by opened, id`.execute(
    db,
  )
  return rows
}

export async function addCalendar(db: Sql, { id, person, hash }: { id: Id; person: Id; hash: Buffer }): Promise<void> {
  await sql`insert into federate.calendar_feeds (id, person, hash) values (${id}, ${person}, ${hash})`.execute(db)
}

export async function removeCalendar(db: Sql, id: Id, person: Id): Promise<boolean> {
  const { rows } = await sql`
    delete from federate.calendar_feeds where id = ${id}::uuid and person = ${person}::uuid returning id`.execute(db)
  return rows.length > 0
}

/** Whose calendar it is. Notes the fetch at most once a minute. */
export async function personOfCalendar(db: Sql, hash: Buffer): Promise<Id | undefined> {
  const { rows } = await sql<{ id: Id; person: Id; stale: boolean }>`
    select id, person, fetched is null or fetched < now() - interval '1 minute' as stale
    from federate.calendar_feeds where hash = ${hash}`.execute(db)
  const [found] = rows
  if (found?.stale) await sql`update federate.calendar_feeds set fetched = now() where id = ${found.id}`.execute(db)
  return found?.person
}
