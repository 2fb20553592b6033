// The length of the season of a series of any kind, from how much it looks like itself some time ago.

/** Values are thinned to this many before every lag is tried. */
const mostThinned = 2048
const leastCorrelation = 0.3
const leastRise = 0.1

/**
 * Answers the lag (in places) at which the series repeats, or 0. At least three repetitions must be seen. Work: 2048 × 680 steps, and
 * the refinement at full resolution. Outliers are cut at four mean deviations, so one spike makes no season.
 */
export function findPeriod(values: Float64Array): number {
  const calm = withoutOutliers(values)
  const thinning = Math.max(1, Math.ceil(calm.length / mostThinned))
  const thin = thinning === 1 ? calm : thinned(calm, thinning)
  const lag = repeats(thin)
  if (lag === 0) return 0
  return thinning === 1 ? lag : refined(calm, lag * thinning, thinning)
}

function withoutOutliers(values: Float64Array): Float64Array {
  const length = values.length
  let mean = 0
  for (const value of values) mean += value / length
  let spread = 0
  for (const value of values) spread += Math.abs(value - mean) / length
  const calm = new Float64Array(length)
  for (let i = 0; i < length; i++) calm[i] = Math.max(-4 * spread, Math.min(4 * spread, (values[i] ?? 0) - mean))
  return calm
}

function thinned(values: Float64Array, by: number): Float64Array {
  const thin = new Float64Array(Math.floor(values.length / by))
  for (let i = 0; i < thin.length; i++) {
    let sum = 0
    for (let j = 0; j < by; j++) sum += values[i * by + j] ?? 0
    thin[i] = sum / by
  }
  return thin
}

function correlationAt(values: Float64Array, lag: number): number {
  let product = 0
  let before = 0
  let after = 0
  for (let i = lag; i < values.length; i++) {
    const a = values[i] ?? 0
    const b = values[i - lag] ?? 0
    product += a * b
    before += b * b
    after += a * a
  }
  return before > 0 && after > 0 ? product / Math.sqrt(before * after) : 0
}

/** The shortest lag that is a peak nearly as high as the highest, once the series has looked unlike itself in between. */
function repeats(values: Float64Array): number {
  const longest = Math.floor(values.length / 3)
  const at = new Float64Array(longest + 2)
  for (let lag = 1; lag <= longest + 1; lag++) at[lag] = correlationAt(values, lag)
  const peaks: number[] = []
  let highest = 0
  let lowest = at[1] ?? 1
  for (let lag = 2; lag <= longest; lag++) {
    const here = at[lag] ?? 0
    lowest = Math.min(lowest, here)
    // A trend is like itself at every lag: only what was unlike itself in between repeats.
    if (lag < 4 || here < leastCorrelation || here < lowest + leastRise) continue
    if (here < (at[lag - 1] ?? 0) || here < (at[lag + 1] ?? 0)) continue
    peaks.push(lag)
    highest = Math.max(highest, here)
  }
  return peaks.find((lag) => (at[lag] ?? 0) > highest - 0.1) ?? 0
}

function refined(values: Float64Array, around: number, by: number): number {
  let best = around
  let highest = -1
  for (let lag = around - by; lag <= around + by; lag++) {
    const here = correlationAt(values, lag)
    if (here > highest) {
      highest = here
      best = lag
    }
  }
  return best
}
