// Where a rise began or a fall ended: the likeliest edge, with a ramp of unknown length, among noisy buckets.

export interface EdgeQuestion {
  /** Deviations from what is usual, in units of the scale; read from `from` (inclusive) to `to` (exclusive). */
  values: Float32Array
  from: number
  to: number
  /** Look backwards from `to`: the edge of a fall, seen from behind. */
  reversed: boolean
  /** Deviation before the edge and on the plateau behind it. */
  low: number
  high: number
  sigma: number
  /** Of neighbouring buckets: noise with a memory tells less than its number of buckets says. */
  correlation: number
  /** Deviation that lies this share (0..1) of the way up, linear in units of the series. */
  between: (share: number) => number
  /** Length of ramps that are ordinary, in buckets; longer ones are thought of too, as less likely. */
  usualRamp: number
}

const ramps = [0, 1, 2, 3, 4, 5, 6, 8, 12, 18, 24, 30, 42, 60]
/** Where in its bucket the edge lies. */
const phases = [0, 0.25, 0.5, 0.75]
/** One wild bucket counts at most as much as one that lies 4.5 sigma off; less, and the sum of wrong shapes would outweigh the right one. */
const mostCost = 20
const unusualRamp = 0.01

/**
 * Answers the place (counted from the side that is looked from) around which most of the likelihood lies, its neighbours counted in:
 * the best answer where one bucket off is as good as right. Steps are capped; ramps of up to 60 buckets and edges within a bucket
 * are summed over, not chosen. About `length * 56 * 16` steps for a window of `length` buckets.
 */
export function likeliestEdge(question: EdgeQuestion): number {
  const { values, from, to, reversed, low, high, sigma, correlation, between, usualRamp } = question
  const length = to - from
  if (length <= 1) return 0
  // Noise that a bucket hands on to the next is taken out: what is left is new in each bucket. It reads the same backwards.
  const weight = 0.5 / (sigma * sigma * (1 - correlation * correlation))
  const one = (i: number) => values[reversed ? to - 1 - i : from + i] ?? 0
  const limit = mostCost * 0.5
  const cost = (off: number, offBefore: number) => {
    const fresh = off - correlation * offBefore
    return Math.min(limit, fresh * fresh * weight)
  }
  // Costs of "already high" are summed once from the right, of "still low" from the left.
  const highFrom = new Float64Array(length + 1)
  for (let i = length - 1; i > 0; i--) highFrom[i] = (highFrom[i + 1] ?? 0) + cost(one(i) - high, one(i - 1) - high)
  const shapes = ramps
    .filter((ramp) => ramp <= Math.max(18, usualRamp))
    .flatMap((ramp) => phases.map((phase) => rampShape(ramp, phase, usualRamp, between)))
  // A sudden edge somewhere in its bucket leaves any value between low and high there, all as likely as each other.
  const partly = Math.log(0.5) - Math.log(1 + Math.abs(high - low) / (2.5 * sigma))
  const [least, most] = [Math.min(low, high), Math.max(low, high)]
  const logs = new Float64Array(length)
  let lowUntil = 0
  for (let place = 0; place < length; place++) {
    const offBefore = place > 0 ? one(place - 1) - low : 0
    const within = Math.max(least, Math.min(most, one(place) - correlation * offBefore))
    const off = one(place) - within
    const behind = place + 1 < length ? cost(one(place + 1) - high, off) + (highFrom[place + 2] ?? 0) : 0
    const some: number[] = [partly - lowUntil - cost(off, offBefore) - behind]
    for (const { steps, prior } of shapes) {
      let sum = lowUntil - prior
      let before = offBefore
      let i = place
      // One bucket behind the rise still stands on a bucket within it.
      for (; i <= place + steps.length && i < length; i++) {
        const here = one(i) - (steps[i - place] ?? high)
        sum += cost(here, before)
        before = here
      }
      some.push(-sum - (highFrom[i] ?? 0))
    }
    logs[place] = logSum(some)
    lowUntil += cost(one(place) - low, offBefore)
  }
  return heaviest(logs)
}

function rampShape(ramp: number, phase: number, usualRamp: number, between: (share: number) => number) {
  const steps: number[] = []
  // Buckets hold means: ten looks into each tell the share of the rise that it has.
  for (let i = 0; i < ramp + 1; i++) {
    let share = 0
    for (let look = 0.05; look < 1; look += 0.1)
      share += 0.1 * (i + look < phase ? 0 : ramp === 0 ? 1 : Math.min(1, (i + look - phase) / ramp))
    steps.push(between(share))
  }
  return { steps, prior: Math.log(ramp > usualRamp ? unusualRamp : ramp === 0 || ramp === usualRamp ? 0.5 : 1) }
}

function logSum(logs: readonly number[]): number {
  let most = Number.NEGATIVE_INFINITY
  for (const log of logs) most = Math.max(most, log)
  let sum = 0
  for (const log of logs) sum += Math.exp(log - most)
  return most + Math.log(sum)
}

/** The place whose neighbourhood of three weighs most. */
function heaviest(logs: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY
  for (const log of logs) most = Math.max(most, log)
  const weights = logs.map((log) => Math.exp(log - most))
  let best = 0
  let bestSum = -1
  for (let i = 0; i < weights.length; i++) {
    const sum = (weights[i - 1] ?? 0) + (weights[i] ?? 0) * 1.15 + (weights[i + 1] ?? 0)
    if (sum > bestSum) {
      bestSum = sum
      best = i
    }
  }
  return best
}
