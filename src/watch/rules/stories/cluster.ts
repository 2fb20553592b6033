// Clusters of one event: average-link over all items at once, the same whatever their order; a person's word goes first.
import { likeness, SUGGEST, type Weighed } from './likeness.ts'

/** Items that a person put together, and items that a person took apart, by their place in the list. */
export interface Constraints {
  together?: readonly (readonly [number, number])[]
  apart?: readonly (readonly [number, number])[]
}

export interface Clusterable {
  weighed: Weighed
  /** Milliseconds; null when nothing is known of when. */
  at: number | null
  /** What orders items that are equal otherwise: their content hash. */
  key: string
}

export const WINDOW_MILLISECONDS = 7 * 24 * 3600 * 1000
const MOST_PER_TERM = 400
const LEAST_RARITY = 2.2
const MOST_TERMS_ASKED = 40

/** A partition: every index once, lists and their members in order. */
export function clusterSketches(
  items: readonly Clusterable[],
  constraints: Constraints = {},
  threshold = SUGGEST,
): number[][] {
  const order = items.map((_, i) => i).sort((a, b) => compare(items[a]?.key ?? '', items[b]?.key ?? '') || a - b)
  const rank = new Map(order.map((index, i) => [index, i]))
  const sorted = order.flatMap((index) => items[index] ?? [])
  const place = ([a, b]: readonly [number, number]): [number, number] => [rank.get(a) ?? -1, rank.get(b) ?? -1]
  const merged = link(sorted, (constraints.together ?? []).map(place), (constraints.apart ?? []).map(place), threshold)
  return merged
    .map((members) => members.flatMap((i) => order[i] ?? []).sort((a, b) => a - b))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

type Pair = [score: number, a: number, b: number]

// Sums of likeness between clusters; the average over all pairs, those that share nothing counting as nothing.
function link(
  items: readonly Clusterable[],
  together: readonly [number, number][],
  apart: readonly [number, number][],
  threshold: number,
): number[][] {
  const members = new Map(items.map((_, i) => [i, [i]]))
  const sums = items.map(() => new Map<number, number>())
  const forbidden = items.map(() => new Set<number>())
  const heap: Pair[] = []
  for (const [a, b] of apart) {
    forbidden[a]?.add(b)
    forbidden[b]?.add(a)
  }
  for (const [a, b] of candidatePairs(items)) {
    const score = scoreOf(items, a, b)
    if (score <= 0.02) continue
    sums[a]?.set(b, score)
    sums[b]?.set(a, score)
    push(heap, [score, a, b])
  }
  const root = items.map((_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (root[at] !== at) at = root[at] ?? at
    return at
  }
  const average = (a: number, b: number) =>
    (sums[a]?.get(b) ?? 0) / ((members.get(a)?.length ?? 1) * (members.get(b)?.length ?? 1))
  const join = (a: number, b: number) => {
    members.set(a, [...(members.get(a) ?? []), ...(members.get(b) ?? [])])
    members.delete(b)
    root[b] = a
    for (const [other, sum] of sums[b] ?? []) {
      if (other === a) continue
      const now = sum + (sums[a]?.get(other) ?? 0)
      sums[a]?.set(other, now)
      sums[other]?.set(a, now)
      sums[other]?.delete(b)
    }
    sums[a]?.delete(b)
    sums[b] = new Map()
    for (const other of forbidden[b] ?? []) {
      forbidden[a]?.add(other)
      forbidden[other]?.delete(b)
      forbidden[other]?.add(a)
    }
    for (const other of sums[a]?.keys() ?? []) push(heap, [average(a, other), Math.min(a, other), Math.max(a, other)])
  }
  for (const [one, two] of together) {
    const a = Math.min(find(one), find(two))
    const b = Math.max(find(one), find(two))
    if (a !== b && a >= 0) join(a, b)
  }
  for (let best = pop(heap); best !== undefined && best[0] >= threshold; best = pop(heap)) {
    const [score, a, b] = best
    // Clusters that grew since then have a newer pair in the heap.
    if (root[a] !== a || root[b] !== b || Math.abs(average(a, b) - score) > 1e-9) continue
    if (forbidden[a]?.has(b)) continue
    join(a, b)
  }
  return [...members.values()]
}

function scoreOf(items: readonly Clusterable[], a: number, b: number): number {
  const one = items[a]
  const two = items[b]
  if (!one || !two || (one.at !== null && two.at !== null && Math.abs(one.at - two.at) > WINDOW_MILLISECONDS)) return 0
  return likeness(one.weighed, two.weighed)
}

// Pairs that share a rare term; terms in very many items bring nothing that a rarer one does not.
function candidatePairs(items: readonly Clusterable[]): [number, number][] {
  const byTerm = new Map<string, number[]>()
  const pairs: [number, number][] = []
  for (const [i, { weighed }] of items.entries()) {
    const seen = new Set<number>()
    for (const term of askedTerms(weighed)) {
      const others = byTerm.get(term) ?? []
      if (others.length < MOST_PER_TERM) for (const other of others) seen.add(other)
      others.push(i)
      byTerm.set(term, others)
    }
    for (const other of seen) pairs.push([other, i])
  }
  return pairs
}

/** The terms that an item is looked for by, rarest first: its marks and the words of its lead. */
export function askedTerms({ lead, marks }: Weighed, most = MOST_TERMS_ASKED, leastWeight = LEAST_RARITY): string[] {
  const rare = [...marks, ...lead].filter(([, weight]) => weight >= leastWeight)
  rare.sort((a, b) => b[1] - a[1] || compare(a[0], b[0]))
  return [...new Set(rare.map(([term]) => term))].slice(0, most)
}

function push(heap: Pair[], pair: Pair): void {
  heap.push(pair)
  let at = heap.length - 1
  while (at > 0) {
    const up = (at - 1) >> 1
    if (!before(heap[at], heap[up])) break
    swap(heap, at, up)
    at = up
  }
}

function pop(heap: Pair[]): Pair | undefined {
  const top = heap[0]
  const last = heap.pop()
  if (top === undefined || last === undefined || heap.length === 0) return top
  heap[0] = last
  let at = 0
  for (;;) {
    const left = 2 * at + 1
    const right = left + 1
    let next = at
    if (before(heap[left], heap[next])) next = left
    if (before(heap[right], heap[next])) next = right
    if (next === at) return top
    swap(heap, at, next)
    at = next
  }
}

function before(a: Pair | undefined, b: Pair | undefined): boolean {
  if (!a || !b) return a !== undefined
  return a[0] !== b[0] ? a[0] > b[0] : a[1] !== b[1] ? a[1] < b[1] : a[2] < b[2]
}

function swap(heap: Pair[], a: number, b: number): void {
  const one = heap[a]
  const two = heap[b]
  if (!one || !two) return
  heap[a] = two
  heap[b] = one
}
