// What each part went through in a cascade, and the way back from it to the shock.
import type { Graph } from '../../model/graph.ts'
import type { Network } from './compile.ts'
import type { Outcome } from './outcome.ts'

export interface CourseStep {
  at: number
  level: number
  /** Index of the part whose change caused it; -1: the shock itself, or nothing that could be named. */
  because: number
  need: string | null
  /** It went down with this step; otherwise up. */
  fell: boolean
  /** What came first, within one moment too. */
  order: number
}

export interface Course {
  part: number
  degradedAt: number | null
  downAt: number | null
  /** Since when it is whole again, to the end of what was looked at. */
  backAt: number | null
  lowest: number
  downMinutes: number
}

export interface Link {
  part: number
  step: CourseStep
}

export interface Courses {
  /** Parts that were ever less than whole, in the order in which they fell. */
  parts: Int32Array
  of(part: number): Course | null
  steps(part: number): CourseStep[]
  /**
   * From the deepest fall of a part back to the shock: each link was caused by the next. Ends at a shock, or where no cause can be named.
   * A cause came before its effect, so the way never runs in a ring.
   */
  chain(part: number): Link[]
}

/** Nothing is made for a part before it is asked for: of a hundred thousand that fell, few are looked at. */
export function coursesOf(outcome: Outcome, graph: Graph, network: Network): Courses {
  const rows = new Int32Array(network.parts).fill(-1)
  for (let row = 0; row < outcome.part.length; row += 1) rows[outcome.part[row] as number] = row
  const linked = linkSteps(outcome, network.parts)
  const steps = (part: number) => stepsOf(outcome, linked, part, (need) => needName(graph, network, part, need))
  return {
    parts: inOrder(outcome, linked.first),
    of: (part) => courseOf(outcome, rows[part] ?? -1),
    steps,
    chain: (part) => chainOf(steps, part),
  }
}

interface Linked {
  /** The first step of each part, and of each step the next one of the same part; -1: none. */
  first: Int32Array
  next: Int32Array
}

function linkSteps({ steps }: Outcome, parts: number): Linked {
  const first = new Int32Array(parts).fill(-1)
  const next = new Int32Array(steps.part.length).fill(-1)
  for (let i = steps.part.length - 1; i >= 0; i -= 1) {
    const part = steps.part[i] as number
    next[i] = first[part] as number
    first[part] = i
  }
  return { first, next }
}

function inOrder({ part, degradedAt, steps }: Outcome, first: Int32Array): Int32Array {
  const order = (row: number) => steps.order[first[part[row] as number] as number] ?? 0
  const rows = Int32Array.from(part.keys())
  rows.sort((a, b) => (degradedAt[a] as number) - (degradedAt[b] as number) || order(a) - order(b))
  return rows.map((row) => part[row] as number)
}

function courseOf(outcome: Outcome, row: number): Course | null {
  if (row < 0) return null
  return {
    part: outcome.part[row] as number,
    degradedAt: moment(outcome.degradedAt[row]),
    downAt: moment(outcome.downAt[row]),
    backAt: moment(outcome.wholeSince[row]),
    lowest: outcome.lowest[row] as number,
    downMinutes: outcome.downMinutes[row] as number,
  }
}

function moment(at: number | undefined): number | null {
  return at === undefined || at < 0 ? null : at
}

function stepsOf({ steps }: Outcome, { first, next }: Linked, part: number, name: (need: number) => string | null) {
  const found: CourseStep[] = []
  let before = 1
  for (let i = first[part] ?? -1; i >= 0; i = next[i] as number) {
    const level = steps.level[i] as number
    const [at, because, order] = [steps.at[i] as number, steps.because[i] as number, steps.order[i] as number]
    found.push({ at, level, because, need: name(steps.need[i] as number), fell: level < before, order })
    before = level
  }
  return found
}

function needName(graph: Graph, { needStart }: Network, part: number, need: number): string | null {
  return need < 0 ? null : (graph.parts[part]?.needs[need - (needStart[part] as number)]?.name ?? null)
}

function chainOf(steps: (part: number) => CourseStep[], part: number): Link[] {
  const chain: Link[] = []
  let here = part
  let step = steps(here).reduce<CourseStep | undefined>(
    (low, one) => (low && low.level <= one.level ? low : one),
    undefined,
  )
  while (step) {
    chain.push({ part: here, step })
    if (step.because < 0) break
    const { order, at } = step
    here = step.because
    step = steps(here).findLast((one) => one.fell && one.at <= at && one.order < order)
  }
  return chain
}
