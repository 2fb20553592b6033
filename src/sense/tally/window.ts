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

/** Fields of a row: bytes, packets, flows, and its key. */
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
  /** Open addressing: number of a row plus one. Small enough for the nearest cache, while the rows lie densely. */
  rowPlaces: Uint16Array
  rows: Float64Array
}

/** So many numbers fit the places of rows. */
const mostRows = 65_535

const firstSeries = 16
const firstRows = 128

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
  const rowSize = like ? like.rows.length / rowFields : firstRows
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
    rowPlaces: new Uint16Array(4 * rowSize),
    rows: new Float64Array(rowFields * rowSize),
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
  const { rows, rowPlaces } = window
  const mask = rowPlaces.length - 1
  let place = placeOf(key) & mask
  for (let found = rowPlaces[place] as number; found !== 0; found = rowPlaces[place] as number) {
    const at = (found - 1) * rowFields
    if (rows[at + 3] === key) {
      rows[at] = (rows[at] as number) + bytes
      rows[at + 1] = (rows[at + 1] as number) + packets
      rows[at + 2] = (rows[at + 2] as number) + flows
      return
    }
    place = (place + 1) & mask
  }
  addRow(window, key, place, bytes, packets, flows)
}

function placeOf(key: number): number {
  const mixed = Math.imul(key, 0x9e3779b1)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

function addRow(window: Window, key: number, place: number, bytes: number, packets: number, flows: number): void {
  const { budget, rowCounts, stats } = window
  const series = key >>> 17
  if (budget.rows <= 0 || (rowCounts[series] ?? 0) >= budget.rowsPerSeries || window.rowCount >= mostRows) {
    const folded = series * window.statFields + ((key >>> 16) & 1 ? statOtherOut : statOtherIn)
    stats[folded] = (stats[folded] ?? 0) + bytes
    stats[folded + 1] = (stats[folded + 1] ?? 0) + packets
    stats[folded + 2] = (stats[folded + 2] ?? 0) + flows
    return
  }
  const at = window.rowCount * rowFields
  if (at >= window.rows.length) window.rows = grown(window.rows, new Float64Array(window.rows.length * 2))
  const { rows } = window
  rows[at] = bytes
  rows[at + 1] = packets
  rows[at + 2] = flows
  rows[at + 3] = key
  budget.rows--
  rowCounts[series] = (rowCounts[series] ?? 0) + 1
  window.rowCount++
  window.rowPlaces[place] = window.rowCount
  if (window.rowCount * 2 > window.rowPlaces.length) growRowPlaces(window)
}

function growRowPlaces(window: Window): void {
  const places = new Uint16Array(window.rowPlaces.length * 4)
  const mask = places.length - 1
  for (let row = 0; row < window.rowCount; row++) {
    let place = placeOf(window.rows[row * rowFields + 3] ?? 0) & mask
    while (places[place] !== 0) place = (place + 1) & mask
    places[place] = row + 1
  }
  window.rowPlaces = places
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
