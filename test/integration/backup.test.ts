// A whole node into a file and out of it again: what a restored node says is what the first one said.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAssessment } from '#assess/api/assessments.ts'
import { listDuties } from '#assess/api/duties.ts'
import { declareIncident, getIncident } from '#assess/api.ts'
import { signIn } from '#people/api.ts'
import { systemClock } from '#platform/clock.ts'
import { migrate, openDatabase } from '#platform/db/index.ts'
import { pathOf } from '#platform/http/index.ts'
import { backup, rebuildTables, verify } from '#platform/journal/api.ts'
import { appliedMigrations, createJournal, restore } from '#platform/journal/index.ts'
import { silent } from '#platform/log.ts'
import { allRecords } from '../../src/node.ts'
import { migrationsFolder } from '../setup/database.ts'
import { type Client, startTestNode, type TestNode, testPassword } from '../setup/node.ts'
import { freshStorage, type Storage } from '../setup/storage.ts'

let first: TestNode
let second: TestNode | undefined
let storage: Storage
let admin: Client
let incident: string

beforeAll(async () => {
  first = await startTestNode()
  admin = await first.administrator()
  incident = (await admin.get(declareIncident, { title: 'A breach at a made-up operator' })).id
  await admin.get(openAssessment, {
    incident,
    entity: { name: 'Made-up Power', types: ['nis2_other_entity'], countries: ['BE'], timeZone: 'Europe/Brussels' },
    answers: [
      { fact: 'entity.nis2_class', value: 'essential' },
      { fact: 'incident.severe_operational_disruption', value: 'caused' },
    ],
    awareness: new Date(Date.now() - 30 * 3600_000).toISOString(),
  })
}, 120_000)
afterAll(async () => {
  await second?.stop()
  await storage?.remove()
  await first.stop()
})

test('incidents, assessments and clocks come back as they were; the proof holds, and nothing is there twice', async () => {
  // A minute of its own life: the passed limit is told, reminders are planned.
  await expect.poll(async () => (await admin.get(listDuties, {})).totals.breached, { timeout: 20_000 }).toBe(1)
  await first.node.notarise()
  const file = await admin.fetch(pathOf(backup))
  expect(file.status).toBe(200)
  storage = await freshStorage()
  const path = join(storage.folder, 'monday.backup')
  await writeFile(path, Buffer.from(await file.arrayBuffer()))

  const db = await openDatabase(storage.databaseUrl ? { url: storage.databaseUrl } : { dataDir: storage.folder })
  await migrate(db, migrationsFolder)
  const journal = await createJournal(db, systemClock, silent, allRecords)
  const { rows } = await restore(
    journal.sql,
    journal.records,
    storage.folder,
    path,
    await appliedMigrations(migrationsFolder),
    () => undefined,
  )
  expect(rows).toBeGreaterThan(10)
  await journal.stop()
  await db.close()

  second = await startTestNode({ storage })
  const again = second.stranger()
  await again.get(signIn, { email: 'first@csirt.example', password: testPassword })
  const wall = ({ items }: { items: { id: string; state: { dueAt: string | null; breachedAt: string | null } }[] }) =>
    items.map(({ id, state }) => [id, state.dueAt, state.breachedAt])
  expect(wall(await again.get(listDuties, {}))).toEqual(wall(await admin.get(listDuties, {})))
  expect((await again.get(getIncident, { id: incident })).state).toEqual(
    (await admin.get(getIncident, { id: incident })).state,
  )
  expect(await again.get(verify, {})).toMatchObject({ intact: true })
  expect(await again.get(rebuildTables, {})).toMatchObject({ equal: true })
}, 120_000)
