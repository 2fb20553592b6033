// The biggest of a stream of hashes in a small fixed table: Space-Saving (Metwally et al. 2005) in sets of four places, so that
// one hash touches sixteen bytes and nothing ever has to be sorted. Texts are only made for those that have become big.
import type { Heavy } from '../../model/bucket.ts'
import { unlistedKey } from '../../tally/heavy.ts'

const sets = 64
const places = sets * 4
/** A hash gets its text when it surely has this share of the total. What has less is of no interest to anybody. */
const namedShare = 1 / 1024

/**
 * A place counts its hash from when it came in, on top of the count of what it displaced: that is its error. So the truth
 * lies within [count - error, count], and a hash that is not here has at most the least count of its set.
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

/** Counts one. Answers a place that has become big enough to need a name (set it by `nameHeavy`), or -1. */
export function addHash32(heavy: HeavyHashes, hash: number): number {
  const { keys, counts } = heavy
  heavy.total++
  const first = (hash & (sets - 1)) << 2
  let place = first
  if (keys[place] !== hash && keys[++place] !== hash && keys[++place] !== hash && keys[++place] !== hash) {
    displaceLeast(heavy, first, hash)
    return -1
  }
  const count = (counts[place] as number) + 1
  counts[place] = count
  if (heavy.named[place] === 1) return -1
  const sure = count - (heavy.errors[place] as number)
  return sure >= 2 && sure >= heavy.total * namedShare ? place : -1
}

function displaceLeast(heavy: HeavyHashes, first: number, hash: number): void {
  const { keys, counts } = heavy
  let least = first
  for (let place = first + 1; place < first + 4; place++) {
    if ((counts[place] as number) < (counts[least] as number)) least = place
  }
  keys[least] = hash
  heavy.errors[least] = counts[least] as number
  counts[least] = (counts[least] as number) + 1
  heavy.named[least] = 0
}

export function nameHeavy(heavy: HeavyHashes, place: number, name: string): void {
  heavy.names[place] = name
  heavy.named[place] = 1
}

/** The `most` biggest that have names, and `*` as the bound of any that is not listed. */
export function listHeavyHashes(heavy: HeavyHashes, kind: Heavy['kind'], most: number): Heavy[] {
  const listed: Heavy[] = []
  let unlisted = 0
  for (let place = 0; place < places; place++) {
    const amount = heavy.counts[place] as number
    const error = heavy.errors[place] as number
    if (heavy.named[place] === 1) listed.push({ kind, key: heavy.names[place] as string, amount, error })
    else unlisted = Math.max(unlisted, amount)
    // What was displaced from a set, or never got in, has at most its least count.
    if ((place & 3) === 3) unlisted = Math.max(unlisted, leastOfSet(heavy, place - 3))
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
