// Scanners of the hot path: they look at four bytes at a time and hash while they go, so that each byte is seen once.
// All stop at a line feed at the latest; the buffer has slack behind its end (line-feed.ts), so words may be read past it.
import { hashWord } from '../../tally/hash.ts'
import type { LineArena } from '../line-feed.ts'
import type { AccessFields } from './fields.ts'

const quote = 34
const backslash = 92
const question = 63
const lineFeed = 10
const blank = 32

const ones = 0x01010101
const highs = -0x7f7f7f80 // 0x80808080
const seed = 0x2545f491
const mixing = -0x61c88647 // 0x9e3779b9, the golden ratio
const mixingHigh = -0x7a143595 // 0x85ebca6b
const salt = 0x3c6ef372
const gather = 0x10204080

/** Bits set where a byte of `word` is zero, and perhaps above the first such: the lowest is always right. */
function zeroBytes(word: number): number {
  return (word - ones) & ~word & highs
}

/** How many of eight bytes stand below the first whose top bit is set in one of two words, of which one is not 0. */
function bytesBelow(low: number, high: number): number {
  // One multiplication gathers the four bits of a word at its top, so that no branch has to ask which word it was.
  const bits = (Math.imul(low >>> 7, gather) >>> 28) | ((Math.imul(high >>> 7, gather) >>> 28) << 4)
  return 31 - Math.clz32(bits & -bits)
}

/** Eight more bytes. Two multiplications that do not wait for each other. */
function mixed(hash: number, low: number, high: number): number {
  const next = Math.imul(hash ^ low, mixing) + Math.imul(high ^ salt, mixingHigh)
  return next ^ (next >>> 15)
}

/** What is left of two words when only the first `count` (0 to 7) of their eight bytes count. */
const lowMasks = Int32Array.of(0, 0xff, 0xffff, 0xffffff, -1, -1, -1, -1)
const highMasks = Int32Array.of(0, 0, 0, 0, 0, 0xff, 0xffff, 0xffffff)

function finished(hash: number, low: number, high: number, count: number, length: number): number {
  const all = mixed(hash, low & (lowMasks[count] as number), high & (highMasks[count] as number))
  return hashWord(all ^ length) | 0
}

/** What the scanners found, beside where they stopped; one for each reader. */
export interface ScanState {
  hash: number
  /** Whether a quoted text had a backslash. */
  escaped: boolean
}

/**
 * A quoted text from `from` up to its closing quote (answered) or the end of the line. `\"` is part of the text. Sets the hash.
 */
export function scanQuoted(arena: LineArena, from: number, state: ScanState): number {
  const { bytes, view } = arena
  let hash = seed
  for (let at = from; ; at += 8) {
    const low = view.getInt32(at, true)
    const high = view.getInt32(at + 4, true)
    const lowStops = zeroBytes(low ^ 0x22222222) | zeroBytes(low ^ 0x5c5c5c5c) | zeroBytes(low ^ 0x0a0a0a0a)
    const highStops = zeroBytes(high ^ 0x22222222) | zeroBytes(high ^ 0x5c5c5c5c) | zeroBytes(high ^ 0x0a0a0a0a)
    if ((lowStops | highStops) === 0) {
      hash = mixed(hash, low, high)
      continue
    }
    const count = bytesBelow(lowStops, highStops)
    if (bytes[at + count] === backslash) return scanEscaped(arena, at, from, hash, state)
    state.hash = finished(hash, low, high, count, at + count - from)
    state.escaped = false
    return at + count
  }
}

/** The rest of a quoted text that has a backslash, byte for byte. */
function scanEscaped(arena: LineArena, rest: number, from: number, before: number, state: ScanState): number {
  const { bytes } = arena
  let hash = before
  let at = rest
  for (; bytes[at] !== quote && bytes[at] !== lineFeed; at++) {
    hash = mixed(hash, bytes[at] as number, 0)
    if (bytes[at] === backslash && bytes[at + 1] !== lineFeed) hash = mixed(hash, bytes[++at] as number, 0)
  }
  state.hash = hashWord(hash ^ (at - from)) | 0
  state.escaped = true
  return at
}

/** How many of eight bytes stand before one that ends the target; 8: none does. Asked when `count` says that one may. */
function bytesToStop(bytes: Uint8Array, at: number, count: number, askable: number): number {
  for (let next = count; next < 8; next++) {
    const byte = bytes[at + next] as number
    if (byte === blank || byte === lineFeed || (byte === question && askable !== 0)) return next
    // A quote behind a backslash is part of the text.
    if (byte === quote && bytes[at + next - 1] !== backslash) return next
  }
  return 8
}

/**
 * The target of a request from `from` up to a blank, a quote or the end of the line (answered). Sets positions and hash of the
 * path, and the hash of the query, of which nothing else is kept.
 */
export function scanTarget(arena: LineArena, from: number, fields: AccessFields): number {
  const { bytes, view } = arena
  let hash = seed
  let at = from
  let start = from
  /** All bits while a question mark ends the path, then none. */
  let askable = -1
  while (true) {
    const low = view.getInt32(at, true)
    const high = view.getInt32(at + 4, true)
    // Any byte below 35 (blank, quote, line feed, control), or the question mark; the few that end nothing are told apart after.
    const lowStops = ((low - 0x23232323) & ~low & highs) | (zeroBytes(low ^ 0x3f3f3f3f) & askable)
    const highStops = ((high - 0x23232323) & ~high & highs) | (zeroBytes(high ^ 0x3f3f3f3f) & askable)
    let count = 8
    if ((lowStops | highStops) !== 0) {
      count = bytesBelow(lowStops, highStops)
      const byte = bytes[at + count] as number
      if (byte !== blank && byte !== question) count = bytesToStop(bytes, at, count, askable)
    }
    if (count === 8) {
      hash = mixed(hash, low, high)
      at += 8
      continue
    }
    at += count
    hash = finished(hash, low, high, count, at - start)
    if (askable !== 0) {
      fields.pathFrom = from
      fields.pathTo = at
      fields.pathHash = hash
      fields.queryHash = 0
    } else if (at > start) fields.queryHash = hash | 1
    if (askable === 0 || bytes[at] !== question) return at
    // The query has a grid of words of its own, and its hash goes on from that of the path.
    askable = 0
    start = ++at
  }
}

/** GET /path, or an absolute target as proxies get it: `GET http://host/path`. Where its path begins. */
export function pathStart(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] === 47 || bytes[from] === 42) return from
  let at = from
  while (at < to && at < from + 8 && (bytes[at] as number) > quote && bytes[at] !== 58) at++
  if (bytes[at] !== 58 || bytes[at + 1] !== 47 || bytes[at + 2] !== 47) return from
  for (at += 3; at < to; at++) {
    const byte = bytes[at] as number
    if (byte === 47 || byte === question || byte <= 34) return at
  }
  return to
}
