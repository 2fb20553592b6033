// Providers in the order of what would be lost without each: who is tried, the trying, and the order.
import type { OutputOf } from '#kernel/contract.ts'
import type { rankProviders } from '../../api/analysis.ts'
import type { Graph, GraphPart } from '../../model/graph.ts'
import type { Network } from './compile.ts'
import { runAnew } from './run.ts'
import { createRun } from './run-state.ts'
import { lossOf, type Stakes } from './tally.ts'

export type WhatIf = OutputOf<typeof rankProviders>['ranked'][number]

/** Parts that fall together. */
export interface Candidate {
  part: number | null
  name: string
  parts: number[]
}

/** Of more than these, those that most others use are tried. */
export const mostTried = 5000

export type RankBy = 'part' | 'behind' | 'country'

/** by part: providers and sites, or all parts of a layer when one is named. Those that most others use come first; `total` counts all. */
export function candidatesOf(graph: Graph, network: Network, by: RankBy, layer?: string) {
  const groups = new Map<string, Candidate>()
  graph.parts.forEach((one, p) => {
    if (layer === undefined ? by === 'part' && !isProvider(one) : one.layer !== layer) return
    const name = by === 'part' ? one.name : by === 'behind' ? one.behind : one.country
    if (name === null) return
    const key = by === 'part' ? String(p) : name
    const known = groups.get(key)
    if (known) known.parts.push(p)
    else groups.set(key, { part: by === 'part' ? p : null, name, parts: [p] })
  })
  const used = ({ parts }: Candidate) => parts.reduce((sum, p) => sum + usersOf(network, p), 0)
  const all = [...groups.values()]
    .map((candidate) => ({ candidate, used: used(candidate) }))
    .sort((a, b) => b.used - a.used)
  return { candidates: all.slice(0, mostTried).map(({ candidate }) => candidate), total: all.length }
}

function isProvider({ kind }: GraphPart): boolean {
  return kind === 'provider' || kind === 'site'
}

function usersOf({ usedStart }: Network, p: number): number {
  return (usedStart[p + 1] as number) - (usedStart[p] as number)
}

/** Losses as columns, by candidate; `tried` of them were run before time was up. */
export interface Losses {
  tried: number
  cut: number
  servicesDown: Int32Array
  servicesDegraded: Int32Array
  usersDown: Float64Array
  userMinutes: Float64Array
  firstDownAt: Float64Array
  /** One row of countries for each candidate. */
  countries: Uint8Array
}

/** Each candidate fails at minute 0 and stays away. `goOn` is asked before each. */
export function tryEach(
  network: Network,
  stakes: Stakes,
  groups: readonly (readonly number[])[],
  horizon: number,
  goOn: (tried: number) => boolean,
): Losses {
  const run = createRun(network)
  const losses = emptyLosses(groups.length, stakes.countries)
  for (const parts of groups) {
    if (!goOn(losses.tried)) break
    const changes = parts.map((part) => ({ at: 0, part, own: 0 }))
    runAnew(run, changes, horizon, false)
    const at = losses.tried
    const row = losses.countries.subarray(at * stakes.countries, (at + 1) * stakes.countries)
    const loss = lossOf(run, stakes, row)
    losses.servicesDown[at] = loss.servicesDown
    losses.servicesDegraded[at] = loss.servicesDegraded
    losses.usersDown[at] = loss.usersDown
    losses.userMinutes[at] = loss.userMinutes
    losses.firstDownAt[at] = loss.firstDownAt
    if (run.cut.size > 0 || run.stoppedAt !== null) losses.cut += 1
    losses.tried += 1
  }
  return losses
}

function emptyLosses(size: number, countries: number): Losses {
  return {
    tried: 0,
    cut: 0,
    servicesDown: new Int32Array(size),
    servicesDegraded: new Int32Array(size),
    usersDown: new Float64Array(size),
    userMinutes: new Float64Array(size),
    firstDownAt: new Float64Array(size),
    countries: new Uint8Array(size * countries),
  }
}

/** Most minutes of people lost first; then people, services gone, services degraded, names. */
export function ranked(
  graph: Graph,
  candidates: readonly Candidate[],
  losses: Losses,
  countries: readonly string[],
): WhatIf[] {
  const tried = candidates
    .slice(0, losses.tried)
    .map((candidate, at) => whatIf(graph, candidate, losses, at, countries))
  return tried.sort(
    (a, b) =>
      b.userMinutes - a.userMinutes ||
      b.usersDown - a.usersDown ||
      b.servicesDown - a.servicesDown ||
      b.servicesDegraded - a.servicesDegraded ||
      (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  )
}

function whatIf(
  graph: Graph,
  { part, name, parts }: Candidate,
  losses: Losses,
  at: number,
  names: readonly string[],
): WhatIf {
  const firstDownAt = losses.firstDownAt[at] as number
  const hit = parts.flatMap((p) => graph.parts[p] ?? [])
  return {
    part: part === null ? null : (graph.parts[part]?.id ?? null),
    name,
    // What all of them share; null where they differ.
    layer: shared(hit.map(({ layer }) => layer)) as WhatIf['layer'],
    behind: shared(hit.map(({ behind }) => behind)),
    country: shared(hit.map(({ country }) => country)) as WhatIf['country'],
    parts: parts.length,
    servicesDown: losses.servicesDown[at] as number,
    servicesDegraded: losses.servicesDegraded[at] as number,
    usersDown: losses.usersDown[at] as number,
    userMinutes: losses.userMinutes[at] as number,
    firstDownAt: firstDownAt < 0 ? null : firstDownAt,
    countries: names.filter((_, c) => losses.countries[at * names.length + c] === 1) as WhatIf['countries'],
  }
}

function shared<T>(values: readonly (T | null)[]): T | null {
  const [first = null] = values
  return values.every((one) => one === first) ? first : null
}
