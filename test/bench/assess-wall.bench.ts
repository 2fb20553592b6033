// The wall of clocks with 100,000 of them, over HTTP, and how long after its limit a clock is told. Aims: first page p95 below
// 100 ms on PostgreSQL, told within a second. On the embedded engine the same is measured.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { listDuties } from '#assess/api/duties.ts'
import type { InputOf } from '#kernel/contract.ts'
import { readSettings } from '#platform/config.ts'
import { packageRoot } from '#platform/worker.ts'
import { createNode, type TocsinNode } from '../../src/node.ts'
import { type Client, createClient } from '../setup/node.ts'
import { freshStorage } from '../setup/storage.ts'
import { percentile, spread } from './spread.ts'
import { dice, seedClocks } from './wall-clocks.ts'

const clocks = 100_000
const rounds = 5
const callsPerRound = 60
const began = performance.now()
/** Progress goes to standard error: this takes some minutes. */
function step(text: string): void {
  process.stderr.write(`    ${Math.round((performance.now() - began) / 1000)} s: ${text}\n`)
}

type Filter = InputOf<typeof listDuties>

async function pages(client: Client, headers: Record<string, string>, filter: Filter) {
  const p50: number[] = []
  const p95: number[] = []
  for (let call = 0; call < 10; call++) await client.get(listDuties, filter, { headers })
  for (let round = 0; round < rounds; round++) {
    const all: number[] = []
    for (let call = 0; call < callsPerRound; call++) {
      const from = performance.now()
      await client.get(listDuties, filter, { headers })
      all.push(performance.now() - from)
    }
    all.sort((a, b) => a - b)
    p50.push(percentile(all, 0.5))
    p95.push(percentile(all, 0.95))
  }
  return { p50Ms: spread(p50), p95Ms: spread(p95), callsPerRound }
}

/** Milliseconds from each limit to the moment at which its breach was recorded. */
async function lateness(node: TocsinNode, since: string): Promise<number[]> {
  const { rows } = await sql<{
    late: number
  }>`select extract(epoch from (recorded_at - (body->>'due')::timestamptz)) * 1000 as late
    from journal.entries where kind = 'assess.dutyBreached' and (body->>'due')::timestamptz > ${since}::timestamptz`.execute(
    node.journal.sql,
  )
  return rows.map(({ late }) => Number(late)).sort((a, b) => a - b)
}

/** As on a node to which the clocks came in their own time: their reminders were planned, and are no part of this bench. */
async function remindersPlanned(node: TocsinNode): Promise<void> {
  await sql`update assess.reminder_plan set stale = false, moves = 0, at = null where stale`.execute(node.journal.sql)
}

/** `count` clocks fall due, `apartMs` from each other; waits until all are told. */
async function fire(node: TocsinNode, count: number, apartMs: number) {
  const now = new Date()
  const first = now.getTime() + 3_000 + count
  const since = new Date(first - 1).toISOString()
  await seedClocks(node.journal, { count, now, firm: true, dueAt: (n) => new Date(first + n * apartMs) })
  await remindersPlanned(node)
  const seeded = Date.now()
  if (seeded > first) throw new Error('Seeding took longer than the clocks had; give them more time.')
  const last = first + count * apartMs
  while (Date.now() < last + 200) await new Promise((resolve) => setTimeout(resolve, 100))
  for (let late = await lateness(node, since); ; late = await lateness(node, since)) {
    if (late.length >= count) {
      return { p50Ms: percentile(late, 0.5), p95Ms: percentile(late, 0.95), maxMs: late.at(-1) ?? 0 }
    }
    if (Date.now() > last + 60_000) throw new Error(`Only ${late.length} of ${count} clocks were told`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function firing(node: TocsinNode, count: number, apartMs: number) {
  const runs: Awaited<ReturnType<typeof fire>>[] = []
  for (let round = 0; round < rounds; round++) runs.push(await fire(node, count, apartMs))
  const of = (field: 'p50Ms' | 'p95Ms' | 'maxMs') => spread(runs.map((run) => run[field]))
  return { clocks: count, apartMs, p50Ms: of('p50Ms'), p95Ms: of('p95Ms'), maxMs: of('maxMs') }
}

async function measure(kind: 'embedded' | 'postgres') {
  const storage = await freshStorage(kind)
  const settings = readSettings({ ...storage.env, TOCSIN_PORT: '0' }, packageRoot())
  const node = await createNode({ settings })
  step(`${kind}: writing ${clocks} clocks`)
  const now = new Date()
  const roll = dice(7)
  const seeding = performance.now()
  // A day back, so that some are overdue, and thirty days ahead.
  const spanMs = 31 * 24 * 3_600_000
  const dueAt = () => new Date(now.getTime() - 24 * 3_600_000 + Math.floor(roll() * spanMs))
  await seedClocks(node.journal, { count: clocks, now, dueAt })
  await remindersPlanned(node)
  await sql`analyze`.execute(node.journal.sql)
  const perSecond = Math.round(clocks / ((performance.now() - seeding) / 1000))
  step('listening')
  const address = await node.listen()
  const { token } = JSON.parse(readFileSync(join(storage.folder, 'run.json'), 'utf8')) as { token: string }
  const headers = { authorization: `Bearer ${token}` }
  const client = createClient(address)
  step('loading the wall')
  const first = await client.get(listDuties, {}, { headers })
  const organisation = first.items[0]?.state.organisation ?? ''
  const result = {
    clocks,
    writtenPerSecond: perSecond,
    totals: first.totals,
    firstPage: await pages(client, headers, {}),
    nextPage: await pages(client, headers, { after: first.next ?? '' }),
    overdue: await pages(client, headers, { overdue: true }),
    within24Hours: await pages(client, headers, { withinHours: 24, tentative: false }),
    oneRegime: await pages(client, headers, { regime: ['dora'] }),
    oneOrganisation: await pages(client, headers, { organisation }),
  }
  step(JSON.stringify(result))
  step('letting clocks fall due one after the other')
  const oneByOne = await firing(node, 100, 40)
  step('letting clocks fall due at one moment')
  const atOnce = await firing(node, 1_000, 0)
  await node.stop()
  await storage.remove()
  return { ...result, firing: { oneByOne, atOnce } }
}

const results: Record<string, unknown> = {
  aim: 'first page p95 < 100 ms with 100,000 clocks; told within 1,000 ms of the limit',
}
for (const kind of ['postgres', 'embedded'] as const) {
  if (kind === 'postgres' && !process.env.TOCSIN_TEST_PG_URL) continue
  process.env.TOCSIN_TEST_DB = kind
  results[kind] = await measure(kind)
}
console.log(JSON.stringify(results))
