// The scale on which noise has one width: logarithm for volumes, root for counts, straight for what may be negative.

export type ScaleName = 'log' | 'root' | 'straight'

export interface Scale {
  name: ScaleName
  /** Added before the logarithm, so that zeros have one; 0 for the others. */
  offset: number
  to: (value: number) => number
  from: (scaled: number) => number
  /** Noise below this is not believed, in units of the scale. */
  leastSigma: number
}

/** How far below the usual level the logarithm of a zero lies: a hundredth of it. */
const zeroShare = 0.01

/** Anscombe's transform for counts: 2√(x + 3/8) has a standard deviation of about 1 when x is Poisson. */
export function makeScale(name: ScaleName, usual: number, offset = Math.abs(usual) * zeroShare): Scale {
  if (name === 'log') {
    const from = (scaled: number) => Math.max(0, Math.exp(Math.min(scaled, 700)) - offset)
    return { name, offset, to: (value) => Math.log(Math.max(0, value) + offset), from, leastSigma: 0.02 }
  }
  if (name === 'root') {
    const from = (scaled: number) => Math.max(0, (Math.max(0, scaled) / 2) ** 2 - 0.375)
    return { name, offset: 0, to: (value) => 2 * Math.sqrt(Math.max(0, value) + 0.375), from, leastSigma: 0.9 }
  }
  const leastSigma = Math.max(Math.abs(usual) * 0.005, 1e-30)
  return { name, offset: 0, to: (value) => value, from: (scaled) => scaled, leastSigma }
}

/** Chosen from the first values: logarithm only where all lie well above zero, as shares of a level mean little otherwise. */
export function chooseScale(values: readonly number[], kind: 'volume' | 'count'): Scale {
  const sorted = [...values].sort((a, b) => a - b)
  const usual = sorted[sorted.length >> 1] ?? 0
  const least = sorted[0] ?? 0
  if (kind === 'count' && least >= 0) return makeScale('root', usual)
  if (least > usual * 0.02 && usual > 0) return makeScale('log', usual)
  const spread = (sorted[sorted.length - 1] ?? 0) - least
  return makeScale('straight', Math.max(Math.abs(usual), spread))
}
