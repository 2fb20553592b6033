// Decimal numbers read from bytes: exact, and without a string where the number is an ordinary one.

const powersOfTen = Array.from({ length: 23 }, (_, power) => 10 ** power)
const mostExact = 2 ** 53
const mostDigits = 400

/** The long way, for many digits and large exponents: as JavaScript reads it. The shape was checked before. */
function readSlowly(bytes: Uint8Array, from: number, to: number, mark: number): number {
  let text = ''
  for (let at = from; at < to; at++) text += bytes[at] === mark ? '.' : String.fromCharCode(bytes[at] as number)
  return Number(text)
}

/**
 * The number in `bytes[from, to)`, such as `-12.5e3`, with `mark` (46 or 44) before the fraction; NaN where it is none.
 * Mantissas up to 2^53 with a power of ten up to 22 are exact in one division or multiplication (W. Clinger, 1990).
 */
export function readDecimal(bytes: Uint8Array, from: number, to: number, mark = 46): number {
  if (to - from > mostDigits) return Number.NaN
  let at = from
  const negative = bytes[at] === 45
  if (negative || bytes[at] === 43) at++
  let mantissa = 0
  let digits = 0
  let power = 0
  let fraction = false
  for (; at < to; at++) {
    const digit = (bytes[at] as number) - 48
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit
      digits++
      if (fraction) power--
    } else if (bytes[at] === mark && !fraction) fraction = true
    else break
  }
  if (digits === 0) return Number.NaN
  if (at < to) {
    if (bytes[at] !== 101 && bytes[at] !== 69) return Number.NaN
    at++
    const down = bytes[at] === 45
    if (down || bytes[at] === 43) at++
    if (at >= to) return Number.NaN
    let exponent = 0
    for (; at < to; at++) {
      const digit = (bytes[at] as number) - 48
      if (!(digit >= 0 && digit <= 9)) return Number.NaN
      exponent = Math.min(exponent * 10 + digit, 9999)
    }
    power += down ? -exponent : exponent
  }
  if (mantissa > mostExact || power > 22 || power < -22) return readSlowly(bytes, from, to, mark)
  const scaled = power < 0 ? mantissa / (powersOfTen[-power] as number) : mantissa * (powersOfTen[power] as number)
  return negative ? -scaled : scaled
}
