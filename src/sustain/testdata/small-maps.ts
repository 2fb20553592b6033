// Small maps for tests, written in a few words, and the slow way to say what stands in them.
import type { Graph, GraphNeed } from '../model/graph.ts'
import type { Need, Part } from '../model/parts.ts'
import { graphFrom, type KnownPart } from '../rules/graph/from-parts.ts'
import { nothingLeft, rounding } from '../rules/long-run/settle.ts'
import type { Mapped } from '../rules/long-run/mapped.ts'

/** Ids in the order of the numbers, so that places in the graph are the numbers. */
export const idOf = (n: number) => `01980f3c-8a00-7000-8000-${n.toString(16).padStart(12, '0')}`

const empty: Part = {
  name: '-',
  kind: 'component',
  layer: 'platform',
  behind: null,
  country: null,
  standsIn: null,
  sectors: [],
  serves: [],
  users: null,
  capacity: null,
  usableFrom: 0,
  needs: [],
  evidence: [],
  aliases: [],
  note: null,
  active: true,
}

export function partOf(n: number, given: Partial<Part>): KnownPart {
  return { id: idOf(n), state: { ...empty, name: `part ${n}`, ...given } }
}

export function needOf(name: string, of: readonly (number | Need['of'][number])[], given: Partial<Need> = {}): Need {
  const options = of.map((one) => (typeof one === 'number' ? { part: idOf(one), switching: null } : one))
  return { name, layer: 'platform', least: 1, of: options, holds: { likely: 0 }, weight: 1, ...given }
}

export function mapOf(parts: readonly KnownPart[]): Mapped {
  return { graph: graphFrom(parts), parts }
}

/** The obvious way: from all whole, everything anew until nothing changes. All options count; what is usual is whole. */
export function naiveUsable(graph: Graph, lost: ReadonlySet<number>): number[] {
  let level = graph.parts.map((_, at): number => (lost.has(at) ? 0 : 1))
  const usable = (at: number) => {
    const now = level[at] ?? 1
    return now < nothingLeft || now < (graph.parts[at]?.usableFrom ?? 0) - rounding ? 0 : now
  }
  const met = ({ options, least }: GraphNeed) => {
    const inUse = options.filter(({ switching }) => switching === null)
    const everyDay = inUse.length > 0 ? inUse : options
    const usual = Math.min(1, everyDay.reduce((sum, { share }) => sum + share, 0))
    const carried = options.map(({ part, share }) => share * (part < 0 ? 1 : usable(part))).filter((one) => one > 0)
    if (carried.length < Math.min(least, everyDay.length)) return 0
    return Math.min(1, carried.reduce((a, b) => a + b, 0) / usual + rounding)
  }
  for (let round = 0; round < 5000; round += 1) {
    const next = graph.parts.map(({ needs }, at) =>
      lost.has(at) ? 0 : Math.min(1, ...needs.map((need) => 1 - need.weight * (1 - met(need)))),
    )
    if (next.every((one, at) => Math.abs(one - (level[at] ?? 0)) < 1e-12)) break
    level = next
  }
  return level.map((_, at) => usable(at))
}
