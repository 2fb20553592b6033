// Ten seconds that are still open: numbers of its series, what waits to be counted, and what was counted. Bounded by shared budgets.
// What does not fit is folded together and never dropped: a series into `other`, a row into `*`.
import type { CloserLook } from './closer-look.ts'
import { type Counted, nothingCounted } from './counted.ts'
import { createLane, type Lane } from './flow-log.ts'

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
  seriesCount: number
  /** Number of the series `other`, or -1. */
  other: number
  /** Open addressing: both words of the key and the number of a series plus one, side by side. */
  places: Int32Array
  keysHigh: Uint32Array
  keysLow: Uint32Array
  marks: Uint8Array
  /** What waits to be counted, by family. */
  readonly four: Lane
  readonly six: Lane
  counted: Counted
}

const firstSeries = 16
const placeShift = 2
/** Elements of a place, of which three are used: it never lies across two lines of the cache. */
const placeWidth = 1 << placeShift

interface WindowParts {
  index: number
  doubts: number
  naming: Naming
  look: CloserLook
  budget: Budget
}

/** `like`: a window before it, whose size it will probably have. */
export function createWindow(parts: WindowParts, like?: Window): Window {
  const size = like ? like.keysLow.length : firstSeries
  // Written out: an object that begins as a copy of another gets a shape of its own, and whatever reads it becomes slow.
  return {
    index: parts.index,
    naming: parts.naming,
    look: parts.look,
    doubts: parts.doubts,
    budget: parts.budget,
    seriesCount: 0,
    other: -1,
    places: new Int32Array(placeWidth * 4 * size),
    keysHigh: new Uint32Array(size),
    keysLow: new Uint32Array(size),
    marks: new Uint8Array(size),
    four: createLane(),
    six: createLane(),
    counted: nothingCounted,
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
  let at = (hashOfKey(high, low) << placeShift) & mask
  for (let found = places[at + 2] as number; found !== 0; found = places[at + 2] as number) {
    if (places[at + 1] === (low | 0) && places[at] === (high | 0)) return found - 1
    at = (at + placeWidth) & mask
  }
  return addSeries(window, high, low, at)
}

function addSeries(window: Window, high: number, low: number, place: number): number {
  const { budget } = window
  if (budget.series <= 0 || window.seriesCount >= budget.seriesPerWindow) {
    if (window.other >= 0) return window.other
    // One of each window is beyond the budget: there are only so many windows.
    if (high !== otherKey) {
      window.other = seriesIn(window, otherKey, 0)
      return window.other
    }
  }
  const number = window.seriesCount++
  budget.series--
  if (number >= window.keysLow.length) growSeries(window)
  window.keysHigh[number] = high
  window.keysLow[number] = low
  putPlace(window.places, place, high, low, number)
  if (window.seriesCount * 4 * placeWidth > window.places.length) growPlaces(window)
  return number
}

function putPlace(places: Int32Array, at: number, high: number, low: number, number: number): void {
  places[at] = high
  places[at + 1] = low
  places[at + 2] = number + 1
}

function growSeries(window: Window): void {
  window.keysHigh = grown(window.keysHigh, new Uint32Array(window.keysHigh.length * 2))
  window.keysLow = grown(window.keysLow, new Uint32Array(window.keysLow.length * 2))
  window.marks = grown(window.marks, new Uint8Array(window.marks.length * 2))
}

function grown<A extends Uint8Array | Uint32Array>(old: A, larger: A): A {
  larger.set(old)
  return larger
}

function growPlaces(window: Window): void {
  const places = new Int32Array(window.places.length * 4)
  const mask = places.length - 1
  for (let number = 0; number < window.seriesCount; number++) {
    const [high, low] = [window.keysHigh[number] ?? 0, window.keysLow[number] ?? 0]
    let at = (hashOfKey(high, low) << placeShift) & mask
    while (places[at + 2] !== 0) at = (at + placeWidth) & mask
    putPlace(places, at, high, low, number)
  }
  window.places = places
}

/** Gives back what it took from the shared budget. */
export function releaseWindow(window: Window): void {
  window.budget.series += window.seriesCount
  window.budget.rows += window.counted.rowKeys.length
}
