// Ten seconds that are still open: counters of every series in flat arrays, grown as needed, bounded by shared budgets.
// What does not fit is folded together and never dropped: a series into `other`, a row into `*`.
import type { CloserLook } from './closer-look.ts'
import { registerCount } from './hyperloglog.ts'

/** Bytes of sketches of one series: sources, then addresses within the target. */
export const sketchBytes = 2 * registerCount

/** Fields of a series before its shapes (two each): what came in, and what went out, folded. */
export const statRecords = 0
export const statSquares = 1
export const statOtherIn = 2
export const statOtherOut = 5
export const statShapes = 8

/** Fields of a row: bytes, packets, flows, and its key plus one (0: free). */
export const rowFields = 4

/** What all windows together may still take. */
export interface Budget {
  series: number
  rows: number
  readonly seriesPerWindow: number
  readonly rowsPerSeries: number
}

/** How numbers of series become names. */
export interface Naming {
  targetIds: readonly string[]
  groupBits: { four: number; six: number }
  /** Names that were spelled before, by a hash of their keys. */
  names: ({ high: number; low: number; name: string } | undefined)[]
}

/** Bits of marks, of a window or of a series in it. */
export const markLate = 1
export const markClock = 2
export const markShed = 4
export const markUnknownSampling = 8

export interface Window {
  /** Start in units of ten seconds since 1970. */
  readonly index: number
  /** How series were named when it was opened. */
  readonly naming: Naming
  readonly look: CloserLook
  /** Bits of what makes all of it doubtful. */
  doubts: number
  readonly budget: Budget
  readonly statFields: number
  seriesCount: number
  /** Number of the series `other`, or -1. */
  other: number
  /** Open addressing: number of a series plus one. */
  places: Int32Array
  keysHigh: Uint32Array
  keysLow: Uint32Array
  marks: Uint8Array
  rowCounts: Uint16Array
  stats: Float64Array
  sketches: Uint8Array
  rowCount: number
  /** `32 - log2(capacity)`, by which a hash becomes a place. */
  rowShift: number
  rows: Float64Array
}

const firstSeries = 16
const firstRowBits = 8

export interface WindowParts {
  index: number
  doubts: number
  naming: Naming
  look: CloserLook
  budget: Budget
}

/** `like`: a window before it, whose size it will probably have. */
export function createWindow(parts: WindowParts, shapes: number, like?: Window): Window {
  const size = like ? like.keysLow.length : firstSeries
  const rowBits = like ? Math.max(firstRowBits, 31 - Math.clz32(like.rows.length / rowFields)) : firstRowBits
  const statFields = statShapes + 2 * shapes
  return {
    ...parts,
    statFields,
    seriesCount: 0,
    other: -1,
    places: new Int32Array(4 * size),
    keysHigh: new Uint32Array(size),
    keysLow: new Uint32Array(size),
    marks: new Uint8Array(size),
    rowCounts: new Uint16Array(size),
    stats: new Float64Array(size * statFields),
    sketches: new Uint8Array(size * sketchBytes),
    rowCount: 0,
    rowShift: 32 - rowBits,
    rows: new Float64Array(rowFields << rowBits),
  }
}

/** Keys of series that are no network: the number of a target, or `other`. */
export const targetKey = 0xffffffff
export const otherKey = 0xfffffffe
/** First key of networks of IPv4; the second is the network. No network of IPv6 that could send begins with this word. */
export const fourKey = 0xfffffffd

/** Networks end in zeros, so the upper bits have to come down before they are multiplied, and after. */
export function hashOfKey(high: number, low: number): number {
  const mixed = Math.imul(low ^ (low >>> 15) ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

/** The number of a series in this window; when there is no room for another, that of `other`. */
export function seriesIn(window: Window, high: number, low: number): number {
  const { places } = window
  const mask = places.length - 1
  let at = hashOfKey(high, low) & mask
  for (let found = places[at] as number; found !== 0; found = places[at] as number) {
    if (window.keysLow[found - 1] === low && window.keysHigh[found - 1] === high) return found - 1
    at = (at + 1) & mask
  }
  return addSeries(window, high, low, at)
}

function addSeries(window: Window, high: number, low: number, place: number): number {
  const { budget } = window
  if (budget.series <= 0 || window.seriesCount >= budget.seriesPerWindow) {
    if (window.other >= 0) return window.other
    // One of each window is beyond the budget: there are only so many windows.
    if (high !== otherKey) {
      window.other = seriesOther(window)
      return window.other
    }
  }
  const number = window.seriesCount++
  budget.series--
  if (number >= window.keysLow.length) growSeries(window)
  window.keysHigh[number] = high
  window.keysLow[number] = low
  window.places[place] = number + 1
  if (window.seriesCount * 4 > window.places.length) growPlaces(window)
  return number
}

function seriesOther(window: Window): number {
  return seriesIn(window, otherKey, 0)
}

function growSeries(window: Window): void {
  window.keysHigh = grown(window.keysHigh, new Uint32Array(window.keysHigh.length * 2))
  window.keysLow = grown(window.keysLow, new Uint32Array(window.keysLow.length * 2))
  window.marks = grown(window.marks, new Uint8Array(window.marks.length * 2))
  window.rowCounts = grown(window.rowCounts, new Uint16Array(window.rowCounts.length * 2))
  window.stats = grown(window.stats, new Float64Array(window.stats.length * 2))
  window.sketches = grown(window.sketches, new Uint8Array(window.sketches.length * 2))
}

function grown<A extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(old: A, larger: A): A {
  larger.set(old)
  return larger
}

function growPlaces(window: Window): void {
  const places = new Int32Array(window.places.length * 4)
  const mask = places.length - 1
  for (let number = 0; number < window.seriesCount; number++) {
    const [high, low] = [window.keysHigh[number] ?? 0, window.keysLow[number] ?? 0]
    let at = hashOfKey(high, low) & mask
    while (places[at] !== 0) at = (at + 1) & mask
    places[at] = number + 1
  }
  window.places = places
}

/** Adds to one row. `key`: series, direction, country and protocol in 13, 1, 8 and 8 bits. */
export function addToRow(window: Window, key: number, bytes: number, packets: number, flows: number): void {
  const { rows } = window
  const mask = rows.length - 1
  let at = (Math.imul(key, 0x9e3779b1) >>> window.rowShift) * rowFields
  for (let found = rows[at + 3] as number; found !== key + 1; found = rows[at + 3] as number) {
    if (found === 0) {
      addRow(window, key, at, bytes, packets, flows)
      return
    }
    at = (at + rowFields) & mask
  }
  rows[at] = (rows[at] as number) + bytes
  rows[at + 1] = (rows[at + 1] as number) + packets
  rows[at + 2] = (rows[at + 2] as number) + flows
}

function addRow(window: Window, key: number, at: number, bytes: number, packets: number, flows: number): void {
  const { budget, rowCounts, rows, stats } = window
  const series = key >>> 17
  if (budget.rows <= 0 || (rowCounts[series] ?? 0) >= budget.rowsPerSeries) {
    const folded = series * window.statFields + ((key >>> 16) & 1 ? statOtherOut : statOtherIn)
    stats[folded] = (stats[folded] ?? 0) + bytes
    stats[folded + 1] = (stats[folded + 1] ?? 0) + packets
    stats[folded + 2] = (stats[folded + 2] ?? 0) + flows
    return
  }
  budget.rows--
  rowCounts[series] = (rowCounts[series] ?? 0) + 1
  rows[at] = bytes
  rows[at + 1] = packets
  rows[at + 2] = flows
  rows[at + 3] = key + 1
  window.rowCount++
  // Seven tenths full: a longer search costs less than a table that no longer fits the cache.
  if (window.rowCount * 10 * rowFields > rows.length * 7) growRows(window)
}

function growRows(window: Window): void {
  const old = window.rows
  const rows = new Float64Array(old.length * 2)
  window.rowShift--
  const mask = rows.length - 1
  for (let from = 0; from < old.length; from += rowFields) {
    const key = (old[from + 3] ?? 0) - 1
    if (key < 0) continue
    let at = (Math.imul(key, 0x9e3779b1) >>> window.rowShift) * rowFields
    while (rows[at + 3] !== 0) at = (at + rowFields) & mask
    rows.set(old.subarray(from, from + rowFields), at)
  }
  window.rows = rows
}

/** Gives back what it took from the shared budget. */
export function releaseWindow(window: Window): void {
  window.budget.series += window.seriesCount
  window.budget.rows += window.rowCount
}

/** Flow records in it. */
export function recordsOf(window: Window): number {
  let sum = 0
  for (let series = 0; series < window.seriesCount; series++)
    sum += window.stats[series * window.statFields + statRecords] ?? 0
  return sum
}
