// Migrations on a real database: once each, whole or not at all, and only by one starter. Runs on both engines.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Db, migrate, openDatabase } from '#platform/db/index.ts'
import { migrationsFolder } from '../setup/database.ts'
import { freshStorage, type Storage } from '../setup/storage.ts'

let folder: string
let storage: Storage
let db: Db
const where = () => (storage.databaseUrl ? { url: storage.databaseUrl } : { dataDir: storage.folder })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-migrations-'))
  storage = await freshStorage()
  db = await openDatabase(where())
})
afterEach(async () => {
  await db.close()
  await storage.remove()
  rmSync(folder, { recursive: true })
})

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)

test('each file is carried out once, with all its statements', async () => {
  write(
    '0001-first.sql',
    'create schema room; create table room.a (n int); -- a comment; with a semicolon\ninsert into room.a values (1);',
  )
  expect(await migrate(db, folder)).toEqual(['0001-first.sql'])
  write('0002-second.sql', 'create function room.f() returns int language plpgsql as $$ begin return 42; end $$;')
  expect(await migrate(db, folder)).toEqual(['0002-second.sql'])
  expect(await migrate(db, folder)).toEqual([])
  expect((await sql`select n, room.f() as f from room.a`.execute(db.sql)).rows).toEqual([{ n: 1, f: 42 }])
})

test('a file that fails half way leaves nothing, and those before it stay', async () => {
  write('0001-good.sql', 'create table good (n int);')
  write('0002-bad.sql', 'create table half (n int); insert into nowhere values (1);')
  await expect(migrate(db, folder)).rejects.toThrow(/Migration 0002-bad.sql failed; nothing of it was kept: .*nowhere/)
  const { rows } =
    await sql`select to_regclass('good') is not null as good, to_regclass('half') is null as gone`.execute(db.sql)
  expect(rows).toEqual([{ good: true, gone: true }])
  write('0002-bad.sql', 'create table half (n int);')
  expect(await migrate(db, folder)).toEqual(['0002-bad.sql'])
})

test('starters that come at once carry each file out once', async () => {
  for (let n = 1; n <= 5; n++) write(`000${n}-table.sql`, `create table t${n} (n int);`)
  const others = storage.databaseUrl ? await Promise.all([1, 2, 3].map(() => openDatabase(where()))) : [db, db, db]
  const done = await Promise.all(others.map((one) => migrate(one, folder)))
  expect(done.flat().sort()).toEqual([1, 2, 3, 4, 5].map((n) => `000${n}-table.sql`))
  if (storage.databaseUrl) await Promise.all(others.map((one) => one.close()))
})

test('a changed file and a newer database are refused', async () => {
  write('0001-a.sql', 'create table a (n int);')
  await migrate(db, folder)
  write('0001-a.sql', 'create table a (n bigint);')
  await expect(migrate(db, folder)).rejects.toThrow(/0001-a.sql was changed/)
  write('0001-a.sql', 'create table a (n int);')
  write('0002-b.sql', 'create table b (n int);')
  await migrate(db, folder)
  rmSync(join(folder, '0002-b.sql'))
  await expect(migrate(db, folder)).rejects.toThrow(/newer than this program/)
})

test('our own migrations work on an empty database, and again on a full one', async () => {
  expect((await migrate(db, migrationsFolder)).length).toBeGreaterThan(0)
  expect(await migrate(db, migrationsFolder)).toEqual([])
})
