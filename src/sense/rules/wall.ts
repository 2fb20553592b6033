// A target at a glance: its lines of the last half hour, and the word that says how it is.
import type { Static } from 'typebox'
import type { Attack, AttackState, Measure } from '../model/attacks.ts'
import { type Channel, channels } from '../model/bucket.ts'
import { measuresOf, rateOf, type Totals } from './measure.ts'

export const wallMinutes = 30
/** Nothing for so long: it is silent, which is not quiet. */
export const silentSeconds = 120
/** Judged buckets below which nobody should take "quiet" at its word. */
export const learningBuckets = 360

export type WallState = 'attack' | 'surge' | 'silent' | 'learning' | 'quiet'

export interface AttackSeen {
  state: Static<typeof AttackState>
  crowd: Attack['crowd']['verdict']
  measure: Measure
  judged: Attack['judged']
}

/** A false alarm is quiet; a crowd, or complaints alone, are a surge; nothing measured is silent whatever was before. */
export function wallState(
  attack: AttackSeen | null,
  newestAgeSeconds: number | null,
  judgedBuckets: number,
): WallState {
  const runs = attack && attack.state !== 'over' && attack.judged?.as !== 'false alarm'
  if (runs) {
    const crowd = attack.judged ? attack.judged.as !== 'attack' : attack.crowd === 'flash-crowd'
    return crowd || attack.measure === 'complaints' ? 'surge' : 'attack'
  }
  if (newestAgeSeconds === null || newestAgeSeconds > silentSeconds) return 'silent'
  return judgedBuckets < learningBuckets ? 'learning' : 'quiet'
}

interface At extends Totals {
  at: number
}

/** Rates a minute, the oldest first; null where nothing was measured. `to` is the end of the last minute. */
export function minuteLine(totals: readonly At[], measure: Measure, to: number): (number | null)[] {
  const from = to - wallMinutes * 60
  const sums = Array.from({ length: wallMinutes }, () => ({ sum: 0, count: 0 }))
  for (const total of totals) {
    const sum = sums[Math.floor((total.at - from) / 60)]
    const rate = rateOf(measure, total, 10)
    if (!sum || rate === null) continue
    sum.sum += rate
    sum.count += 1
  }
  // Complaints come when they come: a bucket without any is one with none.
  if (measure === 'complaints') return sums.map(({ sum }) => sum / 6)
  return sums.map(({ sum, count }) => (count > 0 ? sum / count : null))
}

/** Which measures a tile shows of the channels that were heard: at most three. */
export function wallMeasures(heard: ReadonlySet<Channel>): { channel: Channel; measure: Measure }[] {
  const lines = channels
    .filter((channel) => heard.has(channel))
    .map((channel) => ({ channel, measure: measuresOf[channel][0] ?? 'value' }))
  return lines.slice(0, 4)
}

const order: readonly WallState[] = ['attack', 'surge', 'silent', 'learning', 'quiet']

export interface Unusual {
  state: WallState
  name: string
  now: number | null
  usual: number | null
}

/** The most unusual first; those alike by how far they stand above the usual, then by name. */
export function moreUnusual(a: Unusual, b: Unusual): number {
  const rise = ({ now, usual }: Unusual) => (now !== null && usual !== null && usual > 0 ? now / usual : 0)
  return order.indexOf(a.state) - order.indexOf(b.state) || rise(b) - rise(a) || (a.name < b.name ? -1 : 1)
}
