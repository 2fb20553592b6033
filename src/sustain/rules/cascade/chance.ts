// Chance that can be repeated, for drawing spans: the same seed and the same run give the same numbers on every machine.

/**
 * xoshiro128** 1.1 (Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47, 2021), its state filled by splitmix32.
 * Each run has a state of its own, so that no run depends on how much another one drew. For drawing, never for secrets.
 */
export function chanceOf(seed: number, run: number): () => number {
  let mixing = (seed ^ Math.imul(run + 1, 0x9e3779b1)) >>> 0
  const fill = () => {
    mixing = (mixing + 0x9e3779b9) >>> 0
    let word = mixing
    word = Math.imul(word ^ (word >>> 16), 0x21f0aaad)
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
    return (word ^ (word >>> 15)) >>> 0
  }
  let [a, b, c, d] = [fill(), fill(), fill(), fill()]
  return () => {
    const drawn = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotated(d, 11)
    return drawn / 0x1_0000_0000
  }
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}

/** From a triangular distribution by the inverse of its distribution function; `uniform` in [0, 1). least <= likely <= most. */
export function triangular(least: number, likely: number, most: number, uniform: number): number {
  const width = most - least
  if (width <= 0) return likely
  if (uniform * width < likely - least) return least + Math.sqrt(uniform * width * (likely - least))
  return most - Math.sqrt((1 - uniform) * width * (most - likely))
}

/** 95 % interval of a share of `runs` (Wilson, "Probable inference", JASA 22, 1927): honest near 0 and 1 too. */
export function wilson(hits: number, runs: number): { low: number; high: number } {
  const z = 1.959964
  const share = hits / runs
  const spread = (z * Math.sqrt((share * (1 - share)) / runs + (z * z) / (4 * runs * runs))) / (1 + (z * z) / runs)
  const middle = (share + (z * z) / (2 * runs)) / (1 + (z * z) / runs)
  // At the ends the interval reaches the end itself; subtraction alone would miss it by rounding.
  return { low: hits === 0 ? 0 : Math.max(0, middle - spread), high: hits === runs ? 1 : Math.min(1, middle + spread) }
}

/** Nearest-rank percentile of values in ascending order. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}
