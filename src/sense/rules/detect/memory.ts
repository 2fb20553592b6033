// What a detector carries from one point to the next, besides its baseline and its track: plain numbers, so it can be stored.
import { type Calendar, freshCalendar } from './midnight.ts'

/** Sum of evidence in one direction, and the quick level when it last was nought. */
export interface Sum {
  sum: number
  start: number
  level: number
}

export interface Memory {
  warming: number[]
  lastAt: number | null
  lastMeasuredAt: number | null
  refused: number
  measured: number
  zeros: number
  /** Quick level and how many points it rests on. */
  quick: number
  quickPoints: number
  /** What the quick level gains per bucket: where no season is known, a slow rise is the day and no wave. */
  slope: number
  /** Season that was used last, and whether it was known. */
  season: number
  known: boolean
  /** Mean of how far points lie from what was expected. */
  spread: number
  spreadPoints: number
  /** Of neighbouring deviations in sigma: mean product and mean square. */
  product: number
  square: number
  lastSigmas: number
  lastRaw: number
  /** Sum of a block of deviations in sigma, and the mean of its square: what the slow part of the noise adds. */
  block: number
  blockPoints: number
  blockSquare: number
  blocks: number
  /** Share of buckets that stood alone and far off: heavy tails. */
  far: number
  up: Sum
  down: Sum
  /** What an ended wave left above the usual; new waves rise from it. */
  tail: number
  tailMean: number
  tailSince: number
  /** Sigma that a hole left in doubt. */
  doubt: number
  calendar: Calendar
  excursion: OpenExcursion | null
  /** The level before the last shift, relative to now: coming back to it is no wave. */
  former: { by: number; until: number } | null
}

export interface OpenExcursion {
  direction: 'up' | 'down'
  start: number
  level: number
  tail: number
  sigma: number
  openedAt: number
  onset: number
  height: number
  buckets: number
  endSum: number
  endStart: number
  refined: boolean
}

export const freshSum = (): Sum => ({ sum: 0, start: 0, level: 0 })

export const freshMemory = (): Memory => ({
  warming: [],
  lastAt: null,
  lastMeasuredAt: null,
  refused: 0,
  measured: 0,
  zeros: 0,
  quick: 0,
  quickPoints: 0,
  slope: 0,
  season: 0,
  known: false,
  spread: 0,
  spreadPoints: 0,
  product: 0.3,
  square: 1,
  lastSigmas: 0,
  lastRaw: 0,
  block: 0,
  blockPoints: 0,
  blockSquare: 0,
  blocks: 0,
  far: 0,
  up: freshSum(),
  down: freshSum(),
  tail: 0,
  tailMean: 0,
  tailSince: 0,
  doubt: 0,
  calendar: freshCalendar(),
  excursion: null,
  former: null,
})
