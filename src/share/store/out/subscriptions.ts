// The table of systems that are called, and how far the journal was read for them.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { JournalTables } from '#platform/journal/index.ts'
import type { CallKind, FeedLabel } from '../../model/feed.ts'

type Sql = Kysely<JournalTables> | Transaction<JournalTables>

export interface SubscriptionRow {
  id: Id
  realm: Realm
  name: string
  url: string
  secret: string
  kinds: CallKind[]
  highest: FeedLabel
  person: Id
  added: Instant
  last_state: string | null
  last_answer: string | null
  last_at: Instant | null
}

export async function subscriptions(db: Sql, realm: Realm): Promise<SubscriptionRow[]> {
  return (
    await sql<SubscriptionRow>`select * from share.subscriptions where realm = ${realm} order by added, id`.execute(db)
  ).rows
}

export async function addSubscriptionRow(
  db: Sql,
  row: Omit<SubscriptionRow, 'last_state' | 'last_answer' | 'last_at'>,
): Promise<void> {
  await sql`insert into share.subscriptions (id, realm, name, url, secret, kinds, highest, person, added)
    values (${row.id}, ${row.realm}, ${row.name}, ${row.url}, ${row.secret}, ${[...row.kinds]}::text[], ${row.highest},
      ${row.person}, ${row.added})`.execute(db)
}

export async function removeSubscriptionRow(db: Sql, id: Id, realm: Realm): Promise<boolean> {
  const { rows } = await sql`
    delete from share.subscriptions where id = ${id} and realm = ${realm} returning id`.execute(db)
  return rows.length > 0
}

export async function noteCall(db: Sql, id: Id, state: string, answer: string | null, at: Instant): Promise<void> {
  await sql`update share.subscriptions set last_state = ${state}, last_answer = ${answer}, last_at = ${at}
    where id = ${id}`.execute(db)
}

/** The number of the entry that is looked at next. Begins with what comes after now: nobody is called about the past. */
export async function readTo(db: Sql): Promise<number> {
  await sql`insert into share.told_to (leaf) select coalesce(max(index) + 1, 0) from journal.leaves
    on conflict (one) do nothing`.execute(db)
  const { rows } = await sql<{ leaf: number }>`select leaf::float8 as leaf from share.told_to`.execute(db)
  return rows[0]?.leaf ?? 0
}

export async function readOn(db: Sql, leaf: number): Promise<void> {
  await sql`update share.told_to set leaf = ${leaf} where leaf < ${leaf}`.execute(db)
}

/** An entry of the kinds that are asked for; the others are only counted. */
export interface Read {
  leaf: number
  entry: { id: Id; realm: Realm; kind: string; subject: Id; at: Instant; body: unknown } | null
}

export async function entriesFrom(db: Sql, leaf: number, kinds: readonly string[], most: number): Promise<Read[]> {
  const { rows } = await sql<{
    leaf: number
    id: Id | null
    realm: Realm
    kind: string
    subject: Id
    at: Instant
    body: unknown
  }>`select l.index::float8 as leaf, e.id, e.realm, e.kind, e.subject, e.recorded_at as at, e.body
    from (select index, entry from journal.leaves where index >= ${leaf} order by index limit ${most}) l
    left join journal.entries e on e.id = l.entry and e.kind = any(${[...kinds]}::text[])
    order by l.index`.execute(db)
  return rows.map(({ leaf: index, id, at, ...entry }) => ({
    leaf: index,
    entry: id === null ? null : { id, at: instant(at), ...entry },
  }))
}
