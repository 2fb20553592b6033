// What the limits of agreements mean: for what we send, and for what we take. Whoever sends keeps to them; whoever takes sees to it.
import type { Budget } from './budget.ts'

export interface Limits {
  lettersPerMinute: number
  kilobytesPerSecond: number | null
}

/** For letters about trust and agreements, before anything is agreed. */
export const withoutAgreement: Limits = { lettersPerMinute: 60, kilobytesPerSecond: null }

/** Clocks and retries differ a little, and an agreement may just have changed: a peer that keeps to it is never slowed. */
const patience = 2
/** Where nothing is said about bytes: more than any line between authorities, less than what fills a disk unseen. */
const unsaid: Budget = { most: 256 * 1024 * 1024, perSecond: 8 * 1024 * 1024 }
/** One letter may be as large as an envelope, whatever the line. */
const leastBytes = 16 * 1024 * 1024

/** The narrowest of all agreements that are in force with a peer. */
export function narrowest(agreed: readonly Limits[]): Limits {
  const [first, ...more] = agreed
  if (!first) return withoutAgreement
  return more.reduce<Limits>(
    (found, { lettersPerMinute, kilobytesPerSecond }) => ({
      lettersPerMinute: Math.min(found.lettersPerMinute, lettersPerMinute),
      kilobytesPerSecond: least(found.kilobytesPerSecond, kilobytesPerSecond),
    }),
    first,
  )
}

function least(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b)
}

/** `bytes` is null where the agreement names no speed. */
export function outgoing({ lettersPerMinute, kilobytesPerSecond }: Limits): { letters: Budget; bytes: Budget | null } {
  const perSecond = (kilobytesPerSecond ?? 0) * 1024
  return {
    letters: { most: Math.max(1, lettersPerMinute), perSecond: lettersPerMinute / 60 },
    bytes: kilobytesPerSecond === null ? null : { most: perSecond, perSecond },
  }
}

export function incoming({ lettersPerMinute, kilobytesPerSecond }: Limits): { letters: Budget; bytes: Budget } {
  const perSecond = (kilobytesPerSecond ?? 0) * 1024 * patience
  return {
    letters: { most: Math.max(20, lettersPerMinute * patience), perSecond: (lettersPerMinute / 60) * patience },
    bytes: kilobytesPerSecond === null ? unsaid : { most: Math.max(leastBytes, perSecond * 60), perSecond },
  }
}
