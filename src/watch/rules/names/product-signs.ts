// Signs of a product around a name: a hole in it, a version of it, somebody who installs or runs it.
import type { Say } from './evidence.ts'
import type { Piece, Reading } from './reading.ts'

/** "1.2", "v9.1.3", "versions 10.2": a figure with a dot that counts no money, share or distance. */
const VERSION =
  /^ (?:(?:before|through|until|prior to|up to|earlier than|older than) )?(?:(?:versions?|releases?|builds?|firmware) |v\.? ?)?\d{1,4}\.\d{1,5}(?![\d ]{0,2}(?:million|billion|trillion|per cent|percent|%|bn\b|m\b|k\b|km\b|miles))/
const NAMED_VERSION = /^ (?:versions?|releases?|builds?|v\.?) ?\d{1,4}(?![\d:])/
/** Words that lead up to a version, looked at before the patterns are. */
const LEADING = new Set(
  'before|through|until|prior|up|earlier|older|version|versions|release|releases|build|builds|firmware|v'.split('|'),
)
const ARTICLES = new Set('the|its|their|a|an|some|many|all|older|unpatched|vulnerable'.split('|'))
const CREW = /^(?:gang|group|crew|operators?|operations?|affiliates?|actors?|members?|cartel|brand|outfit)$/

/** True when the name is what a hole is in: "in" is then no word of place. */
export function productBefore(r: Reading, piece: Piece, say: Say): boolean {
  const { holes, holeWords, productVerbs } = r.index.words
  const prior = r.words[piece.from - 1]?.lower ?? ''
  const article = ARTICLES.has(prior) ? 1 : 0
  const at = piece.from - 1 - article
  const link = r.words[at]?.lower ?? ''
  // "a flaw in X", "zero-days affecting X", "a hole (CVE-2025-1234) in X"
  if (holeWords.has(link)) {
    for (let back = at - 1; back >= Math.max(0, at - 4); back -= 1) {
      const word = r.words[back]
      if (word === undefined || /[.!?;\n]/.test(r.text.slice(word.end, r.words[back + 1]?.start ?? word.end))) break
      if (holes.has(word.lower) || /^cve-\d/.test(word.lower)) {
        // A flaw in something unknown is one of a product; of a country or a company it may be a figure of speech.
        const unknown = piece.entries.length === 0 && !r.places.has(r.words[piece.from]?.start ?? -1)
        say('product', unknown ? 5.5 : 2, `after "${word.lower} ${link}"`)
        return true
      }
      if (word.capital && !word.acronym) break
    }
  }
  if (productVerbs.has(link)) say('product', article === 1 ? 1.6 : 2.2, `after "${link}"`)
  return false
}

export function productAfter(r: Reading, piece: Piece, say: Say): void {
  const next = r.words[piece.to]
  if (next === undefined || next.joint !== 'space') return
  if (next.lower.charCodeAt(0) <= 57 || LEADING.has(next.lower)) {
    const end = r.words[piece.to - 1]?.end ?? 0
    const tail = r.text.slice(end, end + 48)
    if (VERSION.test(tail) || NAMED_VERSION.test(tail)) say('product', 3, 'with its version')
  }
  if (/^(?:ransomware|malware)$/.test(next.lower)) {
    if (CREW.test(r.words[piece.to + 1]?.lower ?? '')) say('organisation', 3.5, `before "${next.lower}" and its people`)
    else say('product', 1, `the "${next.lower}" itself`)
  }
}
