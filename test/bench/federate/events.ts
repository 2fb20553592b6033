// Taking in events of the form of IntelMQ over HTTP, as a stream: 50,000, and ten times as many. Aims: 5,000 a second, and memory that
// does not grow with the file. IntelMQ itself was measured elsewhere at 221 a second.
import { loadavg } from 'node:os'
import { countEvents, importEvents } from '#federate/api/reports.ts'
import { pathOf } from '#platform/http/index.ts'
import { type Client, startTestNode } from '../../setup/node.ts'
import { freshStorage } from '../../setup/storage.ts'
import { spread } from '../spread.ts'

const rounds = 5
const small = 50_000
const large = 500_000
const kinds = ['infected-system', 'scanner', 'phishing', 'vulnerable-system', 'spam']
const batch = 1000

export async function measure() {
  const storage = await freshStorage(process.env.BENCH_STORAGE === 'postgres' ? 'postgres' : 'embedded')
  const node = await startTestNode({ storage })
  try {
    const analyst = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
    await bring(analyst, 2000, 0)
    const rates: number[] = []
    const peaks: number[] = []
    for (let round = 1; round <= rounds; round++) {
      const { seconds, peakMb } = await bring(analyst, small, round)
      rates.push(small / seconds)
      peaks.push(peakMb)
    }
    const tenfold = await bring(analyst, large, rounds + 1)
    const began = performance.now()
    await analyst.get(countEvents, { by: 'kind' })
    return {
      storage: storage.kind,
      eventsPerSecond: spread(rates),
      aimPerSecond: 5000,
      atTenTimes: { events: large, perSecond: Math.round(large / tenfold.seconds) },
      residentMb: { [small]: spread(peaks), [large]: tenfold.peakMb },
      countOfAllMilliseconds: Math.round(performance.now() - began),
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

async function bring(client: Client, count: number, round: number): Promise<{ seconds: number; peakMb: number }> {
  let n = 0
  let peak = 0
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 100)
  const body = new ReadableStream<Uint8Array>({
    pull(to) {
      if (n >= count) return to.close()
      const until = Math.min(n + batch, count)
      let text = ''
      for (; n < until; n++) text += line(n, round)
      to.enqueue(Buffer.from(text))
    },
  })
  const began = performance.now()
  const path = `${pathOf(importEvents)}?form=intelmq&name=bench&tlp=AMBER`
  const headers = { 'content-type': 'application/octet-stream' }
  const answer = await client.fetch(path, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
  const taken = (await answer.json()) as { added: number; known: number; refused: number }
  clearInterval(look)
  if (taken.added + taken.known !== count) throw new Error(`Not all were taken: ${JSON.stringify(taken).slice(0, 500)}`)
  return { seconds: (performance.now() - began) / 1000, peakMb: Math.round(peak / 1_048_576) }
}
