// Syslog around access logs: frames of a stream (RFC 6587), heads of RFC 5424 and RFC 3164; what is inside goes on as a line.
import { maxLineBytes } from './line-feed.ts'

const lineFeed = 10
const blank = 32
const less = 60
/** A frame may be as long as a line and its head. */
const mostFrameBytes = maxLineBytes + 4096
/** Digits of a length, a blank and `<`: what tells counted frames from lines. */
const mostLengthDigits = 7

export interface SyslogCounters {
  messages: number
  /** `frame-cut`: longer than 68 KiB, given as far as that. `frame-short`: the stream ended within a counted frame. */
  lost: Record<string, number>
}

export interface SyslogStream {
  push(chunk: Uint8Array): void
  /** The stream or the datagram is over: what is left is a message, unless it was a counted frame that was not whole. */
  end(): void
  readonly counters: SyslogCounters
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57
}

/** Where the text of a structured-data part ends: `-`, or brackets in which quotes and backslashes count. */
function afterStructuredData(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] === 45) return from + 1
  let at = from
  while (at < to && bytes[at] === 91) {
    let quoted = false
    for (at++; at < to; at++) {
      const byte = bytes[at]
      if (byte === 92 && quoted) at++
      else if (byte === 34) quoted = !quoted
      else if (byte === 93 && !quoted) break
    }
    at++
  }
  return Math.min(at, to)
}

function afterWords(bytes: Uint8Array, from: number, to: number, words: number): number {
  let at = from
  for (let word = 0; word < words; word++) {
    while (at < to && bytes[at] !== blank) at++
    if (at < to) at++
  }
  return at
}

/** Behind `Mmm dd hh:mm:ss ` of RFC 3164, or a time of RFC 3339 as newer senders write it; else where it began. */
function afterOldTime(bytes: Uint8Array, from: number, to: number): number {
  if (to - from > 16 && bytes[from + 3] === blank && bytes[from + 9] === 58 && bytes[from + 12] === 58) return from + 16
  if (to - from > 20 && bytes[from + 4] === 45 && bytes[from + 10] === 84) return afterWords(bytes, from, to, 1)
  return from
}

/** Behind host and tag. Senders may leave out the host, so a first word that ends with a colon is the tag already. */
function afterTag(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  for (let word = 0; word < 2; word++) {
    const end = afterWords(bytes, at, Math.min(to, at + 300), 1)
    const isTag = bytes[end - 2] === 58
    at = end
    if (isTag) return at
  }
  return from // nothing that looks like a tag: the whole is the message
}

/** Where the message proper begins in a syslog message `bytes[from, to)`. Without a head it is `from`. Bounded, never throws. */
export function syslogBody(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] !== less) return from
  let at = from + 1
  while (at < to && at < from + 4 && isDigit(bytes[at])) at++
  if (bytes[at] !== 62 || at === from + 1) return from
  at++
  if (bytes[at] === 49 && bytes[at + 1] === blank) {
    at = afterStructuredData(bytes, afterWords(bytes, at + 2, to, 5), to)
    if (at < to && bytes[at] === blank) at++
    if (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3
  } else at = afterTag(bytes, afterOldTime(bytes, at, to), to)
  while (at < to && bytes[at] === blank) at++
  return Math.min(at, to)
}

/**
 * Takes one connection, or one datagram. Frames with a length and frames that end with a line feed are told apart one by one.
 * `onLine` gets each message without its head and with a line feed behind it, in a buffer that is used again.
 */
export function createSyslogStream(onLine: (line: Uint8Array) => void): SyslogStream {
  const counters: SyslogCounters = { messages: 0, lost: {} }
  let bytes = new Uint8Array(2048)
  let filled = 0
  /** Bytes of a frame that is too long, still to be passed over; -1: up to the next line feed. */
  let passing = 0

  function lose(reason: string): void {
    counters.lost[reason] = (counters.lost[reason] ?? 0) + 1
  }

  /** `counted`: a line feed may stand within it, and would make two lines of one message. */
  function give(from: number, to: number, counted: boolean): void {
    let end = to
    while (end > from && (bytes[end - 1] === 0 || bytes[end - 1] === lineFeed || bytes[end - 1] === 13)) end--
    if (end === from) return
    counters.messages++
    const line = bytes.slice(syslogBody(bytes, from, end), end + 1)
    line[line.length - 1] = lineFeed
    for (
      let at = counted ? line.indexOf(lineFeed) : line.length;
      at < line.length - 1;
      at = line.indexOf(lineFeed, at + 1)
    )
      line[at] = blank
    onLine(line)
  }

  /** Length of the digits and the blank of a counted frame that begins here; 0: it is none; -1: not enough to tell. */
  function countedHead(from: number, whole: boolean): number {
    let at = from
    while (at < filled && at < from + mostLengthDigits && isDigit(bytes[at])) at++
    if (at === from) return 0
    if (at >= filled || (bytes[at] === blank && at + 1 >= filled)) return whole ? 0 : -1
    return bytes[at] === blank && bytes[at + 1] === less ? at + 1 - from : 0
  }

  /** Gives what is complete. Answers how far it came. */
  function giveFrames(whole: boolean, searchFrom: number): number {
    let from = 0
    let search = searchFrom
    while (from < filled) {
      const head = countedHead(from, whole)
      if (head < 0) return from
      if (head > 0) {
        const length = Number(String.fromCharCode(...bytes.subarray(from, from + head - 1)))
        const end = from + head + Math.min(length, mostFrameBytes)
        if (end > filled) {
          if (whole) lose('frame-short')
          return whole ? filled : from
        }
        if (length > mostFrameBytes) lose('frame-cut')
        give(from + head, end, true)
        from = end
        passing = Math.max(0, length - mostFrameBytes)
        if (passing > 0) return from
      } else {
        // What stands behind `filled` is old, and means nothing.
        const end = bytes.indexOf(lineFeed, Math.max(from, search))
        if (end < 0 || end >= filled) {
          if (whole) give(from, filled, false)
          return whole ? filled : from
        }
        give(from, end, false)
        from = end + 1
      }
      search = from
    }
    return from
  }

  function passOver(chunk: Uint8Array): Uint8Array {
    if (passing === 0) return chunk
    if (passing > 0) {
      const passed = Math.min(passing, chunk.length)
      passing -= passed
      return chunk.subarray(passed)
    }
    const end = chunk.indexOf(lineFeed)
    if (end < 0) return chunk.subarray(chunk.length)
    passing = 0
    return chunk.subarray(end + 1)
  }

  function take(piece: Uint8Array): void {
    const rest = passOver(piece)
    const searchFrom = filled
    if (filled + rest.length > bytes.length) {
      const larger = new Uint8Array(Math.max(bytes.length * 2, filled + rest.length))
      larger.set(bytes.subarray(0, filled))
      bytes = larger
    }
    bytes.set(rest, filled)
    filled += rest.length
    for (let search = searchFrom; ; search = 0) {
      drop(giveFrames(false, search))
      if (passing <= 0 || filled === 0) break
      const passed = Math.min(passing, filled)
      passing -= passed
      drop(passed)
    }
    if (filled > mostFrameBytes + mostLengthDigits + 1) {
      lose('frame-cut')
      give(0, mostFrameBytes, true)
      drop(filled)
      passing = -1
    }
  }

  function drop(count: number): void {
    bytes.copyWithin(0, count, filled)
    filled -= count
  }

  return {
    counters,
    push(chunk) {
      for (let from = 0; from < chunk.length; from += mostFrameBytes) take(chunk.subarray(from, from + mostFrameBytes))
    },
    end() {
      giveFrames(true, 0)
      filled = 0
      passing = 0
    },
  }
}
