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
const mixing = -0x61c88647 // 0x9e3779b9, the golden ratio

/** Bits set where a byte of `word` is zero, and perhaps above the first such: good for asking whether there is any. */
function zeroBytes(word: number): number {
  return (word - ones) & ~word & highs
}

/** What the scanners found, beside where they stopped; one for each reader. */
export interface ScanState {
  hash: number
}

/**
 * A quoted text from `from` up to its closing quote (answered) or the end of the line. `\"` is part of the text. Sets the hash.
 */
export function scanQuoted(arena: LineArena, from: number, state: ScanState): number {
  const { bytes, view } = arena
  let hash = 0x2545f491
  let at = from
  while (true) {
    const word = view.getInt32(at, true)
    const stops = zeroBytes(word ^ 0x22222222) | zeroBytes(word ^ 0x5c5c5c5c) | zeroBytes(word ^ 0x0a0a0a0a)
    if (stops === 0) {
      hash = Math.imul(hash ^ word, mixing)
      hash ^= hash >>> 15
      at += 4
      continue
    }
    const end = at + 4
    while (at < end) {
      const byte = bytes[at] as number
      if (byte === quote || byte === lineFeed) {
        state.hash = hashWord(hash ^ (at - from)) | 0
        return at
      }
      hash = Math.imul(hash ^ byte, mixing)
      at++
      if (byte === backslash && bytes[at] !== lineFeed) {
        hash = Math.imul(hash ^ (bytes[at] as number), mixing)
        at++
      }
    }
  }
}

/**
 * The target of a request from `from` up to a blank, a quote or the end of the line (answered). Sets positions and hash of the
 * path, and the hash of the query, of which nothing else is kept.
 */
export function scanTarget(arena: LineArena, from: number, fields: AccessFields): number {
  const { bytes, view } = arena
  let hash = 0x2545f491
  let at = from
  let queryAt = -1
  fields.pathFrom = from
  fields.queryHash = 0
  while (true) {
    const word = view.getInt32(at, true)
    // Any byte below 35 (blank, quote, line feed, control), or a question mark while none was seen.
    const stops = ((word - 0x23232323) & ~word & highs) | (queryAt < 0 ? zeroBytes(word ^ 0x3f3f3f3f) : 0)
    if (stops === 0) {
      hash = Math.imul(hash ^ word, mixing)
      hash ^= hash >>> 15
      at += 4
      continue
    }
    const end = at + 4
    while (at < end) {
      const byte = bytes[at] as number
      if (byte === question && queryAt < 0) {
        fields.pathTo = at
        fields.pathHash = hashWord(hash ^ (at - from)) | 0
        queryAt = at + 1
        hash = fields.pathHash
        at++
        break // the query has a grid of words of its own
      }
      if (byte === blank || byte === lineFeed || (byte === quote && bytes[at - 1] !== backslash)) {
        if (queryAt < 0) {
          fields.pathTo = at
          fields.pathHash = hashWord(hash ^ (at - from)) | 0
        } else if (at > queryAt) fields.queryHash = hashWord(hash ^ (at - queryAt)) | 1
        return at
      }
      hash = Math.imul(hash ^ byte, mixing)
      at++
    }
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
