// The programme as the journal holds it, and the calendars that persons opened: of each address the hash, and when it was fetched last.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Held, Journal, View } from '#platform/journal/types.ts'
import type { ProgrammeEntry } from '../../model/programme/programme.ts'
import { programmeEntryRecord } from '../../rules/programme/entry-record.ts'

/** More than anybody plans: thirty years of one in a week. */
const mostEntries = 1_500

/** By their first day; where there are too many, the latest. */
export async function programmeEntries({ reads }: Pick<Journal, 'reads'>, view: View): Promise<Held<ProgrammeEntry>[]> {
  const found = await reads.many(programmeEntryRecord, view, (q) =>
    q.orderBy(sql`state->>'from'`, 'desc').orderBy('subject', 'desc').limit(mostEntries),
  )
  return found.reverse()
}

export interface Calendar {
  id: Id
  opened: Instant
  fetched: Instant | null
}

export async function calendarsOf(db: Journal['sql'], person: Id): Promise<Calendar[]> {
  const { rows } = await sql<Calendar>`
    select id, opened, fetched from exercise.calendar_feeds where person = ${person}::uuid order by opened, id`.execute(
    db,
  )
  return rows
}

export async function addCalendar(
  db: Journal['sql'],
  { id, person, hash }: { id: Id; person: Id; hash: Buffer },
): Promise<void> {
  await sql`insert into exercise.calendar_feeds (id, person, hash) values (${id}, ${person}, ${hash})`.execute(db)
}

export async function removeCalendar(db: Journal['sql'], id: Id, person: Id): Promise<boolean> {
  const { rows } = await sql`
    delete from exercise.calendar_feeds where id = ${id}::uuid and person = ${person}::uuid returning id`.execute(db)
  return rows.length > 0
}

/** Whose calendar it is. Notes the fetch at most once a minute. */
export async function personOfCalendar(db: Journal['sql'], hash: Buffer): Promise<Id | undefined> {
  const { rows } = await sql<{ id: Id; person: Id; stale: boolean }>`
    select id, person, fetched is null or fetched < now() - interval '1 minute' as stale
    from exercise.calendar_feeds where hash = ${hash}`.execute(db)
  const [found] = rows
  if (found?.stale) await sql`update exercise.calendar_feeds set fetched = now() where id = ${found.id}`.execute(db)
  return found?.person
}
