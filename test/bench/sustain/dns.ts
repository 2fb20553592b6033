// From the failure of the usual upstream to restored resolution, on a whole node with real unbound and dnsdist and a plan that is allowed to
// move by itself: three vantage points, two must agree, the standard times. And an hour of noise, in which nothing may move.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as api from '#sustain/api/failover.ts'
import { reportVantage } from '#sustain/api/vantage.ts'
import type { Failover } from '#sustain/model/failover.ts'
import type { Verdict } from '#sustain/model/resolvers.ts'
import { watchPlan } from '#sustain/probe/watch-plan.ts'
import { standardPlan } from '#sustain/rules/dns/plan-values.ts'
import { type Controlled, controlledDnsdist, controlledUnbound } from '../../setup/dns-controlled.ts'
import { type Behaviour, digOnce, isInstalled, type StubServer, startStub } from '../../setup/dns-servers.ts'
import { type Client, startTestNode, type TestNode } from '../../setup/node.ts'
import { hourOfNoise } from './dns-noise.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const portal = ['192.0.2.10']
/** Short, so that rounds follow each other; the standard ones are five and ten minutes. */
const hysteresis = { ...standardPlan.hysteresis, wellSeconds: 3, leastSeconds: 3 }

type Blow = 'killed' | 'silent' | 'slow' | 'lying'

interface Round {
  resolver: string
  blow: Blow
  /** From the blow to the first of ten questions in a row that are answered; null: never within a minute. */
  restoredSeconds: number | null
  asked: number
  lost: number
}

export async function measure(): Promise<unknown> {
  if (!isInstalled('unbound', 'dnsdist')) return { skipped: 'unbound and dnsdist are not installed' }
  const noise = hourOfNoise()
  const found: Round[] = []
  for (const [name, start] of [
    ['unbound', controlledUnbound],
    ['dnsdist', controlledDnsdist],
  ] as const)
    found.push(...(await onOne(name, start)))
  const outages = found.filter(({ blow }) => blow === 'killed' || blow === 'silent')
  const seconds = outages
    .map(({ restoredSeconds }) => restoredSeconds ?? Number.POSITIVE_INFINITY)
    .sort((a, b) => a - b)
  return {
    plan: { ...standardPlan, hysteresis },
    client: 'one question every 50 ms over UDP for a name that no cache knows; lost: no good answer within 1 s',
    outages: {
      rounds: seconds.length,
      medianSeconds: at(seconds, 0.5),
      p95Seconds: at(seconds, 0.95),
      worstSeconds: seconds.at(-1) ?? null,
      lostPerOutage: outages.map(({ lost }) => lost),
    },
    rounds: found,
    noise,
  }
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? null

type Start = (usual: StubServer) => Promise<Controlled>

interface Bench {
  name: string
  node: TestNode
  officer: Client
  plan: string
  usual: StubServer
  resolver: Controlled
}

async function onOne(name: string, start: Start): Promise<Round[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-dns-'))
  const usual = await startStub({ names: { 'portal.test': portal } })
  const fallback = await startStub({ address: '127.0.0.2', names: { 'portal.test': portal } })
  const resolver = await start(usual)
  const file = join(folder, 'controls.json')
  writeFileSync(file, JSON.stringify({ controls: [resolver.entry] }), { mode: 0o600 })
  const node = await startTestNode({ env: { TOCSIN_CONTROLS: file } })
  const officer = await node.signedIn({ roles: ['duty-officer'] })
  const added = await officer.get(api.addPlan, { ...values(resolver, usual, fallback), hysteresis })
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const only = ['failing' as const, 'slow' as const, 'lying' as const]
  await officer.get(api.preAuthorise, { id: added.id, version: 1, until, mostMovesPerDay: 24, rollBack: true, only })
  const others = await Promise.all(['Elsewhere', 'Abroad'].map((vantage) => vantagePoint(node, added.id, vantage)))
  const bench = { name, node, officer, plan: added.id, usual, resolver }
  const found: Round[] = []
  try {
    await pause(8000)
    for (let round = 0; round < rounds; round++) found.push(await oneRound(bench, round % 2 ? 'silent' : 'killed'))
    for (const blow of ['slow', 'lying'] as const) found.push(await oneRound(bench, blow))
    return found
  } finally {
    await Promise.all(others.map((stop) => stop()))
    await node.stop()
    await Promise.all([resolver.server.stop(), usual.kill(), fallback.kill()])
    rmSync(folder, { recursive: true, force: true })
  }
}

function values(resolver: Controlled, usual: StubServer, fallback: StubServer) {
  const upstream = (name: string, { address, port }: StubServer, unionBased: boolean) =>
    ({ name, transport: 'udp', address, port, unionBased }) as const
  return {
    name: 'Bench',
    control: resolver.entry.name,
    usual: [upstream('Usual', usual, false)],
    fallback: [upstream('Fallback', fallback, true)],
    questions: [
      { name: 'portal.test', type: 'A' as const, expect: 'answers' as const, answers: portal, compare: false },
    ],
  }
}

/** A place elsewhere that reports over HTTP, as `tocsin sustain dns watch` does. */
async function vantagePoint(node: TestNode, id: string, vantage: string): Promise<() => Promise<void>> {
  const reporter = await node.signedIn({ roles: ['duty-officer'] })
  const { plan } = await reporter.get(api.getPlan, { id })
  const watching = watchPlan(plan.state, {
    vantage,
    async onRound(verdicts: Verdict[]) {
      await reporter.call(reportVantage, {
        plan: id,
        vantage,
        verdicts: verdicts.map(({ vantage: _, ...rest }) => rest),
      })
    },
    onFault: (error) => console.error(String(error)),
  })
  return () => watching.stop()
}

const behaviours: Record<Exclude<Blow, 'killed'>, Behaviour> = {
  silent: { kind: 'silent' },
  slow: { kind: 'slow', milliseconds: 900 },
  lying: { kind: 'lying', address: '203.0.113.66' },
}

async function oneRound(bench: Bench, blow: Blow): Promise<Round> {
  const client = askSteadily(bench.resolver)
  await pause(1000)
  const began = Date.now()
  if (blow === 'killed') await bench.usual.kill()
  else bench.usual.behave(behaviours[blow])
  const restored = blow === 'killed' || blow === 'silent' ? await client.restored(began) : await movedAway(bench, began)
  await pause(500)
  const { asked, lost } = await client.stop(began)
  if (blow === 'killed') await bench.usual.start()
  else bench.usual.behave({ kind: 'well' })
  await untilBack(bench)
  await pause(7000)
  console.error(
    `  ${bench.name} ${blow}: ${restored === null ? 'not restored' : `${restored} s`}, ${lost} of ${asked} lost`,
  )
  return { resolver: bench.name, blow, restoredSeconds: restored, asked, lost }
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
const secondsSince = (began: number, end: number) => Math.round((end - began) / 10) / 100

/** Twenty questions a second, each for a name of its own. */
function askSteadily({ server }: Controlled) {
  const answers: { at: number; good: boolean | null }[] = []
  const timer = setInterval(() => {
    const one: (typeof answers)[number] = { at: Date.now(), good: null }
    answers.push(one)
    const name = `n${Math.floor(Math.random() * 1e12)}.test`
    void digOnce(server.address, server.port, name, 1000).then((dug) => {
      one.good = dug?.rcode === 'NXDOMAIN'
    })
  }, 50)
  const since = (began: number) => answers.filter(({ at }) => at >= began)
  return {
    async restored(began: number): Promise<number | null> {
      while (Date.now() - began < 60_000) {
        await pause(20)
        const all = since(began)
        const firstBad = all.findIndex(({ good }) => good === false)
        const good = all.findIndex(
          (_, at) =>
            at > firstBad && firstBad >= 0 && all.length >= at + 10 && all.slice(at, at + 10).every((x) => x.good),
        )
        if (good >= 0) return secondsSince(began, all[good]?.at ?? 0)
      }
      return null
    },
    async stop(began: number) {
      clearInterval(timer)
      await pause(1100)
      const all = since(began)
      return { asked: all.length, lost: all.filter(({ good }) => !good).length }
    },
  }
}

async function newest({ officer, plan }: Bench): Promise<Failover | undefined> {
  return (await officer.get(api.listFailovers, { plan, limit: 1 })).failovers[0]?.state
}

async function movedAway(bench: Bench, began: number): Promise<number | null> {
  while (Date.now() - began < 60_000) {
    const found = await newest(bench)
    if (found?.state === 'switched' && found.switchedAt) return secondsSince(began, Date.parse(found.switchedAt))
    await pause(50)
  }
  return null
}

async function untilBack(bench: Bench): Promise<void> {
  for (let turn = 0; turn < 600; turn++) {
    const found = await newest(bench)
    if (!found || found.state === 'returned') return
    await pause(100)
  }
  throw new Error(`It does not come back: ${JSON.stringify((await newest(bench))?.steps.slice(-4))}`)
}
