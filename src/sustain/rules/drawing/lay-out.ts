// Where each part of the map is drawn: what is needed stands below what needs it, near to what it is needed by.
import { ranksOf } from './ranks.ts'

export interface Place {
  x: number
  y: number
  /** Parts of one row are walked through from left to right. */
  row: number
}

export interface Line {
  from: string
  to: string
}

const across = 132
const down = 118
/** Between the lines of a row that is too long for one. */
const wrapped = 78
const sweeps = 4

/** Places in pixels for each id, the same for the same parts and lines. Lines to what is not there are left out; cycles are opened. */
export function layOut(ids: readonly string[], lines: readonly Line[]): Map<string, Place> {
  const index = new Map(ids.map((id, at) => [id, at]))
  const pairs = pairsOf(index, lines)
  const ranks = ranksOf(ids.length, pairs)
  const rows = rowsOf(ranks)
  const above = neighbours(ids.length, pairs, 'above')
  const below = neighbours(ids.length, pairs, 'below')
  const most = Math.max(9, Math.ceil(Math.sqrt(ids.length * 1.7)))
  const grids = rows.map((row) => ({ row, deep: Math.ceil(row.length / most) }))
  const x = new Float64Array(ids.length)
  for (const grid of grids) spread(grid.row, grid.deep, x)
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const downwards = sweep % 2 === 0
    for (const grid of downwards ? grids : [...grids].reverse()) settle(grid, downwards ? above : below, x)
  }
  return placesOf(ids, grids, x)
}

function pairsOf(index: ReadonlyMap<string, number>, lines: readonly Line[]): [number, number][] {
  const seen = new Set<string>()
  const pairs: [number, number][] = []
  for (const { from, to } of lines) {
    const [a, b] = [index.get(from), index.get(to)]
    if (a === undefined || b === undefined || a === b || seen.has(`${a} ${b}`)) continue
    seen.add(`${a} ${b}`)
    pairs.push([a, b])
  }
  return pairs
}

function rowsOf(ranks: Int32Array): number[][] {
  const rows: number[][] = []
  ranks.forEach((rank, part) => {
    while (rows.length <= rank) rows.push([])
    rows[rank]?.push(part)
  })
  return rows.filter((row) => row.length > 0)
}

function neighbours(count: number, pairs: readonly [number, number][], side: 'above' | 'below'): number[][] {
  const lists: number[][] = Array.from({ length: count }, () => [])
  for (const [a, b] of pairs) side === 'above' ? lists[b]?.push(a) : lists[a]?.push(b)
  return lists
}

/** Evenly around the middle, column by column, so that the order from left to right is the order of the row. */
function spread(row: readonly number[], deep: number, x: Float64Array): void {
  const columns = Math.ceil(row.length / deep)
  row.forEach((part, at) => {
    x[part] = (Math.floor(at / deep) - (columns - 1) / 2) * across
  })
}

/** Each part goes to the middle of its neighbours, as near as the room between the columns allows. */
function settle(grid: { row: number[]; deep: number }, beside: readonly number[][], x: Float64Array): void {
  const wish = (part: number) => {
    const near = beside[part] ?? []
    if (near.length === 0) return x[part] ?? 0
    return near.reduce((sum, one) => sum + (x[one] ?? 0), 0) / near.length
  }
  const wished = new Map(grid.row.map((part) => [part, wish(part)]))
  grid.row.sort((a, b) => (wished.get(a) ?? 0) - (wished.get(b) ?? 0) || a - b)
  const columns: number[] = []
  for (let at = 0; at < grid.row.length; at += grid.deep) {
    const members = grid.row.slice(at, at + grid.deep)
    columns.push(members.reduce((sum, part) => sum + (wished.get(part) ?? 0), 0) / members.length)
  }
  const places = apart(columns)
  grid.row.forEach((part, at) => {
    x[part] = places[Math.floor(at / grid.deep)] ?? 0
  })
}

/** The wishes, in their order, at least one step apart: between the leftmost and the rightmost way to do that. */
function apart(wishes: readonly number[]): number[] {
  const right: number[] = []
  for (const wish of wishes) right.push(Math.max(wish, (right.at(-1) ?? Number.NEGATIVE_INFINITY) + across))
  const left: number[] = []
  for (let at = wishes.length - 1; at >= 0; at--)
    left.unshift(Math.min(wishes[at] ?? 0, (left[0] ?? Number.POSITIVE_INFINITY) - across))
  return right.map((place, at) => (place + (left[at] ?? place)) / 2)
}

function placesOf(
  ids: readonly string[],
  grids: readonly { row: readonly number[]; deep: number }[],
  x: Float64Array,
): Map<string, Place> {
  const places = new Map<string, Place>()
  let y = 0
  grids.forEach(({ row, deep }, at) => {
    row.forEach((part, place) => {
      const id = ids[part]
      if (id) places.set(id, { x: Math.round(x[part] ?? 0), y: y + (place % deep) * wrapped, row: at })
    })
    y += (deep - 1) * wrapped + down
  })
  return places
}
