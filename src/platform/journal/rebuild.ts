// Rebuilding: drops every row that was made from entries and makes it again with the same reducers. The result must be
// equal to the byte; the digest before and after says whether it was.
import { createHash, type Hash } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Static } from 'typebox'
import type { Entry } from '#kernel/entry.ts'
import { bodyErased, type Copied, copied, remarked, step, withdrawn } from '#kernel/record.ts'
import { appendParcel } from './flush.ts'
import type { AnyRecord } from './index.ts'
import { entryFrom, recordRow, superseded } from './rows.ts'
import type { EntryRow, JournalTables, RecordRow } from './tables.ts'

export interface Rebuilt {
  entries: number
  rows: number
  before: string
  after: string
  /** True when every row came out as it was. */
  equal: boolean
}

const subjectsPerPage = 500

/** One transaction: readers see the old rows until all new ones are there. */
export async function rebuild(
  db: Kysely<JournalTables>,
  records: ReadonlyMap<string, AnyRecord>,
  progress: (entries: number) => void = () => {},
): Promise<Rebuilt> {
  const rebuilt = await db.transaction().execute(async (trx) => {
    await sql`lock table journal.records in share row exclusive mode`.execute(trx)
    const before = await digest(trx)
    await sql`delete from journal.records`.execute(trx)
    let entries = 0
    let rows = 0
    for await (const history of histories(trx)) {
      const made = history.flatMap((ofSubject) => rowsOf(records, ofSubject))
      await insertRows(trx, made)
      rows += made.length
      entries += history.reduce((sum, ofSubject) => sum + ofSubject.length, 0)
      progress(entries)
    }
    const after = await digest(trx)
    return { entries, rows, before: before.hash, after: after.hash, equal: before.hash === after.hash }
  })
  // Without fresh statistics the planner takes a table that was just filled for an empty one.
  await sql`analyze journal.entries, journal.records`.execute(db)
  return rebuilt
}

/** All rows that one record's entries make, oldest first. */
export function rowsOf(records: ReadonlyMap<string, AnyRecord>, entries: readonly Entry[]): RecordRow[] {
  const name = entries[0]?.record ?? ''
  const record = records.get(name)
  if (!record)
    throw new Error(`The journal holds entries of ${name}, which this program does not know. Use the newer program.`)
  const rows: RecordRow[] = []
  let state: unknown
  let origin: string | null = null
  for (const entry of entries) {
    if (entry.kind === bodyErased) continue
    if (entry.kind === copied && entry.body !== null) origin = (entry.body as Static<typeof Copied>).from.node
    const before = rows.at(-1)
    if (entry.kind === withdrawn && before?.valid_to === null)
      rows[rows.length - 1] = superseded(before, { valid_from: entry.recordedAt })
    state = step(record, state, entry)
    if (state === undefined || (entry.body === null && entry.kind !== remarked)) continue
    const row = recordRow(record, state, entry, origin)
    const last = rows.at(-1)
    if (last?.valid_to === null) rows[rows.length - 1] = superseded(last, row)
    rows.push(row)
  }
  return rows
}

async function* histories(trx: Transaction<JournalTables>): AsyncGenerator<Entry[][]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows: subjects } = await sql<{ subject: string }>`
      select distinct subject from journal.entries where subject > ${after}::uuid order by subject limit ${subjectsPerPage}`.execute(
      trx,
    )
    const last = subjects.at(-1)
    if (!last) return
    const { rows } = await sql<EntryRow>`select * from journal.entries
      where subject > ${after}::uuid and subject <= ${last.subject}::uuid order by subject, version`.execute(trx)
    yield [...grouped(rows.map(entryFrom)).values()]
    after = last.subject
  }
}

function grouped(entries: Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const group = groups.get(entry.subject)
    if (group) group.push(entry)
    else groups.set(entry.subject, [entry])
  }
  return groups
}

async function insertRows(trx: Transaction<JournalTables>, rows: RecordRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500) {
    await appendParcel(trx, { entries: [], rows: rows.slice(at, at + 500), commands: [], notices: [] })
  }
}

/** SHA-256 over every row in order; erased subjects have none. */
export async function digest(db: Kysely<JournalTables>): Promise<{ hash: string; rows: number }> {
  const hash: Hash = createHash('sha256')
  let rows = 0
  let after = { record: '', subject: '00000000-0000-0000-0000-000000000000', version: 0 }
  for (;;) {
    const { rows: page } = await sql<{ record: string; subject: string; version: number; line: string }>`
      select record, subject, version, md5(r::text) as line from journal.records r
      where (record, subject, version) > (${after.record}, ${after.subject}::uuid, ${after.version}::int)
      order by record, subject, version limit 5000`.execute(db)
    for (const row of page) hash.update(row.line)
    rows += page.length
    const last = page.at(-1)
    if (!last) return { hash: hash.digest('hex'), rows }
    after = { record: last.record, subject: last.subject, version: last.version }
  }
}
