// The stores that tests are given: new, empty, of the kind of this run, and gone afterwards.
import { existsSync, readdirSync } from 'node:fs'
import pg from 'pg'
import { expect, test } from 'vitest'
import { freshStorage, storageKind } from '../setup/storage.ts'

async function tablesOf(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query(
      "select 1 from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    )
    return rows.length
  } finally {
    await client.end()
  }
}

test("a fresh store is empty, is nobody else's, and leaves nothing behind", async () => {
  const [one, other] = await Promise.all([freshStorage(), freshStorage()])
  expect(one.kind).toBe(storageKind)
  expect(readdirSync(one.folder)).toEqual([])
  expect(one.folder).not.toBe(other.folder)
  if (storageKind === 'postgres') {
    if (!one.databaseUrl || !other.databaseUrl) throw new Error('a PostgreSQL store has an address')
    expect(one.databaseUrl).not.toBe(other.databaseUrl)
    expect(await tablesOf(one.databaseUrl)).toBe(0)
    expect(one.env).toEqual({ TOCSIN_DATA: one.folder, DATABASE_URL: one.databaseUrl })
  } else {
    expect(one.databaseUrl).toBeNull()
    expect(one.env).toEqual({ TOCSIN_DATA: one.folder })
  }
  await Promise.all([one.remove(), other.remove()])
  expect(existsSync(one.folder)).toBe(false)
  if (one.databaseUrl) await expect(tablesOf(one.databaseUrl)).rejects.toThrow(/does not exist/)
})
