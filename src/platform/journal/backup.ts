// Backup: the whole node in one file. A gzip stream of JSON lines: a header, the rows of every table that cannot be
// made again from entries, the files, and a last line with counts and a digest, without which the file is not whole.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { type Kysely, sql } from 'kysely'
import { sqlState } from '../db/index.ts'
import { type Slice, slicesOf } from './backup-slices.ts'
import { nodeKeyFile } from './node-key.ts'
import { witnessFile } from './notary.ts'
import type { JournalTables } from './tables.ts'

export const backupFormat = 'tocsin-backup/1'

export type BackupLine =
  | { is: 'header'; format: string; at: string; migrations: string[] }
  | { is: 'row'; table: string; row: Record<string, unknown> }
  | ({ is: 'slice' } & Slice)
  | { is: 'file'; path: string; part: number; bytes: string }
  | { is: 'end'; rows: number; files: number; sha256: string }

const pageRows = 1000
/** A measurement is some kilobytes. */
const slicePageRows = 200
/** Multiple of 3, so that the base64 of each part stands alone. */
const partBytes = 3 * 256 * 1024

export interface BackupTable {
  name: string
  key: string[]
  /** Cut into ranges; its rows stand in slices. */
  sliced: boolean
  measurements: boolean
}

export interface BackupChoice {
  /** Everything but what sensors measured: the greatest part of many nodes, and of no use to the proof. */
  withoutMeasurements: boolean
}

/**
 * Rows made from entries (journal.records) are left out: restoring makes them again, and with them, by triggers, the tables
 * whose comment says 'made from records'. Leases are nobody's.
 */
export async function backupTables(db: Kysely<JournalTables>): Promise<BackupTable[]> {
  const { rows } = await sql<BackupTable>`
    select n.nspname || '.' || c.relname as name, c.relkind = 'p' as sliced,
      coalesce(obj_description(c.oid, 'pg_class'), '') = 'measurements' as measurements,
      coalesce((select array_agg(a.attname::text order by k.ord) from pg_index i
        cross join lateral unnest(i.indkey) with ordinality as k(att, ord)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.att
        where i.indrelid = c.oid and i.indisprimary), '{}') as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'platform')
      and n.nspname not like 'pg\\_%' and n.nspname || '.' || c.relname not in ('journal.leases', 'journal.records')
      and coalesce(obj_description(c.oid, 'pg_class'), '') <> 'made from records'
    order by case when n.nspname = 'journal' and c.relname <> 'entries' then 0 when n.nspname = 'journal' then 2 else 1 end, 1`.execute(
    db,
  )
  return rows
}

/**
 * Needs no long transaction: proofs are read before the entries they cover, entries are only ever added, and an entry
 * that is newer than the proofs is numbered after the restore.
 */
export function backupStream(
  db: Kysely<JournalTables>,
  dataDir: string,
  at: string,
  migrations: string[],
  { withoutMeasurements }: BackupChoice,
): Readable {
  const digest = createHash('sha256')
  async function* lines(): AsyncGenerator<string> {
    let rows = 0
    let files = 0
    const line = (it: BackupLine) => {
      const text = `${JSON.stringify(it)}\n`
      digest.update(text)
      return text
    }
    yield line({ is: 'header', format: backupFormat, at, migrations })
    for (const table of await backupTables(db)) {
      if (table.measurements && withoutMeasurements) continue
      for (const slice of table.sliced ? await slicesOf(db, table.name) : [null]) {
        if (slice) yield line({ is: 'slice', ...slice })
        for await (const row of tableRows(db, slice?.name ?? table.name, table.key, slice ? slicePageRows : pageRows)) {
          rows++
          yield line({ is: 'row', table: table.name, row })
        }
      }
    }
    for (const path of await filesToKeep(dataDir)) {
      files++
      let part = 0
      for await (const bytes of createReadStream(join(dataDir, path), { highWaterMark: partBytes })) {
        yield line({ is: 'file', path, part: part++, bytes: (bytes as Buffer).toString('base64') })
      }
      if (part === 0) yield line({ is: 'file', path, part: 0, bytes: '' })
    }
    yield `${JSON.stringify({ is: 'end', rows, files, sha256: digest.digest('hex') } satisfies BackupLine)}\n`
  }
  return Readable.from(lines(), { objectMode: false }).pipe(createGzip({ level: 6 }))
}

/** By primary key, a page at a time; the row as JSON text made by the database, so every type survives. */
async function* tableRows(
  db: Kysely<JournalTables>,
  table: string,
  key: string[],
  most: number,
): AsyncGenerator<Record<string, unknown>> {
  if (key.length === 0) throw new Error(`${table} has no primary key, so it cannot be backed up page by page`)
  const columns = sql.join(key.map((name) => sql.ref(name)))
  let last: Record<string, unknown> | undefined
  for (;;) {
    const after = last
      ? sql`where (${columns}) > (select ${columns} from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(last)}::jsonb))`
      : sql``
    const page = sql<{ row: Record<string, unknown> }>`
      select to_jsonb(t) - 'xid' - 'notarised_to' as row from ${sql.table(table)} t ${after} order by ${columns} limit ${most}`
    const rows = await rowsOf(page.execute(db))
    for (const { row } of rows) yield row
    last = rows.at(-1)?.row
    if (!last || rows.length < most) return
  }
}

const noTable = '42P01'

/** A slice that was too old and was dropped meanwhile has no more rows. */
async function rowsOf<T>(asked: Promise<{ rows: T[] }>): Promise<T[]> {
  try {
    return (await asked).rows
  } catch (error) {
    if (sqlState(error) === noTable) return []
    throw error
  }
}

/**
 * Beside what was received: keys that sign. Keys to which others seal (keys/sealing) live for days and are left out on purpose: a copy of
 * the backup must not open what was sent to this node. After a restore new ones are made and announced.
 */
const keptFolders = ['files', join('keys', 'signing')]
/** The key that signs advisories and feeds: whoever follows this node knows it by its fingerprint. */
const keptFiles = ['openpgp.key']

async function filesToKeep(dataDir: string): Promise<string[]> {
  const kept = [nodeKeyFile(dataDir), witnessFile(dataDir), ...keptFiles.map((name) => join(dataDir, name))]
    .filter(existsSync)
    .map((file) => file.slice(dataDir.length + 1))
  for (const folder of keptFolders.map((name) => join(dataDir, name)).filter(existsSync)) {
    const stored = await readdir(folder, { recursive: true, withFileTypes: true })
    for (const file of stored) if (file.isFile()) kept.push(join(file.parentPath, file.name).slice(dataDir.length + 1))
  }
  return kept
}

export async function appliedMigrations(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(
      async (name) =>
        `${name} ${createHash('sha256')
          .update(await readFile(join(folder, name)))
          .digest('hex')}`,
    ),
  )
}
