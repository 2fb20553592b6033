// The fingerprint of a text: pages that say nearly the same have fingerprints that differ in few of 64 bits (Charikar, 2002).

/** Two halves of 64 bits: numbers of 32 bits are compared without making anything. */
export interface Simhash {
  high: number
  low: number
}

const mostWords = 20_000

/** Words of a page in order, without its markup, scripts and whatever changes from minute to minute: figures. */
export function wordsOf(page: string): string[] {
  const text = page
    .replace(/<(script|style|noscript)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&[a-z#0-9]{1,10};/gi, ' ')
  return (text.toLowerCase().match(/\p{L}[\p{L}\p{M}]*/gu) ?? []).slice(0, mostWords)
}

export function titleOf(page: string): string {
  const found = /<title[^>]*>([^<]{0,500})/i.exec(page)?.[1] ?? ''
  return found.replace(/\s+/g, ' ').trim().slice(0, 200)
}

/** Null for a page with fewer than five words: too little to be told apart. */
export function simhashOf(words: readonly string[]): Simhash | null {
  if (words.length < 5) return null
  const sums = new Int32Array(64)
  for (let at = 0; at + 2 < words.length; at++) add(sums, `${words[at]} ${words[at + 1]} ${words[at + 2]}`)
  return { high: half(sums, 0), low: half(sums, 32) }
}

function add(sums: Int32Array, shingle: string): void {
  // FNV-1a twice, from two starts: quick, and the same everywhere.
  let one = 0x811c9dc5
  let two = 0x9747b28c
  for (let at = 0; at < shingle.length; at++) {
    const code = shingle.charCodeAt(at)
    one = Math.imul(one ^ code, 0x01000193)
    two = Math.imul(two ^ code, 0x01000193) ^ (two >>> 15)
  }
  one = mixed(one)
  two = mixed(two)
  for (let bit = 0; bit < 32; bit++) {
    sums[bit] = (sums[bit] ?? 0) + ((one >>> bit) & 1 ? 1 : -1)
    sums[32 + bit] = (sums[32 + bit] ?? 0) + ((two >>> bit) & 1 ? 1 : -1)
  }
}

/** Spreads what the last letters changed over all bits (the finaliser of MurmurHash3). */
function mixed(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function half(sums: Int32Array, from: number): number {
  let bits = 0
  for (let bit = 0; bit < 32; bit++) if ((sums[from + bit] ?? 0) > 0) bits |= 1 << bit
  return bits >>> 0
}

export function differingBits(a: Simhash, b: Simhash): number {
  return ones(a.high ^ b.high) + ones(a.low ^ b.low)
}

function ones(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

export const hexOf = ({ high, low }: Simhash): string =>
  high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')
export const simhashFrom = (hex: string): Simhash => ({
  high: Number.parseInt(hex.slice(0, 8), 16),
  low: Number.parseInt(hex.slice(8, 16), 16),
})
