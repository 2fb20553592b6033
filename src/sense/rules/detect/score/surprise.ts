// How surprising numbers are among their own past: peaks over a threshold, so that unlike measures can be compared.

export interface Surprises {
  /**
   * Surprise of each measure, which is larger where something is wrong, in nats: 2.3 for one in ten; of one below 0, which is none, 0.
   * Learns them afterwards. The list is the same at each call.
   */
  of: (measures: Float64Array) => Float64Array
}

const beyond = 0.9
/** Below 1 / heavy the tail would be exponential; real series have heavier ones. */
const heavy = 5
/** What stands where in the past of a measure: fractions in a list are changed in place, where fields and variables are boxed anew. */
const count = 0
const quantile = 1
const step = 2
const excess = 3
const excesses = 4
const words = 5

/**
 * Tracks the 90 % quantile (Robbins and Monro) and the mean excess above it (Pickands, Balkema and de Haan say what lies beyond). What is
 * learned is capped, so one outburst does not make the next ordinary. `memory` is in numbers.
 */
export function createSurprises(measures: number, memory: number): Surprises {
  const past = new Float64Array(measures * words)
  const told = new Float64Array(measures)
  const leastExcesses = Math.max(20, memory / 10)

  function learnExcess(at: number, over: number, mean: number): void {
    const seen = (past[at + excesses] as number) + 1
    past[at + excesses] = seen
    const before = past[at + excess] as number
    past[at + excess] = before + (Math.min(over, seen < 10 ? over : 6 * mean) - before) / Math.min(seen, leastExcesses)
  }

  /** The hot loop of the score: seven times for each value. Places are there by how the list is made, hence `as number`. */
  function of(given: Float64Array): Float64Array {
    for (let i = 0, at = 0; i < measures; i++, at += words) {
      const measure = given[i] as number
      told[i] = 0
      if (measure < 0) continue
      if (past[at + count] === 0) {
        past[at + quantile] = measure
        past[at + step] = Math.abs(measure)
      }
      const seen = (past[at + count] as number) + 1
      past[at + count] = seen
      const border = past[at + quantile] as number
      const before = past[at + step] as number
      const over = measure - border
      if (over <= 0 && before <= 0 && past[at + excesses] === 0) continue
      const mean = Math.max(past[at + excess] as number, before * 0.05, Math.abs(measure) * 1e-9)
      const surprise =
        over <= 0
          ? 2.3 * Math.max(0, 1 + over / (Math.abs(border) + mean || 1))
          : 2.3 + heavy * Math.log1p(over / (heavy * mean || 1))
      const share = 1 / Math.min(seen, memory)
      if (over > 0) learnExcess(at, over, mean)
      const far = Math.abs(over)
      const size = before + share * ((seen < 50 || before === 0 ? far : Math.min(far, 10 * before)) - before)
      past[at + step] = size
      const pace = size * Math.max(share * 4, 4 / memory)
      past[at + quantile] = border + (over > 0 ? pace * beyond : -pace * (1 - beyond))
      told[i] = (surprise * Math.max(0, seen - 40)) / (seen + 200)
    }
    return told
  }

  return { of }
}
