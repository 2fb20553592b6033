// Transactions: whole or not at all, never mixed with what others send, and an end to waiting. Runs on both engines.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Db, openDatabase, sqlState } from '#platform/db/index.ts'
import { openTestDatabase } from '../setup/database.ts'
import { freshStorage } from '../setup/storage.ts'

type Numbers = { numbers: { n: number } }

let db: Db
beforeAll(async () => {
  db = await openTestDatabase()
  await sql`create table numbers (n int primary key)`.execute(db.sql)
})
beforeEach(async () => {
  await sql`delete from numbers`.execute(db.sql)
})
afterAll(() => db.close())

const numbers = () => db.sql.withTables<Numbers>()
const all = async () => (await numbers().selectFrom('numbers').select('n').orderBy('n').execute()).map(({ n }) => n)

test('what a transaction threw away was never there', async () => {
  const failure = new Error('changed my mind')
  const work = numbers()
    .transaction()
    .execute(async (tx) => {
      await tx.insertInto('numbers').values({ n: 1 }).execute()
      throw failure
    })
  await expect(work).rejects.toBe(failure)
  expect(await all()).toEqual([])
})

test('statements of others do not slip into an open transaction', async () => {
  const others: Promise<unknown>[] = []
  await numbers()
    .transaction()
    .execute(async (tx) => {
      await tx.insertInto('numbers').values({ n: 1 }).execute()
      for (let n = 10; n < 20; n++) others.push(numbers().insertInto('numbers').values({ n }).execute())
      await new Promise((resolve) => setTimeout(resolve, 50))
      throw new Error('undone')
    })
    .catch(() => {})
  await Promise.all(others)
  expect(await all()).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
})

test('transactions that start together each see what those before them did', async () => {
  const increment = () =>
    numbers()
      .transaction()
      .setIsolationLevel('read committed')
      .execute(async (tx) => {
        await sql`select pg_advisory_xact_lock(1)`.execute(tx)
        const { n } = await tx
          .selectFrom('numbers')
          .select((at) => at.fn.max('n').as('n'))
          .executeTakeFirstOrThrow()
        await tx
          .insertInto('numbers')
          .values({ n: Number(n ?? 0) + 1 })
          .execute()
      })
  await Promise.all(Array.from({ length: 20 }, increment))
  expect((await all()).length).toBe(20)
})

test('statements that arrive together fail each for itself', async () => {
  const values = [1, 2, 2, 3, 1, 4, 5, 5]
  const results = await Promise.allSettled(values.map((n) => numbers().insertInto('numbers').values({ n }).execute()))
  expect(results.filter(({ status }) => status === 'rejected').length).toBe(3)
  expect(await all()).toEqual([1, 2, 3, 4, 5])
})

test('a failed statement whose error is swallowed does not pass for a commit', async () => {
  const work = numbers()
    .transaction()
    .execute(async (tx) => {
      await tx.insertInto('numbers').values({ n: 1 }).execute()
      await tx
        .insertInto('numbers')
        .values({ n: 1 })
        .execute()
        .catch(() => {})
    })
  await expect(work).rejects.toThrow(/rolled back: a statement in it had failed/)
  expect(await all()).toEqual([])
})

test('a savepoint is rolled back alone', async () => {
  await numbers()
    .transaction()
    .execute(async (tx) => {
      await tx.insertInto('numbers').values({ n: 1 }).execute()
      await sql`savepoint here`.execute(tx)
      await tx
        .insertInto('numbers')
        .values({ n: 1 })
        .execute()
        .catch(() => {})
      await sql`rollback to savepoint here`.execute(tx)
      await tx.insertInto('numbers').values({ n: 2 }).execute()
    })
  expect(await all()).toEqual([1, 2])
})

test('isolation and access mode reach the engine', async () => {
  await numbers()
    .transaction()
    .setIsolationLevel('serializable')
    .execute(async (tx) => {
      const { rows } = await sql<{ transaction_isolation: string }>`show transaction isolation level`.execute(tx)
      expect(rows[0]?.transaction_isolation).toBe('serializable')
    })
  const write = numbers()
    .transaction()
    .setAccessMode('read only')
    .execute((tx) => tx.insertInto('numbers').values({ n: 1 }).execute())
  expect(sqlState(await write.catch((error: unknown) => error))).toBe('25006')
})

test('waiting for a turn ends with an error that says what is wrong', async () => {
  const storage = await freshStorage()
  const where = storage.databaseUrl ? { url: storage.databaseUrl } : { dataDir: storage.folder }
  const narrow = await openDatabase(where, undefined, { patienceMs: 200, maxConnections: 1 })
  try {
    const stuck = narrow.sql.transaction().execute(() => sql`select 1`.execute(narrow.sql))
    const error = await stuck.catch((reason: unknown) => reason)
    expect(sqlState(error)).toBe('53300')
    expect(String(error)).toMatch(/A query inside a transaction must use the transaction object/)
    expect((await sql`select 1 as one`.execute(narrow.sql)).rows).toEqual([{ one: 1 }])
  } finally {
    await narrow.close()
    await storage.remove()
  }
})

test('a server that is not there is said to be not there', async () => {
  const error = await openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' }).catch((reason: unknown) => reason)
  expect(sqlState(error)).toBe('08006')
  expect(String(error)).toMatch(/cannot be reached \(ECONNREFUSED\)/)
})
