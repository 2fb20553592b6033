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
 * exp(2 k (h + 1.166)) / (2 k²), for noise without memory; memory (`correlation` of neighbours) widens it as it widens a mean.
 */
export function barFor(aimed: number, correlation: number, falseAlarmPower: number): Bar {
  const widening = Math.sqrt((1 + correlation) / (1 - correlation))
  const k = Math.min(1.75, Math.max(0.4, aimed / 2))
  const h = (falseAlarmPower * Math.LN10 + Math.log(2 * k * k)) / (2 * k) - 1.166
  // The lower bound keeps one capped bucket below the bar.
  return { allowance: k, bar: Math.max(mostSigma + 0.5 - k, h) * widening }
}
