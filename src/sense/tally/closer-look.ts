// The flows of a window that are looked at closely: who sent, to whom, to which port. Kept as a log, counted at the close.
import { type FlowLog, wordHashed, wordPort, wordsOfAddresses } from './flow-log.ts'
import { hit, type Sampler, setStep } from './sampler.ts'

export interface CloserLook {
  /** Five numbers of each series' sampler, in the order of its fields. */
  samplers: Float64Array
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
const samplerFields = 5

/** `like`: one before it, which it will probably be as long as. */
export function createCloserLook(like?: CloserLook): CloserLook {
  const size = like ? Math.max(firstLength, 2 ** Math.ceil(Math.log2(like.length))) : firstLength
  return {
    samplers: new Float64Array(like ? like.samplers.length : 16 * samplerFields),
    length: 0,
    series: new Uint16Array(size),
    family: new Uint8Array(size),
    sources: new Uint32Array(4 * size),
    destinations: new Uint32Array(4 * size),
    ports: new Uint16Array(size),
    packets: new Float64Array(size),
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

/** The sampler of a series as it was left, or a new one. */
export function loadSampler(
  look: CloserLook,
  series: number,
  options: LookOptions,
  window: number,
  into: Sampler,
): void {
  const at = series * samplerFields
  while (at >= look.samplers.length) look.samplers = larger(look.samplers, new Float64Array(2 * look.samplers.length))
  const { samplers } = look
  into.step = samplers[at] as number
  into.credit = samplers[at + 1] as number
  into.hits = samplers[at + 2] as number
  into.seen = samplers[at + 3] as number
  // The state of a sampler that was used is never 0.
  into.state = (samplers[at + 4] as number) || seedOf(options.seed, series, window)
}

function seedOf(seed: number, series: number, window: number): number {
  const mixed = Math.imul(seed ^ Math.imul(window, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(series + 1, 0xc2b2ae35)
  return mixed | 0 || 0x9e3779b9
}

export function keepSampler({ samplers }: CloserLook, series: number, sampler: Sampler): void {
  const at = series * samplerFields
  samplers[at] = sampler.step
  samplers[at + 1] = sampler.credit
  samplers[at + 2] = sampler.hits
  samplers[at + 3] = sampler.seen
  samplers[at + 4] = sampler.state
}

/** Packets per sample of a series; 0: all were looked at. */
export function stepOf({ samplers }: CloserLook, series: number): number {
  return samplers[series * samplerFields] ?? 0
}

/** How much a flow counts for in the sample, when it is more than the sampler's credit or than many of its steps. */
export function lookNow(sampler: Sampler, packets: number, options: LookOptions): number {
  let counted = packets
  if (packets >= 8 * sampler.step) {
    sampler.hits++
    sampler.seen += packets
  } else counted = hit(sampler)
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

/** Notes the entry of a log that begins at word `from`, as so many packets. */
export function noteLook(look: CloserLook, log: FlowLog, from: number, series: number, packets: number): void {
  if (look.length >= look.series.length) growLook(look)
  const { words, family } = log
  const at = look.length++
  look.series[at] = series
  look.family[at] = family
  look.ports[at] = (words[from + wordPort] as number) & 0xffff
  look.packets[at] = packets
  const width = family === 4 ? 1 : 4
  const source = from + (family === 4 ? wordHashed : wordsOfAddresses)
  for (let word = 0; word < width; word++) {
    look.sources[4 * at + word] = words[source + word] as number
    look.destinations[4 * at + word] = words[source + width + word] as number
  }
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
