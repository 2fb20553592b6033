// The network of what a reader sees, made once for each graph and day, and what people lose by it.
import type { Graph } from '../../model/graph.ts'
import { makeNetwork, type Network } from '../../rules/cascade/compile.ts'
import { type Stakes, stakesOf } from '../../rules/cascade/tally.ts'
import { countedOptions } from '../../rules/long-run/mapped.ts'
import type { SeenParts } from '../../store/all-parts.ts'
import { inSlices } from '../../store/in-slices.ts'

export interface PreparedCascade {
  network: Network
  stakes: Stakes
  countries: readonly string[]
  hasEvidence: (part: number) => boolean
}

const made = new WeakMap<Graph, { day: string; prepared: Promise<PreparedCascade> }>()

/** `day` (YYYY-MM-DD) decides which agreements still hold. */
export function prepareCascade(seen: SeenParts, day: string): Promise<PreparedCascade> {
  const known = made.get(seen.graph)
  if (known?.day === day) return known.prepared
  const prepared = prepare(seen, day)
  made.set(seen.graph, { day, prepared })
  prepared.catch(() => made.delete(seen.graph))
  return prepared
}

async function prepare(seen: SeenParts, day: string): Promise<PreparedCascade> {
  return {
    network: await inSlices(makeNetwork(seen.graph, countedOptions(seen, day))),
    ...stakesOf(seen.graph),
    hasEvidence: (part: number) => (seen.parts[part]?.state.evidence.length ?? 0) > 0,
  }
}
