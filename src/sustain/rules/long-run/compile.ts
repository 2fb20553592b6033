// The graph as flat arrays, for questions about the long run: who hangs on whom, without any clock.
import type { Graph, GraphNeed } from '../../model/graph.ts'
import { inOneGo, partsPerSlice } from '../graph/slices.ts'
import type { Counts } from './mapped.ts'

/** Lists stand one behind the other: those of n are from `first[n]` up to `first[n + 1]`. */
export interface Compiled {
  parts: number
  usableFrom: Float64Array
  needFirst: Int32Array
  needOwner: Int32Array
  /** As many as the need asks for, but no more than carry it on a usual day. */
  needLeast: Int32Array
  needWeight: Float64Array
  optionFirst: Int32Array
  optionNeed: Int32Array
  /** -1: not seen, and standing whatever happens. */
  optionPart: Int32Array
  /** Of what the options in use carry together on a usual day: what is usual is whole. */
  optionShare: Float64Array
  optionStandby: Uint8Array
  /** For each part, the options that name it. */
  userFirst: Int32Array
  users: Int32Array
  isService: Uint8Array
}

/** Options that do not count are left out altogether; those in use always do. A usual day is taken as the cascade takes it. */
export function compile(graph: Graph, counts: Counts): Compiled {
  return inOneGo(makeCompiled(graph, counts))
}

/** Stops now and then, so that others get their turn on large maps. */
export function* makeCompiled(graph: Graph, counts: Counts): Generator<undefined, Compiled, undefined> {
  const sizes = sizesOf(graph)
  const made = emptyFor(graph.parts.length, sizes.needs, sizes.options)
  let need = 0
  let option = 0
  for (const [at, part] of graph.parts.entries()) {
    if (at % partsPerSlice === partsPerSlice - 1) yield
    made.needFirst[at] = need
    made.usableFrom[at] = part.usableFrom
    made.isService[at] = part.kind === 'service' ? 1 : 0
    part.needs.forEach((one, place) => {
      const { usual, least, noneInUse } = usualOf(one)
      made.needOwner[need] = at
      made.needLeast[need] = least
      // A need that nothing carries on a usual day decides nothing.
      made.needWeight[need] = usual === 0 ? 0 : one.weight
      made.optionFirst[need] = option
      one.options.forEach(({ part: other, share, switching }, which) => {
        const inUse = noneInUse || switching === null
        if (!inUse && !counts(at, place, which)) return
        made.optionNeed[option] = need
        made.optionPart[option] = other
        made.optionShare[option] = usual === 0 ? 0 : share / usual
        made.optionStandby[option] = inUse ? 0 : 1
        option += 1
      })
      need += 1
    })
  }
  made.needFirst[graph.parts.length] = need
  made.optionFirst[need] = option
  return { ...made, ...usersOf(made.optionPart.subarray(0, option), graph.parts.length) }
}

function usualOf({ options, least }: GraphNeed): { usual: number; least: number; noneInUse: boolean } {
  const noneInUse = options.every(({ switching }) => switching !== null)
  const carrying = options.filter(({ share, switching }) => (noneInUse || switching === null) && share > 0)
  const usual = carrying.reduce((sum, { share }) => sum + share, 0)
  return { usual: Math.min(1, usual), least: Math.min(least, carrying.length), noneInUse }
}

function sizesOf(graph: Graph): { needs: number; options: number } {
  let needs = 0
  let options = 0
  for (const part of graph.parts) {
    needs += part.needs.length
    for (const need of part.needs) options += need.options.length
  }
  return { needs, options }
}

function emptyFor(parts: number, needs: number, options: number): Omit<Compiled, 'userFirst' | 'users'> {
  return {
    parts,
    usableFrom: new Float64Array(parts),
    isService: new Uint8Array(parts),
    needFirst: new Int32Array(parts + 1),
    needOwner: new Int32Array(needs),
    needLeast: new Int32Array(needs),
    needWeight: new Float64Array(needs),
    optionFirst: new Int32Array(needs + 1),
    optionNeed: new Int32Array(options),
    optionPart: new Int32Array(options),
    optionShare: new Float64Array(options),
    optionStandby: new Uint8Array(options),
  }
}

function usersOf(optionPart: Int32Array, parts: number): { userFirst: Int32Array; users: Int32Array } {
  const userFirst = new Int32Array(parts + 1)
  for (const part of optionPart) if (part >= 0) userFirst[part + 1] = (userFirst[part + 1] ?? 0) + 1
  for (let n = 0; n < parts; n += 1) userFirst[n + 1] = (userFirst[n + 1] ?? 0) + (userFirst[n] ?? 0)
  const next = userFirst.slice(0, parts)
  const users = new Int32Array(userFirst[parts] ?? 0)
  optionPart.forEach((part, option) => {
    if (part < 0) return
    const place = next[part] ?? 0
    users[place] = option
    next[part] = place + 1
  })
  return { userFirst, users }
}
