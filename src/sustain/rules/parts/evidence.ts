// Evidence of a part as a list that never overflows, and how old the newest of it is.
import type { Instant } from '#kernel/time.ts'
import type { Evidence } from '../../model/words.ts'

export const mostEvidence = 60

/** In order of time. Of what one source says of the same thing the newest stays; where there are too many, the oldest go. */
export function withEvidence(before: readonly Evidence[], fresh: readonly Evidence[]): Evidence[] {
  const newest = new Map<string, Evidence>()
  for (const one of [...before, ...fresh]) {
    const key = JSON.stringify([one.kind, one.what, one.reference ?? null])
    const known = newest.get(key)
    if (!known || known.seenAt < one.seenAt) newest.set(key, one)
  }
  const all = [...newest.values()].sort((a, b) => (a.seenAt < b.seenAt ? -1 : a.seenAt > b.seenAt ? 1 : 0))
  return all.slice(-mostEvidence)
}

/** Days since the newest evidence; null: there is none. What is dated ahead counts as of now. */
export function evidenceDays(seen: Instant | null, now: Instant): number | null {
  if (seen === null) return null
  return Math.max(0, Math.floor(((Date.parse(now) - Date.parse(seen)) / 86_400_000) * 10) / 10)
}
