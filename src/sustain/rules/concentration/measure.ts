// How much of each layer hangs on how few: shares of those behind it or of their countries, and the Herfindahl-Hirschman index.
import type { OutputOf } from '#kernel/contract.ts'
import type { measureConcentration } from '../../api/analysis.ts'
import type { Graph, GraphPart } from '../../model/graph.ts'
import { type Layer, layers } from '../../model/parts.ts'
import type { Passing } from './passing.ts'
import { passingThrough, prepareUse } from './use.ts'

type Answer = OutputOf<typeof measureConcentration>
type Concentration = Answer['layers'][number]

export interface ConcentrationAsked {
  by: 'behind' | 'country'
  weigh: 'services' | 'users'
  sector?: string
  serving?: string
  /** How many options may be looked at. */
  mostSteps: number
}

interface Group {
  /** null: nobody knows; each such part stands for itself, so that the index is the least that it can be. */
  name: string | null
  parts: number
  /** Of all that is weighed in. */
  share: number
  services: number
}

/** Each service weighs in once, split over what it uses in this layer; nothing is kept of it. */
interface Weighed {
  /** What all services weigh that use this layer. */
  total: number
  /** Services that use a part of which nobody knows who is behind it. */
  unknown: number
}

/** All of it in one go. */
export function concentrationOf(graph: Graph, asked: ConcentrationAsked): Answer {
  const measuring = measureLayers(graph, asked)
  for (;;) {
    const { done, value } = measuring.next()
    if (done) return value
  }
}

/** Stops now and then, so that others get their turn on large maps. */
export function* measureLayers(graph: Graph, asked: ConcentrationAsked): Generator<undefined, Answer, undefined> {
  const chosen = chosenServices(graph, asked)
  const isChosen = new Uint8Array(graph.parts.length)
  for (const at of chosen) isChosen[at] = 1
  const use = prepareUse(graph, chosen)
  const told: Concentration[] = []
  const skipped: string[] = []
  let left = asked.mostSteps
  for (const layer of layers) {
    const { groups, groupOf } = groupsOf(graph, layer, asked.by)
    if (groups.length === 0) continue
    yield
    const weighed: Weighed = { total: 0, unknown: 0 }
    const steps = yield* passingThrough(use, { groupOf, groups: groups.length }, left, (part, passing) => {
      if (isChosen[part] !== 1 || passing.groups.length === 0) return
      weighIn(groups, weighed, passing, asked.weigh === 'users' ? (graph.parts[part]?.users ?? 0) : 1)
    })
    if (steps === null) {
      skipped.push(layer)
      continue
    }
    left -= steps
    if (groups.some(({ services }) => services > 0)) told.push(measured(layer, groups, weighed))
  }
  return { layers: told, notes: notesFor(graph, asked, chosen, told, skipped) }
}

function chosenServices(graph: Graph, { sector, serving }: ConcentrationAsked): number[] {
  const fits = (part: GraphPart) =>
    part.kind === 'service' &&
    (sector === undefined || part.sectors.includes(sector)) &&
    (serving === undefined || part.serves.includes(serving))
  return graph.parts.flatMap((part, at) => (fits(part) ? [at] : []))
}

function groupsOf(graph: Graph, layer: Layer, by: 'behind' | 'country'): { groups: Group[]; groupOf: Int32Array } {
  const groups: Group[] = []
  const known = new Map<string, number>()
  const groupOf = new Int32Array(graph.parts.length).fill(-1)
  graph.parts.forEach((part, at) => {
    if (part.layer !== layer) return
    const name = part[by]
    let place = name === null ? undefined : known.get(name)
    if (place === undefined) {
      place = groups.push({ name, parts: 0, share: 0, services: 0 }) - 1
      if (name !== null) known.set(name, place)
    }
    const group = groups[place]
    if (group) group.parts += 1
    groupOf[at] = place
  })
  return { groups, groupOf }
}

function weighIn(groups: readonly Group[], weighed: Weighed, passing: Passing, weight: number): void {
  let whole = 0
  for (const much of passing.much) whole += much
  let usesUnknown = false
  for (let n = 0; n < passing.groups.length; n += 1) {
    const group = groups[passing.groups[n] as number]
    if (!group) continue
    group.share += (weight * (passing.much[n] as number)) / whole
    group.services += 1
    usesUnknown ||= group.name === null
  }
  weighed.total += weight
  if (usesUnknown) weighed.unknown += 1
}

function measured(layer: Layer, groups: readonly Group[], { total, unknown }: Weighed): Concentration {
  const used = groups.filter(({ services }) => services > 0)
  const shareOf = ({ share }: Group) => (total === 0 ? 0 : share / total)
  const hhi = used.reduce((sum, group) => sum + (shareOf(group) * 100) ** 2, 0)
  const shown = ({ name, parts, services }: Group, share: number) => ({ name, share: rounded(share), parts, services })
  const named = used.filter(({ name }) => name !== null).map((group) => shown(group, shareOf(group)))
  const dim = used.filter(({ name }) => name === null)
  const dimShare = dim.reduce((sum, group) => sum + shareOf(group), 0)
  const dimParts = dim.reduce((sum, { parts }) => sum + parts, 0)
  const together = { name: null, parts: dimParts, share: 0, services: unknown }
  return {
    layer,
    hhi: Math.round(hhi * 10) / 10,
    equalNumber: hhi === 0 ? 0 : Math.round((10_000 / hhi) * 100) / 100,
    shares: [...named, ...(dim.length > 0 ? [shown(together, dimShare)] : [])].sort(bySize),
    unknownShare: rounded(dimShare),
  }
}

type Shown = Concentration['shares'][number]

const rounded = (share: number) => Math.min(1, Math.round(share * 1e6) / 1e6)
const bySize = (a: Shown, b: Shown) => b.share - a.share || ((a.name ?? '~') < (b.name ?? '~') ? -1 : 1)

function notesFor(
  graph: Graph,
  { weigh, mostSteps }: ConcentrationAsked,
  chosen: readonly number[],
  told: readonly Concentration[],
  skipped: readonly string[],
): string[] {
  const notes = ['What is in use now is counted, through others too; standbys are not. Options of one need share it.']
  const without = chosen.filter((at) => graph.parts[at]?.users === null).length
  if (weigh === 'users' && without > 0)
    notes.push(`${without} of ${chosen.length} services have no number of users and weigh nothing.`)
  const dim = told.filter(({ unknownShare }) => unknownShare > 0).map(({ layer }) => layer)
  if (dim.length > 0)
    notes.push(`Not everybody is known in: ${dim.join(', ')}. There the index is the least that it can be.`)
  if (graph.unseen.length > 0)
    notes.push(
      `${graph.unseen.length} options are not on the map that you may read; what passes through them is not counted.`,
    )
  if (skipped.length > 0)
    notes.push(
      `Left out, since the map is too large (more than ${mostSteps} steps): ${skipped.join(', ')}. Choose a sector or a country.`,
    )
  return notes
}
