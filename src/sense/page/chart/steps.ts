// Lines and bands of steps as SVG paths: a bucket has one value from its start to its end. A hole ends the shape, and a
// bucket alone between two holes is still seen. Written here and not by d3-shape, whose steps leave such a bucket out.

/** Pixels to a tenth: as fine as a screen shows, and half as long. */
const tenth = (pixels: number) => Math.round(pixels * 10) / 10

/** Pixels from the left at which bucket `i` begins; `i` may be one more than the last. */
export type Edges = (i: number) => number

/** Through the heights `y(value)` of the values, bucket by bucket. */
export function stepLine(values: readonly (number | null)[], x: Edges, y: (value: number) => number): string {
  let path = ''
  let before: number | null = null
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null
    const height: number | null = value === null ? null : tenth(y(value))
    if (height !== before) {
      if (before !== null) path += `H${tenth(x(i))}`
      if (height !== null) path += before === null ? `M${tenth(x(i))},${height}` : `V${height}`
    }
    before = height
  }
  return before === null ? path : `${path}H${tenth(x(values.length))}`
}

/** Between two such lines; both have a number where `known` says so. */
export function stepBand(
  bottoms: ArrayLike<number>,
  tops: ArrayLike<number>,
  known: readonly boolean[],
  x: Edges,
  y: (value: number) => number,
): string {
  let path = ''
  for (let from = 0; from < known.length; from++) {
    if (!known[from]) continue
    let to = from
    while (known[to]) to += 1
    const top = y(tops[from] ?? 0)
    path += `M${tenth(x(from))},${tenth(top)}`
    path += along(tops, x, y, from, to, 1)
    path += `V${tenth(y(bottoms[to - 1] ?? 0))}`
    path += along(bottoms, x, y, from, to, -1)
    path += 'Z'
    from = to
  }
  return path
}

/** One edge of a band, from left to right or back; buckets of one height are one step. */
function along(
  values: ArrayLike<number>,
  x: Edges,
  y: (value: number) => number,
  from: number,
  to: number,
  by: 1 | -1,
): string {
  let path = ''
  const first = by === 1 ? from : to - 1
  let height = tenth(y(values[first] ?? 0))
  for (let i = first + by; by === 1 ? i < to : i >= from; i += by) {
    const next = tenth(y(values[i] ?? 0))
    if (next === height) continue
    path += `H${tenth(x(by === 1 ? i : i + 1))}V${next}`
    height = next
  }
  return `${path}H${tenth(x(by === 1 ? to : from))}`
}
