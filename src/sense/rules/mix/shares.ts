// Shares with how sure they are, and how far two mixes lie apart.
import { amountIn, type WindowCounts } from '../window.ts'

const z95 = 1.96

/**
 * How many records of equal size would tell as much (Kish 1965): the sum of the weights squared by the sum of their squares.
 * Never more than were read, since records of a thousand packets are no thousand looks.
 */
export function effectiveSize(window: WindowCounts): number {
  const whole = amountIn(window.channel, window)
  if (!(window.squares > 0) || !(whole > 0)) return window.records
  return Math.min(window.records, (whole * whole) / window.squares)
}

/** Wilson's interval of 95 % (Wilson 1927), for a size that need not be whole. No sample: from 0 to 1. */
export function shareInterval(share: number, size: number): { low: number; high: number } {
  if (!(size > 0)) return { low: 0, high: 1 }
  const square = (z95 * z95) / size
  const middle = (share + square / 2) / (1 + square)
  const half = (z95 * Math.sqrt((share * (1 - share)) / size + square / (4 * size))) / (1 + square)
  return { low: Math.max(0, Math.min(share, middle - half)), high: Math.min(1, Math.max(share, middle + half)) }
}

export function sharesOf(amounts: ReadonlyMap<string, number>): Map<string, number> {
  let whole = 0
  for (const amount of amounts.values()) whole += amount
  const shares = new Map<string, number>()
  for (const [key, amount] of amounts) shares.set(key, whole > 0 ? amount / whole : 0)
  return shares
}

/** Jensen–Shannon divergence in bits (Lin 1991): 0 the same mix, 1 nothing in common. Symmetric, and defined where keys are missing. */
export function divergence(one: ReadonlyMap<string, number>, two: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const key of new Set([...one.keys(), ...two.keys()])) {
    const [a, b] = [one.get(key) ?? 0, two.get(key) ?? 0]
    const middle = (a + b) / 2
    if (a > 0) sum += (a / 2) * Math.log2(a / middle)
    if (b > 0) sum += (b / 2) * Math.log2(b / middle)
  }
  return Math.min(1, Math.max(0, sum))
}

/** How much two samples of one mix seem to differ by chance alone, for so many kinds of key (Grosse and others 2002). */
export function divergenceByChance(keys: number, sizeOne: number, sizeTwo: number): number {
  if (!(sizeOne > 0) || !(sizeTwo > 0)) return 1
  return (Math.max(0, keys - 1) / (8 * Math.LN2)) * (1 / sizeOne + 1 / sizeTwo)
}
