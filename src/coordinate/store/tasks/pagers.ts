// The table of addresses that persons gave for being called.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { JournalTables } from '#platform/journal/index.ts'

type Sql = Kysely<JournalTables> | Transaction<JournalTables>

export interface PagerRow {
  id: Id
  person: Id
  name: string
  url: string
  secret: string
  added: Instant
  last_state: string | null
  last_answer: string | null
  last_at: Instant | null
}

export async function pagersOf(db: Sql, persons: readonly Id[]): Promise<PagerRow[]> {
  if (persons.length === 0) return []
  const { rows } = await sql<PagerRow>`
    select * from coordinate.pagers where person = any(${persons}::uuid[]) order by person, added, id`.execute(db)
  return rows
}

/** Whether it was added: nobody has more than `most`, however many ask at once. */
export async function addPagerRow(
  db: Sql,
  { id, person, name, url, secret }: Pick<PagerRow, 'id' | 'person' | 'name' | 'url' | 'secret'>,
  most: number,
): Promise<boolean> {
  const { rows } = await sql`insert into coordinate.pagers (id, person, name, url, secret)
    select ${id}::uuid, ${person}::uuid, ${name}, ${url}, ${secret}
    where (select count(*) from coordinate.pagers where person = ${person}::uuid) < ${most} returning id`.execute(db)
  return rows.length > 0
}

export async function removePagerRow(db: Sql, id: Id, person: Id): Promise<boolean> {
  const { rows } = await sql`
    delete from coordinate.pagers where id = ${id} and person = ${person} returning id`.execute(db)
  return rows.length > 0
}

export async function notePager(db: Sql, id: Id, state: string, answer: string | null, at: Instant): Promise<void> {
  await sql`update coordinate.pagers set last_state = ${state}, last_answer = ${answer}, last_at = ${at}
    where id = ${id}`.execute(db)
}
