// Addresses as people write them: IPv4 with dots, IPv6 in the short form of RFC 5952.

export function textOfIpv4(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`
}

/** Four words, most significant first. */
export function textOfIpv6(words: readonly [number, number, number, number]): string {
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff])
  const gap = longestZeros(groups)
  const text = groups.map((group) => group.toString(16))
  if (gap.length < 2) return text.join(':')
  return `${text.slice(0, gap.at).join(':')}::${text.slice(gap.at + gap.length).join(':')}`
}

/** The first of the longest runs of zeros: that one is left out. */
function longestZeros(groups: readonly number[]): { at: number; length: number } {
  let best = { at: 0, length: 0 }
  let run = 0
  for (const [index, group] of groups.entries()) {
    run = group === 0 ? run + 1 : 0
    if (run > best.length) best = { at: index - run + 1, length: run }
  }
  return best
}
