// A crisis of 10,000 entries on a node of its own: the room at 200 viewers who all ask again at each change, a situation report
// drafted from it, and its PDF. Aims: update p95 below 300 ms, drafted below 2 s, PDF below 5 s.
import { listIncidents } from '#assess/api.ts'
import { describeCrisis, getCrisis, openCrisis } from '#coordinate/api/crises.ts'
import { crisisRoom, exportCrisis } from '#coordinate/api/crisis-room.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { draftProduct, exportProduct, getProduct, withdrawProduct } from '#share/api/products.ts'
import { type Client, createClient, startTestNode } from '../setup/node.ts'
import { type ServedNode, serveNode } from '../setup/process.ts'
import { freshStorage } from '../setup/storage.ts'
import { seedIncidents } from './seed.ts'
import { percentile, spread } from './spread.ts'

const incidents = 400
const entriesEach = 25
const viewers = Number(process.env.BENCH_VIEWERS ?? 200)
const changes = Number(process.env.BENCH_CHANGES ?? 30)
const rounds = 7
const began = performance.now()
const step = (text: string) =>
  void process.stderr.write(`    ${Math.round((performance.now() - began) / 1000)} s: ${text}\n`)

async function timed(act: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await act()
  return performance.now() - from
}

async function quantiles(count: number, act: () => Promise<unknown>) {
  const all: number[] = []
  for (let n = 0; n < count; n++) all.push(await timed(act))
  return shown(all)
}

function shown(values: number[]) {
  const sorted = [...values].sort((a, b) => a - b)
  const ms = (share: number) => Number(percentile(sorted, share).toFixed(1))
  return { p50Ms: ms(0.5), p95Ms: ms(0.95), worstMs: ms(1), values: sorted.length }
}

/** Who looks at the room: hears the live stream, waits as the page does, asks again. */
async function watch(client: Client, crisis: string, heard: (at: number, answer: string) => void) {
  const stop = new AbortController()
  const stream = await client.fetch('/api/live', { signal: stop.signal })
  const reader = stream.body?.getReader()
  const asking: { timer?: NodeJS.Timeout } = {}
  const ask = async () => {
    delete asking.timer
    const answer = await client.fetch(`/api/coordinate/crisisRoom?id=${crisis}`)
    const text = await answer.text()
    heard(performance.now(), text)
  }
  void (async () => {
    for (;;) {
      const chunk = await reader?.read().catch(() => undefined)
      if (!chunk || chunk.done) return
      if (Buffer.from(chunk.value).includes('"subject"')) asking.timer ??= setTimeout(() => void ask(), 20)
    }
  })()
  return () => stop.abort()
}

async function liveUpdates(served: ServedNode, writer: Client, crisis: string) {
  const all: number[] = []
  let title = ''
  let sent = 0
  let missing = 0
  let settled: () => void = () => {}
  const stops: (() => void)[] = []
  for (let n = 0; n < viewers; n++) {
    const client = withCookies(served.address, writer)
    let saw = ''
    stops.push(
      await watch(client, crisis, (at, text) => {
        if (saw === title || !text.includes(title)) return
        saw = title
        all.push(at - sent)
        missing -= 1
        if (missing === 0) settled()
      }),
    )
  }
  for (let n = 0; n < changes; n++) {
    const { version } = await writer.get(getCrisis, { id: crisis })
    const everybody = new Promise<void>((resolve) => {
      settled = resolve
    })
    title = `Change number ${n} of this bench`
    missing = viewers
    sent = performance.now()
    await writer.get(describeCrisis, { id: crisis, version, title })
    await Promise.race([everybody, new Promise((resolve) => setTimeout(resolve, 20_000))])
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  for (const stop of stops) stop()
  return { ...shown(all), expected: viewers * changes, viewers, includes: 'the write itself and the 20 ms of the page' }
}

function withCookies(address: string, like: Client): Client {
  const client = createClient(address)
  for (const [name, value] of like.cookies) client.cookies.set(name, value)
  return client
}

async function allIncidents(client: Client): Promise<string[]> {
  const ids: string[] = []
  for (let after: string | null = ''; after !== null; ) {
    const page: OutputOf<typeof listIncidents> = await client.get(listIncidents, {
      limit: 200,
      ...(after ? { after } : {}),
    })
    ids.push(...page.items.map(({ id }) => id))
    after = page.next
  }
  return ids
}

async function measure(kind: 'embedded' | 'postgres') {
  const storage = await freshStorage(kind)
  const node = await startTestNode({ storage })
  const person = await node.signedIn({ roles: ['crisis-manager', 'analyst', 'duty-officer'] })
  step(`${kind}: writing ${incidents * entriesEach} entries`)
  await seedIncidents(node.node.journal, incidents, entriesEach)
  const ids = await allIncidents(person)
  const { id } = await person.get(openCrisis, { title: 'A long night', incidents: ids })
  await node.stop()

  const served = await serveNode(storage)
  const client = withCookies(served.address, person)
  try {
    step('the room, one viewer')
    const first = await timed(() => client.get(crisisRoom, { id }))
    const room = await quantiles(100, () => client.get(crisisRoom, { id }))
    step(`${viewers} viewers`)
    const update = await liveUpdates(served, client, id)
    step('files and reports')
    const file = await quantiles(rounds, () => client.get(exportCrisis, { id }))
    const entries = JSON.parse(String(await client.get(exportCrisis, { id }))).entries.length
    const drafted: number[] = []
    const printed: number[] = []
    for (let round = 0; round < rounds; round++) {
      let made = ''
      drafted.push(
        await timed(async () => {
          made = (await client.get(draftProduct, { crisis: id, template: 'technical-annex' })).id
        }),
      )
      printed.push(await timed(() => client.get(exportProduct, { id: made, format: 'pdf' })))
      const { version } = await client.get(getProduct, { id: made })
      await client.get(withdrawProduct, { id: made, version, reason: 'Drafted for a bench.' })
    }
    return {
      incidents,
      entriesInFile: entries,
      roomFirstMs: Math.round(first),
      room,
      update,
      crisisFile: file,
      draftedMs: spread(drafted),
      pdfMs: spread(printed),
    }
  } finally {
    await served.stop()
    await storage.remove()
  }
}

const results: Record<string, unknown> = {
  aims: { update: 'p95 < 300 ms with 200 viewers', draftedMs: 2000, pdfMs: 5000 },
}
for (const kind of ['embedded', 'postgres'] as const) {
  if (kind === 'embedded' || process.env.TOCSIN_TEST_PG_URL) results[kind] = await measure(kind)
}
console.log(JSON.stringify(results))
