// Cascades over a map of 100,000 parts and 500,000 options: one, one for each of 1,000 providers, and many drawn ones. In a process of its own.
import { spawnSync } from 'node:child_process'
import os from 'node:os'
import { runTask } from '../../../src/sustain/actions/analysis/cascade-task.ts'
import type { Hit } from '../../../src/sustain/model/analysis.ts'
import type { Graph } from '../../../src/sustain/model/graph.ts'
import { answerCascade } from '../../../src/sustain/rules/cascade/answer.ts'
import { answerChances } from '../../../src/sustain/rules/cascade/chances.ts'
import { compile, type Network } from '../../../src/sustain/rules/cascade/compile.ts'
import { drawableFrom, drawRuns } from '../../../src/sustain/rules/cascade/drawn.ts'
import type { Outcome } from '../../../src/sustain/rules/cascade/outcome.ts'
import { candidatesOf, ranked, tryEach } from '../../../src/sustain/rules/cascade/rank.ts'
import { strike } from '../../../src/sustain/rules/cascade/shocks.ts'
import { stakesOf } from '../../../src/sustain/rules/cascade/tally.ts'
import { graphFrom } from '../../../src/sustain/rules/graph/from-parts.ts'
import { spread } from '../spread.ts'
import { madeMap } from './made-map.ts'

const horizon = 10_080
const rounds = 5
const providers = 1000

/** The child says its own peak; a parent that measured before would add to it. */
export function measure(): unknown {
  return {
    limits: { cascade: '1 s, 512 MB', whatIf: '30 s for 1,000 providers' },
    load: os.loadavg(),
    cascade: inChild('cascade'),
    whatIf: inChild('what-if'),
    chances: inChild('chances'),
  }
}

function inChild(what: string): unknown {
  const script = process.argv[1] ?? ''
  const env = { ...process.env, BENCH_CHILD: what }
  // With room to spare the engine lets garbage lie; told how much there is, it clears away.
  const room = ['--max-old-space-size=340', '--max-semi-space-size=8']
  const child = spawnSync(process.execPath, ['--enable-source-maps', ...room, script], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  })
  if (child.status !== 0) throw new Error(`sustain ${what}: the process ended with ${child.status ?? child.signal}`)
  return JSON.parse(child.stdout)
}

/** In the child: measures one thing and prints it. */
export function measureInChild(what: string): void {
  const [madeMilliseconds, map] = timed(() => madeMap())
  const [graphMilliseconds, graph] = timed(() => graphFrom(map.parts))
  // A cascade works on the graph; records and their texts are another matter.
  map.parts.length = 0
  const [compileMilliseconds, network] = timed(() => compile(graph))
  const about = { parts: network.parts, options: network.options, seed: map.seed, how: map.how }
  const found =
    what === 'cascade'
      ? cascades(graph, network)
      : what === 'what-if'
        ? whatIfs(graph, network)
        : chances(graph, network)
  const peakRssMegabytes = Math.round(process.resourceUsage().maxRSS / 1024)
  const before = { madeMilliseconds, graphMilliseconds, compileMilliseconds }
  console.log(JSON.stringify({ ...about, ...found, before, peakRssMegabytes, load: os.loadavg() }))
}

/** Shocks from one hub to a whole country: what is told is from the question to the answer that is sent. */
function cascades(graph: Graph, network: Network) {
  const hub = busiest(graph, network, ({ layer }) => layer === 'cloud')
  const asked: Record<string, Hit> = {
    'the busiest cloud': { part: graph.parts[hub]?.id ?? '' },
    'all of one house': { behind: 'House 0' },
    'all energy in one country': { layer: 'energy', standsIn: 'DE' },
    'all that stands in one country': { standsIn: 'DE' },
    'all connectivity': { layer: 'connectivity' },
  }
  return Object.fromEntries(Object.entries(asked).map(([name, hits]) => [name, oneCascade(graph, network, hits)]))
}

function oneCascade(graph: Graph, network: Network, hits: Hit) {
  const times: number[] = []
  const processor: number[] = []
  let fallen = 0
  let servicesDown = 0
  let answerBytes = 0
  for (let round = 0; round < rounds; round += 1) {
    const used = process.cpuUsage()
    const [milliseconds] = timed(() => {
      const struck = strike(graph, { shocks: [{ hits, kind: 'fails' }], horizon })
      const outcome = runTask(network, { do: 'run', changes: struck.changes, horizon }, () => true) as Outcome
      const answer = answerCascade({ graph, network, struck, outcome, hasEvidence: () => false })
      fallen = outcome.part.length
      servicesDown = answer.servicesDown
      answerBytes = JSON.stringify(answer).length
    })
    times.push(milliseconds)
    processor.push(cpu(used))
  }
  // The first one pays for the machine code.
  const cpuMilliseconds = spread(processor.slice(1))
  return {
    first: times[0],
    milliseconds: spread(times.slice(1)),
    cpuMilliseconds,
    fallen,
    servicesDown,
    answerBytes,
  }
}

function whatIfs(graph: Graph, network: Network) {
  const { stakes, countries } = stakesOf(graph)
  const { candidates } = candidatesOf(graph, network, 'part')
  // The thousand that most others use: the dear ones, not a sample.
  const chosen = candidates.slice(0, providers)
  const groups = chosen.map(({ parts }) => parts)
  const used = process.cpuUsage()
  const [milliseconds, losses] = timed(() => tryEach(network, stakes, groups, horizon, () => true))
  const cpuSeconds = cpu(used) / 1000
  const [sortMilliseconds, list] = timed(() => ranked(graph, chosen, losses, countries))
  const down = list.map(({ servicesDown }) => servicesDown)
  return {
    tried: losses.tried,
    seconds: milliseconds / 1000,
    cpuSeconds,
    sortMilliseconds,
    servicesDown: spread(down),
    worst: list[0],
  }
}

function chances(graph: Graph, network: Network) {
  const { stakes } = stakesOf(graph)
  const hub = busiest(graph, network, ({ layer }) => layer === 'cloud')
  const { parts, changes } = strike(graph, {
    shocks: [{ hits: { part: graph.parts[hub]?.id ?? '' }, kind: 'fails' }],
    horizon,
  })
  const [drawableMilliseconds, drawable] = timed(() => drawableFrom(graph, network, parts))
  const draw = { runs: 200, seed: 1, standbyWorks: 0.9, horizon }
  const [milliseconds, drawn] = timed(() => drawRuns(network, stakes.isService, changes, drawable, draw, () => true))
  const answer = answerChances(graph, drawable, draw, drawn, [])
  const { reach } = drawable
  return {
    runs: drawn.runs,
    reach,
    drawableMilliseconds,
    seconds: milliseconds / 1000,
    services: answer.services.length,
  }
}

function busiest(graph: Graph, { usedStart }: Network, of: (part: Graph['parts'][number]) => boolean): number {
  const used = (p: number) => (usedStart[p + 1] ?? 0) - (usedStart[p] ?? 0)
  return graph.parts.reduce((best, part, p) => (of(part) && (best < 0 || used(p) > used(best)) ? p : best), -1)
}

/** Of all threads, those that collect garbage too: on a busy machine the wall says more about the others. */
function cpu(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

function timed<T>(work: () => T): [number, T] {
  const began = performance.now()
  const value = work()
  return [Number((performance.now() - began).toPrecision(4)), value]
}
