// Addresses of clients as logs write them, read from bytes into words: no string is made of an address that is only counted.

/** Where `readAddress` puts what it found. One for each reader, and reused for every line. */
export interface AddressWords {
  /** 0: no address. IPv4 uses `first` only. Signed 32 bits, most significant word first. */
  family: 0 | 4 | 6
  first: number
  second: number
  third: number
  fourth: number
}

export function createAddressWords(): AddressWords {
  return { family: 0, first: 0, second: 0, third: 0, fourth: 0 }
}

const groups = new Uint16Array(8)

/**
 * Reads an IPv4 or IPv6 address that begins at `from` and sets `into`. What may follow: a port, a zone, a bracket, a comma
 * (lists of proxies name the client first). Only bytes before `to` are looked at. Answers whether there is an address.
 */
export function readAddress(bytes: Uint8Array, from: number, to: number, into: AddressWords): boolean {
  const start = bytes[from] === 91 ? from + 1 : from
  return readAddress4(bytes, start, to, into) || readAddress6(bytes, start, to, into)
}

function readAddress4(bytes: Uint8Array, from: number, to: number, into: AddressWords): boolean {
  let at = from
  let word = 0
  let part = 0
  let digits = 0
  let dots = 0
  for (; at < to; at++) {
    const byte = bytes[at] as number
    const digit = byte - 48
    if (digit >= 0 && digit <= 9) {
      part = part * 10 + digit
      if (++digits > 3 || part > 255) return false
    } else if (byte === 46 && digits > 0 && dots < 3) {
      word = (word << 8) | part
      part = 0
      digits = 0
      dots++
    } else break
  }
  if (dots !== 3 || digits === 0 || (at < to && !endsAddress(bytes[at] as number))) return false
  into.family = 4
  into.first = (word << 8) | part
  return true
}

function endsAddress(byte: number): boolean {
  return byte <= 34 || byte === 44 || byte === 58 || byte === 93
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 48 && byte <= 57) return byte - 48
  const lower = byte | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}

/** RFC 4291, section 2.2, all three forms. IPv4-mapped addresses come out as the IPv4 that they are. */
function readAddress6(bytes: Uint8Array, from: number, to: number, into: AddressWords): boolean {
  into.family = 0
  let count = 0
  let gap = -1
  let at = from
  if (bytes[at] === 58) {
    if (bytes[at + 1] !== 58) return false
    gap = 0
    at += 2
  }
  while (at < to && count < 8) {
    const start = at
    let value = 0
    for (let digit = hexDigit(bytes[at]); digit >= 0 && at < to && at - start < 5; digit = hexDigit(bytes[++at])) {
      value = value * 16 + digit
    }
    if (at === start) break
    if (at < to && bytes[at] === 46) {
      if (count === 0 && gap < 0) return false
      if (count > 6 || !readEmbedded(bytes, start, to, into)) return false
      groups[count++] = into.first >>> 16
      groups[count++] = into.first & 0xffff
      at = to
      break
    }
    if (at - start > 4) return false
    groups[count++] = value
    if (at >= to || bytes[at] !== 58) break
    at++
    if (at < to && bytes[at] === 58) {
      if (gap >= 0) return false
      gap = count
      at++
    } else if (count === 8 || at >= to || hexDigit(bytes[at]) < 0) return false
  }
  const last = at < to ? (bytes[at] as number) : 0
  if ((!endsAddress(last) && last !== 37) || last === 58) return false
  if (gap < 0 ? count !== 8 : count > 7) return false
  setWords(count, gap, into)
  return true
}

/** The IPv4 at the end of an IPv6 address; the family stays open until the whole is read. */
function readEmbedded(bytes: Uint8Array, from: number, to: number, into: AddressWords): boolean {
  const found = readAddress4(bytes, from, to, into)
  into.family = 0
  return found
}

function setWords(count: number, gap: number, into: AddressWords): void {
  const zeros = 8 - count
  const group = (index: number): number => {
    if (gap < 0 || index < gap) return groups[index] as number
    return index < gap + zeros ? 0 : (groups[index - zeros] as number)
  }
  into.first = (group(0) << 16) | group(1)
  into.second = (group(2) << 16) | group(3)
  into.third = (group(4) << 16) | group(5)
  into.fourth = (group(6) << 16) | group(7)
  into.family = 6
  if (into.first === 0 && into.second === 0 && into.third === 0xffff) {
    into.family = 4
    into.first = into.fourth
  }
}

/** As it is written for people: dotted, or by RFC 5952. */
export function addressText(address: AddressWords): string {
  const { first, second, third, fourth } = address
  if (address.family === 4) return `${first >>> 24}.${(first >>> 16) & 255}.${(first >>> 8) & 255}.${first & 255}`
  const parts = [first, second, third, fourth].flatMap((word) => [word >>> 16, word & 0xffff])
  let bestFrom = -1
  let bestLength = 1
  for (let from = 0; from < 8; from++) {
    let length = 0
    while (from + length < 8 && parts[from + length] === 0) length++
    if (length > bestLength) {
      bestFrom = from
      bestLength = length
    }
  }
  const hex = parts.map((part) => part.toString(16))
  if (bestFrom < 0) return hex.join(':')
  return `${hex.slice(0, bestFrom).join(':')}::${hex.slice(bestFrom + bestLength).join(':')}`
}
