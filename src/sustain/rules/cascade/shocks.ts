// Which parts a scenario hits, and how much of each is left from which moment on.
import type { Hit, Scenario, Shock } from '../../model/analysis.ts'
import type { Graph, GraphPart } from '../../model/graph.ts'
import { foldedName } from '../graph/from-parts.ts'
import type { OwnChange } from './run.ts'

export interface Struck {
  /** Parts that are hit, in the order of the graph, each once. */
  parts: number[]
  /** By time, and of one moment by part. */
  changes: OwnChange[]
  notes: string[]
}

interface Span {
  from: number
  until: number
  level: number
}

/** Part by part: of shocks that overlap, the hardest counts. */
export function strike(graph: Graph, { shocks }: Scenario): Struck {
  const spans = new Map<number, Span[]>()
  const notes: string[] = []
  shocks.forEach((shock, at) => {
    const parts = hitParts(graph, shock.hits)
    if (parts.length === 0) notes.push(`Shock ${at + 1} hits no part that you may read.`)
    if (shock.kind === 'throttles' && shock.level === undefined)
      notes.push(`Shock ${at + 1} throttles without a level: it is taken for nothing left.`)
    for (const part of parts) {
      const known = spans.get(part)
      if (known) known.push(spanOf(shock))
      else spans.set(part, [spanOf(shock)])
    }
  })
  const parts = [...spans.keys()].sort((a, b) => a - b)
  const changes = parts.flatMap((part) => changesOf(part, spans.get(part) ?? []))
  return { parts, changes: changes.sort((a, b) => a.at - b.at || a.part - b.part), notes }
}

/** Indices of the parts for which all that is given is true. */
export function hitParts(graph: Graph, hit: Hit): number[] {
  const behind = hit.behind === undefined ? undefined : foldedName(hit.behind)
  const found: number[] = []
  graph.parts.forEach((part, at) => {
    if (isHit(part, hit, behind)) found.push(at)
  })
  return found
}

function isHit(one: GraphPart, { part, country, standsIn, layer }: Hit, behind: string | undefined): boolean {
  if (part !== undefined && one.id !== part) return false
  if (country !== undefined && one.country !== country) return false
  if (standsIn !== undefined && one.standsIn !== standsIn) return false
  if (layer !== undefined && one.layer !== layer) return false
  return behind === undefined || (one.behind !== null && foldedName(one.behind) === behind)
}

function spanOf({ kind, level, at = 0, notice = 0, lasts }: Shock): Span {
  const from = kind === 'withdraws' ? at + notice : at
  const left = kind === 'throttles' ? (level ?? 0) : 0
  return { from, until: lasts === undefined ? Number.POSITIVE_INFINITY : from + lasts, level: left }
}

function changesOf(part: number, spans: readonly Span[]): OwnChange[] {
  const moments = new Set(spans.flatMap(({ from, until }) => (from < until ? [from, until] : [])))
  moments.delete(Number.POSITIVE_INFINITY)
  let last = 1
  return [...moments]
    .sort((a, b) => a - b)
    .flatMap((at) => {
      const own = Math.min(1, ...spans.filter(({ from, until }) => from <= at && at < until).map(({ level }) => level))
      if (own === last) return []
      last = own
      return [{ at, part, own }]
    })
}
