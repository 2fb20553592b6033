// What people lose by a run, in numbers: services gone and degraded, users, minutes, countries. As columns, so that it can be sent to a worker.
import type { Graph } from '../../model/graph.ts'
import type { RunState } from './run-state.ts'

export interface Stakes {
  /** 1: people use it. By part. */
  isService: Uint8Array
  /** 0 where it is not known. */
  users: Float64Array
  /** The countries served by part p: numbers from `servedStart[p]` to `servedStart[p + 1]` of `served`. */
  servedStart: Int32Array
  served: Int32Array
  countries: number
}

export function stakesOf(graph: Graph): { stakes: Stakes; countries: string[] } {
  const countries = [...new Set(graph.parts.flatMap(({ kind, serves }) => (kind === 'service' ? serves : [])))].sort()
  const numbers = new Map(countries.map((country, at) => [country, at]))
  const size = graph.parts.length + 1
  const stakes = {
    isService: new Uint8Array(size),
    users: new Float64Array(size),
    servedStart: new Int32Array(size + 1),
  }
  const served: number[] = []
  graph.parts.forEach(({ kind, users, serves }, p) => {
    if (kind === 'service') {
      stakes.isService[p] = 1
      stakes.users[p] = users ?? 0
      for (const country of serves) served.push(numbers.get(country) ?? 0)
    }
    stakes.servedStart[p + 1] = served.length
  })
  stakes.servedStart[size] = served.length
  return { stakes: { ...stakes, served: Int32Array.from(served), countries: countries.length }, countries }
}

export interface Loss {
  servicesDown: number
  servicesDegraded: number
  usersDown: number
  userMinutes: number
  /** -1: never. */
  firstDownAt: number
}

/** Adds up what the run touched; `marked` gets a 1 for each country that loses a service. People are counted once for each service. */
export function lossOf(run: RunState, stakes: Stakes, marked: Uint8Array): Loss {
  const loss = { servicesDown: 0, servicesDegraded: 0, usersDown: 0, userMinutes: 0, firstDownAt: -1 }
  for (let i = 0; i < run.seen.size; i += 1) {
    const p = run.seen.items[i] as number
    if (stakes.isService[p] === 0 || (run.degradedAt[p] as number) < 0) continue
    const downAt = run.downAt[p] as number
    if (downAt < 0) {
      loss.servicesDegraded += 1
      continue
    }
    const users = stakes.users[p] as number
    loss.servicesDown += 1
    loss.usersDown += users
    loss.userMinutes += users * (run.downMinutes[p] as number)
    if (loss.firstDownAt < 0 || downAt < loss.firstDownAt) loss.firstDownAt = downAt
    for (let c = stakes.servedStart[p] as number; c < (stakes.servedStart[p + 1] as number); c += 1)
      marked[stakes.served[c] as number] = 1
  }
  return loss
}
