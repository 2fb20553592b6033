// Registers of a HyperLogLog as if so many sources had been added, drawn from their distribution: a day of buckets
// with thousands of sources each costs 2,048 steps a bucket, not one per source.
import { createRegisters, mostInRegister, registerCount } from '../../tally/hyperloglog.ts'
import type { Chance } from './chance.ts'

/** A population: the first thousand of it are part of its first two thousand, in every bucket that they come to. */
export type Population = Float64Array

export function createPopulation(chance: Chance): Population {
  const places = new Float64Array(registerCount)
  for (let at = 0; at < registerCount; at += 1) places[at] = -Math.log2(-Math.log(1 - chance.share()))
  return places
}

/**
 * The first `count` of a population join what the registers saw. With n sources spread over m registers by chance, the
 * greatest rank in one is at most r with probability exp(-n / (m 2^r)); one uniform number per register is turned around.
 */
export function addSources(registers: Uint8Array, population: Population, count: number): void {
  const each = Math.log2(Math.max(0, count) / registerCount)
  for (let at = 0; at < registerCount; at += 1) {
    const rank = Math.min(mostInRegister, Math.ceil(each + (population[at] ?? 0)))
    if (rank > (registers[at] ?? 0)) registers[at] = rank
  }
}

export { createRegisters }
