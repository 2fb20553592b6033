// The disk of a node fills up: writes are refused with what to do, reading goes on, readiness says so, and when there
// is room again the node goes on by itself.
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { addEvidence, declareIncident, getIncident } from '#assess/api.ts'
import { verify } from '#platform/journal/api.ts'
import { serveNode } from '../setup/process.ts'
import { storageKind } from '../setup/storage.ts'

const missing =
  storageKind === 'postgres'
    ? 'the disk of PostgreSQL is not ours'
    : process.platform !== 'linux' || process.getuid?.() !== 0
      ? 'needs root on Linux to mount a small disk'
      : undefined

let folder = ''
let disk = ''

beforeAll(() => {
  if (missing) return
  folder = mkdtempSync(join(tmpdir(), 'tocsin-full-node-'))
  disk = join(folder, 'disk')
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300m', 'tmpfs', disk])
})
afterAll(() => {
  if (missing) return
  execFileSync('umount', [disk])
  rmSync(folder, { recursive: true, force: true })
})

const megabyte = Buffer.alloc(1024 * 1024)

/** To the last byte; bit by bit, since the node goes on writing meanwhile. */
function fillUp(ballast: string): void {
  try {
    for (;;) appendFileSync(ballast, megabyte)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}

test.skipIf(missing)(
  `a full disk refuses writes with what to do, and the node recovers by itself${missing ? ` (not run: ${missing})` : ''}`,
  async () => {
    const env = { TOCSIN_DATA: disk }
    const node = await serveNode({ kind: 'embedded', folder: disk, databaseUrl: null, env, remove: async () => {} })
    try {
      const before = await node.local.get(declareIncident, { title: 'Before the disk was full' })
      fillUp(join(disk, 'ballast'))

      const refused = await vi.waitFor(
        async () => {
          const answer = await node.local.call(declareIncident, { title: 'Into a full disk' })
          expect(answer.ok).toBe(false)
          return answer
        },
        { timeout: 20_000 },
      )
      expect(refused).toMatchObject({
        status: 507,
        problem: { refusal: 'storage-full', whatToDo: expect.stringContaining('Nothing was written') },
      })
      const evidence = { incident: before.id, name: 'large.bin' }
      const upload = await node.local.call(addEvidence, evidence, { upload: Buffer.alloc(20 * 1024 * 1024) })
      expect(upload).toMatchObject({ ok: false, problem: { refusal: 'storage-full' } })
      expect((await node.local.get(getIncident, { id: before.id })).state.title).toBe('Before the disk was full')
      expect((await node.local.fetch('/readyz')).status).toBe(503)

      rmSync(join(disk, 'ballast'))
      await vi.waitFor(() => node.local.get(declareIncident, { title: 'After there was room' }), { timeout: 30_000 })
      expect((await node.local.fetch('/readyz')).status).toBe(200)
      expect(await node.local.get(verify, {})).toMatchObject({ findings: [], intact: true })
    } finally {
      await node.kill()
    }
  },
  180_000,
)
