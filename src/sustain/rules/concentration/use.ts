// How much of each service passes through a group of parts, in use now: through needs of needs, split where options share the work.
import type { Graph, GraphNeed } from '../../model/graph.ts'
import { unseenPart } from '../graph/from-parts.ts'
import { createAdder, createPassings, type Passing } from './passing.ts'

type Options = GraphNeed['options']

/** Made once for a graph; `passingThrough` goes through it for one layer after another. */
export interface UseGraph {
  /** For each part, for each need: the options in use, and how much of the part hangs on it. */
  inUse: readonly (readonly { options: Options; weight: number }[])[]
  /** Parts below the services in question, and those: what is needed comes before who needs it, and rings stand together. */
  order: Int32Array
  /** Where in `order` each ring begins, and what stands in none: from there to the next one. One more at the end. */
  starts: readonly number[]
}

/** Options in use now; where a need has none, all of them may be called for. */
export function optionsInUse(need: GraphNeed): GraphNeed['options'] {
  const now = need.options.filter(({ switching }) => switching === null)
  return now.length > 0 ? now : need.options
}

export function prepareUse(graph: Graph, services: readonly number[]): UseGraph {
  const inUse = graph.parts.map(({ needs }) =>
    needs.map((need) => ({ options: optionsInUse(need), weight: need.weight })),
  )
  return { inUse, ...providersFirst(inUse, services) }
}

/** Rings by Tarjan, depth first without recursion: a map may be a hundred thousand parts deep. */
function providersFirst(inUse: UseGraph['inUse'], services: readonly number[]) {
  const order = new Int32Array(inUse.length)
  const starts: number[] = []
  const found = new Int32Array(inUse.length)
  const lowest = new Int32Array(inUse.length)
  const waiting: number[] = []
  const isWaiting = new Uint8Array(inUse.length)
  let count = 0
  let filled = 0
  const enter = (part: number) => {
    count += 1
    found[part] = count
    lowest[part] = count
    waiting.push(part)
    isWaiting[part] = 1
    return { part, options: (inUse[part] ?? []).flatMap(({ options }) => options), next: 0 }
  }
  const lower = (part: number, to: number) => {
    if (to < (lowest[part] as number)) lowest[part] = to
  }
  const close = (part: number) => {
    starts.push(filled)
    for (let other = -1; other !== part; ) {
      other = waiting.pop() as number
      isWaiting[other] = 0
      order[filled] = other
      filled += 1
    }
  }
  for (const start of services) {
    if (found[start]) continue
    const stack = [enter(start)]
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const option = top.options[top.next]
      top.next += 1
      if (option) {
        if (option.part === unseenPart) continue
        if (!found[option.part]) stack.push(enter(option.part))
        else if (isWaiting[option.part]) lower(top.part, found[option.part] as number)
        continue
      }
      stack.pop()
      const above = stack.at(-1)
      if (above) lower(above.part, lowest[top.part] as number)
      if (lowest[top.part] === found[top.part]) close(top.part)
    }
  }
  return { order: order.subarray(0, filled), starts: [...starts, filled] }
}

const mostRounds = 30
/** Some milliseconds of work, after which others get their turn. */
const stepsPerTurn = 1_000_000

/**
 * Tells of each part how much of it passes through each group of one layer: of a need the options' shares that do, of a part the most over
 * its needs, each by its weight. `groupOf`: the group of each part, -1 for parts of other layers. Parts that stand in a ring are gone round
 * until nothing moves. Answers the steps that it took; null where they were more than `mostSteps`.
 */
export function* passingThrough(
  { inUse, order, starts }: UseGraph,
  { groupOf, groups }: { groupOf: Int32Array; groups: number },
  mostSteps: number,
  tell: (part: number, passing: Passing) => void,
): Generator<undefined, number | null, undefined> {
  const passing = createPassings(inUse.length)
  const adder = createAdder(groups, groupOf, passing)
  let steps = 0
  let pause = stepsPerTurn
  for (let at = 0; at + 1 < starts.length; at += 1) {
    const first = starts[at] as number
    const next = starts[at + 1] as number
    const isRing = next - first > 1
    for (let round = 0, moved = true; moved && round < (isRing ? mostRounds : 1); round += 1) {
      moved = false
      for (let place = first; place < next; place += 1) {
        const part = order[place] as number
        const needs = inUse[part] ?? []
        if (needs.length === 0) continue
        for (const { options, weight } of needs) steps += adder.addNeed(options, weight)
        if (passing.put(part, adder.takeOut()) && isRing) moved = true
        if (steps <= pause) continue
        if (steps > mostSteps) return null
        pause = steps + stepsPerTurn
        yield
      }
    }
    for (let place = first; place < next; place += 1) tell(order[place] as number, passing.of(order[place] as number))
  }
  return steps
}
