// Takedowns: two lists of 100,000 targets compared blindly, 100,000 pages held against one, and 10,000 targets looked at on loopback.
// BENCH_PART=compare measures one part alone.
import { fork } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { look } from '#disrupt/actions/monitors/look.ts'
import { answer, conclude, finish, offer } from '#disrupt/compare/index.ts'
import { pagesLike } from '#disrupt/rules/monitors/family.ts'
import { judgeSighting } from '#disrupt/rules/monitors/judge.ts'
import { simhashOf, wordsOf } from '#disrupt/rules/monitors/simhash.ts'
import { createTurns } from '#disrupt/rules/monitors/turns.ts'
import { readAllowed } from '#platform/fetch/address.ts'
import { createNames } from '#sustain/probe/index.ts'

function cpuSince(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from)
  return Math.round((user + system) / 1_000) / 1_000
}
const seconds = (from: number) => Math.round(performance.now() - from) / 1_000
const words =
  'logins cards cheats tools leaks dumps accounts panels shells proxies keys ranks threads escrow vouches'.split(' ')
/** The same words in an order of its own for each number: like pages of one trade. */
function pageOf(n: number): string {
  let seed = n + 1
  const said: string[] = []
  for (let at = 0; at < 120; at++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    said.push(words[seed % words.length] as string)
  }
  return `<html><title>Site ${n}</title><body>${said.join(' ')}</body></html>`
}

function compare(count = 100_000) {
  const shared = (n: number) => `domain ${n % 100 === 0 ? 'both' : 'ours'}${n}.example`
  const ours = Array.from({ length: count }, (_, n) => shared(n))
  const theirs = ours.map((name) => name.replace('ours', 'theirs'))
  const cpu = process.cpuUsage()
  const began = performance.now()
  const begun = offer(ours)
  const offered = seconds(began)
  const second = performance.now()
  const replied = answer(theirs, begun.offer)
  const answered = seconds(second)
  if (!replied.ok) throw new Error(replied.detail)
  const third = performance.now()
  const ended = finish(begun.kept, replied.value.answer)
  const finished = seconds(third)
  if (!ended.ok) throw new Error(ended.detail)
  const last = conclude(replied.value.kept, ended.value.finish)
  const both = ended.value.overlap.both.length
  if (!last.ok || last.value.both.length !== both) throw new Error('The sides do not agree')
  return { targets: count, both, offered, answered, finished, seconds: seconds(began), cpuSeconds: cpuSince(cpu) }
}

function similar(count = 100_000) {
  const began = performance.now()
  const prints = Array.from({ length: count }, (_, n) => simhashOf(wordsOf(pageOf(n))) ?? { high: 0, low: 0 })
  const made = seconds(began)
  const from = performance.now()
  const found = pagesLike(prints[4_711] as (typeof prints)[number], prints, 8)
  return { pages: count, fingerprintsSeconds: made, seconds: seconds(from), alike: found.length }
}

/** The sites are another process: what is measured is one core of looking. */
async function looks(count = 10_000) {
  const child = fork(process.argv[1] as string, {
    env: { ...process.env, BENCH_SITES: '1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const port = await new Promise<number>((resolve) => child.once('message', (message) => resolve(Number(message))))
  const area = {
    ...{
      names: createNames(['127.0.0.1:9']),
      allowed: readAllowed([]),
      standIns: readAllowed(['127.0.0.0/8']),
      ownPort: () => null,
    },
    ...{ timeoutMilliseconds: 8_000, connectMilliseconds: 4_000 },
  }
  const due = Array.from({ length: count }, (_, n) => ({ id: `site${n}.example`, host: `site${n}` }))
  const turns = createTurns(due, { most: 300, perHostMilliseconds: 1_000 })
  const standIn = { address: '127.0.0.1', httpPort: port, tlsPort: null, dnsPort: null }
  const cpu = process.cpuUsage()
  const began = performance.now()
  let up = 0
  const underWay = new Set<Promise<void>>()
  for (;;) {
    const next = turns.next(performance.now())
    if (next === null) break
    if ('waitMilliseconds' in next) {
      await Promise.race(underWay)
      continue
    }
    const asked = {
      kind: 'domain' as const,
      name: next.id,
      standIn,
      exercise: true,
      pages: [],
      at: '2025-01-29T10:00:00.000Z',
    }
    const turn = look(area, asked).then((seen) => {
      if (judgeSighting(seen, { seizurePages: [], sinkholes: [], first: null, before: 'undetermined' }).status === 'up')
        up++
      turns.done(next, performance.now())
      underWay.delete(turn)
    })
    underWay.add(turn)
  }
  const took = seconds(began)
  const cpuSeconds = cpuSince(cpu)
  child.kill()
  return { targets: count, up, seconds: took, cpuSeconds, rssMiB: Math.round(process.memoryUsage().rss / 1_048_576) }
}

if (process.env.BENCH_SITES) {
  const server = createServer((request, response) => void response.end(pageOf((request.headers.host ?? '').length)))
  server.listen(0, '127.0.0.1', 4_096, () => process.send?.((server.address() as AddressInfo).port))
} else {
  const parts: Record<string, () => unknown> = {
    compare: () => compare(),
    similar: () => similar(),
    looks: () => looks(),
  }
  const wanted = process.env.BENCH_PART
  const found: Record<string, unknown> = {}
  for (const [name, measure] of Object.entries(parts)) {
    if (wanted && wanted !== name) continue
    console.error(`disrupt: ${name} ...`)
    found[name] = await measure()
  }
  console.log(JSON.stringify(found))
  process.exit(0)
}
