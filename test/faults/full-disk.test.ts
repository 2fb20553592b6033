// A full disk: writes are refused with a clear error, reads go on, and writing resumes by itself when there is room.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDatabase, StorageFull } from '#platform/db/index.ts'
import { storageKind } from '../setup/storage.ts'

const missing =
  storageKind === 'postgres'
    ? 'only the embedded engine has a disk of ours'
    : process.platform !== 'linux' || process.getuid?.() !== 0
      ? 'needs root on Linux to mount a small disk'
      : undefined
const why = missing ? ` (not run: ${missing})` : ''

let folder = ''
let disk = ''
const ballast = () => join(disk, 'ballast')

beforeEach(() => {
  if (missing) return
  folder = mkdtempSync(join(tmpdir(), 'tocsin-full-'))
  disk = join(folder, 'disk')
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200m', 'tmpfs', disk])
})
afterEach(() => {
  if (missing) return
  execFileSync('umount', [disk])
  rmSync(folder, { recursive: true, force: true })
})

function fillUntilFree(megabytes: number): void {
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(ballast(), Buffer.alloc(bavail * bsize - megabytes * 1024 * 1024))
}

test.skipIf(missing)(
  `with little room left, writes are refused before anything breaks, and resume${why}`,
  { timeout: 120_000 },
  async () => {
    const db = await openDatabase({ dataDir: disk }, undefined, { reserveMb: 32 })
    try {
      await sql`create table kept (n int)`.execute(db.sql)
      await sql`insert into kept values (1)`.execute(db.sql)
      fillUntilFree(16)
      await vi.waitFor(() => expect(sql`insert into kept values (2)`.execute(db.sql)).rejects.toThrow(StorageFull), {
        timeout: 5_000,
      })
      await expect(sql`insert into kept values (2)`.execute(db.sql)).rejects.toThrow(
        /disk under the database is full: nothing was written/,
      )
      const { rows } = await sql<{ n: number }>`select n from kept where n < 2`.execute(db.sql)
      expect(rows).toEqual([{ n: 1 }])
      rmSync(ballast())
      await vi.waitFor(() => sql`insert into kept values (3)`.execute(db.sql), { timeout: 5_000 })
      expect((await sql`select 1 from kept where n = 3`.execute(db.sql)).rows.length).toBe(1)
    } finally {
      await db.close()
    }
  },
)

test.skipIf(missing)(
  `a disk that fills to the last byte under a write costs that write only${why}`,
  { timeout: 180_000 },
  async () => {
    const db = await openDatabase({ dataDir: disk }, undefined, { reserveMb: 0 })
    try {
      await sql`create table kept (n int, body text)`.execute(db.sql)
      await sql`insert into kept values (1, 'before')`.execute(db.sql)
      fillUntilFree(2)
      const codes = new Set<unknown>()
      for (let n = 0; n < 40 && codes.size === 0; n++) {
        await sql`insert into kept select 2, md5(i::text) || repeat(md5((i * 7)::text), 40) from generate_series(1, 4000) i`
          .execute(db.sql)
          .catch((error: { code?: unknown }) => codes.add(error.code))
      }
      // Refused by the engine (53100), or the engine stopped in the middle of it and replays its log (08006).
      expect([...codes].every((code) => code === '53100' || code === '08006')).toBe(true)
      expect(codes.size).toBe(1)
      rmSync(ballast())
      await vi.waitFor(() => sql`insert into kept values (3, 'after')`.execute(db.sql), {
        timeout: 60_000,
        interval: 500,
      })
      const { rows } = await sql`select n from kept where n <> 2 order by n`.execute(db.sql)
      expect(rows).toEqual([{ n: 1 }, { n: 3 }])
    } finally {
      await db.close()
    }
  },
)
