// A database for one test file, with all migrations carried out: a copy of one that is made once, which is quicker than
// carrying them out. Closing it removes it.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Db, migrate, openDatabase } from '#platform/db/index.ts'
import { readMigrations } from '#platform/db/migrate.ts'
import { packageRoot } from '#platform/worker.ts'
import { freshStorage, type Storage, storageKind } from './storage.ts'

export const migrationsFolder = join(packageRoot(), 'migrations')

/** A store on which all migrations are carried out already, of the kind of this run or of the kind asked for. */
export async function migratedStorage(kind: Db['kind'] = storageKind): Promise<Storage> {
  if (kind === 'postgres') return freshStorage(kind, process.env.TOCSIN_TEST_TEMPLATE)
  const [storage, made] = await Promise.all([freshStorage(kind), migratedOnce(), keepEngine()])
  // A program of the system copies two thousand files with a fifth of the work.
  await promisify(execFile)('cp', ['-R', made, join(storage.folder, 'pg')])
  return storage
}

/** Opens the database of a store, and carries out what is left of the migrations. */
export async function openMigrated(storage: Storage): Promise<Db> {
  const db = await openDatabase(storage.databaseUrl ? { url: storage.databaseUrl } : { dataDir: storage.folder })
  await migrate(db, migrationsFolder)
  return db
}

/** A migrated database of the kind of this run, or of the kind asked for. `close` also removes it. */
export async function openTestDatabase(kind: Db['kind'] = storageKind): Promise<Db> {
  const storage = await migratedStorage(kind)
  const db = await openMigrated(storage)
  return {
    ...db,
    async close() {
      await db.close()
      await storage.remove()
    },
  }
}

/** The types of Node 20 name what it makes, and not how. */
const { WebAssembly: compiler } = globalThis as unknown as {
  WebAssembly: { compile(bytes: Uint8Array): Promise<object> }
}
let engine: Promise<object> | undefined

/**
 * Holds the machine code of the embedded engine for as long as this process lives: V8 gives it to every thread that loads
 * the same file, and would compile it anew for each database otherwise, which takes a second.
 */
function keepEngine(): Promise<object> {
  const file = fileURLToPath(new URL('pglite.wasm', import.meta.resolve('@electric-sql/pglite')))
  engine ??= readFile(file).then((bytes) => compiler.compile(bytes))
  return engine
}

let made: Promise<string> | undefined

/** The folder of a closed embedded database with these migrations. Nodes of one test that open at once wait for the same one. */
function migratedOnce(): Promise<string> {
  made ??= makeMigrated()
  return made
}

async function makeMigrated(): Promise<string> {
  const digest = createHash('sha256')
    .update(
      readMigrations(migrationsFolder)
        .map((file) => `${file.name} ${file.sha256}`)
        .join(),
    )
    .digest('hex')
  const folder = join(packageRoot(), 'build', 'test', `migrated-${digest.slice(0, 16)}`)
  if (existsSync(folder)) return folder
  const half = `${folder}.${process.pid}.new`
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { recursive: true })
  const db = await openDatabase({ dataDir: half })
  await migrate(db, migrationsFolder)
  await db.close()
  // Another test file may have made the same meanwhile; either will do.
  await rename(join(half, 'pg'), folder).catch((error) => {
    if (!existsSync(folder)) throw error
  })
  await rm(half, { recursive: true, force: true })
  return folder
}
