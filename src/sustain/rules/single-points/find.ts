// Parts that alone can take a service away for good, and on how many people each of them weighs.
import type { Graph } from '../../model/graph.ts'
import type { LongRun } from '../long-run/settle.ts'
import { supportOf } from '../long-run/support.ts'

export interface FoundPoint {
  part: number
  /** Services that stop, the part itself not among them; the first of them by their place in the graph. */
  services: number[]
  servicesTotal: number
  users: number
}

export const servicesShown = 100

/** Those that could be one at all: for one service only what holds it up now, else whatever some part needs. */
function candidates(run: LongRun, service: number | null): number[] {
  if (service !== null) {
    return [...supportOf(run, service)].filter((part) => part !== service).sort((a, b) => a - b)
  }
  const { parts, userFirst } = run.compiled
  const found: number[] = []
  for (let part = 0; part < parts; part += 1)
    if ((userFirst[part] as number) < (userFirst[part + 1] as number)) found.push(part)
  return found
}

/** What stops when this part is gone and holds have run out; null: nothing. Steps that run against a bound are told by `cutShort`. */
function loseOne(
  graph: Graph,
  run: LongRun,
  part: number,
  service: number | null,
): { point: FoundPoint | null; cutShort: boolean } {
  const { isService } = run.compiled
  const { lowered, cutShort } = run.fall({ parts: [part], ...(service === null ? {} : { until: service }) })
  const gone = lowered.filter(
    (one) => one !== part && isService[one] === 1 && run.isGone(one) && (service ?? one) === one,
  )
  run.restore()
  if (gone.length === 0) return { point: null, cutShort }
  gone.sort((a, b) => a - b)
  let users = 0
  for (const one of gone) users += graph.parts[one]?.users ?? 0
  return {
    point: { part, services: gone.slice(0, servicesShown), servicesTotal: gone.length, users },
    cutShort,
  }
}

export interface SinglePoints {
  points: FoundPoint[]
  tried: number
  /** Candidates that were not tried any more, or whose fall was ended. */
  untold: number
}

const sliceSteps = 200_000

/** Tries each candidate, and stops now and then, so that others get their turn on large maps. */
export function* findSinglePoints(
  graph: Graph,
  run: LongRun,
  service: number | null,
  mostSteps: number,
): Generator<undefined, SinglePoints, undefined> {
  const found: FoundPoint[] = []
  const from = run.steps()
  let slice = from
  let tried = 0
  let untold = 0
  for (const part of candidates(run, service)) {
    if (run.steps() - from > mostSteps) {
      untold += 1
      continue
    }
    const { point, cutShort } = loseOne(graph, run, part, service)
    tried += 1
    if (cutShort) untold += 1
    if (point) found.push(point)
    if (run.steps() - slice < sliceSteps) continue
    slice = run.steps()
    yield
  }
  return { points: inOrder(graph, found), tried, untold }
}

/** Most people first, then most services, then by name, so that the same map gives the same list. */
function inOrder(graph: Graph, points: readonly FoundPoint[]): FoundPoint[] {
  const name = (point: FoundPoint) => graph.parts[point.part]?.name ?? ''
  return [...points].sort(
    (a, b) =>
      b.users - a.users ||
      b.servicesTotal - a.servicesTotal ||
      (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0) ||
      a.part - b.part,
  )
}
