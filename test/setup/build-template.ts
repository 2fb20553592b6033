// Before journeys on PostgreSQL: one database with all migrations carried out, of which the others are copies. Dropped at the end.
import { openMigrated } from './database.ts'
import { freshStorage, onServer, storageKind } from './storage.ts'

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (storageKind !== 'postgres' || !process.env.TOCSIN_TEST_PG_URL) return undefined
  const storage = await freshStorage('postgres')
  const name = new URL(storage.databaseUrl ?? '').pathname.slice(1)
  const db = await openMigrated(storage)
  await db.close()
  // A database to which somebody is connected cannot be copied.
  await onServer(`alter database ${name} allow_connections false`)
  process.env.TOCSIN_TEST_TEMPLATE = name
  return storage.remove
}
