// Makes the graph that analysis works on from the parts that a reader sees.
import type { Graph, GraphNeed, GraphPart } from '../../model/graph.ts'
import type { Need, Part } from '../../model/parts.ts'
import { inOneGo, partsPerSlice } from './slices.ts'

/** A part as it is held, without the house around it. */
export interface KnownPart {
  id: string
  state: Part
}

/** Stands in `GraphOption.part` for a part that is not among those given: it counts as standing, whatever happens. */
export const unseenPart = -1

/**
 * Parts in the order of their ids, so that the same parts give the same graph however they came. Options that name none of them point to
 * `unseenPart` and are listed in `unseen`. Those behind parts get one name each: see `namesBehind`.
 */
export function graphFrom(given: readonly KnownPart[]): Graph {
  return inOneGo(makeGraph(given))
}

/** Stops now and then, so that others get their turn on large maps. */
export function* makeGraph(given: readonly KnownPart[]): Generator<undefined, Graph, undefined> {
  const known = inOrder(given)
  const at = new Map(known.map(({ id }, index) => [id, index]))
  yield
  const behind = yield* namesBehind(known)
  const unseen: { part: number; need: string; option: string }[] = []
  yield
  const parts: GraphPart[] = []
  for (const [index, { id, state }] of known.entries()) {
    if (index % partsPerSlice === partsPerSlice - 1) yield
    const needs = state.needs.map((need) => {
      for (const { part } of need.of) if (!at.has(part)) unseen.push({ part: index, need: need.name, option: part })
      return needFrom(need, at)
    })
    const { name, kind, layer, country, standsIn, sectors, serves, users, usableFrom } = state
    const who = behind[index] ?? null
    parts.push({ id, name, kind, layer, behind: who, country, standsIn, sectors, serves, users, usableFrom, needs })
  }
  return { parts, unseen }
}

function needFrom({ name, least, holds, weight, of }: Need, at: ReadonlyMap<string, number>): GraphNeed {
  const options = of.map(({ part, share = 1, switching }) => ({ part: at.get(part) ?? unseenPart, share, switching }))
  return { name, least, holds, weight, options }
}

/**
 * One name for all that are the same: the same organisation of the register, or the same name however it is spaced and capitalised. The
 * first spelling counts. A bare name that an organisation bears too is taken for that organisation.
 */
function* namesBehind(known: readonly KnownPart[]): Generator<undefined, (string | null)[], undefined> {
  const byOrganisation = new Map<string, string>()
  const byName = new Map<string, string>()
  const learn = ({ state: { behind } }: KnownPart) => {
    if (behind === null) return null
    const { organisation, name } = behind
    const folded = foldedName(name)
    const one = (organisation && byOrganisation.get(organisation)) ?? byName.get(folded) ?? name
    if (organisation) byOrganisation.set(organisation, one)
    if (!byName.has(folded)) byName.set(folded, one)
    return one
  }
  // Organisations first, so that it does not matter which part was written down earlier.
  for (const part of known) if (part.state.behind?.organisation) learn(part)
  const names: (string | null)[] = []
  for (const [index, part] of known.entries()) {
    if (index % partsPerSlice === partsPerSlice - 1) yield
    names.push(learn(part))
  }
  return names
}

/** How names of those behind parts are compared: neither capitals nor spaces make two of one. */
export function foldedName(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}

function inOrder(given: readonly KnownPart[]): readonly KnownPart[] {
  for (let n = 1; n < given.length; n += 1) {
    const [before, one] = [given[n - 1], given[n]]
    if (before && one && before.id >= one.id) return [...given].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  }
  return given
}
