// Identity of articles: canonical address, content hash, MinHash signature, and whether two items are one article.
import type { Sameness } from '../model.ts'

export const versionsVersion = 'versions-1'

const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|gclsrc|dclid|msclkid|yclid|igshid|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok|ref|ref_src|ref_url|referrer|source|src|cmpid|cmp|ito|spm|smid|sr_share|wt_mc|xtor|at_medium|at_campaign|at_link_\w+|ns_\w+|ocid|sh|share|feature|guccounter|guce_\w+|traffic_source|partner|rss|feedname|feedtype|amp)$/i

/** One spelling per address: lower-case host, no fragment, no tracking parameters, parameters sorted; else null. */
export function canonicalUrl(text: string): string | null {
  if (text.length > 2000) return null
  let url: URL
  try {
    url = new URL(text.trim())
  } catch {
    return null
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  const kept = [...url.searchParams].filter(([name]) => !TRACKING.test(name))
  kept.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
  const query = new URLSearchParams(kept).toString()
  const host = url.host.replace(/^www\./, '').replace(/\.$/, '')
  const path = url.pathname.replace(/\/(?:index\.(?:html?|php)|amp)?$/, '').replace(/\/{2,}/g, '/')
  return `https://${host}${path === '' ? '/' : path}${query === '' ? '' : `?${query}`}`
}

/** Words only, lower case, one space: what a change of layout or punctuation leaves alone. */
export function normalise(text: string): string {
  return words(text).join(' ')
}

function words(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** SHA-256 over the normalised words, as hexadecimal digits; the hash function is handed in. */
export function contentHash(text: string, sha256: (text: string) => string): string {
  return sha256(normalise(text))
}

export const SIGNATURE_SIZE = 128
const SHINGLE_WORDS = 4
const SHINGLES_KEPT = 4000

/** MinHash of four-word shingles: 128 unsigned 32-bit numbers; empty for texts under eight words. */
export function signatureOf(text: string): number[] {
  const shingles = shingleHashes(text)
  if (shingles.length < 5) return []
  const out = new Array<number>(SIGNATURE_SIZE).fill(0xffffffff)
  for (const hash of shingles) {
    for (let i = 0; i < SIGNATURE_SIZE; i += 1) {
      const mixed = (Math.imul(hash ^ (i * 0x9e3779b1), 0x85ebca6b) >>> 0) ^ (hash >>> 15)
      const value = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35 + 2 * i) >>> 0
      if (value < (out[i] ?? 0)) out[i] = value
    }
  }
  return out
}

function shingleHashes(text: string): number[] {
  const found = words(text)
  const hashes = found.map(fnv)
  const seen = new Set<number>()
  for (let i = 0; i + SHINGLE_WORDS <= hashes.length && seen.size < SHINGLES_KEPT; i += 1) {
    let mix = 0
    for (let k = 0; k < SHINGLE_WORDS; k += 1) mix = Math.imul(mix ^ (hashes[i + k] ?? 0), 0x01000193) ^ (mix >>> 7)
    seen.add(mix >>> 0)
  }
  return [...seen]
}

function fnv(word: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Estimated Jaccard similarity of two signatures, 0 to 1. */
export function resemblance(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || a.length !== b.length) return 0
  let same = 0
  for (let i = 0; i < a.length; i += 1) if (a[i] === b[i]) same += 1
  return same / a.length
}

/** Share of the shorter text's shingles that the longer one has: 1 when it is wholly inside. */
export function containment(a: string, b: string): number {
  const one = shingleHashes(a)
  const two = shingleHashes(b)
  const [small, large] = one.length <= two.length ? [one, two] : [two, one]
  if (small.length < 5) return 0
  const inside = new Set(large)
  let shared = 0
  for (const hash of small) if (inside.has(hash)) shared += 1
  return shared / small.length
}

/** The rows by which a store can find near duplicates: two items that share one row deserve `sameArticle`. */
export function bandsOf(signature: readonly number[], rowsPerBand = 4): string[] {
  const bands: string[] = []
  for (let i = 0; i + rowsPerBand <= signature.length; i += rowsPerBand) {
    bands.push(`${i / rowsPerBand}:${signature.slice(i, i + rowsPerBand).join('.')}`)
  }
  return bands
}

export interface Comparable {
  title: string
  text: string
  canonicalUrl: string | null
  contentHash: string
  signature: readonly number[]
}

const NEAR = 0.5
const INSIDE = 0.6

/** Whether `b` is `a` again: same words, same address, or mostly the same text. Undefined: two articles. */
export function sameArticle(a: Comparable, b: Comparable): Sameness | undefined {
  if (a.contentHash === b.contentHash) return { verdict: 'duplicate', why: 'the same words in the same order' }
  if (a.canonicalUrl !== null && a.canonicalUrl === b.canonicalUrl) {
    return { verdict: 'version', why: `same address ${a.canonicalUrl}, changed text` }
  }
  const near = resemblance(a.signature, b.signature)
  if (near >= NEAR) return { verdict: 'version', why: `about ${percent(near)} of the four-word runs are shared` }
  if (near < 0.02 && a.signature.length > 0 && b.signature.length > 0 && comparable(a.text, b.text)) return undefined
  const inside = containment(a.text, b.text)
  if (inside < INSIDE) return undefined
  return { verdict: 'version', why: `${percent(inside)} of the shorter text stands in the longer one` }
}

// Texts of like length that resemble nowhere cannot contain one another: saves the exact count.
function comparable(a: string, b: string): boolean {
  return Math.max(a.length, b.length) < 3 * Math.min(a.length, b.length)
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
