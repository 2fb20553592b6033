// MISP: taking in one event of 10,000 attributes, a feed of 1,000 events over HTTP, and reading them back as a peer does. Aims: the large
// event in under 5 s, and a feed that takes no more memory for the thousandth event than for the first.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadavg } from 'node:os'
import { followMisp, importMisp, pollMisp } from '#federate/api/misp.ts'
import { createToken } from '#people/api.ts'
import { type Client, startTestNode } from '../../setup/node.ts'
import { freshStorage } from '../../setup/storage.ts'
import { spread } from '../spread.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const attributes = Number(process.env.BENCH_ATTRIBUTES ?? 10_000)
const feedEvents = Number(process.env.BENCH_EVENTS ?? 1_000)
const perEvent = 20
const asks = 30

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
/** One moment for all: a manifest that names another each time would be fetched again each time. */
const madeAt = Math.floor(Date.now() / 1000) - 1_000
const rssMb = () => Math.round(process.memoryUsage.rss() / 1_048_576)

function event(n: number, count: number) {
  const timestamp = String(madeAt)
  return {
    ...{ uuid: uuid(n), info: `Flood of requests ${n}`, date: '2026-03-10', threat_level_id: '2', analysis: '1' },
    ...{ distribution: '3', published: true, timestamp, Orgc: { uuid: uuid(900), name: 'Example CERT' } },
    Tag: [{ name: 'tlp:green' }, { name: 'rsit:availability="ddos"' }],
    Attribute: Array.from({ length: count }, (_, m) => ({
      ...{ uuid: uuid(n * 100_000 + m + 1), type: 'ip-dst', category: 'Network activity', to_ids: true, timestamp },
      ...{ value: `10.${(n + 7) & 255}.${(m >> 8) & 255}.${m & 255}`, distribution: '5', comment: 'seen in a flood' },
    })),
  }
}

/** A feed on loopback: each event is made when it is asked for, so that the feed itself takes no memory. */
async function feed(from: number): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1)
    const lines = () => Array.from({ length: feedEvents }, (_, n) => [uuid(from + n), { timestamp: madeAt, info: 'x' }])
    const n = Number(name.slice(24, 36))
    const value = name === 'manifest.json' ? Object.fromEntries(lines()) : { Event: event(n, perEvent) }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(value))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

async function importLarge(someone: Client): Promise<number[]> {
  const times: number[] = []
  // The first round warms up and is not counted.
  for (let round = 0; round <= rounds; round++) {
    const upload = Buffer.from(JSON.stringify({ Event: event(10_000 + round, attributes) }))
    const began = performance.now()
    const taken = await someone.get(importMisp, { name: 'large.json' }, { upload })
    if (taken.events[0]?.outcome !== 'new') throw new Error(JSON.stringify(taken.reasons.slice(0, 2)))
    if (round > 0) times.push(performance.now() - began)
  }
  return times
}

async function followFeed(someone: Client): Promise<{ seconds: number; rss: number[]; unchangedMilliseconds: number }> {
  const { url, server } = await feed(50_000)
  try {
    const { id } = await someone.get(followMisp, { kind: 'feed', url })
    const rss = [rssMb()]
    const began = performance.now()
    for (let taken = 0; taken < feedEvents; ) {
      const polled = await someone.get(pollMisp, { id })
      if (polled.outcome === 'failed') throw new Error(`${polled.error}`)
      // The job of the node may have taken the rest meanwhile.
      if (polled.fetched === 0) break
      taken += polled.new
      rss.push(rssMb())
    }
    const seconds = (performance.now() - began) / 1_000
    const again = performance.now()
    const idle = await someone.get(pollMisp, { id })
    if (idle.fetched !== 0) throw new Error(`${idle.fetched} were fetched again.`)
    return { seconds, rss, unchangedMilliseconds: Math.round(performance.now() - again) }
  } finally {
    server.close()
  }
}

async function askAsPeer(someone: Client, base: string) {
  const expires = new Date(Date.now() + 86_400_000).toISOString()
  const { token } = await someone.get(createToken, { name: 'bench', scope: { readOnly: true }, expires })
  const headers = { authorization: token, accept: 'application/json', 'content-type': 'application/json' }
  async function timed(path: string, body?: unknown): Promise<number> {
    const began = performance.now()
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await fetch(`${base}/misp${path}`, init)
    const text = await response.text()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 200)}`)
    return performance.now() - began
  }
  const [index, view, search]: number[][] = [[], [], []]
  for (let n = -3; n < asks; n++) {
    const all = await timed('/events/index', { minimal: 1, published: 1 })
    const one = await timed(`/events/view/${uuid(50_000 + ((n + 3) % feedEvents))}/deleted[]:0/deleted[]:1`)
    const found = await timed('/events/restSearch', { returnFormat: 'json', value: `10.87.0.${(n + 3) % perEvent}` })
    if (n < 0) continue
    index?.push(all)
    view?.push(one)
    search?.push(found)
  }
  return {
    indexMilliseconds: spread(index ?? []),
    viewMilliseconds: spread(view ?? []),
    searchValueMilliseconds: spread(search ?? []),
  }
}

export async function measure() {
  const storage = await freshStorage(process.env.BENCH_STORAGE === 'postgres' ? 'postgres' : 'embedded')
  const node = await startTestNode({ storage, env: { TOCSIN_FETCH_ALLOW: '127.0.0.1' } })
  try {
    const someone = await node.signedIn({ roles: ['analyst', 'liaison'] })
    const followed = await followFeed(someone)
    const peer = await askAsPeer(someone, node.url)
    const large = await importLarge(someone)
    return {
      storage: storage.kind,
      feed: {
        ...{ events: feedEvents, attributesEach: perEvent, eventsPerSecond: Math.round(feedEvents / followed.seconds) },
        ...{ residentMbAfterEachTurn: followed.rss, unchangedMilliseconds: followed.unchangedMilliseconds },
      },
      ...peer,
      largeEvent: { attributes, milliseconds: spread(large), residentMb: rssMb() },
      aims: { largeEventMilliseconds: 5_000 },
      load: loadavg().map((one) => Number(one.toFixed(2))),
    }
  } finally {
    await node.stop()
    await storage.remove()
  }
}
