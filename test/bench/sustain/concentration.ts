// How long it takes to say on whom each layer hangs, on a map of 100,000 parts and some 3,000 owners, and how long others wait meanwhile.
import os from 'node:os'
import { layers } from '../../../src/sustain/model/parts.ts'
import { measureLayers } from '../../../src/sustain/rules/concentration/measure.ts'
import { graphFrom } from '../../../src/sustain/rules/graph/from-parts.ts'
import { madeMap } from './made-map.ts'

export function measure(): unknown {
  const { parts } = madeMap()
  const graph = graphFrom(parts)
  const owners = new Set(graph.parts.map(({ behind }) => behind)).size
  const found: Record<string, unknown> = {}
  for (const by of ['behind', 'country'] as const) {
    const began = performance.now()
    const used = process.cpuUsage()
    let longestTurn = 0
    const measuring = measureLayers(graph, { by, weigh: 'services', mostSteps: 1_000_000_000 })
    for (;;) {
      const turn = performance.now()
      const { done, value } = measuring.next()
      longestTurn = Math.max(longestTurn, performance.now() - turn)
      if (!done) continue
      const milliseconds = Math.round(performance.now() - began)
      // Of all threads: on a busy machine the wall says more about the others.
      const { user, system } = process.cpuUsage(used)
      const cpuMilliseconds = Math.round((user + system) / 1000)
      found[by] = {
        milliseconds,
        cpuMilliseconds,
        longestTurn: Math.round(longestTurn),
        layers: value.layers.length,
        notes: value.notes,
      }
      break
    }
  }
  const aim = '2 s for a layer'
  return { aim, parts: graph.parts.length, layers: layers.length, owners, ...found, load: os.loadavg() }
}
