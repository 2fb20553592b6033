// The table of the outbox.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Instant } from '#kernel/time.ts'
import type { JournalTables } from '../journal/index.ts'
import type { Delivery, DeliveryState, Message } from './types.ts'

type Sql = Kysely<JournalTables>

export interface Waiting {
  id: string
  created: Instant
  tries: number
  message: Message
  origin: string
}

export async function insertMessage(
  db: Transaction<JournalTables>,
  row: {
    id: string
    realm: string
    message: Message
    origin: string
    key: string
    now: Instant
    held: { answer: string; at: Instant } | null
  },
): Promise<void> {
  const { id, realm, message, origin, key, now, held } = row
  await sql`insert into journal.outbox (id, realm, channel, recipient, message, origin, key, created, next_try, state, answer, ended)
    values (${id}, ${realm}, ${message.channel}, ${message.to}, ${JSON.stringify(message)}::jsonb, ${origin}, ${key}, ${now}, ${now},
      ${held ? 'held' : 'waiting'}, ${held?.answer ?? null}, ${held?.at ?? null})
    on conflict (origin, key) do nothing`.execute(db)
}

/** Takes messages whose turn it is and holds them until then, so that two processes never send the same one. */
export async function takeWaiting(db: Sql, now: Instant, until: Instant, most: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    update journal.outbox set next_try = ${until} where id in (
      select id from journal.outbox where state = 'waiting' and next_try <= ${now} order by next_try limit ${most}
      for update skip locked)
    returning id, created, tries, message, origin`.execute(db)
  return rows
}

export async function noteTry(
  db: Sql,
  id: string,
  result: { state: DeliveryState; answer: string; next: Instant | null; now: Instant },
): Promise<void> {
  const { state, answer, next, now } = result
  await sql`update journal.outbox set tries = tries + 1, state = ${state}, answer = ${answer},
    next_try = coalesce(${next}, next_try), ended = ${state === 'waiting' ? null : now} where id = ${id}`.execute(db)
}

export async function unsettled(db: Sql, most: number): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    select id, realm, origin, key, recipient, state, answer, ended as at from journal.outbox
    where state <> 'waiting' and not settled order by ended limit ${most}`.execute(db)
  return rows
}

/** The message itself goes once its room has heard the end: what was sent stands in the journal, not here. */
export async function settled(db: Sql, id: string): Promise<void> {
  await sql`update journal.outbox set settled = true, message = '{}'::jsonb where id = ${id}`.execute(db)
}

export async function forgetSettled(db: Sql, before: Instant): Promise<void> {
  await sql`delete from journal.outbox where settled and case state when 'held' then created else ended end < ${before}`.execute(
    db,
  )
}
