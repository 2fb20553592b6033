// Times as text in RFC 3339 and its near relatives, read from bytes without a string and without the machine's time zone.

const dash = 45
const slash = 47
const zero = 48

function pair(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - zero
  const ones = (bytes[at + 1] as number) - zero
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar; NaN for a day that the month does not have. */
export function daysSinceEpoch(year: number, month: number, day: number): number {
  const length = month === 2 && isLeap(year) ? 29 : monthLengths[month - 1]
  if (length === undefined || !(day >= 1 && day <= length)) return Number.NaN
  // Years that begin in March put the leap day last, so that the days before each month are one linear formula.
  const shifted = month <= 2 ? year - 1 : year
  const monthFromMarch = (month + 9) % 12
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400)
  return shifted * 365 + leapDays + dayOfYear - 719468
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= 57
}

/** Seconds east of UTC of `Z`, `+hh:mm`, `+hhmm` or `+hh`; 0 where there is none; NaN where something else stands there. */
function offsetSeconds(bytes: Uint8Array, from: number, to: number): number {
  if (from === to) return 0
  const sign = bytes[from]
  if (sign === 90 || sign === 122) return to === from + 1 ? 0 : Number.NaN
  if (sign !== 43 && sign !== dash) return Number.NaN
  const hours = pair(bytes, from + 1)
  let minutes = 0
  if (to === from + 6 && bytes[from + 3] === 58) minutes = pair(bytes, from + 4)
  else if (to === from + 5) minutes = pair(bytes, from + 3)
  else if (to !== from + 3) return Number.NaN
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN
  return (sign === dash ? -1 : 1) * (hours * 3600 + minutes * 60)
}

/**
 * Seconds since 1970 UTC, with fractions, of `YYYY-MM-DD[(T| )hh:mm[:ss[.fraction]][offset]]` in `bytes[from, to)`; NaN where
 * it is no such time. Slashes may stand for the dashes, a blank before the offset is allowed, second 60 is the next one.
 * RFC 3339 demands an offset; where it is missing, UTC is meant here, and `saysOffset` tells the caller.
 */
export function readIsoTime(bytes: Uint8Array, from: number, to: number): number {
  const mark = bytes[from + 4]
  if (to - from < 10 || to - from > 48 || (mark !== dash && mark !== slash) || bytes[from + 7] !== mark)
    return Number.NaN
  const year = pair(bytes, from) * 100 + pair(bytes, from + 2)
  const day = daysSinceEpoch(year, pair(bytes, from + 5), pair(bytes, from + 8)) * 86400
  if (to === from + 10) return day
  const between = bytes[from + 10]
  if ((between !== 84 && between !== 116 && between !== 32) || to < from + 16 || bytes[from + 13] !== 58)
    return Number.NaN
  const hours = pair(bytes, from + 11)
  const minutes = pair(bytes, from + 14)
  let at = from + 16
  let seconds = 0
  if (at < to && bytes[at] === 58) {
    if (to < at + 3) return Number.NaN
    seconds = pair(bytes, at + 1)
    at += 3
    if (at < to && (bytes[at] === 46 || bytes[at] === 44)) {
      at++
      if (at === to || !isDigit(bytes[at])) return Number.NaN
      let parts = 0
      let scale = 1
      for (; at < to && isDigit(bytes[at]); at++) {
        if (scale === 1e9) continue // what is finer than a nanosecond does not fit a number of seconds anyway
        parts = parts * 10 + ((bytes[at] as number) - zero)
        scale *= 10
      }
      seconds += parts / scale
    }
  }
  if (at < to && bytes[at] === 32) at++
  if (!(hours <= 23 && minutes <= 59 && seconds < 61)) return Number.NaN
  return day + hours * 3600 + minutes * 60 + seconds - offsetSeconds(bytes, at, to)
}

/** Whether a time that `readIsoTime` understood says how far from UTC it is. A date alone does not. */
export function saysOffset(bytes: Uint8Array, from: number, to: number): boolean {
  const last = bytes[to - 1]
  if (last === 90 || last === 122) return true
  for (let at = from + 16; at < to; at++) if (bytes[at] === 43 || bytes[at] === dash) return true
  return false
}
