// Medians and ranges: one number says too little about a busy machine.
export interface Spread {
  median: number
  min: number
  max: number
  runs: number
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  return {
    median: rounded(percentile(sorted, 0.5)),
    min: rounded(sorted[0] ?? 0),
    max: rounded(sorted.at(-1) ?? 0),
    runs: sorted.length,
  }
}

/** Nearest-rank percentile of values in ascending order. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
