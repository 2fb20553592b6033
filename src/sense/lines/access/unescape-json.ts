// Escapes of a JSON text made plain, from bytes to bytes of one buffer. The result is never longer than what it was made from.

const backslash = 92
const simple = new Map([
  [98, 8],
  [102, 12],
  [110, 10],
  [114, 13],
  [116, 9],
])

function hex4(bytes: Uint8Array, at: number): number {
  let value = 0
  for (let digit = at; digit < at + 4; digit++) {
    const byte = bytes[digit] as number
    const lower = byte | 32
    if (byte >= 48 && byte <= 57) value = value * 16 + byte - 48
    else if (lower >= 97 && lower <= 102) value = value * 16 + lower - 87
    else return -1
  }
  return value
}

/** Writes a code point as UTF-8 at a position; answers the next one. A half of a surrogate pair becomes U+FFFD. */
function writeCode(bytes: Uint8Array, at: number, code: number): number {
  let next = at
  if (code < 0x80) bytes[next++] = code
  else if (code < 0x800) {
    bytes[next++] = 0xc0 | (code >> 6)
    bytes[next++] = 0x80 | (code & 63)
  } else if (code < 0x10000) {
    bytes[next++] = 0xe0 | (code >> 12)
    bytes[next++] = 0x80 | ((code >> 6) & 63)
    bytes[next++] = 0x80 | (code & 63)
  } else {
    bytes[next++] = 0xf0 | (code >> 18)
    bytes[next++] = 0x80 | ((code >> 12) & 63)
    bytes[next++] = 0x80 | ((code >> 6) & 63)
    bytes[next++] = 0x80 | (code & 63)
  }
  return next
}

/** Writes `bytes[from, to)` without its escapes (RFC 8259, section 7) from `into` on; answers its end. What is no escape stays as it is. */
export function unescapeJson(bytes: Uint8Array, from: number, to: number, into: number): number {
  let next = into
  for (let at = from; at < to; at++) {
    if (bytes[at] !== backslash || at + 1 >= to) {
      bytes[next++] = bytes[at] as number
      continue
    }
    const escaped = bytes[++at] as number
    const code = escaped === 117 && at + 4 < to ? hex4(bytes, at + 1) : -1
    if (code < 0) {
      bytes[next++] = simple.get(escaped) ?? escaped
      continue
    }
    at += 4
    const low = code >= 0xd800 && code < 0xdc00 && bytes[at + 1] === backslash && bytes[at + 2] === 117 && at + 6 < to
    const second = low ? hex4(bytes, at + 3) : -1
    if (second >= 0xdc00 && second < 0xe000) {
      next = writeCode(bytes, next, 0x10000 + ((code - 0xd800) << 10) + second - 0xdc00)
      at += 6
    } else next = writeCode(bytes, next, code >= 0xd800 && code < 0xe000 ? 0xfffd : code)
  }
  return next
}
