// The sums behind concentration: what passes through each group, added up from option to need to part. Half a thousand million additions on a
// large map, so that nothing is made for each.
import type { GraphNeed } from '../../model/graph.ts'
import { unseenPart } from '../graph/from-parts.ts'

/** What passes through each group, as two lists side by side, in the order of the groups. */
export interface Passing {
  groups: Int32Array
  much: Float32Array
}

const nothing: Passing = { groups: new Int32Array(0), much: new Float32Array(0) }
const leastMore = 1e-6
const perSlab = 1 << 20

type Passings = ReturnType<typeof createPassings>

/** Of each part. Lists lie in few large pieces of memory: a hundred thousand small ones would cost more than the sums. */
export function createPassings(parts: number) {
  const kept: (Passing | undefined)[] = new Array(parts)
  let slab = newSlab(perSlab)
  let used = 0

  function room(size: number): Passing {
    if (used + size > slab.groups.length) {
      slab = newSlab(Math.max(perSlab, size))
      used = 0
    }
    const from = used
    used += size
    return { groups: slab.groups.subarray(from, used), much: slab.much.subarray(from, used) }
  }

  return {
    of: (part: number): Passing => kept[part] ?? nothing,
    /** Keeps a copy. Answers whether it differs from what stood there. */
    put(part: number, now: Passing): boolean {
      const before = kept[part]
      const same = before !== undefined && before.groups.length === now.groups.length
      const moved = !same || differs(before, now)
      if (!moved) return false
      const into = same ? before : now.groups.length === 0 ? nothing : room(now.groups.length)
      into.groups.set(now.groups)
      into.much.set(now.much)
      kept[part] = into
      return before !== undefined || now.groups.length > 0
    },
  }
}

function newSlab(size: number): Passing {
  return { groups: new Int32Array(size), much: new Float32Array(size) }
}

function differs(before: Passing, now: Passing): boolean {
  for (let n = 0; n < now.groups.length; n += 1) {
    if (before.groups[n] !== now.groups[n]) return true
    if (Math.abs((before.much[n] as number) - (now.much[n] as number)) > leastMore) return true
  }
  return false
}

/** Sums up one part after another in arrays that are as long as there are groups, and are swept after each. */
export function createAdder(groups: number, groupOf: Int32Array, passing: Passings) {
  const need = new Float64Array(groups)
  const most = new Float64Array(groups)
  const inNeed = new Int32Array(groups)
  const inPart = new Int32Array(groups)
  const out = newSlab(groups)
  let needCount = 0
  let partCount = 0

  function addNeed(options: GraphNeed['options'], weight: number): number {
    let all = 0
    for (const { share } of options) all += share
    if (all === 0) return options.length
    let steps = options.length
    for (const { part, share } of options) {
      if (part === unseenPart || share === 0) continue
      steps += addOption(part, share / all)
    }
    for (let n = 0; n < needCount; n += 1) {
      const group = inNeed[n] as number
      const much = weight * (need[group] as number)
      need[group] = 0
      const before = most[group] as number
      if (much <= leastMore || much <= before) continue
      if (before === 0) inPart[partCount++] = group
      most[group] = much
    }
    needCount = 0
    return steps
  }

  function addOption(part: number, factor: number): number {
    const own = groupOf[part] as number
    if (own >= 0) {
      if (need[own] === 0) inNeed[needCount++] = own
      need[own] = (need[own] as number) + factor
    }
    const below = passing.of(part)
    const from = below.groups
    const much = below.much
    for (let n = 0; n < from.length; n += 1) {
      const group = from[n] as number
      if (group === own) continue
      const before = need[group] as number
      if (before === 0) inNeed[needCount++] = group
      need[group] = before + factor * (much[n] as number)
    }
    return from.length
  }

  /** Used again by the next one: what is to stay is copied. */
  function takeOut(): Passing {
    if (partCount === 0) return nothing
    const found = out.groups.subarray(0, partCount)
    fillInOrder(found, inPart.subarray(0, partCount), most)
    const much = out.much.subarray(0, partCount)
    for (let n = 0; n < partCount; n += 1) {
      const group = found[n] as number
      much[n] = most[group] as number
      most[group] = 0
    }
    partCount = 0
    return { groups: found, much }
  }

  return { addNeed, takeOut }
}

/** Where there are many it is less work to look at all places than to sort. */
function fillInOrder(into: Int32Array, some: Int32Array, most: Float64Array): void {
  if (some.length * 16 < most.length) {
    into.set(some)
    into.sort()
    return
  }
  let filled = 0
  for (let group = 0; filled < into.length; group += 1) {
    if (most[group] === 0) continue
    into[filled] = group
    filled += 1
  }
}
