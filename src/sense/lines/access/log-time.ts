// The time of a common log line, `10/Mar/2025:09:45:00 +0000`. Lines of one minute share all but the seconds.
import { daysSinceEpoch } from '../iso-time.ts'
import type { LineArena } from '../line-feed.ts'

/** Length of the time between its brackets. */
export const logTimeBytes = 26

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthOf = new Map(months.map((name, index) => [name, index + 1]))

function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0
  for (let at = from; at < from + count; at++) {
    const digit = (bytes[at] as number) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** Start of the minute in seconds since 1970, or NaN. Reads all but the seconds. */
function minuteStart(bytes: Uint8Array, at: number): number {
  const marks = bytes[at + 2] === 47 && bytes[at + 6] === 47 && bytes[at + 11] === 58 && bytes[at + 14] === 58
  if (!marks || bytes[at + 17] !== 58 || bytes[at + 20] !== 32) return Number.NaN
  const month = monthOf.get(
    String.fromCharCode((bytes[at + 3] ?? 0) | 32, (bytes[at + 4] ?? 0) | 32, (bytes[at + 5] ?? 0) | 32),
  )
  if (month === undefined) return Number.NaN
  const day = daysSinceEpoch(digits(bytes, at + 7, 4), month, digits(bytes, at, 2))
  const hours = digits(bytes, at + 12, 2)
  const minutes = digits(bytes, at + 15, 2)
  const zoneHours = digits(bytes, at + 22, 2)
  const zoneMinutes = digits(bytes, at + 24, 2)
  const sign = bytes[at + 21] === 43 ? 1 : bytes[at + 21] === 45 ? -1 : Number.NaN
  if (!(hours <= 23 && minutes <= 59 && zoneHours <= 23 && zoneMinutes <= 59)) return Number.NaN
  return day * 86400 + hours * 3600 + minutes * 60 - sign * (zoneHours * 3600 + zoneMinutes * 60)
}

/** Reads the time that begins at a position: seconds since 1970, NaN where there is none. */
export type ReadLogTime = (arena: LineArena, at: number) => number

/**
 * Remembers the last minute by its bytes, so that most lines cost a few comparisons: bytes 0 to 17 and 20 to 25, in words that may
 * overlap. Eight bytes that are no number as a double are equal to nothing, which only costs the long way.
 */
export function createLogTimeReader(): ReadLogTime {
  const doubles = new Float64Array(2)
  const words = new Int32Array(3)
  let start = Number.NaN
  return ({ bytes, view }, at) => {
    const first = view.getFloat64(at, true)
    const second = view.getFloat64(at + 8, true)
    const minute = view.getInt32(at + 14, true)
    const zone = view.getInt32(at + 20, true)
    const zoneEnd = view.getInt32(at + 22, true)
    const same = first === doubles[0] && second === doubles[1] && minute === words[0]
    if (!same || zone !== words[1] || zoneEnd !== words[2]) {
      start = minuteStart(bytes, at)
      doubles.set([first, second])
      words.set([minute, zone, zoneEnd])
    }
    const tens = (bytes[at + 18] as number) - 48
    const ones = (bytes[at + 19] as number) - 48
    return tens >= 0 && tens <= 6 && ones >= 0 && ones <= 9 ? start + tens * 10 + ones : Number.NaN
  }
}
