// How well anybody could place an onset: the answer of somebody who knows everything about a synthetic day but its noise. What a
// detector reaches is read beside it.
import { generateDays } from '../../src/sense/rules/generate.ts'
import { secondTruth } from './sense-detect-truth.ts'

export interface OnsetLimit {
  waves: number
  /** Of waves whose onset is placed within one bucket, by the best answer there is. */
  percent: number
  /** Standard error of that, from the number of waves. */
  error: number
}

/** Buckets before and behind the true onset in which it is looked for: who knows that much is only helped by it. */
const reach = 20

/**
 * Rises that are thought of: the extra in each bucket from the onset on, as a share of the whole, and whole after the last. All of
 * them as likely as each other.
 */
type Rise = readonly number[]

/**
 * With the usual, the height, the kinds of rises, the width and the memory of the noise known, the likelihood of each onset is exact:
 * the noise is a first-order Gaussian process of the logarithm. The best answer is the bucket around which most of it lies within one
 * bucket, and that mass is the chance to be right: its mean over many waves is the limit (Bayes' rule; no estimator does better on
 * the whole).
 */
function chanceToBeRight(
  logs: Float64Array,
  gain: number,
  rises: readonly Rise[],
  noise: number,
  memory: number,
): number {
  const deviation = noise * Math.sqrt(1 - memory * memory)
  const full = Math.log(gain)
  const cost = (now: number, before: number) => ((now - memory * before) / deviation) ** 2 / 2
  const at = (i: number) => logs[i] ?? 0
  const low = new Float64Array(logs.length + 1)
  const high = new Float64Array(logs.length + 1)
  for (let i = 1; i < logs.length; i++) low[i + 1] = (low[i] ?? 0) + cost(at(i), at(i - 1))
  for (let i = logs.length - 1; i > 0; i--) high[i] = (high[i + 1] ?? 0) + cost(at(i) - full, at(i - 1) - full)
  const steps = rises.map((rise) => rise.map((share) => Math.log(1 + (gain - 1) * share)))
  const places = 2 * reach + 1
  const found = new Float64Array(places).fill(Number.NEGATIVE_INFINITY)
  for (let place = 0; place < places; place++) {
    const sums: number[] = []
    for (const rise of steps) {
      const first = place + 1
      let sum = low[first] ?? 0
      let before = at(first - 1)
      for (const [n, level] of [...rise, full].entries()) {
        if (first + n >= logs.length) break
        const now = at(first + n) - level
        sum += cost(now, before)
        before = now
      }
      sums.push(-sum - (high[first + rise.length + 1] ?? 0))
    }
    found[place] = logSum(sums)
  }
  const most = Math.max(...found)
  const weights = found.map((one) => Math.exp(one - most))
  const all = weights.reduce((sum, one) => sum + one, 0)
  let best = 0
  for (let place = 1; place < places - 1; place++)
    best = Math.max(best, (weights[place - 1] ?? 0) + (weights[place] ?? 0) + (weights[place + 1] ?? 0))
  return best / all
}

function logSum(logs: readonly number[]): number {
  const most = Math.max(...logs)
  return most + Math.log(logs.reduce((sum, one) => sum + Math.exp(one - most), 0))
}

function limitOf(chances: readonly number[]): OnsetLimit {
  const mean = chances.reduce((sum, one) => sum + one, 0) / chances.length
  const spread = chances.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, chances.length - 1)
  const round = (value: number) => Math.round(value * 1000) / 10
  return { waves: chances.length, percent: round(mean), error: round(Math.sqrt(spread / chances.length)) }
}

const looks = 10

/** From each second of a bucket on, with each whole number of seconds until it stands: as the days are drawn. */
function risesUpTo(mostSeconds: number, bucketSeconds: number): Rise[] {
  const rises: Rise[] = []
  for (let phase = 0; phase < bucketSeconds; phase++)
    for (let ramp = 0; ramp <= mostSeconds; ramp++) {
      const rise: number[] = []
      for (let bucket = 0; bucket * bucketSeconds < phase + ramp || bucket === 0; bucket++) {
        let share = 0
        for (let look = 0; look < looks; look++) {
          const into = (bucket + (look + 0.5) / looks) * bucketSeconds - phase
          share += (into < 0 ? 0 : ramp === 0 ? 1 : Math.min(1, into / ramp)) / looks
        }
        rise.push(share)
      }
      rises.push(rise)
    }
  return rises
}

/** On the days of `rules/generate.ts` with nothing but waves of one height: ramps of up to a minute that begin at any second. */
export function firstLimit(height: number, noise: number, seeds: number): OnsetLimit {
  const chances: number[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    const quiet = { flashCrowds: 0, outages: 0, gaps: 0, holes: 0 }
    const days = generateDays({ seed: 9000 + seed, noise, attacks: 60, heights: [height], ...quiet })
    const { bucketSeconds, noiseMemory, rampSeconds } = days.options
    const rises = risesUpTo(rampSeconds.most, bucketSeconds)
    for (const wave of days.truth.waves) {
      const onset = (wave.onset - days.truth.from) / bucketSeconds
      const stands = Math.floor((wave.end - wave.rampSeconds - days.truth.from) / bucketSeconds) - 1
      const last = Math.min(stands, onset + 2 * reach)
      const logs = new Float64Array(last - (onset - reach - 1))
      for (let i = 0; i < logs.length; i++) {
        const at = onset - reach - 1 + i
        logs[i] = Math.log((days.points[at]?.value ?? 1) / (days.curve.usual[at] ?? 1)) + (noise * noise) / 2
      }
      chances.push(chanceToBeRight(logs, height, rises, noise, noiseMemory))
    }
  }
  return limitOf(chances)
}

/** On the second truth: switched on at the border of a bucket. */
export function secondLimit(
  height: number,
  noise: number,
  memory: number,
  bucketSeconds: number,
  seeds: number,
): OnsetLimit {
  const chances: number[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    const asked = { seed: 700 + seed, noise, memory, bucketSeconds, days: 10 }
    const { points, waves } = secondTruth({ ...asked, heights: Array(40).fill(height) })
    // The same days without noise are what is usual.
    const usual = secondTruth({ ...asked, noise: 0, heights: [] }).points
    const from = points[0]?.at ?? 0
    for (const wave of waves) {
      const onset = (wave.onset - from) / bucketSeconds
      const last = Math.min((wave.end - from) / bucketSeconds, onset + 2 * reach)
      const logs = new Float64Array(last - (onset - reach - 1))
      for (let i = 0; i < logs.length; i++) {
        const at = onset - reach - 1 + i
        logs[i] = Math.log((points[at]?.value ?? 1) / (usual[at]?.value ?? 1))
      }
      chances.push(chanceToBeRight(logs, height, [[1]], noise, memory))
    }
  }
  return limitOf(chances)
}
