// Restore: reads a backup into an empty node. The file is read twice: first to the end, to know that it is whole, and
// only then into the database.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize, sep } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { type Kysely, sql, type Transaction } from 'kysely'
import { type BackupLine, backupFormat, backupTables } from './backup.ts'
import { makeSlice } from './backup-slices.ts'
import type { AnyRecord } from './index.ts'
import { rebuild } from './rebuild.ts'
import type { JournalTables } from './tables.ts'

export class NotRestorable extends Error {}

const batchRows = 500

/** Throws NotRestorable, with a sentence, before anything was written. */
export async function restore(
  db: Kysely<JournalTables>,
  records: ReadonlyMap<string, AnyRecord>,
  dataDir: string,
  file: string,
  migrations: string[],
  progress: (rows: number, of: number) => void,
): Promise<{ rows: number; files: number }> {
  const end = await check(file, migrations)
  const { rows } = await sql<{ taken: boolean }>`select exists (select 1 from journal.entries) as taken`.execute(db)
  if (rows[0]?.taken)
    throw new NotRestorable('This node already holds entries. Restore into an empty data folder or database.')
  await db.transaction().execute(async (trx) => {
    const tables = new Set((await backupTables(trx)).map((table) => table.name))
    await sql`delete from journal.node`.execute(trx)
    let batch: { table: string; rows: unknown[] } = { table: '', rows: [] }
    let done = 0
    const flush = async () => {
      await insert(trx, batch.table, batch.rows)
      done += batch.rows.length
      progress(done, end.rows)
      batch = { table: '', rows: [] }
    }
    for await (const line of read(file)) {
      if (line.is === 'slice') {
        if (!tables.has(line.of) || !(await makeSlice(trx, line)))
          throw new NotRestorable(`The backup holds ${line.name} of ${line.of}, which this program does not know.`)
      }
      if (line.is !== 'row') continue
      if (!tables.has(line.table))
        throw new NotRestorable(`The backup holds the table ${line.table}, which this program does not know.`)
      if (batch.rows.length > 0 && (batch.table !== line.table || batch.rows.length >= batchRows)) await flush()
      batch.table = line.table
      batch.rows.push(line.row)
    }
    await flush()
    await continueCounting(trx, [...tables])
  })
  await writeFiles(file, dataDir)
  await rebuild(db, records)
  return { rows: end.rows, files: end.files }
}

/** Columns that number rows by themselves go on behind the greatest number that was read in, or new rows would meet old ones. */
async function continueCounting(trx: Transaction<JournalTables>, tables: readonly string[]): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select t.name as table, a.attname::text as column from unnest(${tables}::text[]) as t(name)
      join pg_attribute a on a.attrelid = t.name::regclass and a.attidentity <> '' and not a.attisdropped`.execute(trx)
  for (const { table, column } of rows)
    await sql`select setval(pg_get_serial_sequence(${table}, ${column}), (select max(${sql.ref(column)}) from ${sql.table(table)}))
      from ${sql.table(table)} limit 1`.execute(trx)
}

async function insert(trx: Transaction<JournalTables>, table: string, rows: unknown[]): Promise<void> {
  if (rows.length === 0) return
  const { rows: columns } = await sql<{ name: string }>`
    select a.attname::text as name from pg_attribute a where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = '' and a.attname not in ('xid', 'notarised_to') order by a.attnum`.execute(trx)
  const names = sql.join(columns.map((column) => sql.ref(column.name)))
  await sql`insert into ${sql.table(table)} (${names}) overriding system value
    select ${names} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(
    trx,
  )
}

async function* read(file: string): AsyncGenerator<BackupLine> {
  for await (const text of createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    yield JSON.parse(text) as BackupLine // checked as a whole by its digest
  }
}

async function check(file: string, migrations: string[]): Promise<{ rows: number; files: number }> {
  const digest = createHash('sha256')
  let header = false
  try {
    for await (const text of createInterface({
      input: createReadStream(file).pipe(createGunzip()),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      const line = JSON.parse(text) as BackupLine
      if (line.is === 'end') {
        if (line.sha256 !== digest.digest('hex'))
          throw new NotRestorable(`${file} was changed or damaged: its digest does not fit.`)
        return line
      }
      if (line.is === 'header') {
        header = true
        refuseOther(line, migrations)
      }
      digest.update(`${text}\n`)
    }
  } catch (error) {
    if (error instanceof NotRestorable) throw error
    throw new NotRestorable(
      `${file} cannot be read as a backup (${error instanceof Error ? error.message : String(error)}).`,
    )
  }
  throw new NotRestorable(
    header ? `${file} is cut off: its last line is missing.` : `${file} is not a backup of Tocsin.`,
  )
}

function refuseOther(header: Extract<BackupLine, { is: 'header' }>, migrations: string[]): void {
  if (header.format !== backupFormat)
    throw new NotRestorable(`This backup has the form ${header.format}; this program reads ${backupFormat}.`)
  const unknown = header.migrations.filter((one) => !migrations.includes(one))
  if (unknown.length > 0)
    throw new NotRestorable(
      `The backup comes from another version of Tocsin (${unknown[0]?.split(' ')[0]}). Restore it with that version, then upgrade.`,
    )
}

async function writeFiles(file: string, dataDir: string): Promise<void> {
  for await (const line of read(file)) {
    if (line.is !== 'file') continue
    const path = normalize(line.path)
    if (isAbsolute(path) || path.split(sep).includes('..'))
      throw new NotRestorable(`The backup names a file outside of the data folder: ${line.path}`)
    const target = join(dataDir, path)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    const handle = await open(target, line.part === 0 ? 'w' : 'a', 0o600)
    try {
      await handle.write(Buffer.from(line.bytes, 'base64'))
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}
