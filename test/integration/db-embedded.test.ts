// The embedded engine on its own: one process per folder, up again after it died, and clear words when it cannot be.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Db, openDatabase, sqlState } from '#platform/db/index.ts'
import { buildProgram } from '../setup/faults.ts'
import { freshStorage, type Storage, storageKind } from '../setup/storage.ts'

const other = storageKind === 'postgres'

describe.skipIf(other)(
  `the embedded engine${other ? ' (not run: this run is on PostgreSQL)' : ''}`,
  { timeout: 120_000 },
  () => {
    let storage: Storage
    let db: Db
    let events: string[]
    const log = {
      info: (_facts: object, text: string) => events.push(text),
      warn: (_facts: object, text: string) => events.push(text),
      error: (_facts: object, text: string) => events.push(text),
    }
    beforeEach(async () => {
      events = []
      storage = await freshStorage('embedded')
      db = await openDatabase({ dataDir: storage.folder }, log, { hangMs: 5_000 })
      await sql`create table kept (n int primary key)`.execute(db.sql)
    })
    afterEach(async () => {
      await db.close()
      await storage.remove()
    })

    const count = async () => (await sql<{ count: number }>`select count(*) from kept`.execute(db.sql)).rows[0]?.count

    /** Takes away a file that a checkpoint cannot do without, so that the engine panics; gives it back. */
    async function panic(): Promise<unknown> {
      const control = join(storage.folder, 'pg', 'global', 'pg_control')
      renameSync(control, `${control}.away`)
      const error = await sql`checkpoint`.execute(db.sql).catch((reason: unknown) => reason)
      renameSync(`${control}.away`, control)
      return error
    }

    test('after a panic, what was in flight is told so, and the next statement finds everything', async () => {
      const heard: string[] = []
      const stop = await db.listen('bells', (payload) => heard.push(payload))
      await sql`insert into kept values (1)`.execute(db.sql)
      const error = await panic()
      expect(sqlState(error)).toBe('08006')
      expect(String(error)).toMatch(/stopped while this ran \(.*PANIC.*pg_control/)
      expect(await count()).toBe(1)
      expect(events.join()).toMatch(/stopped; it is started again/)
      await sql`notify bells, 'still here'`.execute(db.sql)
      await vi.waitFor(() => expect(heard).toContain('still here'))
      await stop()
    })

    test('a transaction whose engine died under it does not go on in the next one', async () => {
      const work = db.sql.transaction().execute(async (tx) => {
        await sql`insert into kept values (1)`.execute(tx)
        const control = join(storage.folder, 'pg', 'global', 'pg_control')
        renameSync(control, `${control}.away`)
        await sql`checkpoint`.execute(tx).catch(() => {})
        renameSync(`${control}.away`, control)
        await sql`insert into kept values (2)`.execute(tx)
      })
      expect(sqlState(await work.catch((reason: unknown) => reason))).toBe('08006')
      expect(await count()).toBe(0)
    })

    test('an engine that hangs is started again', async () => {
      const error = await sql`select count(*) from generate_series(1, 100000000000)`
        .execute(db.sql)
        .catch((reason: unknown) => reason)
      expect(sqlState(error)).toBe('08006')
      expect(await count()).toBe(0)
    })

    test('an engine that keeps dying is given up, and says why', async () => {
      const control = join(storage.folder, 'pg', 'global', 'pg_control')
      renameSync(control, `${control}.away`)
      await sql`checkpoint`.execute(db.sql).catch(() => {})
      await vi.waitFor(() => expect(events.join()).toMatch(/stopped 6 times within a minute/), {
        timeout: 40_000,
        interval: 200,
      })
      const error = await count().catch((reason: unknown) => reason)
      expect(String(error)).toMatch(/is not started again: .*pg_control/)
    })

    test('a second process is refused while the first is there, and told which it is', async () => {
      const program = await buildProgram('writer')
      try {
        const second = promisify(execFile)(process.execPath, [program, storage.folder, join(storage.folder, 'acks')])
        await expect(second).rejects.toThrow(`in use by process ${process.pid}. Stop that Tocsin first`)
        expect(existsSync(join(storage.folder, 'acks'))).toBe(false)
      } finally {
        rmSync(program)
      }
    })

    test('tables are vacuumed and analysed by themselves when nobody asks for anything', async () => {
      await db.close()
      db = await openDatabase({ dataDir: storage.folder }, log, { upkeepEveryMs: 200 })
      await sql`insert into kept select generate_series(1, 5000)`.execute(db.sql)
      await pause(1_200)
      await sql`delete from kept where n > 1000`.execute(db.sql)
      const looked = async () =>
        (
          await sql<{
            at: string | null
            dead: number
          }>`select last_vacuum as at, n_dead_tup as dead from pg_stat_all_tables
        where relname = 'kept'`.execute(db.sql)
        ).rows[0]
      await vi.waitFor(async () => expect(await looked()).toMatchObject({ at: expect.any(String), dead: 0 }), {
        timeout: 30_000,
        interval: 2_500,
      })
      expect(events).toEqual([])
    })

    test('the log is cut by checkpoints while one writes', async () => {
      const redo = async () =>
        (await sql<{ lsn: string }>`select redo_lsn::text as lsn from pg_control_checkpoint()`.execute(db.sql)).rows[0]
          ?.lsn
      const before = await redo()
      await sql`create table wide (body text)`.execute(db.sql)
      for (let n = 0; n < 16; n++)
        await sql`insert into wide select repeat('x', 1500) from generate_series(1, 3000)`.execute(db.sql)
      expect(await redo()).not.toBe(before)
    })

    test('nobody else on the machine may look into the folder', () => {
      expect(statSync(join(storage.folder, 'pg')).mode & 0o077).toBe(0)
    })

    test('a half-made database is thrown away and made anew', async () => {
      await db.close()
      rmSync(join(storage.folder, 'pg'), { recursive: true })
      mkdirSync(join(storage.folder, 'pg.init'))
      writeFileSync(join(storage.folder, 'pg.init', 'PG_VERSION'), '18')
      db = await openDatabase({ dataDir: storage.folder }, log)
      expect((await sql`select 1 as one`.execute(db.sql)).rows).toEqual([{ one: 1 }])
      expect(existsSync(join(storage.folder, 'pg.init'))).toBe(false)
    })

    test('closing keeps everything, and closing twice is harmless', async () => {
      const writes = Array.from({ length: 50 }, (_, n) => sql`insert into kept values (${n})`.execute(db.sql))
      await pause(0)
      await Promise.all(writes)
      await Promise.all([db.close(), db.close()])
      db = await openDatabase({ dataDir: storage.folder }, log)
      expect(await count()).toBe(50)
    })
  },
)
