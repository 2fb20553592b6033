// What the adviser found for each record, kept beside the journal so that shares can be counted; and how far it has read.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { JournalTables } from '#platform/journal/index.ts'

type Db = Kysely<JournalTables>

export interface AdviceRow {
  subject: Id
  record: string
  realm: string
  version: number
  marked_by: string
  marked_at: string
  how: string
  answer: string
  enough: number
  faults: string[]
  bases: Id[]
  review_on: string | null
  rules: string
  /** Since when this is so, where it differs from what was known. */
  at: string
}

export interface Cursor {
  xid: string
  entry: Id
}

const beginning: Cursor = { xid: '0', entry: '00000000-0000-0000-0000-000000000000' }

export async function readCursor(db: Db): Promise<Cursor> {
  const { rows } = await sql<Cursor>`select xid, entry from share.advice_read`.execute(db)
  return rows[0] ?? beginning
}

/** Entries that were committed after the cursor, in the order of their transactions; what is still open waits. */
export async function entriesAfter(
  db: Db,
  kinds: readonly string[],
  { xid, entry }: Cursor,
  most: number,
): Promise<{ subject: Id; kind: string; known: boolean; xid: string; id: Id }[]> {
  const { rows } = await sql<{ subject: Id; kind: string; known: boolean; xid: string; id: Id }>`
    select subject, kind, record = any(${kinds}::text[]) as known, xid::text as xid, id from journal.entries
    where xid >= ${xid}::xid8 and (xid > ${xid}::xid8 or id > ${entry}::uuid)
      and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid, id limit ${most}`.execute(db)
  return rows
}

/** Records that rest on any of these are judged again at the next turn. Answers how many those are. */
export async function judgeAgain(db: Db, ids: readonly Id[]): Promise<number> {
  if (ids.length === 0) return 0
  const { numAffectedRows } = await sql`
    update share.advice set rules = '' where valid_to is null and bases && ${ids}::uuid[] and rules <> ''`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** Records of a realm that were judged by other rules than these. */
export async function judgedOtherwise(db: Db, realm: string, rules: string, most: number): Promise<Id[]> {
  const { rows } = await sql<{ subject: Id }>`
    select subject from share.advice where valid_to is null and realm = ${realm} and rules <> ${rules}
    order by subject limit ${most}`.execute(db)
  return rows.map(({ subject }) => subject)
}

export async function realmsJudged(db: Db): Promise<string[]> {
  const { rows } = await sql<{ realm: string }>`select distinct realm from share.advice where valid_to is null`.execute(
    db,
  )
  return rows.map(({ realm }) => realm)
}

/**
 * Keeps what was found. Where the answer or whoever marked it differs, the row before ends at `at` and a new one begins; else it
 * is brought up to date. Records that are gone leave nothing. One transaction with the cursor.
 */
export async function keepAdvice(
  db: Db,
  given: readonly AdviceRow[],
  gone: readonly Id[],
  cursor: Cursor | null,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (gone.length > 0) await sql`delete from share.advice where subject = any(${gone}::uuid[])`.execute(trx)
    if (given.length > 0) await write(trx, given)
    if (cursor) {
      await sql`insert into share.advice_read (xid, entry) values (${cursor.xid}, ${cursor.entry}::uuid)
        on conflict (one) do update set xid = excluded.xid, entry = excluded.entry`.execute(trx)
    }
  })
}

async function write(trx: Transaction<JournalTables>, given: readonly AdviceRow[]): Promise<void> {
  const rows = sql`jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(subject uuid, record text, realm text, version integer,
    marked_by text, marked_at timestamptz, how text, answer text, enough smallint, faults text[], bases uuid[], review_on date,
    rules text, at timestamptz)`
  await sql`update share.advice a set valid_to = g.at from ${rows}
    where a.subject = g.subject and a.valid_to is null and a.valid_from < g.at
      and (a.answer <> g.answer or a.marked_by <> g.marked_by)`.execute(trx)
  await sql`insert into share.advice (subject, valid_from, record, realm, version, marked_by, marked_at, how, answer, enough, faults,
      bases, review_on, rules)
    select g.subject, case when exists (select 1 from share.advice b where b.subject = g.subject) then g.at else g.marked_at end,
      g.record, g.realm, g.version, g.marked_by, g.marked_at, g.how, g.answer, g.enough, g.faults, g.bases, g.review_on, g.rules
    from ${rows}
    on conflict (subject) where valid_to is null do update set version = excluded.version, marked_by = excluded.marked_by,
      marked_at = excluded.marked_at, how = excluded.how, answer = excluded.answer, enough = excluded.enough,
      faults = excluded.faults, bases = excluded.bases, review_on = excluded.review_on, rules = excluded.rules`.execute(
    trx,
  )
}
