// Flows that were placed into their ten seconds and wait to be counted. Entries lie in chunks of one array that all windows share:
// what waits is bounded, nothing is made anew for a window, and the series of an entry can be counted together, later.

/**
 * Words of an entry: two doubles, what it is, its port and flows, words of both addresses to hash, and of IPv6 the addresses. Half a line
 * of the cache, and a whole one: an entry that lay across two lines would have to be waited for twice.
 */
const fourWords = 8
const sixWords = 16

/** Places within an entry, in words. The doubles lie at its begin, and so at half of these. */
export const wordWhat = 4
/** The port of the destination, and above it by what number of flows it counts (`factorNumber`). */
export const wordPort = 5
export const factorBits = 16
/** A word whose hash is that of the source, and behind it one of the destination. Of IPv4 the address itself. */
export const wordHashed = 6
export const wordsOfAddresses = 8

/**
 * What an entry is, in one word: country (8 bits) and protocol (8), one bit that it goes out, then its shapes: whether its packets are
 * small, whether its source is never a true one, and the number of a shape (`vectors.ts`), 0 for none.
 */
export const whatWayBits = 16
export const whatOut = 1 << whatWayBits
export const whatSmall = 1 << 17
export const whatBogon = 1 << 18
/** From this bit on the number of a shape. */
export const whatShapeBits = 19
/** Country, protocol and direction: by what rows are told apart. */
export const whatRow = (1 << 17) - 1

const chunkEntries = 256
/** Entries of one family that may wait in one window: few enough to be found again in the nearer caches. */
export const mostWaiting = 16_384
/** 10 MB of IPv4 and 9 MB of IPv6, which the system gives only as they are used. */
const chunksOf = { 4: 1024, 6: 512 }

export interface FlowLog {
  readonly family: 4 | 6
  readonly wordsPerEntry: number
  readonly words: Uint32Array
  /** The same bytes: bytes and packets, corrected for sampling. */
  readonly sums: Float64Array
  /** How many flows an entry stands for, by a number: few differ. Number 0 is none, number 1 is one. */
  readonly factors: Float64Array
  readonly factorNumbers: Map<number, number>
  /** By entry: the number of its series in its window. */
  readonly series: Uint16Array
  /** First entries of chunks that are free, and how many. */
  readonly free: Uint32Array
  freeCount: number
}

const lineBytes = 64
/** A large block of glibc begins 16 bytes behind a line: from here on entries lie in lines. Elsewhere it does no harm. */
const toLine = lineBytes - 16

export function createFlowLog(family: 4 | 6): FlowLog {
  const chunks = chunksOf[family]
  const wordsPerEntry = family === 4 ? fourWords : sixWords
  const length = chunks * chunkEntries * wordsPerEntry
  const buffer = new ArrayBuffer(4 * length + lineBytes)
  return {
    family,
    wordsPerEntry,
    words: new Uint32Array(buffer, toLine, length),
    sums: new Float64Array(buffer, toLine, length / 2),
    factors: new Float64Array(1 << factorBits).fill(1, 1, 2),
    factorNumbers: new Map([
      [0, 0],
      [1, 1],
    ]),
    series: new Uint16Array(chunks * chunkEntries),
    // The first chunk is taken first.
    free: Uint32Array.from({ length: chunks }, (_, at) => (chunks - 1 - at) * chunkEntries),
    freeCount: chunks,
  }
}

/** The number of a number of flows, or -1: there is no room for another, and all that waits has to be counted first. */
export function factorNumber({ factors, factorNumbers }: FlowLog, factor: number): number {
  const known = factorNumbers.get(factor)
  if (known !== undefined) return known
  const number = factorNumbers.size
  if (number >= factors.length) return -1
  factors[number] = factor
  factorNumbers.set(factor, number)
  return number
}

/** When nothing waits in the log. */
export function forgetFactors({ factorNumbers }: FlowLog): void {
  factorNumbers.clear()
  factorNumbers.set(0, 0).set(1, 1)
}

/** What waits of one window in one log. */
export interface Lane {
  /** First entries of its chunks. All are full but the last. */
  readonly chunks: number[]
  /** Next entry in the last chunk, and the end of that. */
  next: number
  end: number
}

export function createLane(): Lane {
  return { chunks: [], next: 0, end: 0 }
}

/** Whether the lane may have another chunk: else something has to be counted first. */
export function hasRoom(log: FlowLog, lane: Lane): boolean {
  return log.freeCount > 0 && lane.chunks.length < mostWaiting / chunkEntries
}

export function addChunk(log: FlowLog, lane: Lane): void {
  const first = log.free[--log.freeCount] as number
  lane.chunks.push(first)
  lane.next = first
  lane.end = first + chunkEntries
}

/** Forgets what waited in it. */
export function emptyLane(log: FlowLog, lane: Lane): void {
  for (const first of lane.chunks) log.free[log.freeCount++] = first
  lane.chunks.length = 0
  lane.next = 0
  lane.end = 0
}

export function waitingIn(lane: Lane): number {
  return lane.chunks.length === 0 ? 0 : lane.chunks.length * chunkEntries - (lane.end - lane.next)
}

/**
 * Words at which the entries of the lane begin, series after series, each in the order they came. `begins` is filled with where each
 * series begins in `order`: it has one place more than there are series, and one more that is used on the way.
 */
export function orderLane(log: FlowLog, lane: Lane, order: Uint32Array, begins: Uint32Array): void {
  const { series, wordsPerEntry } = log
  begins.fill(0)
  for (const first of lane.chunks) {
    const end = endOf(lane, first)
    for (let entry = first; entry < end; entry++) {
      const after = (series[entry] as number) + 2
      begins[after] = (begins[after] as number) + 1
    }
  }
  for (let at = 2; at < begins.length; at++) begins[at] = (begins[at] as number) + (begins[at - 1] as number)
  for (const first of lane.chunks) {
    const end = endOf(lane, first)
    for (let entry = first; entry < end; entry++) {
      const after = (series[entry] as number) + 1
      const place = begins[after] as number
      order[place] = Math.imul(entry, wordsPerEntry)
      begins[after] = place + 1
    }
  }
}

function endOf(lane: Lane, first: number): number {
  return first + chunkEntries === lane.end ? lane.next : first + chunkEntries
}
