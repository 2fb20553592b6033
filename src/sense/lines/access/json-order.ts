// The order of names in JSON lines, learnt from the line before: a service writes the same names in the same order, so most names are
// known by comparing a few words where they are expected. What differs is read as if nothing were known, and learnt anew.
import type { LineArena } from '../line-feed.ts'
import type { JsonName } from './json-names.ts'

const mostNames = 64
const wordsPerName = 12
const mostNameBytes = wordsPerName * 4

export interface NameOrder {
  /** Bytes of each name with its closing quote, as words; what is behind them is 0. */
  readonly words: Int32Array
  /** In bytes, with the closing quote; 0: nothing is expected here. */
  readonly lengths: Uint8Array
  readonly names: (JsonName | null)[]
  readonly parents: (JsonName | null)[]
}

export function createNameOrder(): NameOrder {
  return {
    words: new Int32Array(mostNames * wordsPerName),
    lengths: new Uint8Array(mostNames),
    names: Array<JsonName | null>(mostNames).fill(null),
    parents: Array<JsonName | null>(mostNames).fill(null),
  }
}

/** Where the closing quote of the `step`th name of a line stands, when the expected one begins at `from`; else -1. */
export function expectedEnd(
  order: NameOrder,
  arena: LineArena,
  from: number,
  step: number,
  parent: JsonName | null,
): number {
  const length = step < mostNames ? (order.lengths[step] as number) : 0
  if (length === 0 || order.parents[step] !== parent) return -1
  const { view } = arena
  let word = step * wordsPerName
  let rest = length
  let at = from
  for (; rest >= 4; rest -= 4) {
    if (view.getInt32(at, true) !== order.words[word++]) return -1
    at += 4
  }
  if (rest > 0 && (view.getInt32(at, true) & ((1 << (rest << 3)) - 1)) !== order.words[word]) return -1
  return from + length - 1
}

/** Expects the name of `bytes[from, end)` as the `step`th from now on; `bytes[end]` is its closing quote. */
export function expectName(
  order: NameOrder,
  arena: LineArena,
  [from, end]: readonly [number, number],
  step: number,
  name: JsonName | null,
  parent: JsonName | null,
): void {
  if (step >= mostNames) return
  const length = end + 1 - from
  order.lengths[step] = length <= mostNameBytes ? length : 0
  if (length > mostNameBytes) return
  order.names[step] = name
  order.parents[step] = parent
  const first = step * wordsPerName
  order.words.fill(0, first, first + wordsPerName)
  for (let at = 0; at < length; at++) {
    const word = first + (at >> 2)
    order.words[word] = (order.words[word] as number) | ((arena.bytes[from + at] as number) << ((at & 3) << 3))
  }
}
