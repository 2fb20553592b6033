// How an attack is done, from what was counted while it stood and before: vectors, crowd or attack, sources, doubts.
import type { Attack, CrowdVerdict } from '../model/attacks.ts'
import type { Bucket } from '../model/bucket.ts'
import { type CrowdEvidence, judgeCrowd, shareKnown } from './flash.ts'
import { rateOf } from './measure.ts'
import { type MixWith, sourceMix } from './mix.ts'
import { brigadingIn } from './reports-seen.ts'
import { vectorHints } from './vectors.ts'
import { addUp, type WindowCounts } from './window.ts'

export type Character = Pick<Attack, 'vectors' | 'mix' | 'crowd' | 'doubts'>
type Vectors = Parameters<typeof vectorHints>[1]

/** Buckets of one channel: those within the waves, and those before the first. */
export interface Counted {
  seen: readonly Bucket[]
  usual: readonly Bucket[]
}

export interface CharacterKnown {
  vectors: Vectors
  shapes: CrowdEvidence['shapes']
  mixWith(window: WindowCounts): Omit<MixWith, 'usual'>
}

type Channels = Partial<Record<'flow' | 'web' | 'complaint', Counted>>

/** Never throws; what cannot be told is said to be missing. */
export function characterOf(attack: Attack, channels: Channels, known: CharacterKnown): Character {
  const own = attack.measure === 'complaints' ? 'complaint' : attack.measure === 'requests' ? 'web' : 'flow'
  const pairs = { flow: pairOf(channels.flow), web: pairOf(channels.web), complaint: pairOf(channels.complaint) }
  const pair = pairs[own]
  if (own === 'complaint') {
    return { vectors: [], mix: null, crowd: complaintsSay(pair?.seen ?? null), doubts: doubtsOf(pair?.seen ?? null) }
  }
  const first = channels[own]?.seen ?? []
  return {
    vectors: pair ? vectorHints(pair, known.vectors) : [],
    mix: pair ? sourceMix(pair.seen, { ...known.mixWith(pair.seen), usual: pair.usual }) : null,
    crowd: judgeCrowd({
      flow: pairs.flow,
      web: pairs.web,
      rampSeconds: rampOf(attack, first),
      knownSources:
        pair?.seen.registers && pair.usual?.registers ? shareKnown(pair.seen.registers, pair.usual.registers) : null,
      shapes: known.shapes,
    }),
    doubts: doubtsOf(pair?.seen ?? null),
  }
}

function pairOf(counted: Counted | undefined): { seen: WindowCounts; usual: WindowCounts | null } | null {
  const seen = counted && addUp(counted.seen)
  return seen ? { seen, usual: addUp(counted.usual) } : null
}

function doubtsOf(seen: WindowCounts | null): Attack['doubts'] {
  return seen ? [...seen.marks].map(([mark, buckets]) => ({ mark, buckets })).slice(0, 20) : []
}

/** From the onset of the first wave until half of its height was reached. */
function rampOf({ waves, measure }: Attack, seen: readonly Bucket[]): number | null {
  const [first] = waves
  if (!first) return null
  const half = (first.baseline + first.peakValue) / 2
  const onset = Date.parse(first.onset) / 1000
  for (const bucket of seen) {
    const sum = addUp([bucket])
    const rate = sum && rateOf(measure, sum, bucket.seconds)
    if (bucket.at >= onset && rate !== null && rate >= half) return bucket.at - onset
  }
  return null
}

/** Complaints do not say why: only whether many people or a few made them. */
function complaintsSay(seen: WindowCounts | null): CrowdVerdict {
  const missing = ['Complaints alone do not tell an attack from a fault.']
  if (!seen) return { verdict: 'undetermined', confidence: 0, for: [], against: [], missing }
  const judged = brigadingIn(seen)
  const because =
    judged.verdict === 'brigading' ? ['These look like few who complain often.', ...judged.because] : judged.because
  return {
    verdict: 'undetermined',
    confidence: 0,
    for: because,
    against: [],
    missing: [...missing, ...judged.missing].slice(0, 20),
  }
}

/** Whether a person would see another picture: other vectors, another verdict, shares that moved, new doubts. */
export function changedMuch(before: Character, after: Character): boolean {
  const names = ({ vectors }: Character) =>
    vectors
      .map(({ vector }) => vector)
      .sort()
      .join()
  if (names(before) !== names(after) || before.crowd.verdict !== after.crowd.verdict) return true
  if (before.mix === null || after.mix === null) return before.mix !== after.mix
  if (before.doubts.length !== after.doubts.length) return true
  const old = new Map(before.mix.countries.map(({ key, share }) => [key, share]))
  return after.mix.countries.some(({ key, share }) => Math.abs(share - (old.get(key) ?? 0)) > 0.05)
}
