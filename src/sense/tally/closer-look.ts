// The flows of a window that are looked at closely: who sent, to whom, to which port. Kept as a log, counted at the close.
import { createSampler, type Sampler, sample, setStep } from './sampler.ts'

export interface CloserLook {
  readonly samplers: Sampler[]
  length: number
  series: Uint16Array
  /** 4 or 6. */
  family: Uint8Array
  /** Four words each: of IPv4 only the first. */
  sources: Uint32Array
  destinations: Uint32Array
  ports: Uint16Array
  packets: Float64Array
}

const firstLength = 256

export function createCloserLook(): CloserLook {
  return {
    samplers: [],
    length: 0,
    series: new Uint16Array(firstLength),
    family: new Uint8Array(firstLength),
    sources: new Uint32Array(4 * firstLength),
    destinations: new Uint32Array(4 * firstLength),
    ports: new Uint16Array(firstLength),
    packets: new Float64Array(firstLength),
  }
}

export interface LookOptions {
  /** After its first flows, about one flow in so many of each series and window is looked at; 1: all, while there are few. */
  oneIn: number
  /** So many flows of each series and window are looked at whatever comes. */
  first: number
  /** Looks after which a series is looked at half as often, again and again: what a window costs is bounded. */
  halveAfter: number
  seed: number
}

export const lookOptions: LookOptions = { oneIn: 16, first: 8, halveAfter: 256, seed: 0x5eed }

/** How much a flow of `packets` counts for in the sample of its series; 0: do not look. */
export function looksAt(
  look: CloserLook,
  series: number,
  packets: number,
  options: LookOptions,
  window: number,
): number {
  let sampler = look.samplers[series]
  if (!sampler) {
    sampler = createSampler(
      Math.imul(options.seed ^ Math.imul(window, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(series + 1, 0xc2b2ae35),
    )
    look.samplers[series] = sampler
  }
  const counted = sample(sampler, packets)
  if (counted > 0) slowDown(sampler, options)
  return counted
}

function slowDown(sampler: Sampler, { oneIn, first, halveAfter }: LookOptions): void {
  if (sampler.step > 0) {
    if (sampler.hits >= halveAfter) setStep(sampler, sampler.step * 2)
  } else if (sampler.hits >= (oneIn > 1 ? first : halveAfter * 8)) {
    // The first flows tell how many packets a flow has: so many packets make one look in `oneIn` flows.
    setStep(sampler, Math.max(1, sampler.seen / sampler.hits) * Math.max(2, oneIn))
  }
}

/** Room for one more; answers its place. */
export function nextLook(look: CloserLook): number {
  if (look.length >= look.series.length) growLook(look)
  return look.length++
}

function growLook(look: CloserLook): void {
  const size = look.series.length * 2
  look.series = larger(look.series, new Uint16Array(size))
  look.family = larger(look.family, new Uint8Array(size))
  look.sources = larger(look.sources, new Uint32Array(4 * size))
  look.destinations = larger(look.destinations, new Uint32Array(4 * size))
  look.ports = larger(look.ports, new Uint16Array(size))
  look.packets = larger(look.packets, new Float64Array(size))
}

function larger<A extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(old: A, made: A): A {
  made.set(old)
  return made
}
