// Files of erased records: noted in the transaction that erases, and removed once no record names them any more.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Files } from '../files.ts'
import type { AnyRecord } from './index.ts'
import type { JournalTables } from './tables.ts'

const perPage = 200

interface Noted {
  sha256: string
  since: Instant
}

/** Every version of a record may name a file of its own. */
export async function noteFiles(
  trx: Transaction<JournalTables>,
  record: string,
  field: string,
  subject: Id,
  since: Instant,
): Promise<void> {
  await sql`insert into journal.erased_files (sha256, since)
    select distinct state->>${sql.lit(field)}, ${since}::timestamptz from journal.records
    where record = ${record} and subject = ${subject} and state->>${sql.lit(field)} ~ '^[0-9a-f]{64}$'
    on conflict (sha256) do update set since = excluded.since`.execute(trx)
}

/**
 * A file that another record names stays, and is noted again when that one is erased. One that was put there within the
 * grace may belong to an entry that is on its way: it is looked at again at the next turn. Returns how many went.
 */
export async function removeErasedFiles(
  db: Kysely<JournalTables>,
  records: ReadonlyMap<string, AnyRecord>,
  files: Pick<Files, 'remove'>,
  before: Date,
): Promise<number> {
  let removed = 0
  for (let after = ''; ; ) {
    const { rows } = await sql<Noted>`
      select sha256, since from journal.erased_files where sha256 > ${after} order by sha256 limit ${perPage}`.execute(
      db,
    )
    const hashes = rows.map(({ sha256 }) => sha256)
    const named = await namedFiles(db, records, hashes)
    const settled: Noted[] = []
    for (const { sha256, since } of rows) {
      const went = named.has(sha256) ? 'named' : await files.remove(sha256, before)
      if (went === 'removed') removed += 1
      if (went !== 'fresh') settled.push({ sha256, since })
    }
    // One that was noted anew meanwhile is looked at anew.
    await sql`delete from journal.erased_files as noted
      using unnest(${settled.map((one) => one.sha256)}::text[], ${settled.map((one) => one.since)}::timestamptz[]) as done(sha256, since)
      where noted.sha256 = done.sha256 and noted.since = done.since`.execute(db)
    const last = hashes.at(-1)
    if (last === undefined || hashes.length < perPage) return removed
    after = last
  }
}

/** In any realm and at any time: the past shows its files too. */
async function namedFiles(
  db: Kysely<JournalTables>,
  records: ReadonlyMap<string, AnyRecord>,
  hashes: readonly string[],
): Promise<Set<string>> {
  const named = new Set<string>()
  for (const { name, file } of records.values()) {
    if (file === undefined || hashes.length === 0) continue
    const { rows } = await sql<{ sha256: string }>`
      select distinct state->>${sql.lit(file)} as sha256 from journal.records
      where record = ${sql.lit(name)} and state->>${sql.lit(file)} = any(${[...hashes]}::text[])`.execute(db)
    for (const { sha256 } of rows) named.add(sha256)
  }
  return named
}
