// One JSON line of an access log, read in one pass without making an object of it: only the fields that count are looked at.
import { readAddress } from '../address.ts'
import { readDecimal } from '../decimal.ts'
import { readIsoTime } from '../iso-time.ts'
import { type LineArena, maxLineBytes } from '../line-feed.ts'
import { methodAt, type ReadLine, readRequest, textEnd } from './common-log.ts'
import { type AccessFields, absent, otherMethod } from './fields.ts'
import { findName, type JsonField, type JsonName, jsonFields, nameHash, nameSeed } from './json-names.ts'
import { createNameOrder, expectedEnd, expectName } from './json-order.ts'
import { createLogTimeReader, logTimeBytes, type ReadLogTime } from './log-time.ts'
import { pathStart, type ScanState, scanQuoted, scanTarget } from './scan.ts'
import { unescapeJson } from './unescape-json.ts'

const quote = 34
const lineFeed = 10
const backslash = 92
const mostDepth = 32
const noRank = 1000

const slot = Object.fromEntries(jsonFields.map((name, index) => [name, index])) as Record<JsonField, number>

/** Where the best value of each field was found in this line. */
interface Found {
  readonly from: Int32Array
  readonly to: Int32Array
  readonly rank: Int32Array
  /** Of texts, over their bytes. */
  readonly hash: Int32Array
  /** 0 where a text has no escapes for sure. */
  readonly escaped: Uint8Array
}

function isSpace(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 13
}

/**
 * Reads flat lines and such with objects in them, as far as the table of names goes (json-names.ts); anything else is passed over
 * without recursion, at most 32 deep. A line may also carry a common line as text (`log`, `message`), as containers write it.
 */
export function createJsonLineReader(readCommon: ReadLine): ReadLine {
  const count = jsonFields.length
  const found: Found = {
    from: new Int32Array(count),
    to: new Int32Array(count),
    rank: new Int32Array(count),
    hash: new Int32Array(count),
    escaped: new Uint8Array(count),
  }
  const parents = Array<JsonName | null>(mostDepth).fill(null)
  const order = createNameOrder()
  const state: ScanState = { hash: 0, escaped: false }
  let name: JsonName | null = null
  const readers: Readers = { readCommon, readTime: createLogTimeReader() }

  /** Passes over an object or array whose first bracket is at `from`. Answers where it ends, or the line feed. */
  function passOver(arena: LineArena, from: number): number {
    const { bytes } = arena
    let depth = 0
    for (let at = from; ; at++) {
      const byte = bytes[at] as number
      if (byte === lineFeed) return at
      if (byte === quote) {
        at = scanQuoted(arena, at + 1, state)
        if (bytes[at] === lineFeed) return at
      } else if (byte === 123 || byte === 91) depth++
      else if ((byte === 125 || byte === 93) && --depth === 0) return at + 1
    }
  }

  /** Keeps a value of `name`. `text`: the scanner has just read it, and knows its hash and whether it has escapes. */
  function keep(from: number, to: number, text: boolean): void {
    if (name === null || name.field < 0 || name.rank >= (found.rank[name.field] as number)) return
    found.from[name.field] = from
    found.to[name.field] = to
    found.rank[name.field] = name.rank
    found.hash[name.field] = text ? state.hash : 0
    found.escaped[name.field] = text && !state.escaped ? 0 : 1
  }

  /** Reads the value of `name`. Answers where it ends; `-1 - position` where an object begins that is to be entered. */
  function readValue(arena: LineArena, from: number): number {
    const { bytes } = arena
    let at = from
    const first = bytes[at] as number
    if (first === quote) {
      const end = scanQuoted(arena, at + 1, state)
      if (bytes[end] !== quote) return end
      keep(at + 1, end, true)
      return end + 1
    }
    if (first === 123) return name?.holds ? -1 - at : passOver(arena, at)
    if (first === 91) {
      // Of a list (headers may come more than once) the first text counts.
      while (isSpace(bytes[++at] as number));
      if (bytes[at] === quote) {
        const end = scanQuoted(arena, at + 1, state)
        if (bytes[end] === quote) keep(at + 1, end, true)
      }
      return passOver(arena, from)
    }
    while ((bytes[at] as number) > 32 && bytes[at] !== 44 && bytes[at] !== 125 && bytes[at] !== 93) at++
    if (bytes[from] !== 110) keep(from, at, false) // null is no value
    return at
  }

  /** Reads a name and finds out what it means (`name`); expects it here from now on. Answers where its quote or the line ends. */
  function readName(arena: LineArena, from: number, step: number, parent: JsonName | null): number {
    const { bytes } = arena
    let hash = parent ? nameHash(parent.hash, 46) : nameSeed
    let at = from
    while (bytes[at] !== quote && bytes[at] !== lineFeed) {
      hash = nameHash(hash, bytes[at] as number)
      at += bytes[at] === backslash && bytes[at + 1] !== lineFeed ? 2 : 1
    }
    if (bytes[at] === lineFeed) return at
    name = findName(bytes, from, at, hash, parent)
    expectName(order, arena, [from, at], step, name, parent)
    return at
  }

  /** Reads all of the line. Answers the position behind it when it was whole, else `-1 - where it stopped`. */
  function readObject(arena: LineArena, from: number): number {
    const { bytes } = arena
    let depth = 0
    let at = from + 1
    let step = 0
    parents[0] = null
    while (true) {
      while (isSpace(bytes[at] as number) || bytes[at] === 44) at++
      if (bytes[at] === 125) {
        at++
        if (--depth < 0) return at
        continue
      }
      if (bytes[at] !== quote) return -1 - at
      const parent = parents[depth] as JsonName | null
      const nameFrom = ++at
      at = expectedEnd(order, arena, nameFrom, step, parent)
      if (at >= 0) name = order.names[step] ?? null
      else {
        at = readName(arena, nameFrom, step, parent)
        if (bytes[at] === lineFeed) return -1 - at
      }
      step++
      at++
      while (isSpace(bytes[at] as number)) at++
      if (bytes[at] !== 58) return -1 - at
      at++
      while (isSpace(bytes[at] as number)) at++
      const end = readValue(arena, at)
      if (end === at) return -1 - at
      if (end >= 0) at = end
      else if (depth + 1 >= mostDepth) return end
      else {
        parents[++depth] = name
        at = -end
      }
    }
  }

  return (arena, from, fields) => {
    const { bytes } = arena
    for (let field = 0; field < count; field++) found.rank[field] = noRank
    const stopped = readObject(arena, from)
    let end = stopped < 0 ? -1 - stopped : stopped
    while (bytes[end] !== lineFeed) end++
    if (stopped < 0) {
      fields.end = end
      return 'cut-short'
    }
    const fault = interpret(arena, found, fields, readers)
    fields.end = end
    return fault
  }
}

interface Readers {
  readCommon: ReadLine
  readTime: ReadLogTime
}

function has(found: Found, field: number): boolean {
  return found.rank[field] !== noRank
}

/** A number of seconds, milliseconds, microseconds or nanoseconds by its size, or a text in one of the two forms of time. */
function timeOf(arena: LineArena, from: number, to: number, readTime: ReadLogTime): number {
  const { bytes } = arena
  const iso = readIsoTime(bytes, from, to)
  if (!Number.isNaN(iso)) return iso
  const logFrom = bytes[from] === 91 ? from + 1 : from
  if (to - logFrom >= logTimeBytes && bytes[logFrom + 2] === 47) return readTime(arena, logFrom)
  const time = readDecimal(bytes, from, to)
  if (time < 1e11) return time
  if (time < 1e14) return time / 1e3
  return time < 1e17 ? time / 1e6 : time / 1e9
}

/** Turns the values that were found into the fields of a request. Answers why it is none, or null. */
function interpret(arena: LineArena, found: Found, fields: AccessFields, readers: Readers): string | null {
  const { bytes } = arena
  const from = (field: number) => found.from[field] as number
  const to = (field: number) => found.to[field] as number
  if (!has(found, slot.status) && !has(found, slot.target) && !has(found, slot.request)) {
    return has(found, slot.line) ? innerLine(arena, from(slot.line), to(slot.line), fields, readers) : 'no-request'
  }
  fields.at = has(found, slot.time) ? timeOf(arena, from(slot.time), to(slot.time), readers.readTime) : Number.NaN
  if (Number.isNaN(fields.at)) return 'no-time'
  const named = has(found, slot.client) && readAddress(bytes, from(slot.client), to(slot.client), fields.client)
  if (!named) fields.client.family = 0
  fields.hostFrom = has(found, slot.host) ? from(slot.host) : 0
  fields.hostTo = has(found, slot.host) ? to(slot.host) : 0
  const status = has(found, slot.status) ? readDecimal(bytes, from(slot.status), to(slot.status)) : 0
  fields.status = status >= 0 && status <= 999 ? Math.trunc(status) : 0
  const size = has(found, slot.size) ? readDecimal(bytes, from(slot.size), to(slot.size)) : 0
  fields.size = size >= 0 && size <= Number.MAX_SAFE_INTEGER ? size : 0
  const referred = has(found, slot.referrer)
  fields.referrerFrom = referred ? from(slot.referrer) : absent
  fields.referrerTo = referred ? textEnd(bytes, from(slot.referrer), to(slot.referrer)) : absent
  fields.referrerHash = found.hash[slot.referrer] as number
  const said = has(found, slot.agent)
  fields.agentFrom = said ? from(slot.agent) : absent
  fields.agentTo = said ? textEnd(bytes, from(slot.agent), to(slot.agent)) : absent
  fields.agentHash = found.hash[slot.agent] as number
  setTarget(arena, found, fields)
  return null
}

/** The target alone where the line has it, else the one in the request line. */
function setTarget(arena: LineArena, found: Found, fields: AccessFields): void {
  const { bytes } = arena
  const field = has(found, slot.target) ? slot.target : slot.request
  fields.pathFrom = fields.pathTo = 0
  fields.pathHash = fields.queryHash = 0
  fields.method = has(found, slot.method) ? methodOf(arena, found.from[slot.method] as number) : otherMethod
  if (!has(found, field)) return
  const textFrom = found.from[field] as number
  const from = found.escaped[field] === 0 ? textFrom : plainFrom(arena, textFrom, found.to[field] as number)
  if (field === slot.request) readRequest(arena, from, fields)
  else {
    scanTarget(arena, pathStart(bytes, from, from + maxLineBytes), fields)
    if (!has(found, slot.method))
      fields.method = methodOf(arena, found.from[slot.request] as number, has(found, slot.request))
  }
  const asked = has(found, slot.query) && (found.to[slot.query] as number) > (found.from[slot.query] as number)
  if (asked && fields.queryHash === 0) fields.queryHash = ((found.hash[slot.query] as number) ^ fields.pathHash) | 1
}

/** A method that ends with a quote instead of a blank has its last letter masked, as `GET ` and `PUT ` are four bytes. */
function methodOf(arena: LineArena, from: number, there = true): number {
  if (!there) return otherMethod
  const { bytes } = arena
  if (bytes[from + 3] !== quote) return methodAt(arena, from)
  bytes[from + 3] = 32
  const method = methodAt(arena, from)
  bytes[from + 3] = quote
  return method
}

/** Where the text stands without escapes: where it was, or in the scratch of the arena with a line feed behind it. */
function plainFrom(arena: LineArena, from: number, to: number): number {
  const { bytes, scratchFrom } = arena
  const firstEscape = bytes.subarray(from, to).indexOf(backslash)
  if (firstEscape < 0) return from
  const end = unescapeJson(bytes, from, to, scratchFrom)
  bytes[end] = lineFeed
  return scratchFrom
}

/** A common line within the text of a JSON line. */
function innerLine(arena: LineArena, from: number, to: number, fields: AccessFields, readers: Readers): string | null {
  const { bytes, scratchFrom } = arena
  const end = unescapeJson(bytes, from, to, scratchFrom)
  bytes[end] = lineFeed
  return readers.readCommon(arena, scratchFrom, fields)
}
