// The biggest ones of a stream in bounded memory, with bounds of the error, mergeable.
// Misra and Gries 1982 with weights and cuts of many counters at once, as Anderson et al. 2017 (arXiv:1705.07001) and
// Agarwal et al. 2012 (mergeable summaries) describe. What an attacker spreads over many keys costs accuracy, never memory.
import type { Heavy } from '../model/bucket.ts'

/** Key of the entry that bounds what is not listed: no other key has more than its amount. */
export const unlistedKey = '*'

export interface HeavyTally<Key> {
  readonly capacity: number
  readonly counts: Map<Key, number>
  /** What was cut from every counter so far: the most that a key can have above its counter, or without one. */
  cut: number
}

/** Keeps at most `capacity` counters (at least 2): any key above total / (capacity / 2) is surely among them. */
export function createHeavy<Key>(capacity: number): HeavyTally<Key> {
  return { capacity: Math.max(2, capacity), counts: new Map(), cut: 0 }
}

export function addHeavy<Key>(tally: HeavyTally<Key>, key: Key, amount: number): void {
  const known = tally.counts.get(key)
  tally.counts.set(key, known === undefined ? amount : known + amount)
  if (tally.counts.size > tally.capacity) cutDown(tally)
}

/** Cuts the median from all counters and drops the lower half: one cut pays for capacity / 2 additions of new keys. */
function cutDown<Key>(tally: HeavyTally<Key>): void {
  const sorted = Float64Array.from(tally.counts.values()).sort()
  const middle = sorted[sorted.length >>> 1] ?? 0
  for (const [key, count] of tally.counts) {
    if (count <= middle) tally.counts.delete(key)
    else tally.counts.set(key, count - middle)
  }
  tally.cut += middle
}

export interface ListOptions<Key> {
  kind: Heavy['kind']
  /** Entries at most, not counting the one for what is not listed. */
  most: number
  keyText: (key: Key) => string
  /** Packets per sample, where the stream was sampled before it was added (`sampler.ts`); 0: everything was added. */
  step?: number
}

/**
 * The biggest, biggest first. Unsampled: the truth is surely within [amount - error, amount]. Sampled: it is within with
 * about 99.7 % (three standard deviations of a Poisson sample). The last entry has the key `*` when keys may be missing.
 */
export function listHeavy<Key>(tally: HeavyTally<Key>, options: ListOptions<Key>): Heavy[] {
  const { kind, most, keyText, step = 0 } = options
  const bound = (count: number) => boundsOf(count, tally.cut, step)
  const ranked = [...tally.counts].sort((a, b) => b[1] - a[1])
  const listed = ranked.slice(0, most).map(([key, count]): Heavy => ({ kind, key: keyText(key), ...bound(count) }))
  const next = ranked[most]?.[1] ?? 0
  const unlisted = next > 0 || tally.cut > 0 || step > 0 ? bound(next).amount : 0
  if (unlisted > 0) listed.push({ kind, key: unlistedKey, amount: unlisted, error: unlisted })
  return listed.sort(byAmount)
}

/** Three standard deviations around a count made of samples that each stand for `step` (0: not sampled), and what was cut. */
export function boundsOf(count: number, cut: number, step: number): { amount: number; error: number } {
  if (step === 0) return { amount: count + cut, error: cut }
  const most = count + cut
  const upper = most + 3 * Math.sqrt(step * most + 2.25 * step * step) + 4.5 * step
  const lower = Math.max(0, count - 3 * Math.sqrt(step * count))
  return { amount: upper, error: upper - lower }
}

function byAmount(a: Heavy, b: Heavy): number {
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1
  if ((a.key === unlistedKey) !== (b.key === unlistedKey)) return a.key === unlistedKey ? 1 : -1
  if (a.amount !== b.amount) return b.amount - a.amount
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}

/**
 * Adds up lists of several sensors or buckets and keeps the `most` biggest of each kind. Bounds stay true: a key that one
 * list does not name may have had up to that list's unlisted amount there, and what is cut away raises that amount.
 */
export function mergeHeavy(lists: readonly (readonly Heavy[])[], most: number): Heavy[] {
  const kinds = new Set(lists.flat().map((entry) => entry.kind))
  return [...kinds].sort().flatMap((kind) => mergeKind(kind, lists, most))
}

function mergeKind(kind: Heavy['kind'], lists: readonly (readonly Heavy[])[], most: number): Heavy[] {
  const sums = new Map<string, { amount: number; error: number; missed: number }>()
  let floor = 0
  for (const list of lists) {
    const unlisted = list.find((entry) => entry.kind === kind && entry.key === unlistedKey)?.amount ?? 0
    for (const entry of list) {
      if (entry.kind !== kind || entry.key === unlistedKey) continue
      const sum = sums.get(entry.key) ?? { amount: 0, error: 0, missed: 0 }
      // `missed` takes back this list's part of the floor, which only keys that it does not name must bear.
      sum.amount += entry.amount
      sum.error += entry.error
      sum.missed += unlisted
      sums.set(entry.key, sum)
    }
    floor += unlisted
  }
  const merged = [...sums].map(([key, sum]): Heavy => {
    const borne = Math.max(0, floor - sum.missed)
    return { kind, key, amount: sum.amount + borne, error: sum.error + borne }
  })
  merged.sort(byAmount)
  const unlisted = Math.max(floor, merged[most]?.amount ?? 0)
  const kept = merged.slice(0, most)
  if (unlisted > 0) kept.push({ kind, key: unlistedKey, amount: unlisted, error: unlisted })
  return kept
}
