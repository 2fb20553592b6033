// The TAXII 2.1 server over HTTP: posting 2,000 objects at a time, then pages and single objects at 100,000. Medians and worst of rounds.
import { createHash } from 'node:crypto'
import { loadavg } from 'node:os'
import { openCollection } from '#federate/api/objects.ts'
import { createToken } from '#people/api.ts'
import { startTestNode } from '../../setup/node.ts'
import { freshStorage } from '../../setup/storage.ts'
import { spread } from '../spread.ts'

const type = 'application/taxii+json;version=2.1'
const atOnce = 2_000
const total = Number(process.env.BENCH_OBJECTS ?? 100_000)
const rounds = 50
const green = 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb'
/** The newest words of OpenTAXII on the same questions; measured elsewhere, not here. */
const elsewhere = { openTaxii: { post2000Milliseconds: 17_900, page100Milliseconds: 288 } }

const moment = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString()
function idOf(n: number): string {
  const hex = createHash('sha256').update(`bench ${n}`).digest('hex')
  return `indicator--${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function indicator(n: number) {
  return {
    ...{ type: 'indicator', spec_version: '2.1', id: idOf(n), created: moment(n), modified: moment(n) },
    ...{ name: `Address number ${n}`, description: 'Seen in a flood of requests that lasted for some minutes.' },
    pattern: `[ipv4-addr:value = '198.51.${(n >> 8) & 255}.${n & 255}']`,
    ...{ pattern_type: 'stix', valid_from: moment(n), indicator_types: ['malicious-activity'] },
    object_marking_refs: [green],
  }
}

export async function measure() {
  const storage = await freshStorage(process.env.BENCH_STORAGE === 'postgres' ? 'postgres' : 'embedded')
  const node = await startTestNode({ storage })
  try {
    const someone = await node.signedIn({ roles: ['analyst', 'liaison'] })
    const expires = new Date(Date.now() + 86_400_000).toISOString()
    const { token } = await someone.get(createToken, { name: 'bench', scope: { readOnly: false }, expires })
    const { id } = await someone.get(openCollection, { alias: 'bench', title: 'Bench', marking: { tlp: 'GREEN' } })
    const base = `${node.url}/taxii2/live/collections/${id}`
    const authorization = `Basic ${Buffer.from(`us:${token}`).toString('base64')}`
    const headers = { accept: type, 'content-type': type, authorization }
    async function timed(path: string, init: RequestInit = {}): Promise<{ took: number; body: string }> {
      const began = performance.now()
      const response = await fetch(`${base}${path}`, { ...init, headers })
      const body = await response.text()
      if (!response.ok) throw new Error(`${path}: ${response.status} ${body.slice(0, 200)}`)
      return { took: performance.now() - began, body }
    }

    const posts: number[] = []
    for (let from = 0; from < total; from += atOnce) {
      const objects = Array.from({ length: atOnce }, (_, n) => indicator(from + n))
      const { took, body } = await timed('/objects/', { method: 'POST', body: JSON.stringify({ objects }) })
      if (JSON.parse(body).success_count !== atOnce) throw new Error(body.slice(0, 300))
      posts.push(took)
    }
    const [pages, singles, types, walks]: number[][] = [[], [], [], []]
    let next = ''
    for (let round = -5; round < rounds; round++) {
      // Each page follows the one before, somewhere in the middle of the collection.
      const start = next === '' ? `added_after=${moment(0)}` : `next=${encodeURIComponent(next)}`
      const page = await timed(`/objects/?limit=100&${start}`)
      next = JSON.parse(page.body).next
      const single = await timed(`/objects/${idOf((round * 1_987 + 20_000) % total)}/`)
      const typed = await timed('/manifest/?limit=100&match[type]=indicator')
      if (round < 0) continue
      pages?.push(page.took)
      singles?.push(single.took)
      types?.push(typed.took)
    }
    const began = performance.now()
    let seen = 0
    for (let cursor = ''; ; ) {
      const { body } = await timed(`/objects/?limit=1000${cursor === '' ? '' : `&next=${cursor}`}`)
      const page = JSON.parse(body) as { more: boolean; next?: string; objects: unknown[] }
      seen += page.objects.length
      if (!page.more) break
      cursor = encodeURIComponent(page.next ?? '')
    }
    walks?.push(performance.now() - began)
    if (seen !== total) throw new Error(`Paging saw ${seen} of ${total}.`)
    return {
      ...{ objects: total, storage: storage.kind },
      post2000Milliseconds: spread(posts),
      page100Milliseconds: spread(pages ?? []),
      objectMilliseconds: spread(singles ?? []),
      manifest100Milliseconds: spread(types ?? []),
      wholeCollectionMilliseconds: Math.round(walks?.[0] ?? 0),
      aims: { post2000Milliseconds: 1_000, page100MedianMilliseconds: 10, objectMedianMilliseconds: 5 },
      measuredElsewhere: elsewhere,
      load: loadavg().map((one) => Number(one.toFixed(2))),
    }
  } finally {
    await node.stop()
    await storage.remove()
  }
}
