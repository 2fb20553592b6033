// Sums of evidence: how much each bucket speaks for a change, and from which sum on it is believed.

/** One wild bucket speaks at most this much, in sigma: it alone is never a wave. */
export const mostSigma = 6

export interface Bar {
  /** Allowance of the one-sided cumulative sum, in sigma: half of the rise it is tuned to. */
  allowance: number
  /** The sum from which on the change is believed. */
  bar: number
}

/**
 * Page's cumulative sum for a rise of `aimed` sigma. The bar follows Siegmund's approximation of the run length between false alarms,
 * exp(2 k (h + 1.166)) / (2 k²), for noise without memory. Memory makes sums wander as if their variance were `inflation` times as
 * large, and the run length depends on h through h over that variance: so the bar grows with it, not with its root.
 * `most` is what one bucket may say at most, in sigma.
 */
export function barFor(aimed: number, inflation: number, falseAlarmPower: number, most = mostSigma): Bar {
  const k = Math.min(1.75, Math.max(0.4, aimed / 2))
  const h = ((falseAlarmPower * Math.LN10 + Math.log(2 * k * k)) / (2 * k)) * inflation ** 0.85 - 1.166
  // The lower bound keeps one capped bucket below the bar.
  return { allowance: k, bar: Math.max(most + 0.5 - k, h) }
}
