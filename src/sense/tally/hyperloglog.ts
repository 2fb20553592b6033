// How many different ones there were, in 2,048 bytes that can be merged.
// Flajolet, Fusy, Gandouet, Meunier 2007 for the registers; Ertl 2017 (arXiv:1702.01284, algorithm 6) for the estimate,
// which needs no tables of bias and no switch to another method for small counts.

export const registerCount = 2048
/** Upper bits of a hash that name the register. */
export const indexBits = 11
/** Bits of a 32-bit hash that are left for counting zeros. */
export const countedBits = 32 - indexBits
/** The greatest that a register can hold. */
export const mostInRegister = countedBits + 1

export function createRegisters(): Uint8Array {
  return new Uint8Array(registerCount)
}

/** Adds one by its 32-bit hash (`hash.ts`). `offset`: where these registers begin in a larger array. */
export function addHash(registers: Uint8Array, hash: number, offset = 0): void {
  const at = offset + (hash >>> countedBits)
  const rank = Math.clz32((hash << indexBits) | (1 << (indexBits - 1))) + 1
  if (rank > (registers[at] ?? 255)) registers[at] = rank
}

/** Adds to `into` what `from` saw. Commutative, associative, and the same twice. */
export function mergeRegisters(into: Uint8Array, from: Uint8Array): void {
  for (let at = 0; at < registerCount; at++) {
    const value = from[at] ?? 0
    if (value > (into[at] ?? 255)) into[at] = value
  }
}

/** Standard error of the estimate, as a share of it: 2.3 %. */
export const relativeError = 1.04 / Math.sqrt(registerCount)

/** The estimated number of different ones. Nothing added: 0. Saturated (more than 32 bits can tell): Infinity is never answered. */
export function estimateDistinct(registers: Uint8Array): number {
  const histogram = new Float64Array(mostInRegister + 1)
  for (let at = 0; at < registerCount; at++) {
    const value = Math.min(registers[at] ?? 0, mostInRegister)
    histogram[value] = (histogram[value] ?? 0) + 1
  }
  const empty = histogram[0] ?? 0
  if (empty === registerCount) return 0
  let sum = registerCount * fullShare(1 - (histogram[mostInRegister] ?? 0) / registerCount)
  for (let value = countedBits; value >= 1; value--) sum = 0.5 * (sum + (histogram[value] ?? 0))
  sum += registerCount * emptyShare(empty / registerCount)
  const most = 2 ** 32
  return sum > 0 ? Math.min(most, (registerCount * registerCount) / (2 * Math.LN2 * sum)) : most
}

/** Ertl's sigma: what registers that are still empty tell. Converges doubly exponentially. */
function emptyShare(share: number): number {
  let term = share
  let weight = 1
  let sum = share
  for (let round = 0; round < 64; round++) {
    term *= term
    const before = sum
    sum += term * weight
    weight += weight
    if (sum === before) break
  }
  return sum
}

/** Ertl's tau: what registers that are full tell. */
function fullShare(share: number): number {
  if (share === 0 || share === 1) return 0
  let root = share
  let weight = 1
  let sum = 1 - share
  for (let round = 0; round < 64; round++) {
    root = Math.sqrt(root)
    const before = sum
    weight *= 0.5
    sum -= (1 - root) ** 2 * weight
    if (sum === before) break
  }
  return sum / 3
}
