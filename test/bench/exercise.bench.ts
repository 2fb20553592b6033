// Exercises, on a node that is a process of its own. Monday at 600 times real time with the picture looked at: from the commit of an entry
// to the ears of a listener, and the picture asked again and again; aim: p95 of both below 300 ms. And a scenario with 10,000 injects and
// 500 players: taken in, planned and begun; aim: below 3 s. BENCH_PART=monday or load measures one of them alone.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { picture } from '#assess/api.ts'
import * as api from '#exercise/api/exercises.ts'
import { importScenario } from '#exercise/api/scenarios.ts'
import { millisecondsOfId } from '#kernel/id.ts'
import { packageRoot } from '#platform/worker.ts'
import { type Client, createClient } from '../setup/node.ts'
import { freshStorage, type Storage } from '../setup/storage.ts'
import { percentile, spread } from './spread.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const roundSeconds = Number(process.env.BENCH_SECONDS ?? 12)
const askEveryMs = 250
const loads = 5

interface Served {
  child: ChildProcess
  address: string
  headers: Record<string, string>
  client: Client
}

async function serve(storage: Storage): Promise<Served> {
  const child = spawn(process.execPath, [join(packageRoot(), 'build/server/main.js'), 'serve'], {
    env: { ...process.env, ...storage.env, TOCSIN_PORT: '0', TOCSIN_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout?.resume()
  for (;;) {
    try {
      const run: { pid: number; address: string; token: string } = JSON.parse(
        readFileSync(join(storage.folder, 'run.json'), 'utf8'),
      )
      if (run.pid === child.pid && (await fetch(`${run.address}/healthz`)).ok) {
        const headers = { authorization: `Bearer ${run.token}` }
        return { child, address: run.address, headers, client: createClient(run.address) }
      }
    } catch {
      // not yet
    }
    if (child.exitCode !== null) throw new Error(`the node left with ${child.exitCode}`)
    await pause(10)
  }
}

async function stop({ child }: Served): Promise<void> {
  child.kill('SIGTERM')
  if (child.exitCode === null) await once(child, 'exit')
}

/** What the node has computed so far: on a busy machine it says more than the time on the wall. */
function cpuMs({ child }: Served): number {
  const [, rest = ''] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')
  const fields = rest.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const p95 = (values: readonly number[]) =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.95,
  )

/** Milliseconds from the id of each entry, which is made while it is written, to its arrival. */
async function listen(served: Served, realm: string) {
  const stream = await fetch(`${served.address}/api/live?realm=${encodeURIComponent(realm)}`, {
    headers: served.headers,
  })
  if (!stream.ok) throw new Error(`the live stream answered ${stream.status}`)
  const reader = stream.body?.getReader()
  let heard: number[] = []
  const pump = (async () => {
    for (;;) {
      const chunk = await reader?.read()
      if (!chunk || chunk.done) return
      const text = Buffer.from(chunk.value).toString()
      for (const [, id = ''] of text.matchAll(/^id: ([0-9a-f-]{36})$/gm)) heard.push(Date.now() - millisecondsOfId(id))
    }
  })()
  return {
    take() {
      const all = heard
      heard = []
      return all
    },
    async stop() {
      await reader?.cancel()
      await pump
    },
  }
}

async function monday() {
  const storage = await freshStorage('embedded')
  const served = await serve(storage)
  const { client, headers } = served
  const realm = 'exercise:bench'
  await client.get(
    api.planExercise,
    { scenario: 'monday', exercise: 'bench', speed: 600, autoplay: 'all' },
    { headers },
  )
  await client.get(api.startExercise, { exercise: 'bench' }, { headers })
  const shown = () => client.get(api.getExercise, { exercise: 'bench' }, { headers })
  while (((await shown()).clock?.speed ?? 0) === 0) await pause(100)
  const live = await listen(served, realm)
  const entries: number[] = []
  const pictures: number[] = []
  const counts: number[] = []
  const shares: number[] = []
  const paces: number[] = []
  for (let round = 0; round < rounds; round++) {
    const asked: number[] = []
    const before = await shown()
    const cpuBefore = cpuMs(served)
    const began = performance.now()
    live.take()
    while (performance.now() - began < roundSeconds * 1_000) {
      const at = performance.now()
      await client.get(picture, {}, { headers, realm })
      asked.push(performance.now() - at)
      await pause(Math.max(0, askEveryMs - (performance.now() - at)))
    }
    const heard = live.take()
    const after = await shown()
    const storySeconds = (Date.parse(after.storyNow ?? '') - Date.parse(before.storyNow ?? '')) / 1_000
    paces.push(storySeconds / ((performance.now() - began) / 1_000))
    shares.push((cpuMs(served) - cpuBefore) / (performance.now() - began))
    counts.push(heard.length)
    if (heard.length > 0) entries.push(p95(heard))
    pictures.push(p95(asked))
    process.stderr.write(`    monday, until ${after.storyNow}: ${heard.length} entries\n`)
  }
  const waitedMs = (await shown()).waitedMilliseconds
  await live.stop()
  await stop(served)
  await storage.remove()
  return {
    commitToListenerP95Ms: spread(entries),
    pictureP95Ms: spread(pictures),
    entriesPerRound: spread(counts),
    nodeCpuShare: spread(shares),
    storySecondsPerSecond: spread(paces),
    ...{ waitedMs, roundSeconds },
  }
}

/** Ten thousand injects over ten days, for five hundred who play for fifty participants. */
function large(at: number) {
  const participants = Array.from({ length: 50 }, (_, n) => ({ id: `team-${n}`, name: `Team ${n}`, kind: 'operator' }))
  const cast = Array.from({ length: 500 }, (_, n) => ({
    ...{ id: `player-${n}`, name: `Player ${n}`, participant: `team-${n % 50}`, cell: 'players' },
    roles: ['duty-officer', 'analyst'],
  }))
  const injects = Array.from({ length: 10_000 }, (_, n) => ({
    ...{ id: `call-${n}`, title: `Call ${n}`, at: `${60 + n}m`, visibleTo: [`team-${n % 50}`] },
    content: { channel: 'phone', caller: `Caller ${n}`, to: `player-${n % 500}`, text: `What happened at place ${n}?` },
  }))
  const expected = Array.from({ length: 500 }, (_, n) => ({
    ...{ id: `answer-${n}`, title: `Player ${n} opens an incident`, objective: 'notice', measure: 'notice' },
    ...{ from: `call-${n}`, within: '1h', by: `player-${n}`, entry: { verb: 'assess.declareIncident' } },
    play: [{ do: 'assess.declareIncident', as: `player-${n}`, with: { title: `Place ${n}` } }],
  }))
  return {
    ...{ format: 'tocsin-scenario/1', id: `large-${at}`, title: 'Large', summary: 'Many at once.', minutes: 600 },
    ...{ difficulty: 'demanding', startsAt: '2027-01-01T00:00:00Z', endsAt: '2027-01-12T00:00:00Z' },
    derivedFrom: [{ title: 'Made for a measurement', source: 'This file' }],
    objectives: [{ id: 'notice', title: 'Notice it', obligations: ['BP-15'] }],
    ...{ participants, cast, injects, expected },
  }
}

async function load() {
  const storage = await freshStorage('embedded')
  const served = await serve(storage)
  const { client, headers } = served
  const taken: Record<'importMs' | 'planMs' | 'beginMs' | 'allMs' | 'nodeCpuMs', number[]> = {
    ...{ importMs: [], planMs: [], beginMs: [], allMs: [], nodeCpuMs: [] },
  }
  for (let at = 0; at < loads; at++) {
    const exercise = `large-${at}`
    const upload = Buffer.from(JSON.stringify(large(at)))
    const cpuBefore = cpuMs(served)
    const began = performance.now()
    await client.get(importScenario, { name: 'large.json' }, { headers, upload })
    const imported = performance.now()
    await client.get(api.planExercise, { scenario: exercise, exercise, autoplay: 'nobody' }, { headers })
    const planned = performance.now()
    await client.get(api.startExercise, { exercise, speed: 1 }, { headers })
    // The story begins to go by when the cast is known and the scene is set.
    while (
      ((await client.get(api.listExercises, {}, { headers })).items.find((it) => it.exercise.slug === exercise)?.clock
        ?.speed ?? 0) === 0
    )
      await pause(20)
    const begun = performance.now()
    taken.importMs.push(imported - began)
    taken.planMs.push(planned - imported)
    taken.beginMs.push(begun - planned)
    taken.allMs.push(begun - began)
    taken.nodeCpuMs.push(cpuMs(served) - cpuBefore)
    await client.get(api.endExercise, { exercise, because: 'Measured' }, { headers })
    process.stderr.write(`    load: ${Math.round(begun - began)} ms\n`)
  }
  await stop(served)
  await storage.remove()
  return Object.fromEntries(Object.entries(taken).map(([name, values]) => [name, spread(values)]))
}

const parts: Record<string, () => Promise<unknown>> = { load, monday }
const found: Record<string, unknown> = {}
for (const [name, measure] of Object.entries(parts)) {
  if (process.env.BENCH_PART && process.env.BENCH_PART !== name) continue
  process.stderr.write(`exercise: ${name} ...\n`)
  found[name] = await measure()
}
console.log(JSON.stringify(found))
process.exit(0)
