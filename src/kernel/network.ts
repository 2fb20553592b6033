// Networks as people write them, brought to the one spelling by which two of them can be compared.

export type Family = 4 | 6

/** One network. `words`: its address in 32-bit words, one for IPv4 and four for IPv6; bits behind `length` are zero. */
export interface Network {
  /** IPv4 dotted; IPv6 as RFC 5952 has it; always with its length. */
  text: string
  family: Family
  words: readonly number[]
  length: number
}

export type ReadPrefix = { ok: true; network: Network } | { ok: false; why: string }

/** Reads an address or CIDR (RFC 4632, RFC 4291). Refuses host bits behind the length: they are a slip of the pen. */
export function readPrefix(text: string): ReadPrefix {
  const slash = text.indexOf('/')
  const address = slash < 0 ? text : text.slice(0, slash)
  const family: Family = address.includes(':') ? 6 : 4
  const words = family === 6 ? wordsOf6(address) : wordsOf4(address)
  if (!words) return { ok: false, why: `${text} holds no IPv${family} address.` }
  const most = family === 6 ? 128 : 32
  const digits = slash < 0 ? String(most) : text.slice(slash + 1)
  const length = /^(0|[1-9]\d{0,2})$/.test(digits) ? Number(digits) : Number.NaN
  if (!(length <= most)) return { ok: false, why: `A network of IPv${family} has a length from 0 to ${most}.` }
  const cut = words.map((word, at) => (word & maskOf(length - at * 32)) >>> 0)
  const shown = spelled(cut, family)
  if (cut.some((word, at) => word !== words[at])) {
    return { ok: false, why: `${text} has bits set behind its length; the network is ${shown}/${length}.` }
  }
  return { ok: true, network: { text: `${shown}/${length}`, family, words: cut, length } }
}

/** Whether every address of `inner` is one of `outer` too. */
export function holds(outer: Network, inner: Network): boolean {
  if (outer.family !== inner.family || outer.length > inner.length) return false
  return outer.words.every((word, at) => ((word ^ (inner.words[at] ?? 0)) & maskOf(outer.length - at * 32)) === 0)
}

function maskOf(bits: number): number {
  if (bits <= 0) return 0
  return bits >= 32 ? 0xffffffff : (0xffffffff << (32 - bits)) >>> 0
}

function wordsOf4(text: string): number[] | null {
  const parts = text.split('.')
  if (parts.length !== 4) return null
  let word = 0
  for (const part of parts) {
    // A leading zero is read as octal by some programs and as decimal by others: nobody gets to guess.
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return null
    word = word * 256 + Number(part)
  }
  return [word >>> 0]
}

function wordsOf6(text: string): number[] | null {
  const halves = text.split('::')
  if (halves.length > 2 || text.length > 45) return null
  const [head, tail] = halves.map((half, at) => (half === '' ? [] : groupsOf(half, at === halves.length - 1)))
  if (!head || tail === null) return null
  const missing = 8 - head.length - (tail?.length ?? 0)
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...(tail ?? [])]
  return [0, 2, 4, 6].map((at) => ((groups[at] ?? 0) * 65536 + (groups[at + 1] ?? 0)) >>> 0)
}

/** The last 32 bits of the whole may be written as IPv4. */
function groupsOf(half: string, mayEndDotted: boolean): number[] | null {
  const parts = half.split(':')
  const groups: number[] = []
  for (const [at, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16))
    else {
      const [word] = (mayEndDotted && at === parts.length - 1 && wordsOf4(part)) || []
      if (word === undefined) return null
      groups.push(word >>> 16, word & 0xffff)
    }
  }
  return groups
}

/** An address in words as people write it: dotted, or as RFC 5952 has it. */
export function spelled(words: readonly number[], family: Family): string {
  const [first = 0, second = 0, third = 0, fourth = 0] = words
  return family === 4 ? spelled4(first) : spelled6(first, second, third, fourth)
}

export function spelled4(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`
}

export function spelled6(first: number, second: number, third: number, fourth: number): string {
  const groups = [first >>> 16, first & 0xffff, second >>> 16, second & 0xffff]
  groups.push(third >>> 16, third & 0xffff, fourth >>> 16, fourth & 0xffff)
  const [from, length] = longestZeros(groups)
  return length < 2 ? joined(groups, 0, 8) : `${joined(groups, 0, from)}::${joined(groups, from + length, 8)}`
}

function joined(groups: readonly number[], from: number, to: number): string {
  let text = ''
  for (let at = from; at < to; at++) text += at > from ? `:${groups[at]?.toString(16)}` : groups[at]?.toString(16)
  return text
}

/** The first of the longest runs of zero groups: RFC 5952, section 4.2.3. */
function longestZeros(groups: readonly number[]): [from: number, length: number] {
  let best = 0
  let bestFrom = 0
  let from = 0
  for (let at = 0; at <= groups.length; at++) {
    if (groups[at] === 0) continue
    if (at - from > best) {
      best = at - from
      bestFrom = from
    }
    from = at + 1
  }
  return [bestFrom, best]
}
