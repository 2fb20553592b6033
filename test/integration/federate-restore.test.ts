// Backups of nodes that hold copies: from a new one all is there and nothing comes twice; from an old one its peers see two histories, and
// what the operator can do about it helps.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident, describeIncident, getIncident } from '#assess/api.ts'
import { getOrigin, listHistories, listResponses, respond } from '#federate/api/copies.ts'
import { getPeer, refreshPeer } from '#federate/api/directory.ts'
import { getLetter, listLetters } from '#federate/api/post.ts'
import { systemClock } from '#platform/clock.ts'
import { pathOf } from '#platform/http/index.ts'
import { backup, rebuildTables, verify } from '#platform/journal/api.ts'
import { appliedMigrations, createJournal, restore } from '#platform/journal/index.ts'
import { silent } from '#platform/log.ts'
import { allRecords } from '../../src/node.ts'
import { migratedStorage, migrationsFolder, openMigrated } from '../setup/database.ts'
import { startTestNode } from '../setup/node.ts'
import type { Storage } from '../setup/storage.ts'
import { agree, befriend, found, openTwin, soon, type TwinNode, told } from '../setup/two-nodes.ts'

let north: TwinNode
let south: TwinNode
const storages: Storage[] = []

beforeAll(async () => {
  ;[north, south] = await Promise.all([openTwin(), openTwin()])

  await befriend(north, south)
  await agree(north, south, {})
}, 180_000)
afterAll(async () => {
  await Promise.all([north, south].map((one) => one?.stop().catch(() => undefined)))
  await Promise.all(storages.map((one) => one.remove()))
})

async function backupOf({ head }: TwinNode): Promise<Buffer> {
  const answer = await head.fetch(pathOf(backup))
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}

/** The node ends, and another one with what the backup holds begins at the same address. Its people are still signed in. */
async function restored(node: TwinNode, bytes: Buffer): Promise<TwinNode> {
  await node.stop()
  const storage = await migratedStorage()
  storages.push(storage)
  const file = join(storage.folder, 'node.backup')
  await writeFile(file, bytes)
  const db = await openMigrated(storage)
  const journal = await createJournal(db, systemClock, silent, allRecords)
  const migrations = await appliedMigrations(migrationsFolder)
  await restore(journal.sql, journal.records, storage.folder, file, migrations, () => undefined)
  await journal.stop()
  await db.close()
  const env = { TOCSIN_FETCH_ALLOW: '127.0.0.1', TOCSIN_PORT: new URL(node.url).port }
  const again = await startTestNode({ storage, env })
  const { id, home, head, second } = node
  return Object.assign(again, { id, home, head, second })
}

const marking = () => ({ tlp: 'AMBER' as const, audience: [north.home, south.home] })
const declared = async (at: TwinNode, title: string) =>
  (await at.head.get(declareIncident, { title, marking: marking() })).id
const titleAt = async (at: TwinNode, id: string) => (await found(at.head, getIncident, { id }))?.state.title
async function retitle(at: TwinNode, id: string, title: string): Promise<void> {
  const { version } = await at.head.get(getIncident, { id })
  await at.head.get(describeIncident, { id, version, title })
}
/** How often the entries of a record were written at a node. */
const entriesAt = async ({ node }: TwinNode, id: string) =>
  (await node.journal.sql.selectFrom('journal.entries').select('id').where('subject', '=', id).execute()).length
async function refusedAt(at: TwinNode, from: TwinNode): Promise<string[]> {
  const { items } = await at.head.get(listLetters, { peer: from.id, direction: 'taken', limit: 100 })
  const bad = items.filter((one) => one.refused > 0)
  const letters = await Promise.all(bad.map(({ id }) => at.head.get(getLetter, { id })))
  return letters.flatMap(({ contents }) => contents.flatMap(({ refusal }) => refusal ?? []))
}

let first = ''

test('from a backup of today all copies and responses are there, proven as before; what was told is not told again, and news arrive', async () => {
  first = await declared(north, 'Told before the backup')
  await told(north, south)
  const about = { record: 'assess.incident', subject: first }
  await south.head.get(respond, { kind: 'comment', about, text: 'We see it as well.' })
  await told(south, north)
  await south.node.notarise()
  const before = await south.head.get(getOrigin, { id: first })
  const times = await entriesAt(south, first)
  south = await restored(south, await backupOf(south))
  expect(await south.head.get(getOrigin, { id: first })).toEqual(before)
  expect(before.copy?.proven).toBe(true)
  const said = (await south.head.get(listResponses, { about: first })).items
  expect(said.map(({ state }) => state.text)).toEqual(['We see it as well.'])
  // Keys that seal are in no backup: the others ask for the new ones.
  await north.head.get(refreshPeer, { id: south.id })
  await retitle(north, first, 'Told after the backup')
  await told(north, south)
  expect(await titleAt(south, first)).toBe('Told after the backup')
  expect(await entriesAt(south, first)).toBe(times + 1)
  await south.head.get(respond, { kind: 'comment', about, text: 'And still.' })
  await told(south, north)
  const heard = (await north.head.get(listResponses, { about: first })).items.map(({ state }) => state.text)
  expect(heard.sort()).toEqual(['And still.', 'We see it as well.'])
  for (const [at, from] of [
    [south, north],
    [north, south],
  ] as const)
    expect(await refusedAt(at, from)).toEqual([])
  await south.node.notarise()
  expect(await south.head.get(verify, {})).toMatchObject({ intact: true })
  expect(await south.head.get(rebuildTables, {})).toMatchObject({ equal: true })
  expect((await north.head.get(getPeer, { id: south.id })).caught).toBeNull()
}, 180_000)

test('from an old backup its peers see two histories: what they hold stays as it was, and what is changed again goes through', async () => {
  await north.node.notarise()
  const old = await backupOf(north)
  // What the peer hears of, and the backup does not hold.
  await retitle(north, first, 'Said after the old backup')
  const lost = await declared(north, 'Forgotten by the old backup')
  await told(north, south)
  expect(await titleAt(south, first)).toBe('Said after the old backup')
  north = await restored(north, old)
  expect(await titleAt(north, lost)).toBeUndefined()
  await south.head.get(refreshPeer, { id: north.id })
  // The same version with other words: the peer keeps what it has, and says why.
  await retitle(north, first, 'Said instead')
  const fresh = await declared(north, 'News of the restored node')
  await told(north, south)
  await soon(async () => expect(await titleAt(south, fresh)).toBe('News of the restored node'))
  expect(await titleAt(south, first)).toBe('Said after the old backup')
  expect(await refusedAt(south, north)).toContain('changed-history')
  // It asks the restored node whether that is still the history which it signed, and the node cannot show it.
  await south.node.jobs.find((one) => one.name === 'federate-histories')?.run()
  await told(south, north)
  const seen = await south.head.get(listHistories, { peer: north.id })
  expect(seen.alarms.map(({ what }) => what)).toContain('changed-history')
  // Found out as two histories where both happen to have signed the same length; in doubt otherwise.
  expect(seen.doubtful.length + seen.twoHistories.length).toBeGreaterThan(0)
  const warned = (await north.head.get(listHistories, { peer: south.id })).alarms
  expect(warned.map(({ what }) => what)).toContain('own-history')
  expect(warned.map(({ detail }) => detail).join()).toContain('restored from a backup')
  // What the operator does: change once more what peers hold otherwise, and write down anew what is gone.
  await retitle(north, first, 'As it is, said once more')
  await told(north, south)
  expect(await titleAt(south, first)).toBe('As it is, said once more')
  expect(await titleAt(south, lost)).toBe('Forgotten by the old backup')
  expect(await north.head.get(verify, {})).toMatchObject({ intact: true })
  await south.node.notarise()
  expect(await south.head.get(verify, {})).toMatchObject({ intact: true })
}, 240_000)
