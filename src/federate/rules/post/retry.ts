// When a peer that was away is tried again: soon at first, then less often, never at the same moment as everybody else.

const firstMs = 1_000
const longestMs = 15 * 60_000

/** Milliseconds to wait after `tries` failures in a row; `chance` from 0 to 1 spreads them between a half and the whole. */
export function waitMs(tries: number, chance: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(20, Math.max(0, tries - 1)))
  return Math.round(whole / 2 + (whole / 2) * Math.min(1, Math.max(0, chance)))
}

/** How many sealed letters may be on the way. A peer that was away gets one letter to try; what waits then stays unsealed and fresh. */
export function windowFor(tries: number): number {
  return tries > 0 ? 1 : 4
}
