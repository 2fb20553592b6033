// A database for one test file, with all migrations carried out. The embedded one is copied from one that is made once,
// which is quicker than carrying them out. Closing it removes it.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Db, migrate, openDatabase } from '#platform/db/index.ts'
import { readMigrations } from '#platform/db/migrate.ts'
import { packageRoot } from '#platform/worker.ts'
import { freshStorage, storageKind } from './storage.ts'

export const migrationsFolder = join(packageRoot(), 'migrations')

/** A migrated database of the kind of this run, or of the kind asked for. `close` also removes it. */
export async function openTestDatabase(kind: Db['kind'] = storageKind): Promise<Db> {
  const storage = await freshStorage(kind)
  if (!storage.databaseUrl) await cp(await migratedOnce(), join(storage.folder, 'pg'), { recursive: true })
  const db = await openDatabase(storage.databaseUrl ? { url: storage.databaseUrl } : { dataDir: storage.folder })
  await migrate(db, migrationsFolder)
  return {
    ...db,
    async close() {
      await db.close()
      await storage.remove()
    },
  }
}

let made: Promise<string> | undefined

/** The folder of a closed embedded database with these migrations. Nodes of one test that open at once wait for the same one. */
export function migratedOnce(): Promise<string> {
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
