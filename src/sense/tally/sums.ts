// Sums by key of a few thousand entries of a log, in flat arrays that are used again for every series.

export interface Sums {
  /** Open addressing: place in `first` and `sums` plus one, valid where `stamps` is the present `stamp`. */
  places: Int32Array
  stamps: Uint32Array
  stamp: number
  /** Number of different keys. */
  length: number
  /** Which entry of the log had the key first. */
  first: Uint32Array
  sums: Float64Array
}

export function createSums(): Sums {
  const size = 1024
  return {
    places: new Int32Array(2 * size),
    stamps: new Uint32Array(2 * size),
    stamp: 0,
    length: 0,
    first: new Uint32Array(size),
    sums: new Float64Array(size),
  }
}

/** Forgets all keys and makes room for so many. */
export function clearSums(sums: Sums, most: number): void {
  sums.length = 0
  sums.stamp++
  if (most <= sums.first.length) return
  const size = 2 ** Math.ceil(Math.log2(most))
  sums.places = new Int32Array(2 * size)
  sums.stamps = new Uint32Array(2 * size)
  sums.stamp = 1
  sums.first = new Uint32Array(size)
  sums.sums = new Float64Array(size)
}

/** Keys of one word: `keys[entry]`. */
export function addWord(sums: Sums, keys: Uint32Array, entry: number, amount: number): void {
  const { places, stamps, stamp, first } = sums
  const mask = places.length - 1
  const key = keys[entry] as number
  let at = (Math.imul(key, 0x9e3779b1) >>> 9) & mask
  while (stamps[at] === stamp) {
    const place = (places[at] as number) - 1
    if (keys[first[place] as number] === key) {
      sums.sums[place] = (sums.sums[place] as number) + amount
      return
    }
    at = (at + 1) & mask
  }
  addKey(sums, at, entry, amount)
}

/** Keys of four words from `4 * entry` on, and one byte that tells families apart. */
export function addWords(sums: Sums, words: Uint32Array, family: Uint8Array, entry: number, amount: number): void {
  const { places, stamps, stamp, first } = sums
  const mask = places.length - 1
  const from = 4 * entry
  let at = hashOf(words, from, family[entry] === 4) & mask
  while (stamps[at] === stamp) {
    const place = (places[at] as number) - 1
    const known = first[place] as number
    if (family[known] === family[entry] && isSame(words, 4 * known, from)) {
      sums.sums[place] = (sums.sums[place] as number) + amount
      return
    }
    at = (at + 1) & mask
  }
  addKey(sums, at, entry, amount)
}

function addKey(sums: Sums, at: number, entry: number, amount: number): void {
  const place = sums.length++
  sums.first[place] = entry
  sums.sums[place] = amount
  sums.places[at] = place + 1
  sums.stamps[at] = sums.stamp
}

function hashOf(words: Uint32Array, from: number, isFour: boolean): number {
  const first = Math.imul(words[from] as number, 0x9e3779b1)
  if (isFour) return first >>> 9
  const second = Math.imul((words[from + 1] as number) ^ first, 0x85ebca6b)
  const third = Math.imul((words[from + 2] as number) ^ (second >>> 3), 0xc2b2ae35)
  return Math.imul((words[from + 3] as number) ^ (third >>> 5), 0x27d4eb2f) >>> 9
}

function isSame(words: Uint32Array, one: number, two: number): boolean {
  return (
    words[one] === words[two] &&
    words[one + 1] === words[two + 1] &&
    words[one + 2] === words[two + 2] &&
    words[one + 3] === words[two + 3]
  )
}

/** Places of the `most` biggest sums of at least `least`, biggest first; of equal ones that which came first. */
export function biggest({ sums, length }: Sums, least: number, most: number): { places: number[]; next: number } {
  const places: number[] = []
  let next = 0
  for (let place = 0; place < length; place++) {
    const sum = sums[place] as number
    if (sum >= least) places.push(place)
    else if (sum > next) next = sum
  }
  if (places.length > 1) places.sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0) || a - b)
  const cut = places[most]
  if (cut === undefined) return { places, next }
  return { places: places.slice(0, most), next: sums[cut] ?? 0 }
}
