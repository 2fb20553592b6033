// Migrations: numbered SQL files, each carried out once, in order, in a transaction of its own, and remembered by hash.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, sql, type Transaction } from 'kysely'
import { CannotOpen } from './faults.ts'
import type { Db } from './index.ts'

interface Migration {
  name: string
  text: string
  sha256: string
}

type MigrationTables = {
  'platform.migrations': { name: string; sha256: string }
}

/** Any number will do, as long as every Tocsin takes the same. */
const lockKey = 8470_0001

/** The files of the folder, in order. Throws when numbers repeat or a name does not fit `0001-what-it-does.sql`. */
export function readMigrations(folder: string): Migration[] {
  const seen = new Map<string, string>()
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const number = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]
      if (!number) throw new CannotOpen(`Migration ${name}: the name must look like 0001-what-it-does.sql.`)
      const other = seen.get(number)
      if (other)
        throw new CannotOpen(`Migrations ${other} and ${name} have the same number: give one the next free number.`)
      seen.set(number, name)
      const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
    })
}

/** Which of the files are still to do. Throws when the database was made by other files than these. */
export function whatIsToDo(files: readonly Migration[], done: ReadonlyMap<string, string>): Migration[] {
  const known = new Map(files.map((file) => [file.name, file]))
  for (const [name, sha256] of done) {
    const file = known.get(name)
    if (!file) {
      throw new CannotOpen(
        `The database is newer than this program: it has migration ${name}, which this program does not know. Start the newer Tocsin, or restore a backup of before.`,
      )
    }
    if (file.sha256 !== sha256) {
      throw new CannotOpen(
        `Migration ${name} was changed after it had been carried out. Put the file back as it was, and make the change in a new migration.`,
      )
    }
  }
  const last = [...done.keys()].sort().at(-1) ?? ''
  const late = files.find((file) => !done.has(file.name) && file.name < last)
  if (late) {
    throw new CannotOpen(
      `Migration ${late.name} comes before ${last}, which was carried out already. Give it the next free number.`,
    )
  }
  return files.filter((file) => !done.has(file.name))
}

/** Brings the database up to date and returns the names of what was carried out. Several starters wait for each other. */
export async function migrate(db: Db, folder: string): Promise<string[]> {
  const files = readMigrations(folder)
  const carriedOut: string[] = []
  for (;;) {
    const name = await db.sql
      .withTables<MigrationTables>()
      .transaction()
      .execute((tx) => next(tx, files))
    if (name === undefined) return carriedOut
    carriedOut.push(name)
  }
}

/** Carries out the first migration that is still to do; the lock lasts as long as the transaction. */
async function next(tx: Transaction<MigrationTables>, files: readonly Migration[]): Promise<string | undefined> {
  await sql`set local statement_timeout = 0`.execute(tx)
  await sql`set local lock_timeout = 0`.execute(tx)
  await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx)
  const file = whatIsToDo(files, await alreadyDone(tx))[0]
  if (!file) return undefined
  try {
    await sql.raw(file.text).execute(tx)
  } catch (error) {
    throw new CannotOpen(
      `Migration ${file.name} failed; nothing of it was kept: ${error instanceof Error ? error.message : error}`,
      { cause: error },
    )
  }
  await tx.insertInto('platform.migrations').values({ name: file.name, sha256: file.sha256 }).execute()
  return file.name
}

async function alreadyDone(tx: Kysely<MigrationTables>): Promise<Map<string, string>> {
  const { rows } = await sql<{
    there: boolean
  }>`select to_regclass('platform.migrations') is not null as there`.execute(tx)
  if (!rows[0]?.there) {
    await sql
      .raw(`create schema if not exists platform; create table platform.migrations (
      name text primary key, sha256 text not null, at timestamptz not null default now())`)
      .execute(tx)
  }
  const done = await tx.selectFrom('platform.migrations').select(['name', 'sha256']).orderBy('name').execute()
  return new Map(done.map(({ name, sha256 }) => [name, sha256]))
}
