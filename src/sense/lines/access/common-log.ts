// One line of the common or the combined log format (Apache, nginx), with or without a virtual host before it.
import { readAddress } from '../address.ts'
import { type LineArena, maxLineBytes } from '../line-feed.ts'
import { type AccessFields, absent, getMethod, otherMethod, postMethod } from './fields.ts'
import { createLogTimeReader, logTimeBytes } from './log-time.ts'
import { pathStart, type ScanState, scanQuoted, scanTarget } from './scan.ts'

const lineFeed = 10
const blank = 32
const quote = 34
const dash = 45

/** Why a line was not read, or null. `fields.end` is set in any case. */
export type ReadLine = (arena: LineArena, from: number, fields: AccessFields) => string | null

/** `GET `, `HEAD`, `POST`, `PUT `, `PATC`, `DELE` as little-endian words. */
const methods = new Map([
  [0x20544547, getMethod],
  [0x44414548, getMethod],
  [0x54534f50, postMethod],
  [0x20545550, postMethod],
  [0x43544150, postMethod],
  [0x454c4544, postMethod],
])

/** What a request line begins with. GET is asked first, for it is nearly all of them. */
export function methodAt(arena: LineArena, from: number): number {
  const word = arena.view.getInt32(from, true)
  return word === 0x20544547 ? getMethod : (methods.get(word) ?? otherMethod)
}

/** Reads `METHOD target PROTOCOL` up to the closing quote (answered) or the end of the line. */
export function readRequest(arena: LineArena, from: number, fields: AccessFields): number {
  const { bytes } = arena
  fields.method = methodAt(arena, from)
  let at = from
  // A method is a short word of capitals; without one there is nothing to be read as a path.
  while (at < from + 20 && (bytes[at] as number) >= 65 && (bytes[at] as number) <= 90) at++
  if (at === from || bytes[at] !== blank) {
    fields.pathFrom = fields.pathTo = from
    fields.pathHash = fields.queryHash = 0
    return -1
  }
  at++
  if (bytes[at] !== 47) at = pathStart(bytes, at, at + maxLineBytes)
  return scanTarget(arena, at, fields)
}

/** `HTTP/1.1"` or another version of that length; a line feed within would mean that the line was cut short. */
function isProtocol(arena: LineArena, from: number): boolean {
  const { bytes, view } = arena
  if (view.getInt32(from, true) !== 0x50545448 || bytes[from + 8] !== quote) return false
  return (
    bytes[from + 4] === 47 &&
    bytes[from + 6] === 46 &&
    (bytes[from + 5] as number) > 47 &&
    (bytes[from + 7] as number) > 47
  )
}

/** The text of a quoted field without its quotes; `-` means that there was nothing. */
export function textEnd(bytes: Uint8Array, from: number, to: number): number {
  return to - from === 1 && bytes[from] === dash ? from : to
}

/** Referrer and agent, when the line goes on behind the size. Answers whether both were whole. */
export function readCombined(arena: LineArena, from: number, fields: AccessFields, state: ScanState): boolean {
  const { bytes } = arena
  const referrerFrom = from + 2
  let at = scanQuoted(arena, referrerFrom, state)
  fields.end = at
  if (bytes[at] !== quote) return false
  fields.referrerFrom = referrerFrom
  fields.referrerTo = textEnd(bytes, referrerFrom, at)
  fields.referrerHash = state.hash
  if (bytes[at + 1] !== blank || bytes[at + 2] !== quote) return true
  const agentFrom = at + 3
  at = scanQuoted(arena, agentFrom, state)
  fields.end = at
  if (bytes[at] !== quote) return false
  fields.agentFrom = agentFrom
  fields.agentTo = textEnd(bytes, agentFrom, at)
  fields.agentHash = state.hash
  return true
}

export function skipToEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (bytes[at] !== lineFeed) at++
  return at
}

/**
 * Longer than the house likes, because every byte of every line passes through here: the order is the order in the line.
 * Apache's %h may be a name, and nginx may write a list of proxies: then there is no address, or the first one counts.
 */
export function createCommonLogReader(): ReadLine {
  const readTime = createLogTimeReader()
  const state: ScanState = { hash: 0, escaped: false }

  return function readCommonLine(arena, from, fields) {
    const { bytes } = arena
    fields.hostFrom = fields.hostTo = 0
    fields.referrerFrom = fields.agentFrom = absent
    fields.status = fields.size = 0
    let at = from
    if (!readAddress(bytes, from, from + 48, fields.client)) at = readHostFirst(arena, from, fields)
    while (bytes[at] !== 91 && bytes[at] !== lineFeed) at++
    // A bracket may stand in a user's name; the one that begins the time has a digit behind it and closes where it must.
    while (bytes[at] === 91 && bytes[at + logTimeBytes + 1] !== 93) {
      at++
      while (bytes[at] !== 91 && bytes[at] !== lineFeed) at++
    }
    if (bytes[at] === lineFeed) {
      fields.end = at
      return 'no-time'
    }
    fields.at = readTime(arena, at + 1)
    // Only a time that was read whole is known to hold no line feed.
    if (!Number.isNaN(fields.at)) at += logTimeBytes + 2
    if (Number.isNaN(fields.at) || bytes[at] !== blank || bytes[at + 1] !== quote) {
      fields.end = skipToEnd(bytes, at)
      return 'no-time'
    }
    const requestFrom = at + 2
    at = readRequest(arena, requestFrom, fields)
    if (at < 0) at = scanQuoted(arena, requestFrom, state)
    if (bytes[at] === blank) at = isProtocol(arena, at + 1) ? at + 9 : scanQuoted(arena, at, state)
    fields.end = at
    if (bytes[at] !== quote || bytes[at + 1] !== blank) {
      fields.end = skipToEnd(bytes, at)
      return 'no-request'
    }
    at += 2
    const hundreds = (bytes[at] as number) - 48
    const tens = (bytes[at + 1] as number) - 48
    const units = (bytes[at + 2] as number) - 48
    if (hundreds >= 0 && hundreds <= 9 && tens >= 0 && tens <= 9 && units >= 0 && units <= 9) {
      fields.status = hundreds * 100 + tens * 10 + units
      at += 3
    } else if (bytes[at] === dash) at++
    else {
      fields.end = skipToEnd(bytes, at)
      return 'no-status'
    }
    let size = 0
    if (bytes[at] === blank) {
      at++
      for (let digit = (bytes[at] as number) - 48; digit >= 0 && digit <= 9; digit = (bytes[++at] as number) - 48) {
        size = size * 10 + digit
      }
      if (bytes[at] === dash) at++
    }
    fields.size = size
    fields.end = at
    let whole = true
    if (bytes[at] === blank && bytes[at + 1] === quote) whole = readCombined(arena, at, fields, state)
    if (bytes[fields.end] !== lineFeed) fields.end = skipToEnd(bytes, fields.end)
    return whole ? null : 'cut-short'
  }

  /** `host:port client ...`, or a client by name. Answers where to go on. */
  function readHostFirst(arena: LineArena, from: number, fields: AccessFields): number {
    const { bytes } = arena
    let at = from
    while ((bytes[at] as number) > blank && bytes[at] !== 58) at++
    const hostTo = at
    while ((bytes[at] as number) > blank) at++
    if (bytes[at] === blank && readAddress(bytes, at + 1, at + 49, fields.client)) {
      fields.hostFrom = from
      fields.hostTo = hostTo
    }
    return at
  }
}
