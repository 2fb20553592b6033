// Taking in events of the form of IntelMQ over HTTP, as a stream: 50,000, and ten times as many. Aims: 5,000 a second, and memory that
// does not grow with the file. IntelMQ itself was measured elsewhere at 221 a second. On a machine that others use, the time of the
// processor says more than the time on the wall: both are given. Most of the memory is the embedded store, which is there before the
// first event; what counts is by how much it grows.
import { loadavg } from 'node:os'
import { countEvents, importEvents } from '#federate/api/reports.ts'
import { pathOf } from '#platform/http/index.ts'
import { type Client, startTestNode } from '../../setup/node.ts'
import { freshStorage } from '../../setup/storage.ts'
import { spread } from '../spread.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const small = 50_000
const medium = 100_000
const large = Number(process.env.BENCH_LARGE ?? 500_000)
const kinds = ['infected-system', 'scanner', 'phishing', 'vulnerable-system', 'spam']
const batch = 1000

export async function measure() {
  const storage = await freshStorage(process.env.BENCH_STORAGE === 'postgres' ? 'postgres' : 'embedded')
  const node = await startTestNode({ storage })
  try {
    const analyst = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
    await bring(analyst, 2000, 0)
    const residentBefore = megabytes(process.memoryUsage.rss())
    const all: Brought[] = []
    for (let round = 1; round <= rounds; round++) all.push(await bring(analyst, small, round))
    const twofold = await bring(analyst, medium, rounds + 1)
    const tenfold = await bring(analyst, large, rounds + 2)
    const began = performance.now()
    await analyst.get(countEvents, { by: 'kind' })
    const countMs = Math.round(performance.now() - began)
    globalThis.gc?.()
    const { rss, heapUsed } = process.memoryUsage()
    return {
      storage: storage.kind,
      eventsPerSecond: spread(all.map(({ seconds }) => small / seconds)),
      eventsPerProcessorSecond: spread(all.map(({ processorSeconds }) => small / processorSeconds)),
      aimPerSecond: 5000,
      atTenTimes: {
        events: large,
        perSecond: Math.round(large / tenfold.seconds),
        perProcessorSecond: Math.round(large / tenfold.processorSeconds),
      },
      residentMb: {
        before: residentBefore,
        [small]: spread(all.map(({ peakMb }) => peakMb)),
        [medium]: twofold.peakMb,
        [large]: tenfold.peakMb,
        /** By least squares over the second half of the large file. */
        growthPer100000: tenfold.growthMb,
        after: megabytes(rss),
        heapAfter: megabytes(heapUsed),
      },
      countOfAllMilliseconds: countMs,
      load: loadavg().map((one) => Number(one.toFixed(2))),
    }
  } finally {
    await node.stop()
    await storage.remove()
  }
}

/** Each event is another one: addresses count up, four in five of them new ones. */
function line(n: number, round: number): string {
  const at = n % 5 === 0 ? Math.floor(n / 10) : n
  return `${JSON.stringify({
    'classification.type': kinds[n % kinds.length],
    'time.source': new Date(Date.now() - (n % 3600) * 1000).toISOString(),
    'time.observation': new Date().toISOString(),
    'source.ip': `10.${(at >>> 16) & 255}.${(at >>> 8) & 255}.${at & 255}`,
    'source.port': 1024 + (n % 50_000),
    'source.asn': 64_496 + (n % 200),
    'source.geolocation.cc': ['DE', 'FR', 'PL', 'GR'][n % 4],
    'destination.port': 443,
    'malware.name': `family ${round}`,
    'feed.name': 'a sinkhole',
    'feed.accuracy': 90,
  })}\n`
}

interface Brought {
  seconds: number
  /** Of this process: the node, its store where it is embedded, and the client that makes the events. */
  processorSeconds: number
  peakMb: number
  growthMb: number
}

const megabytes = (bytes: number) => Math.round(bytes / 1_048_576)

async function bring(client: Client, count: number, round: number): Promise<Brought> {
  let n = 0
  const seen: { mb: number }[] = []
  const began = performance.now()
  const used = process.cpuUsage()
  const look = setInterval(() => seen.push({ mb: process.memoryUsage.rss() / 1_048_576 }), 100)
  const body = new ReadableStream<Uint8Array>({
    pull(to) {
      if (n >= count) return to.close()
      const until = Math.min(n + batch, count)
      let text = ''
      for (; n < until; n++) text += line(n, round)
      to.enqueue(Buffer.from(text))
    },
  })
  const path = `${pathOf(importEvents)}?form=intelmq&name=bench&tlp=AMBER`
  const headers = { 'content-type': 'application/octet-stream' }
  const answer = await client.fetch(path, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
  const taken = (await answer.json()) as { added: number; known: number; refused: number }
  clearInterval(look)
  if (taken.added + taken.known !== count) throw new Error(`Not all were taken: ${JSON.stringify(taken).slice(0, 500)}`)
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(used)
  const peakMb = Math.round(Math.max(0, ...seen.map(({ mb }) => mb)))
  const brought = { seconds, processorSeconds: (user + system) / 1e6, peakMb, growthMb: growth(seen, count) }
  console.error(`federate: events: ${count} ${JSON.stringify(brought)}`)
  return brought
}

/** Megabytes for each 100,000 events; looks come at even times, and events are taken in at an even pace once all of them are there. */
function growth(seen: readonly { mb: number }[], count: number): number {
  const half = seen.slice(Math.floor(seen.length / 2))
  const middle = (half.length - 1) / 2
  const mean = half.reduce((sum, { mb }) => sum + mb, 0) / half.length
  let above = 0
  let below = 0
  for (const [at, { mb }] of half.entries()) {
    above += (at - middle) * (mb - mean)
    below += (at - middle) ** 2
  }
  const whole = below === 0 ? 0 : (above / below) * seen.length
  return Math.round((whole / count) * 1_000_000) / 10
}
