// The usual line of a common or combined log, read without a loop where words of four bytes will do. Whatever is not as usual is
// left to common-log.ts, which knows all forms: this file only answers faster, never something else.
import type { LineArena } from '../line-feed.ts'
import { readCombined, skipToEnd } from './common-log.ts'
import { type AccessFields, absent, getMethod, postMethod } from './fields.ts'
import { createLogTimeReader, logTimeBytes } from './log-time.ts'
import { type ScanState, scanTarget } from './scan.ts'

const blank = 32
const quote = 34
const lineFeed = 10
const highs = -0x7f7f7f80 // 0x80808080
const zeros = 0x30303030
const tenPowers = Float64Array.of(1, 10, 100, 1000, 10_000)

/** Of a word less its zeros: the top bit of each byte that is no digit. No byte carries into the next. */
function notDigits(word: number): number {
  return (((word & 0x7f7f7f7f) + 0x76767676) | word) & highs
}

/** How many whole bytes stand below the lowest of these bits; 4 where there is none. */
function digitsBelow(stops: number): number {
  return stops === 0 ? 4 : (31 - Math.clz32(stops & -stops)) >>> 3
}

/** The four digits of a word less its zeros; the first stands in the lowest byte. */
function fourDigits(word: number): number {
  const pairs = (Math.imul(word, 10) + (word >>> 8)) & 0x00ff00ff
  return (pairs & 255) * 100 + (pairs >>> 16)
}

/** Reads a dotted address that a blank ends into `fields`. Answers where the blank stands, or -1. */
function readQuickAddress(arena: LineArena, from: number, fields: AccessFields): number {
  const { view } = arena
  let at = from
  let address = 0
  for (let dots = 3; dots >= 0; dots--) {
    const word = view.getInt32(at, true) ^ zeros
    const count = digitsBelow(notDigits(word))
    if (count === 0 || count === 4) return -1
    if (((word >>> (count << 3)) & 255) !== (dots > 0 ? 0x1e : 0x10)) return -1 // a dot or a blank, less a zero
    const aligned = word << (24 - (count << 3))
    const part = (aligned & 255) * 100 + ((aligned >>> 8) & 255) * 10 + ((aligned >>> 16) & 255)
    if (part > 255) return -1
    address = (address << 8) | part
    at += count + 1
  }
  fields.client.family = 4
  fields.client.first = address
  return at - 1
}

/** `GET /` or `POST /`: where the slash stands, or -1. */
function readQuickMethod(arena: LineArena, from: number, fields: AccessFields): number {
  const { bytes, view } = arena
  const word = view.getInt32(from, true)
  if (word === 0x20544547 && bytes[from + 4] === 47) {
    fields.method = getMethod
    return from + 4
  }
  if (word !== 0x54534f50 || bytes[from + 4] !== 32 || bytes[from + 5] !== 47) return -1
  fields.method = postMethod
  return from + 5
}

/** ` HTTP/1.1" `, or another version of that length: where the status begins, or -1. */
function readQuickProtocol(arena: LineArena, from: number): number {
  const { bytes, view } = arena
  if (view.getInt32(from, true) !== 0x54544820 || (view.getInt32(from + 4, true) & -0xff0001) !== 0x2e002f50) return -1
  if (((view.getInt32(from + 8, true) >>> 8) & 0xffff) !== 0x2022) return -1
  return (bytes[from + 6] as number) > 47 && (bytes[from + 8] as number) > 47 ? from + 11 : -1
}

/** Status and size; answers where they end, or -1. */
function readQuickAnswer(arena: LineArena, from: number, fields: AccessFields): number {
  const { bytes, view } = arena
  const status = view.getInt32(from, true) ^ 0x20303030
  if (status >>> 24 !== 0 || notDigits(status) !== 0) return -1
  fields.status = (status & 255) * 100 + ((status >>> 8) & 255) * 10 + (status >>> 16)
  let at = from + 4
  let size = 0
  let count = 4
  while (count === 4) {
    const word = view.getInt32(at, true) ^ zeros
    count = digitsBelow(notDigits(word))
    if (count > 0) size = size * (tenPowers[count] as number) + fourDigits(word << ((4 - count) << 3))
    at += count
    if (at > from + 19) return -1
  }
  if (size === 0 && bytes[at] === 45) at++
  fields.size = size
  return at
}

/** Whether the line was of the usual form; then all of `fields` is set. Else the line is still to be read. */
export type ReadQuickLine = (arena: LineArena, from: number, fields: AccessFields) => boolean

export function createQuickLineReader(): ReadQuickLine {
  const readTime = createLogTimeReader()
  const state: ScanState = { hash: 0, escaped: false }

  return function readQuickLine(arena, from, fields) {
    const { bytes, view } = arena
    let at = readQuickAddress(arena, from, fields)
    // ` - - [`: nobody is named.
    if (at < 0 || view.getInt32(at, true) !== 0x2d202d20 || bytes[at + 4] !== blank || bytes[at + 5] !== 91)
      return false
    at += 6
    const time = readTime(arena, at)
    at += logTimeBytes
    // `] "`, which is only asked behind a time that is known to hold no line feed.
    if (Number.isNaN(time) || (view.getInt32(at, true) & 0xffffff) !== 0x22205d) return false
    at = readQuickMethod(arena, at + 3, fields)
    if (at < 0) return false
    at = readQuickProtocol(arena, scanTarget(arena, at, fields))
    if (at < 0) return false
    at = readQuickAnswer(arena, at, fields)
    if (at < 0) return false
    fields.at = time
    fields.hostFrom = fields.hostTo = 0
    fields.referrerFrom = fields.agentFrom = absent
    fields.end = at
    if (bytes[at] === blank && bytes[at + 1] === quote && !readCombined(arena, at, fields, state)) return false
    if (bytes[fields.end] !== lineFeed) fields.end = skipToEnd(bytes, fields.end)
    return true
  }
}
