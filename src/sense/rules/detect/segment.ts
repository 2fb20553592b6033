// Cuts an excursion into stretches of one level, and waves at the valleys between them.

export interface Stretch {
  from: number
  to: number
  mean: number
}

/** More buckets than this are averaged into blocks first, so that the work is bounded by its square. */
const mostBlocks = 384

/**
 * Optimal partitioning (Jackson et al. 2005) with a penalty for each cut: the cheapest sum of squares. Quadratic in blocks, which are
 * at most 384 however long the excursion; a stretch is at least `leastLength` buckets.
 */
export function stretchesOf(values: Float32Array, from: number, to: number, sigma: number, leastLength = 3): Stretch[] {
  const length = to - from
  if (length <= 0) return []
  const size = Math.max(1, Math.ceil(length / mostBlocks))
  const blocks = Math.ceil(length / size)
  const sums = new Float64Array(blocks + 1)
  const squares = new Float64Array(blocks + 1)
  for (let b = 0; b < blocks; b++) {
    let sum = 0
    let square = 0
    for (let i = from + b * size; i < Math.min(to, from + (b + 1) * size); i++) {
      const value = values[i] ?? 0
      sum += value
      square += value * value
    }
    sums[b + 1] = (sums[b] ?? 0) + sum
    squares[b + 1] = (squares[b] ?? 0) + square
  }
  const cuts = cheapestCuts(sums, squares, { length, size, sigma, least: Math.max(1, Math.ceil(leastLength / size)) })
  return cuts.map(([a, b]) => {
    const start = from + a * size
    const end = Math.min(to, from + b * size)
    return { from: start, to: end, mean: ((sums[b] ?? 0) - (sums[a] ?? 0)) / (end - start) }
  })
}

interface Cutting {
  length: number
  size: number
  sigma: number
  least: number
}

function cheapestCuts(sums: Float64Array, squares: Float64Array, { length, size, sigma, least }: Cutting) {
  const blocks = sums.length - 1
  const penalty = (3 * Math.log(length + 1) + 6) * sigma * sigma
  const cheapest = new Float64Array(blocks + 1).fill(Number.POSITIVE_INFINITY)
  const before = new Int32Array(blocks + 1)
  cheapest[0] = -penalty
  for (let b = 1; b <= blocks; b++) {
    const end = Math.min(length, b * size)
    for (let a = b === blocks && b < least ? 0 : b - least; a >= 0; a--) {
      const start = cheapest[a] ?? 0
      if (start === Number.POSITIVE_INFINITY) continue
      const sum = (sums[b] ?? 0) - (sums[a] ?? 0)
      const cost = start + penalty + (squares[b] ?? 0) - (squares[a] ?? 0) - (sum * sum) / (end - a * size)
      if (cost < (cheapest[b] ?? 0)) {
        cheapest[b] = cost
        before[b] = a
      }
    }
  }
  const cuts: [number, number][] = []
  for (let b = blocks; b > 0; b = before[b] ?? 0) cuts.unshift([before[b] ?? 0, b])
  return cuts
}

export interface Hill {
  /** First and past the last place of the wave, in the places of the values. */
  from: number
  to: number
  /** Level that it rises from and falls to, on the scale. */
  lowBefore: number
  lowAfter: number
  high: number
}

export interface ValleyRule {
  /** Height above the usual of a deviation, in shares or counts: what people compare. */
  heightOf: (deviation: number) => number
  /** Share of the smaller peak that the valley must lie below it. */
  depth: number
  sigma: number
}

/** Splits at valleys that are deep for people (share of the height) and sure for statistics (five errors of their means). */
export function hillsOf(stretches: readonly Stretch[], rule: ValleyRule): Hill[] {
  const first = stretches[0]
  const last = stretches[stretches.length - 1]
  if (first === undefined || last === undefined) return []
  const hills: Hill[] = []
  let start = 0
  let top = 0
  let valley = -1
  const mean = (i: number) => stretches[i]?.mean ?? 0
  for (let i = 1; i < stretches.length; i++) {
    if (valley >= 0 && mean(i) <= mean(valley)) valley = i
    else if (valley < 0 && mean(i) < mean(top)) valley = i
    else if (valley < 0 && mean(i) >= mean(top)) top = i
    if (valley >= 0 && i > valley && parts(stretches, top, valley, i, rule)) {
      hills.push(hill(stretches, start, valley - 1, top))
      start = valley + 1
      top = i
      valley = -1
    } else if (valley >= 0 && mean(i) > mean(top)) {
      top = i
      valley = -1
    }
  }
  hills.push(hill(stretches, start, stretches.length - 1, top))
  for (let i = 1; i < hills.length; i++) {
    const one = hills[i]
    const other = hills[i - 1]
    if (one === undefined || other === undefined) continue
    const low = stretches.find((stretch) => stretch.from >= other.to && stretch.to <= one.from)?.mean ?? 0
    one.lowBefore = low
    other.lowAfter = low
  }
  return hills
}

function parts(stretches: readonly Stretch[], left: number, valley: number, right: number, rule: ValleyRule): boolean {
  const [a, v, b] = [stretches[left], stretches[valley], stretches[right]]
  if (a === undefined || v === undefined || b === undefined) return false
  const smaller = a.mean < b.mean ? a : b
  const height = rule.heightOf(smaller.mean)
  if (height <= 0 || rule.heightOf(v.mean) > height * (1 - rule.depth)) return false
  const error = rule.sigma * Math.sqrt(1 / (v.to - v.from) + 1 / (smaller.to - smaller.from))
  return smaller.mean - v.mean > 5 * error
}

function hill(stretches: readonly Stretch[], start: number, end: number, top: number): Hill {
  const from = stretches[start]?.from ?? 0
  return { from, to: stretches[end]?.to ?? from, lowBefore: 0, lowAfter: 0, high: stretches[top]?.mean ?? 0 }
}
