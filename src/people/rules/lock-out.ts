// Lock-out: how long the next attempt must wait. Counted for the account, known or not, and for the address.
import type { Instant } from '#kernel/time.ts'

export type Counted = 'account' | 'address'

/** Mistakes that cost nothing: a person mistypes; behind one address there may be a whole office. */
const free: Record<Counted, number> = { account: 5, address: 30 }
const firstWaitSeconds = 15
const longestWaitSeconds = 15 * 60
/** Without an attempt for this long, the count starts again. */
export const forgetAfterHours = 24

/** Seconds to wait after this many failures in a row: nothing at first, then 15, doubling up to 15 minutes. */
export function waitSeconds(counted: Counted, failures: number): number {
  const over = failures - free[counted]
  if (over < 0) return 0
  return Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** Math.min(over, 20))
}

export interface Attempts {
  failures: number
  last: Instant
}

/** The count after one more attempt, which is taken to have failed until it is known to have succeeded. */
export function counted(
  what: Counted,
  before: Attempts | undefined,
  now: Instant,
): { failures: number; lockedUntil: Instant } {
  const stale = before !== undefined && Date.parse(now) - Date.parse(before.last) > forgetAfterHours * 3_600_000
  const failures = before === undefined || stale ? 1 : before.failures + 1
  return { failures, lockedUntil: plusSeconds(now, waitSeconds(what, failures)) }
}

export function plusSeconds(at: Instant, seconds: number): Instant {
  return new Date(Date.parse(at) + seconds * 1000).toISOString()
}

export function secondsUntil(then: Instant, now: Instant): number {
  return Math.max(0, Math.ceil((Date.parse(then) - Date.parse(now)) / 1000))
}
