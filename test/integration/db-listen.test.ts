// Notifications: heard when their transaction commits, and again after a lost connection. Runs on both engines.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Db } from '#platform/db/index.ts'
import { openTestDatabase } from '../setup/database.ts'

let db: Db
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())

const notify = (channel: string, payload: string) => sql`select pg_notify(${channel}, ${payload})`.execute(db.sql)

test('every hearer of a channel hears each word once, and nobody hears after leaving', async () => {
  const one: string[] = []
  const other: string[] = []
  const stopOne = await db.listen('Bells "now"', (payload) => one.push(payload))
  const stopOther = await db.listen('Bells "now"', (payload) => other.push(payload))
  await notify('Bells "now"', 'first')
  await notify('elsewhere', 'not for us')
  await vi.waitFor(() => expect([one, other]).toEqual([['first'], ['first']]))
  await stopOne()
  await notify('Bells "now"', 'second')
  await vi.waitFor(() => expect(other).toEqual(['first', 'second']))
  await stopOther()
  await notify('Bells "now"', 'third')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect([one, other]).toEqual([['first'], ['first', 'second']])
})

test('what a transaction says is heard when it commits, and not when it does not', async () => {
  const heard: string[] = []
  const stop = await db.listen('words', (payload) => heard.push(payload))
  await db.sql.transaction().execute(async (tx) => {
    await sql`notify words, 'kept'`.execute(tx)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(heard).toEqual([])
  })
  await db.sql
    .transaction()
    .execute(async (tx) => {
      await sql`notify words, 'dropped'`.execute(tx)
      throw new Error('no')
    })
    .catch(() => {})
  await notify('words', 'last')
  await vi.waitFor(() => expect(heard).toEqual(['kept', 'last']))
  await stop()
})

test.skipIf(process.env.TOCSIN_TEST_DB !== 'postgres')(
  'on PostgreSQL, a lost connection for notifications comes back, and hearers are told to look',
  async () => {
    const heard: string[] = []
    const stop = await db.listen('again', (payload) => heard.push(payload))
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`.execute(
      db.sql,
    )
    await vi.waitFor(() => expect(heard).toEqual(['']), { timeout: 10_000 })
    await vi.waitFor(() => notify('again', 'after'))
    await vi.waitFor(() => expect(heard).toContain('after'))
    await stop()
  },
)
