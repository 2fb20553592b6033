// How far below the top each part stands: one more than the lowest of those that need it. Cycles are opened where they close.

/** Pairs are [needs, is needed]. Never deep in calls: a chain may have a hundred thousand parts. */
export function ranksOf(count: number, pairs: readonly [number, number][]): Int32Array {
  const { order, closing } = walked(count, pairs)
  const ranks = new Int32Array(count)
  const out = listsOf(count, pairs)
  for (let at = order.length - 1; at >= 0; at--) {
    const part = order[at] ?? 0
    for (const edge of out[part] ?? []) {
      const to = pairs[edge]?.[1] ?? 0
      if (!closing.has(edge)) ranks[to] = Math.max(ranks[to] ?? 0, (ranks[part] ?? 0) + 1)
    }
  }
  return ranks
}

function listsOf(count: number, pairs: readonly [number, number][]): number[][] {
  const lists: number[][] = Array.from({ length: count }, () => [])
  pairs.forEach(([from], edge) => {
    lists[from]?.push(edge)
  })
  return lists
}

/** Depth first, those first that nobody needs: parts in the order in which they were left, and the pairs that close a cycle. */
function walked(count: number, pairs: readonly [number, number][]): { order: number[]; closing: Set<number> } {
  const out = listsOf(count, pairs)
  const needed = new Uint8Array(count)
  for (const [, to] of pairs) needed[to] = 1
  /** 0 not yet, 1 on the way, 2 left. */
  const state = new Uint8Array(count)
  const next = new Int32Array(count)
  const order: number[] = []
  const closing = new Set<number>()
  const starts = [...needed.keys()].sort((a, b) => (needed[a] ?? 0) - (needed[b] ?? 0))
  for (const start of starts) {
    if (state[start] !== 0) continue
    const way = [start]
    state[start] = 1
    while (way.length > 0) {
      const part = way[way.length - 1] ?? 0
      const edge = out[part]?.[next[part] ?? 0]
      if (edge === undefined) {
        state[part] = 2
        order.push(part)
        way.pop()
        continue
      }
      next[part] = (next[part] ?? 0) + 1
      const to = pairs[edge]?.[1] ?? 0
      if (state[to] === 1) closing.add(edge)
      else if (state[to] === 0) {
        state[to] = 1
        way.push(to)
      }
    }
  }
  return { order, closing }
}
