// A fingerprint of what a complaint says, by which copies are found although a word was changed. The text itself is not kept.
import { hashText } from '../../tally/hash.ts'

const mostSigns = 1000
const shingleWords = 3

/** Lower-case words without marks and accents, so that the same sentence typed twice is the same. */
function wordsOf(text: string): string[] {
  const plain = text.slice(0, mostSigns).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.match(/[\p{L}\p{N}]+/gu) ?? []
}

/**
 * Eight hexadecimal digits: the least hash of all runs of three words (min-hash, Broder 1997). Two texts agree with a probability
 * of the share of runs that they have in common. Short texts are hashed whole; no words: null.
 */
export function textFingerprint(text: string): string | null {
  const words = wordsOf(text)
  if (words.length === 0) return null
  let least = 0xffffffff
  for (let from = 0; from + shingleWords <= Math.max(words.length, shingleWords); from++) {
    least = Math.min(least, hashText(words.slice(from, from + shingleWords).join(' ')))
  }
  return least.toString(16).padStart(8, '0')
}
