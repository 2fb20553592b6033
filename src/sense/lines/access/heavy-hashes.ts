// The biggest of a stream of hashes in a small fixed table: Space-Saving (Metwally et al. 2005) in sets of four places, so that
// one hash touches sixteen bytes and nothing ever has to be sorted. Texts are only made for those that have become big.
import type { Heavy } from '../../model/bucket.ts'
import { boundsOf, unlistedKey } from '../../tally/heavy.ts'

const sets = 64
const places = sets * 4
/** A hash gets its text when it surely has this share of the total. What has less is of no interest to anybody. */
const namedShare = 1 / 1024

/**
 * A place counts its hash from when it came in, on top of the count of what it displaced: that is its error. So the truth
 * lies within [count - error, count], and a hash that is not here has at most the least count of its set. Where the stream was
 * sampled before, this is the truth of the sample, and `listHeavyHashes` adds what sampling leaves open.
 */
export interface HeavyHashes {
  readonly keys: Int32Array
  /** 0: the place is free. */
  readonly counts: Int32Array
  readonly errors: Int32Array
  readonly named: Uint8Array
  readonly names: string[]
  total: number
}

export function createHeavyHashes(): HeavyHashes {
  return {
    keys: new Int32Array(places),
    counts: new Int32Array(places),
    errors: new Int32Array(places),
    named: new Uint8Array(places),
    names: Array<string>(places).fill(''),
    total: 0,
  }
}

/** Counts one that stands for `amount`. Answers a place that has become big enough to need a name (`nameHeavy`), or -1. */
export function addHash32(heavy: HeavyHashes, hash: number, amount = 1): number {
  const { keys, counts } = heavy
  heavy.total += amount
  const first = (hash & (sets - 1)) << 2
  let place = first
  if (keys[place] !== hash && keys[++place] !== hash && keys[++place] !== hash && keys[++place] !== hash) {
    displaceLeast(heavy, first, hash, amount)
    return -1
  }
  const count = (counts[place] as number) + amount
  counts[place] = count
  if (heavy.named[place] === 1) return -1
  const sure = count - (heavy.errors[place] as number)
  return sure >= 2 * amount && sure >= heavy.total * namedShare ? place : -1
}

function displaceLeast(heavy: HeavyHashes, first: number, hash: number, amount: number): void {
  const { keys, counts } = heavy
  let least = first
  for (let place = first + 1; place < first + 4; place++) {
    if ((counts[place] as number) < (counts[least] as number)) least = place
  }
  keys[least] = hash
  heavy.errors[least] = counts[least] as number
  counts[least] = (counts[least] as number) + amount
  heavy.named[least] = 0
}

export function nameHeavy(heavy: HeavyHashes, place: number, name: string): void {
  heavy.names[place] = name
  heavy.named[place] = 1
}

/**
 * The `most` biggest that have names, and `*` as the bound of any that is not listed. `step`: how many a sample stood for at most,
 * 0 where all were counted; then bounds hold with about 99.7 % (`tally/heavy.ts`).
 */
export function listHeavyHashes(heavy: HeavyHashes, kind: Heavy['kind'], most: number, step = 0): Heavy[] {
  const listed: Heavy[] = []
  let unlisted = step > 0 ? boundsOf(0, 0, step).amount : 0
  for (let place = 0; place < places; place++) {
    const error = heavy.errors[place] as number
    const bounds = boundsOf((heavy.counts[place] as number) - error, error, step)
    if (heavy.named[place] === 1) listed.push({ kind, key: heavy.names[place] as string, ...bounds })
    else if (heavy.counts[place] !== 0) unlisted = Math.max(unlisted, bounds.amount)
    // What was displaced from a set, or never got in, has at most its least count.
    if ((place & 3) === 3) unlisted = Math.max(unlisted, boundsOf(0, leastOfSet(heavy, place - 3), step).amount)
  }
  const merged = sameNames(listed).sort((a, b) => b.amount - a.amount || (a.key < b.key ? -1 : 1))
  unlisted = Math.max(unlisted, merged[most]?.amount ?? 0)
  const biggest = merged.slice(0, most)
  if (unlisted > 0) biggest.push({ kind, key: unlistedKey, amount: unlisted, error: unlisted })
  return biggest
}

function leastOfSet({ counts }: HeavyHashes, first: number): number {
  return Math.min(...counts.subarray(first, first + 4))
}

/** Masked paths may read alike: their amounts and their errors add up. */
function sameNames(listed: readonly Heavy[]): Heavy[] {
  const sums = new Map<string, Heavy>()
  for (const entry of listed) {
    const sum = sums.get(entry.key)
    if (!sum) sums.set(entry.key, { ...entry })
    else {
      sum.amount += entry.amount
      sum.error += entry.error
    }
  }
  return [...sums.values()]
}
