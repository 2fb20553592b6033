// Which flows are looked at closely: a Poisson sample of packets, exact as long as there are few. Deterministic by seed.

export interface Sampler {
  /** Packets per sample. 0: everything is looked at. */
  step: number
  /** Packets until the next sample. */
  credit: number
  /** Flows that counted since the step was set. */
  hits: number
  /** Packets of all flows while everything was looked at. */
  seen: number
  state: number
}

export function createSampler(seed: number): Sampler {
  return { step: 0, credit: 0, hits: 0, seen: 0, state: seed | 0 || 0x9e3779b9 }
}

/**
 * How much a flow of `packets` counts for in the sample: 0 for most. Its mean is `packets` whatever the order of flows
 * (gaps are exponential, so the sample has no memory), its variance at most packets * step.
 */
export function sample(sampler: Sampler, packets: number): number {
  const { step } = sampler
  // A flow that would be hit many times anyway is counted as it is: less variance, and no long loop.
  if (packets >= 8 * step) {
    sampler.hits++
    sampler.seen += packets
    return packets
  }
  const credit = sampler.credit - packets
  sampler.credit = credit
  return credit < 0 ? hit(sampler) : 0
}

/** A sample is due: how much the flow counts for whose packets brought the credit below zero. */
export function hit(sampler: Sampler): number {
  let counted = 0
  while (sampler.credit < 0) {
    counted += sampler.step
    sampler.credit += gap(sampler)
  }
  sampler.hits++
  return counted
}

/** Looks less closely from now on: what was counted before keeps its weight, so sums stay unbiased. */
export function setStep(sampler: Sampler, step: number): void {
  sampler.step = step
  sampler.hits = 0
  sampler.credit = step === 0 ? 0 : gap(sampler)
}

function gap(sampler: Sampler): number {
  // xorshift32 (Marsaglia 2003): never 0, so the logarithm is finite.
  let state = sampler.state
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  sampler.state = state
  return -Math.log((state >>> 0) / 4294967296) * sampler.step
}
