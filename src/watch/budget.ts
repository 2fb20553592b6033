// A time budget on the machine's clock: an item that used up its time skips the rest of its stages, and so does a text.
import { performance } from 'node:perf_hooks'
import type { Budget } from './rules/analyse.ts'

export interface Limits {
  itemMilliseconds: number
  /** For the whole text; below the time after which the analyser gives it up. */
  textMilliseconds: number
}

export const DEFAULT_LIMITS: Limits = { itemMilliseconds: 2_000, textMilliseconds: 7_000 }

export function timeBudget(limits: Limits = DEFAULT_LIMITS, clock: () => number = () => performance.now()): Budget {
  const textStart = clock()
  let itemStart = textStart
  return {
    begin() {
      itemStart = clock()
    },
    allows() {
      const now = clock()
      return now - itemStart < limits.itemMilliseconds && now - textStart < limits.textMilliseconds
    },
  }
}
