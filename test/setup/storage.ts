// A store of its own for each test: a folder, and where the run says PostgreSQL, a database. `remove` leaves nothing.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { passingFolder } from '../../tools/memory.mjs'

/** Which store this run is on: TOCSIN_TEST_DB, set by `npm test`; embedded when a test file is run by hand. */
export const storageKind = process.env.TOCSIN_TEST_DB === 'postgres' ? 'postgres' : 'embedded'

/** What all stores of this run are called first, so that `npm test` finds those that nobody removed. */
export const runName = process.env.TOCSIN_TEST_RUN ?? 'tocsin_test'

export interface Storage {
  kind: 'embedded' | 'postgres'
  /** A new empty folder under the system's temporary folder or in memory, for TOCSIN_DATA. */
  folder: string
  /** A new database, or null on the embedded store. */
  databaseUrl: string | null
  /** The same as environment variables for a server that is started as a process. */
  env: Record<string, string>
  remove(): Promise<void>
}

/** What the disk does has tests of its own (test/faults), and benches measure on the disk. */
const place = process.env.VITEST ? passingFolder() : tmpdir()

export async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function serverUrl(): string {
  const url = process.env.TOCSIN_TEST_PG_URL
  if (!url) throw new Error('TOCSIN_TEST_DB=postgres needs TOCSIN_TEST_PG_URL, a server on which databases may be made')
  return url
}

/**
 * Makes a new store of the kind of this run, or of the kind asked for: empty, or on PostgreSQL a copy of the database
 * `from`. Call `remove` when done.
 */
export async function freshStorage(kind: 'embedded' | 'postgres' = storageKind, from = 'template0'): Promise<Storage> {
  const folder = await mkdtemp(join(place, `${runName}-`))
  const removeFolder = () => rm(folder, { recursive: true, force: true })
  if (kind === 'embedded') {
    return { kind, folder, databaseUrl: null, env: { TOCSIN_DATA: folder }, remove: removeFolder }
  }
  const name = `${runName}_${randomBytes(6).toString('hex')}`
  await onServer(`create database ${name} template ${from} encoding 'UTF8'`)
  const url = new URL(serverUrl())
  url.pathname = `/${name}`
  const remove = async () => {
    await onServer(`drop database if exists ${name} with (force)`)
    await removeFolder()
  }
  return { kind, folder, databaseUrl: url.href, env: { TOCSIN_DATA: folder, DATABASE_URL: url.href }, remove }
}
