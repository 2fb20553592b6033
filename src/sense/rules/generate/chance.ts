// Chance that can be repeated: numbers drawn from a seed, so that a synthetic day is the same on every machine.

export interface Chance {
  /** Uniform in [0, 1). */
  share(): number
  /** Uniform in [least, most). */
  between(least: number, most: number): number
  /** Whole number, both ends included. */
  whole(least: number, most: number): number
  /** Standard normal deviate. */
  normal(): number
  /** Events in one interval at this mean rate. */
  poisson(mean: number): number
  pick<T>(from: readonly [T, ...T[]]): T
  /** Chance of its own for a part of the work: drawing more there changes nothing here. */
  branch(name: string): Chance
}

const golden = 0x9e3779b9

/** A Weyl sequence through the finaliser of MurmurHash3: 32 bits of state, good enough for noise, never for secrets. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0
  function share(): number {
    state = (state + golden) >>> 0
    return scramble(state) / 0x1_0000_0000
  }
  const between = (least: number, most: number) => least + (most - least) * share()
  const whole = (least: number, most: number) => Math.floor(between(least, most + 1))
  const normal = () => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share())
  return {
    share,
    between,
    whole,
    normal,
    poisson: (mean) => poisson(mean, share, normal),
    pick: (from) => from[Math.floor(share() * from.length)] ?? from[0],
    branch: (name) => createChance(scramble((seed >>> 0) ^ hashOf(name))),
  }
}

function scramble(word: number): number {
  let mixed = word
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function hashOf(name: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** Counting exponential gaps up to a mean of 30; beyond it the normal approximation is within what noise hides. */
function poisson(mean: number, share: () => number, normal: () => number): number {
  if (!(mean > 0)) return 0
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
  const floor = Math.exp(-mean)
  let count = -1
  let left = 1
  do {
    left *= share()
    count += 1
  } while (left > floor)
  return count
}
