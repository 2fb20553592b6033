// The whole node, as a process of its own: cold start, idle memory, GET of the picture at 100,000 entries, and the live
// update from commit to the ears of a listener. Aims: picture p95 below 50 ms, live p95 below 150 ms, idle memory at
// most 450 MB with the embedded engine and 200 MB on PostgreSQL.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addNote, picture } from '#assess/api.ts'
import { readSettings } from '#platform/config.ts'
import { packageRoot } from '#platform/worker.ts'
import { createNode } from '../../src/node.ts'
import { createClient } from '../setup/node.ts'
import { freshStorage, type Storage } from '../setup/storage.ts'
import { seedIncidents } from './seed.ts'
import { percentile, spread } from './spread.ts'

const entries = Number(process.env.BENCH_ENTRIES ?? 100_000)
const perIncident = 5

interface Served {
  child: ChildProcess
  address: string
  token: string
  coldStartMs: number
}

async function serve(storage: Storage): Promise<Served> {
  const began = performance.now()
  const child = spawn(process.execPath, [join(packageRoot(), 'build/server/main.js'), 'serve'], {
    env: { ...process.env, ...storage.env, TOCSIN_PORT: '0', TOCSIN_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout?.resume()
  for (;;) {
    try {
      const { pid, address, token } = JSON.parse(readFileSync(join(storage.folder, 'run.json'), 'utf8')) as {
        pid: number
        address: string
        token: string
      }
      if (pid === child.pid && (await fetch(`${address}/healthz`)).ok)
        return { child, address, token, coldStartMs: performance.now() - began }
    } catch {
      // not yet
    }
    if (child.exitCode !== null) throw new Error(`the node left with ${child.exitCode}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function stop({ child }: Served): Promise<void> {
  child.kill('SIGTERM')
  if (child.exitCode === null) await once(child, 'exit')
}

function residentMb(pid: number | undefined): number {
  const kb = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kb) / 1024)
}

async function times(
  count: number,
  act: (n: number) => Promise<unknown>,
): Promise<{ p50Ms: number; p95Ms: number; runs: number }> {
  const all: number[] = []
  for (let n = 0; n < count; n++) {
    const began = performance.now()
    await act(n)
    all.push(performance.now() - began)
  }
  all.sort((a, b) => a - b)
  const ms = (share: number) => Number(percentile(all, share).toFixed(2))
  return { p50Ms: ms(0.5), p95Ms: ms(0.95), runs: count }
}

/** Milliseconds from sending a write until a listener of the live stream hears of that very record. */
async function liveUpdates(served: Served, incident: string, count: number) {
  const authorization = { authorization: `Bearer ${served.token}` }
  const client = createClient(served.address)
  const stream = await fetch(`${served.address}/api/live`, { headers: authorization })
  const heard = new Map<string, number>()
  const reader = stream.body?.getReader()
  const pump = (async () => {
    for (;;) {
      const chunk = await reader?.read()
      if (!chunk || chunk.done) return
      for (const [, subject = ''] of Buffer.from(chunk.value)
        .toString()
        .matchAll(/"subject":"([^"]+)"/g)) {
        heard.set(subject, performance.now())
      }
    }
  })()
  const all: number[] = []
  for (let n = 0; n < count; n++) {
    const began = performance.now()
    const { id } = await client.get(addNote, { incident, text: `Note ${n}` }, { headers: authorization })
    while (!heard.has(id)) await new Promise((resolve) => setTimeout(resolve, 1))
    all.push((heard.get(id) ?? 0) - began)
  }
  await reader?.cancel()
  await pump
  all.sort((a, b) => a - b)
  const ms = (share: number) => Number(percentile(all, share).toFixed(2))
  return { p50Ms: ms(0.5), p95Ms: ms(0.95), runs: count, includes: 'the write itself' }
}

const began = performance.now()
/** Progress goes to standard error: this takes some minutes. */
function step(text: string): void {
  process.stderr.write(`    ${Math.round((performance.now() - began) / 1000)} s: ${text}\n`)
}

async function measure(kind: 'embedded' | 'postgres') {
  const storage = await freshStorage(kind)
  const node = await createNode({ settings: readSettings({ ...storage.env, TOCSIN_PORT: '0' }, packageRoot()) })
  step(`${kind}: writing ${entries} entries`)
  await seedIncidents(node.journal, entries / perIncident, perIncident)
  step('numbering them')
  await node.notarise()
  const [some] = await node.journal.reads.recent(
    { reader: node.localReader('live'), realm: 'live' },
    { records: ['assess.incident'], limit: 1 },
  )
  await node.stop()

  step('starting five times')
  const starts: number[] = []
  const memory: number[] = []
  for (let run = 0; run < 5; run++) {
    const served = await serve(storage)
    starts.push(served.coldStartMs)
    await new Promise((resolve) => setTimeout(resolve, 3000))
    memory.push(residentMb(served.child.pid))
    await stop(served)
  }
  const served = await serve(storage)
  const client = createClient(served.address)
  const headers = { authorization: `Bearer ${served.token}` }
  const first = await times(1, () => client.get(picture, {}, { headers }))
  step(`the first picture took ${first.p50Ms} ms`)
  const pictures = await times(200, () => client.get(picture, {}, { headers }))
  step('pictures of the past')
  const past = await times(20, (n) =>
    client.get(
      picture,
      {},
      { headers, asOf: new Date(Date.parse('2025-03-20T00:00:00Z') + n * 86_400_000).toISOString() },
    ),
  )
  step('live updates')
  const live = await liveUpdates(served, some?.subject ?? '', 100)
  const afterLoadMb = residentMb(served.child.pid)
  await stop(served)
  await storage.remove()
  return {
    journalEntries: entries,
    coldStartMs: spread(starts),
    idleMemoryMb: spread(memory),
    memoryAfterLoadMb: afterLoadMb,
    pictureFirstMs: first.p50Ms,
    picture: pictures,
    pictureAsOf: past,
    liveUpdate: live,
  }
}

const results: Record<string, unknown> = {
  aims: { picture: 'p95 < 50 ms', liveUpdate: 'p95 < 150 ms', idleMemoryMb: { embedded: 450, postgres: 200 } },
}
for (const kind of ['embedded', 'postgres'] as const) {
  if (kind === 'embedded' || process.env.TOCSIN_TEST_PG_URL) results[kind] = await measure(kind)
}
console.log(JSON.stringify(results))
