// What sustain keeps beside the journal, through a backup: samples, steps, holds, verdicts and what stood before a move are there afterwards
// as they were, and what comes next is kept beside them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import { signIn } from '#people/api.ts'
import { systemClock } from '#platform/clock.ts'
import { migrate, openDatabase } from '#platform/db/index.ts'
import { createFiles } from '#platform/files.ts'
import { pathOf } from '#platform/http/index.ts'
import { backup } from '#platform/journal/api.ts'
import { appliedMigrations, createJournal, restore } from '#platform/journal/index.ts'
import { silent } from '#platform/log.ts'
import { addPlan, getFailover } from '#sustain/api/failover.ts'
import { reportReach, showReach } from '#sustain/api/services.ts'
import { listVerdicts, reportVantage } from '#sustain/api/vantage.ts'
import { failoverRecord } from '#sustain/events.ts'
import { allRecords } from '../../src/node.ts'
import { migrationsFolder } from '../setup/database.ts'
import { type Client, startTestNode, type TestNode, testPassword } from '../setup/node.ts'
import { places, runJob, sampleAt, watchVideo } from '../setup/reach-story.ts'
import { freshStorage, type Storage } from '../setup/storage.ts'
import { wholeStore } from '../setup/whole-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'sustain-backup-'))
const stood = JSON.stringify({ kind: 'unbound', text: 'forward-zone: what stood before', upstreams: [], moved: false })
let first: TestNode
let second: TestNode | undefined
let storage: Storage
let analyst: Client
let service: Id
let failover: Id

beforeAll(async () => {
  const serves = { name: 'R', transport: 'udp', address: '127.0.0.1', unionBased: false }
  const entry = { name: 'away', kind: 'unbound', config: '/nowhere/unbound.conf', timeoutMilliseconds: 1000, serves }
  const file = join(folder, 'controls.json')
  writeFileSync(file, JSON.stringify({ controls: [entry] }), { mode: 0o600 })
  first = await startTestNode({ env: { TOCSIN_CONTROLS: file } })
  const admin = await first.administrator()
  expect(admin.person).not.toBeNull()
  analyst = await first.signedIn({ roles: ['analyst', 'duty-officer'] })
  service = (await watchVideo(analyst)).id
  const now = Math.floor(Date.now() / 1000)
  for (const [vantage, network, country] of places) {
    const samples = [200, 150, 100, 50].flatMap((second) => [
      { ...sampleAt('service', now - second, 0), outcome: 'refused' as const, bytesPerSecond: null, slices: [] },
      sampleAt('control', now - second, 4_000_000),
    ])
    await analyst.get(reportReach, { service, vantage, network, country, samples })
  }
  await runJob(first, 'sustain-find-states')
  await runJob(first, 'sustain-reach-steps')
  failover = await movedAway()
}, 240_000)
afterAll(async () => {
  await second?.stop()
  await first?.stop()
  await storage?.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** A plan of which somebody reports, and a move of it that stands, with what stood before. */
async function movedAway(): Promise<Id> {
  const upstream = { transport: 'udp' as const, unionBased: false }
  const plan = await analyst.get(addPlan, {
    ...{ name: 'Away', control: 'away', vantages: ['Tallinn'], quorum: { least: 1, of: 1 } },
    usual: [{ ...upstream, name: 'Usual', address: '127.0.0.1', port: 1 }],
    fallback: [{ ...upstream, name: 'Fallback', address: '127.0.0.2', port: 1 }],
    questions: [{ name: 'portal.test', type: 'A', expect: 'answers', compare: false }],
  })
  const figures = {
    ...{ samples: 4, failed: 0, servfail: 0, nxdomain: 0, slow: 0, disagreeing: 0 },
    ...{ medianMilliseconds: 4, p95Milliseconds: 5, validates: null },
  }
  const at = new Date().toISOString()
  const verdicts = [{ upstream: 'Usual', at, health: 'well' as const, because: ['It answers.'], figures }]
  await analyst.get(reportVantage, { plan: plan.id, vantage: 'Tallinn', verdicts })
  const kept = await createFiles(first.storage.folder).put(Readable.from([stood]), 1000)
  if (!kept.ok) throw new Error(kept.refusal)
  const { home } = first.node.journal
  const view = { reader: systemReader('test', ['live'], home), realm: 'live', own: true as const }
  const writer = { view, verb: 'test.move' }
  const made = await first.node.journal.commit(writer, async (unit) => {
    const body = { plan: plan.id, planVersion: 1, drill: false, failingSince: null, evidence: [], because: ['A test'] }
    const { held } = await unit.open(failoverRecord, 'sustain.failoverProposed', body)
    await unit.append(failoverRecord, 'sustain.failoverStarted', held.id, { by: null })
    await unit.append(failoverRecord, 'sustain.failoverSaved', held.id, { before: kept.value.sha256, steps: [] })
    await unit.append(failoverRecord, 'sustain.failoverSwitched', held.id, { steps: [], verifiedAt: at, moved: null })
    return done(held.id)
  })
  if (!made.ok) throw new Error(made.refusal)
  return made.value
}

const beside = ['reach_vantages', 'reach_samples', 'reach_steps', 'reach_holds', 'verdicts', 'verdict_changes']

async function kept(node: TestNode): Promise<Map<string, string[]>> {
  const store = await wholeStore(node.node.journal.sql, [])
  return new Map(beside.map((name) => [name, [...(store.get(`sustain.${name}`) ?? [])].sort()]))
}

test('what was measured and judged, and the way back of a move, are there after a restore, and counting goes on behind them', async () => {
  const admin = first.stranger()
  await admin.get(signIn, { email: 'first@csirt.example', password: testPassword })
  await first.node.notarise()
  const before = await kept(first)
  for (const [table, rows] of before) expect([table, rows.length > 0]).toEqual([table, true])
  const shown = await analyst.get(showReach, { id: service, hours: 1 })
  const file = await admin.fetch(pathOf(backup))
  expect(file.status).toBe(200)
  storage = await freshStorage()
  const path = join(storage.folder, 'whole.backup')
  await writeFile(path, Buffer.from(await file.arrayBuffer()))

  const db = await openDatabase(storage.databaseUrl ? { url: storage.databaseUrl } : { dataDir: storage.folder })
  await migrate(db, migrationsFolder)
  const journal = await createJournal(db, systemClock, silent, allRecords)
  const migrations = await appliedMigrations(migrationsFolder)
  await restore(journal.sql, journal.records, storage.folder, path, migrations, () => undefined)
  await journal.stop()
  await db.close()

  second = await startTestNode({ storage })
  expect(await kept(second)).toEqual(before)
  const again = second.stranger()
  await again.get(signIn, { email: 'first@csirt.example', password: testPassword })
  const restored = await again.get(showReach, { id: service, hours: 1 })
  expect(restored.series.map(({ vantage, role, failed }) => [vantage, role, failed.filter(Number.isFinite)])).toEqual(
    shown.series.map(({ vantage, role, failed }) => [vantage, role, failed.filter(Number.isFinite)]),
  )
  expect((await again.get(listVerdicts, {})).plans[0]?.verdicts).toMatchObject([{ vantage: 'Tallinn', health: 'well' }])
  const { state } = (await again.get(getFailover, { id: failover })).failover
  const found = await createFiles(second.storage.folder).get(state.before ?? '')
  expect(found.state).toBe('intact')
  // A place that reports for the first time gets a number that no other one has.
  const home = second.node.journal.home
  await sql`insert into sustain.reach_vantages (realm, service, reporter, vantage, heard)
    values ('live', ${service}::uuid, ${home}::uuid, 'New', now())`.execute(second.node.journal.sql)
  const { rows } = await sql<{ count: number; places: number }>`select count(*)::int as count,
    count(distinct id)::int as places from sustain.reach_vantages`.execute(second.node.journal.sql)
  expect(rows[0]).toEqual({ count: 4, places: 4 })
}, 240_000)

test('no table is read in before one that it points to, unless that is looked at in the end', async () => {
  const { rows } = await sql<{ wrong: string }>`
    select c.conrelid::regclass || ' points to ' || c.confrelid::regclass as wrong
    from pg_constraint c join pg_class a on a.oid = c.conrelid join pg_class b on b.oid = c.confrelid
      join pg_namespace n on n.oid = a.relnamespace
    where c.contype = 'f' and not c.condeferred and a.oid <> b.oid and n.oid = b.relnamespace and a.relname < b.relname`.execute(
    first.node.journal.sql,
  )
  expect(rows).toEqual([])
})
