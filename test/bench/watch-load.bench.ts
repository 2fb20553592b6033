// Memory under load: a node as a process of its own follows hundreds of feeds, first with few entries each and then with
// ten times as many, while files are imported. Aim: the heap and the memory of ten times the load stay near those of one.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { WebSocket } from 'undici'
import { packageRoot } from '#platform/worker.ts'
import { followFeeds, importText, listItems } from '#watch/api.ts'
import { type Client, createClient } from '../setup/node.ts'
import { freshStorage, type Storage } from '../setup/storage.ts'

const feeds = Number(process.env.BENCH_FEEDS ?? 300)
const perFeed = Number(process.env.BENCH_ENTRIES_PER_FEED ?? 1)
/** The whole of it stays below this, whatever the machine. */
const mostSeconds = Number(process.env.BENCH_SECONDS ?? 78)
const began = performance.now()
const seconds = () => Math.round((performance.now() - began) / 1000)
const step = (text: string) => void process.stderr.write(`    ${seconds()} s: ${text}\n`)

/** Words that no other article has, so that none is taken for another. */
function article(feed: number, entry: number): string {
  const word = (n: number) => `w${((feed * 131 + entry) * 67 + n).toString(36)}`
  return Array.from({ length: 30 }, (_, n) => `The ${word(n)} operator said ${word(n + 31)} servers failed.`).join(' ')
}

let entries = 0
const server = createServer((request, response) => {
  const feed = Number(/\d+/.exec(request.url ?? '')?.[0] ?? 0)
  response.write('<rss version="2.0"><channel><title>N</title><link>l</link><description>d</description>')
  for (let n = 0; n < entries; n++) {
    const at = new Date(Date.UTC(2025, 2, 1) + n * 3_600_000).toUTCString()
    response.write(
      `<item><title>Outage ${feed} ${n}</title><guid>${feed}-${n}</guid><pubDate>${at}</pubDate><description>${article(feed, n)}</description></item>`,
    )
  }
  response.end('</channel></rss>')
})

interface Served {
  child: ChildProcess
  client: Client
  headers: Record<string, string>
  storage: Storage
  inspector: string
}

async function serve(): Promise<Served> {
  const storage = await freshStorage('embedded')
  // With its inspector open, so that garbage can be collected: only then is the heap what is really held.
  const child = spawn(
    process.execPath,
    ['--inspect=127.0.0.1:0', join(packageRoot(), 'build/server/main.js'), 'serve'],
    {
      env: {
        ...process.env,
        ...storage.env,
        TOCSIN_PORT: '0',
        TOCSIN_LOG_LEVEL: 'error',
        TOCSIN_FETCH_ALLOW: '127.0.0.1',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let inspector = ''
  child.stderr?.on('data', (text) => {
    inspector ||= /ws:\/\/\S+/.exec(String(text))?.[0] ?? ''
  })
  for (;;) {
    try {
      const run = JSON.parse(readFileSync(join(storage.folder, 'run.json'), 'utf8'))
      if (run.pid === child.pid && (await fetch(`${run.address}/healthz`)).ok) {
        return {
          child,
          client: createClient(run.address),
          headers: { authorization: `Bearer ${run.token}` },
          storage,
          inspector,
        }
      }
    } catch {
      // not yet
    }
    if (child.exitCode !== null) throw new Error(`the node left with ${child.exitCode}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

interface Sample {
  second: number
  residentMb: number
  heapMb: number
  items: number
}

async function sample({ child, client, headers }: Served): Promise<Sample> {
  const kb = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]
  const metrics = await (await client.fetch('/metrics', { headers })).text()
  const heap = /^nodejs_heap_size_used_bytes (\S+)/m.exec(metrics)?.[1]
  const { total } = await client.get(listItems, { limit: 1 }, { headers })
  const residentMb = Math.round(Number(kb) / 1024)
  return { second: seconds(), residentMb, heapMb: Math.round(Number(heap) / 1024 / 1024), items: total }
}

/** What the heap holds when nothing in it is garbage. */
async function heldMb(served: Served): Promise<number> {
  const socket = new WebSocket(served.inspector)
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  const done = new Promise((resolve) => socket.addEventListener('message', resolve))
  socket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }))
  await done
  socket.close()
  // The metrics are a moment old; the next look shows it.
  return (await sample(served)).heapMb
}

/** Follows as many feeds as there are, and looks until all of it is in or the time is up. */
async function load(served: Served, name: string, count: number, until: number) {
  entries = count
  const { port } = server.address() as AddressInfo
  const before = (await sample(served)).items
  for (let at = 0; at < feeds; at += 100) {
    const some = Array.from({ length: Math.min(100, feeds - at) }, (_, n) => ({
      url: `http://127.0.0.1:${port}/${name}/${at + n + (name === 'ten' ? feeds : 0)}`,
    }))
    await served.client.get(followFeeds, { feeds: some, intervalSeconds: 604_800 }, { headers: served.headers })
  }
  const wanted = before + feeds * count
  const curve: Sample[] = []
  let busy = 0
  let taken = 0
  void (async () => {
    for (let n = 0; seconds() < until && (curve.at(-1)?.items ?? 0) < wanted; n++) {
      const batch = Array.from({ length: 40 }, (_, k) =>
        served.client.call(
          importText,
          { text: `Import ${name}\n\n${article(900_000 + n, k)}` },
          { headers: served.headers },
        ),
      )
      for (const answer of await Promise.all(batch)) answer.ok ? taken++ : busy++
      await new Promise((resolve) => setTimeout(resolve, 4000))
    }
  })().catch(() => undefined)
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const now = await sample(served)
    curve.push(now)
    step(
      `${name}: ${now.items - before} items of ${wanted - before}, ${now.residentMb} MB resident, ${now.heapMb} MB heap`,
    )
    if (seconds() >= until || now.items >= wanted + taken) break
  }
  const by = (key: 'residentMb' | 'heapMb') => {
    const all = curve.map((one) => one[key]).sort((a, b) => a - b)
    return { most: all.at(-1) ?? 0, middle: all[Math.floor(all.length / 2)] ?? 0 }
  }
  const last = curve.at(-1)
  const heldAfterMb = await heldMb(served)
  return {
    ...{ feeds, entriesPerFeed: count, itemsBrought: (last?.items ?? 0) - before, itemsOffered: wanted - before },
    ...{ imports: taken, toldToComeBack: busy },
    ...{
      residentMb: by('residentMb'),
      heapMb: by('heapMb'),
      heldAfterMb,
      curve: curve.map((it) => [it.second, it.residentMb, it.heapMb]),
    },
  }
}

await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const served = await serve()
// The models of the languages are loaded with the first text: they are no part of the load.
await served.client.get(importText, { text: `Warm up\n\n${article(999_999, 1)}` }, { headers: served.headers })
step('the node is up')
const one = await load(served, 'one', perFeed, seconds() + 20)
const ten = await load(served, 'ten', perFeed * 10, mostSeconds)
const metrics = await (await served.client.fetch('/metrics', { headers: served.headers })).text()
const most = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)?.[1] ?? Number.NaN)
// What is still on its way is of no use any more.
served.child.kill('SIGKILL')
if (served.child.exitCode === null && served.child.signalCode === null) await once(served.child, 'exit')
await served.storage.remove()
server.closeAllConnections()
server.close()
console.log(
  JSON.stringify({
    aims: { memory: 'ten times the load at most a fifth above one time', queue: 'never above its limit' },
    one,
    ten,
    growth: {
      heldMb: ten.heldAfterMb - one.heldAfterMb,
      residentMb: ten.residentMb.most - one.residentMb.most,
      heapMb: ten.heapMb.most - one.heapMb.most,
    },
    queue: {
      textsWaitingMost: most('tocsin_watch_texts_waiting_most'),
      limit: 'four polls by the job, four by hand, thirty-two imports',
    },
    curveIs: '[second, MB resident, MB heap]',
  }),
)
