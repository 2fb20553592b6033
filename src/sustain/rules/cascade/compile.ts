// A graph as columns of numbers, forwards (what a part needs) and backwards (what needs it): made once, run many times, sent to a worker as is.
import type { Graph, GraphNeed } from '../../model/graph.ts'
import { inOneGo, partsPerSlice } from '../graph/slices.ts'

/**
 * The needs of part p are `needStart[p]` to `needStart[p + 1]`, the options of need n `optionStart[n]` to `optionStart[n + 1]`, and the
 * options that name part p stand in `usedBy` from `usedStart[p]` to `usedStart[p + 1]`. Part number `parts` stands for all that is not seen:
 * it is always whole. Spans are in minutes.
 */
export interface Network {
  readonly parts: number
  readonly needs: number
  readonly options: number
  readonly usableFrom: Float64Array
  readonly needStart: Int32Array
  readonly needOwner: Int32Array
  /** Options that must carry something: as many as the need asks for, but no more than carry it on a usual day. */
  readonly least: Int32Array
  /** What the options in use carry on a usual day, at most 1: what is usual is whole. */
  readonly usual: Float64Array
  readonly weight: Float64Array
  readonly holds: Float64Array
  readonly optionStart: Int32Array
  readonly optionNeed: Int32Array
  readonly optionPart: Int32Array
  readonly share: Float64Array
  /** 1: carries from the start. 0: stands by. */
  readonly inUse: Uint8Array
  readonly switching: Float64Array
  readonly usedStart: Int32Array
  readonly usedBy: Int32Array
  /** Needs whose usual day could not be taken as written: none of the options in use, or fewer than asked for. */
  readonly oddNeeds: number
  /** Standbys that cannot be counted on; they never carry. */
  readonly uncounted: number
}

/** Whether an option counts: by index of the part, place of the need in it, place of the option in that. Those in use always do. */
export type Counts = (part: number, need: number, option: number) => boolean

export function compile(graph: Graph, counts: Counts = () => true): Network {
  return inOneGo(makeNetwork(graph, counts))
}

/** Stops now and then, so that others get their turn on large maps. */
export function* makeNetwork(graph: Graph, counts: Counts): Generator<undefined, Network, undefined> {
  const sizes = sizesOf(graph)
  const network = emptyNetwork(sizes)
  let need = 0
  let option = 0
  let oddNeeds = 0
  let uncounted = 0
  for (const [p, part] of graph.parts.entries()) {
    if (p % partsPerSlice === partsPerSlice - 1) yield
    network.usableFrom[p] = part.usableFrom
    for (const [place, one] of part.needs.entries()) {
      network.needOwner[need] = p
      if (fillNeed(network, need, option, one)) oddNeeds += 1
      uncounted += leaveOut(network, option, one.options.length, (at) => counts(p, place, at))
      option += one.options.length
      need += 1
      network.optionStart[need] = option
    }
    network.needStart[p + 1] = need
  }
  // Part number `parts` needs nothing.
  network.needStart[sizes.parts + 1] = need
  turnRound(network)
  return { ...network, oddNeeds, uncounted }
}

function sizesOf(graph: Graph) {
  let needs = 0
  let options = 0
  for (const part of graph.parts) {
    needs += part.needs.length
    for (const need of part.needs) options += need.options.length
  }
  return { parts: graph.parts.length, needs, options }
}

function emptyNetwork({ parts, needs, options }: { parts: number; needs: number; options: number }): Network {
  return {
    parts,
    needs,
    options,
    usableFrom: new Float64Array(parts + 1),
    needStart: new Int32Array(parts + 2),
    needOwner: new Int32Array(needs),
    least: new Int32Array(needs),
    usual: new Float64Array(needs),
    weight: new Float64Array(needs),
    holds: new Float64Array(needs),
    optionStart: new Int32Array(needs + 1),
    optionNeed: new Int32Array(options),
    optionPart: new Int32Array(options),
    share: new Float64Array(options),
    inUse: new Uint8Array(options),
    switching: new Float64Array(options),
    usedStart: new Int32Array(parts + 2),
    usedBy: new Int32Array(options),
    oddNeeds: 0,
    uncounted: 0,
  }
}

/** Answers whether the need had to be taken otherwise than it is written. */
function fillNeed(network: Network, n: number, first: number, { least, weight, holds, options }: GraphNeed): boolean {
  // Where nothing is in use, everything is: otherwise the part would be down on a usual day.
  const noneInUse = options.every(({ switching }) => switching !== null)
  let usual = 0
  let carrying = 0
  options.forEach(({ part, share, switching }, at) => {
    const o = first + at
    network.optionNeed[o] = n
    network.optionPart[o] = part < 0 ? network.parts : part
    network.share[o] = share
    const used = noneInUse || switching === null
    network.inUse[o] = used ? 1 : 0
    network.switching[o] = used ? 0 : (switching?.likely ?? 0)
    if (!used || share <= 0) return
    usual += share
    carrying += 1
  })
  network.usual[n] = Math.min(1, usual)
  network.least[n] = Math.min(least, carrying)
  network.weight[n] = weight
  network.holds[n] = holds.likely
  return (noneInUse && options.length > 0) || carrying < least
}

/** A standby that does not count is never ready. Answers how many there are. */
function leaveOut(
  { inUse, switching }: Network,
  first: number,
  options: number,
  counts: (at: number) => boolean,
): number {
  let left = 0
  for (let at = 0; at < options; at += 1) {
    if (inUse[first + at] === 1 || counts(at)) continue
    switching[first + at] = Number.POSITIVE_INFINITY
    left += 1
  }
  return left
}

/** Counts, sums up, and fills: who uses each part. */
function turnRound({ options, optionPart, usedStart, usedBy }: Network): void {
  for (let o = 0; o < options; o += 1) increase(usedStart, (optionPart[o] as number) + 1, 1)
  for (let p = 1; p < usedStart.length; p += 1) increase(usedStart, p, usedStart[p - 1] as number)
  const next = usedStart.slice()
  for (let o = 0; o < options; o += 1) usedBy[increase(next, optionPart[o] as number, 1)] = o
}

/** Answers what stood there before. */
function increase(column: Int32Array, at: number, by: number): number {
  const old = column[at] as number
  column[at] = old + by
  return old
}
