// Which target an address belongs to: the longest prefix of the register, found with one or two loads for most addresses.
import { readPrefix } from '#kernel/network.ts'

export interface TallyTarget {
  /** Becomes the series of its buckets. */
  id: string
  /** Networks of IPv4 and IPv6 as CIDR; what is none is passed over, since the hub checked them. */
  prefixes: readonly string[]
}

export interface TargetTable {
  readonly ids: readonly string[]
  /** Number of the target, or -1. */
  of4(word: number): number
  /** `at`: of the first of the four words. */
  of6(words: Uint32Array, at: number): number
}

interface Span {
  /** First address, as words. */
  words: readonly number[]
  length: number
  target: number
}

export function createTargetTable(targets: readonly TallyTarget[]): TargetTable {
  const spans: { 4: Span[]; 6: Span[] } = { 4: [], 6: [] }
  for (const [number, { prefixes }] of targets.entries()) {
    for (const prefix of prefixes) {
      const read = readPrefix(prefix)
      if (read.ok) spans[read.network.family].push({ ...read.network, target: number })
    }
  }
  return { ids: targets.map((target) => target.id), of4: search4(flat(spans[4], 1)), of6: search6(flat(spans[6], 4)) }
}

interface Flat {
  /** Of each piece: its first address, `width` words each. Sorted. The first piece begins at zero. */
  starts: Uint32Array
  /** Number of the target, -1 for none. */
  targets: Int32Array
}

/** Prefixes nest or lie apart, so one walk with the open ones on a stack makes pieces that do not overlap. */
function flat(spans: Span[], width: number): Flat {
  const sorted = [...spans].sort((a, b) => compareWords(a.words, b.words) || a.length - b.length)
  const pieces: { words: readonly number[]; target: number }[] = [{ words: new Array(width).fill(0), target: -1 }]
  const open: { end: readonly number[] | null; target: number }[] = []
  const begin = (words: readonly number[], target: number) => {
    const last = pieces.at(-1)
    if (last && compareWords(last.words, words) === 0) last.target = target
    else pieces.push({ words, target })
  }
  const closeUntil = (words: readonly number[] | null) => {
    for (let top = open.at(-1); top?.end && (!words || compareWords(top.end, words) <= 0); top = open.at(-1)) {
      open.pop()
      begin(top.end, open.at(-1)?.target ?? -1)
    }
  }
  for (const span of sorted) {
    closeUntil(span.words)
    begin(span.words, span.target)
    open.push({ end: endOf(span), target: span.target })
  }
  closeUntil(null)
  return {
    starts: Uint32Array.from(pieces.flatMap((piece) => piece.words)),
    targets: Int32Array.from(pieces, (piece) => piece.target),
  }
}

function compareWords(a: readonly number[], b: readonly number[]): number {
  for (const [at, word] of a.entries()) {
    const other = b[at] ?? 0
    if (word !== other) return word - other
  }
  return 0
}

/** The first address behind a prefix; null where it reaches to the end of all addresses. */
function endOf({ words, length }: Span): readonly number[] | null {
  const end = [...words]
  for (let at = Math.ceil(length / 32) - 1, carry = 2 ** ((32 - (length % 32)) % 32); at >= 0; at--) {
    const sum = (end[at] ?? 0) + carry
    end[at] = sum >>> 0
    if (sum < 2 ** 32) return end
    carry = 1
  }
  return null
}

function search4({ starts, targets }: Flat): (word: number) => number {
  // Last piece that begins at or before each /16, so that pages without divisions need no search.
  const pages = new Uint32Array(65_537)
  for (let page = 0, at = 0; page <= 65_536; page++) {
    while (at + 1 < starts.length && (starts[at + 1] ?? 0) <= page * 65_536) at++
    pages[page] = at
  }
  return (word) => {
    let from = pages[word >>> 16] as number
    let to = pages[(word >>> 16) + 1] as number
    while (from < to) {
      const middle = (from + to + 1) >>> 1
      if ((starts[middle] as number) <= word) from = middle
      else to = middle - 1
    }
    return targets[from] as number
  }
}

function search6({ starts, targets }: Flat): (words: Uint32Array, at: number) => number {
  return (words, at) => {
    let from = 0
    let to = targets.length - 1
    while (from < to) {
      const middle = (from + to + 1) >>> 1
      if (isAtOrBefore(starts, middle * 4, words, at)) from = middle
      else to = middle - 1
    }
    return targets[from] as number
  }
}

function isAtOrBefore(starts: Uint32Array, start: number, words: Uint32Array, at: number): boolean {
  for (let word = 0; word < 4; word++) {
    const left = starts[start + word] as number
    const right = words[at + word] as number
    if (left !== right) return left < right
  }
  return true
}
