// What a figure counts: the head of the words after it ("39,000 complaints", "8.5 % of its staff").
import type { Language } from './index.ts'
import type { Piece } from './pieces.ts'
import type { Quantity } from './quantities.ts'

export interface Counted {
  start: number
  end: number
  /** The piece after the noun. */
  next: number
}

const MAX_WORDS = 6

/** The noun that is counted, or null when the text does not say; units are followed by "of", counts are not. */
export function countedAfter(pieces: readonly Piece[], quantity: Quantity, language: Language): Counted | null {
  let at = quantity.next
  const piece = pieces[at]
  if (piece === undefined || piece.gap === 2) return null
  if (quantity.kind !== 'count') {
    if (language.code !== 'en' && language.code !== 'und' && !language.sets.fractionOf.has(piece.lower)) return null
    const of = pastOf(pieces, at, language)
    return of === at ? null : head(pieces, of, language, true)
  }
  if (piece.text === '-') return piece.gap === 0 ? hyphened(pieces, at + 1, language) : null
  // "45,000+ customers"
  if (piece.text === '+' && piece.gap === 0) at += 1
  const of = pastOf(pieces, at, language)
  return head(pieces, of, language, of > at)
}

/** Plurals that stand before another noun; after any other plural the next word in -s is a verb. */
const FIRST_OF_TWO = new Set([
  'sports',
  'sales',
  'arms',
  'savings',
  'goods',
  'systems',
  'operations',
  'communications',
  'customs',
  'drugs',
  'jobs',
  'women',
  'men',
  'children',
  'people',
  'police',
  'staff',
])

const DETERMINERS = new Set([
  'the',
  'its',
  'their',
  'his',
  'her',
  'our',
  'all',
  'these',
  'those',
  'this',
  'that',
  'a',
  'an',
  'some',
  'such',
])

/** "a 27-nation bloc", "eine 5-Sterne-Unterkunft": the word behind the hyphen is counted, in the singular. */
function hyphened(pieces: readonly Piece[], at: number, language: Language): Counted | null {
  const piece = pieces[at]
  if (piece?.kind !== 'word' || piece.gap !== 0) return null
  if (language.words.nounCase === 'capital' && !/^\p{Lu}/u.test(piece.text)) return null
  return found(pieces, at)
}

/** Past "of the", "of its", "d'", "de los". */
function pastOf(pieces: readonly Piece[], at: number, language: Language): number {
  const { link, fractionOf, stop } = language.sets
  let next = at
  const word = pieces[next]?.lower ?? ''
  if (!link.has(word) && !fractionOf.has(word) && pieces[next + 1]?.text !== "'") return at
  if (pieces[next + 1]?.text === "'" && !link.has(`${word}'`)) return at
  next += pieces[next + 1]?.text === "'" && pieces[next + 1]?.gap === 0 ? 2 : 1
  const english = language.words.needsArticle === true
  for (let k = 0; k < 3; k += 1) {
    const skipped = pieces[next]?.lower ?? ''
    if (!(english ? DETERMINERS.has(skipped) : stop.has(skipped))) break
    next += 1
  }
  return next
}

function head(pieces: readonly Piece[], from: number, language: Language, afterOf: boolean): Counted | null {
  const words = chunk(pieces, from, language)
  const first = words[0]
  if (first === undefined) return null
  const { nounFirst, nounCase, nounEnds } = language.words
  if (nounFirst === true) return found(pieces, first)
  if (nounCase === 'capital') {
    const noun = words.find((at) => /^\p{Lu}\p{Ll}/u.test(pieces[at]?.text ?? ''))
    return noun === undefined ? null : found(pieces, noun)
  }
  if (nounEnds !== undefined) {
    const noun = words.find(
      (at, k) => k < 3 && /(?:en|s)$/.test(pieces[at]?.lower ?? '') && (pieces[at]?.text.length ?? 0) > 3,
    )
    return noun === undefined ? (afterOf ? found(pieces, first) : null) : found(pieces, noun)
  }
  const plural = words.findIndex((at) => looksPlural(pieces, at, language))
  if (plural < 0) {
    const last = words[words.length - 1]
    return afterOf && last !== undefined ? found(pieces, last) : null
  }
  let last = plural
  // "sales people", "sports clubs": the head is the last of nouns in a row.
  while (
    FIRST_OF_TWO.has(pieces[words[last] ?? -1]?.lower ?? '') &&
    looksPlural(pieces, words[last + 1] ?? -1, language)
  )
    last += 1
  return found(pieces, words[last] ?? first)
}

function found(pieces: readonly Piece[], at: number): Counted | null {
  const piece = pieces[at]
  return piece === undefined || piece.text.length < 2 ? null : { start: piece.start, end: piece.end, next: at + 1 }
}

/** Words in a row that may belong to one noun: no verbs of speech, prepositions, articles or signs between them. */
function chunk(pieces: readonly Piece[], from: number, language: Language): number[] {
  const words: number[] = []
  for (let at = from; at < from + 2 * MAX_WORDS && words.length < MAX_WORDS; at += 1) {
    const piece = pieces[at]
    if (piece === undefined || (piece.gap === 2 && at > from)) break
    if (piece.text === '-' && piece.gap === 0 && pieces[at + 1]?.gap === 0) continue
    // "U.S. users" and "the firm's workers" go on.
    if (piece.text === '.' && piece.gap === 0 && /^\p{Lu}$/u.test(pieces[at - 1]?.text ?? '')) continue
    if (piece.text === "'" && piece.gap === 0 && pieces[at + 1]?.text === 's' && pieces[at + 1]?.gap === 0) {
      at += 1
      continue
    }
    if (piece.text === ',' && words.length > 0 && adjectiveList(pieces, at, language)) continue
    if (piece.kind !== 'word') break
    const stops = language.sets.stop.has(piece.lower) && piece.lower !== 'other' && piece.lower !== 'more'
    if (stops && piece.text !== 'US' && !(at === from && piece.lower === 'such')) break
    if (piece.lower === 'other' || piece.lower === 'more') continue
    words.push(at)
  }
  return words
}

/** "three large, old plants": a comma inside the words before the noun. */
function adjectiveList(pieces: readonly Piece[], at: number, language: Language): boolean {
  const after = pieces[at + 1]
  const then = pieces[at + 2]
  return (
    after?.kind === 'word' &&
    !language.sets.stop.has(after.lower) &&
    looksPlural(pieces, at + 2, language) &&
    then?.gap === 1
  )
}

function looksPlural(pieces: readonly Piece[], at: number, language: Language): boolean {
  const piece = pieces[at]
  if (piece?.kind !== 'word' || piece.text.length < 3) return false
  const { plurals, notPlural, stop } = language.sets
  if (plurals.has(piece.lower)) return true
  if (!piece.lower.endsWith('s') || piece.lower.endsWith('ss') || piece.lower.endsWith('ous')) return false
  if (notPlural.has(piece.lower) || stop.has(piece.lower)) return false
  // "Texas": a name in capitals is no plural, unless everything around is.
  return !/^\p{Lu}/u.test(piece.text) || pieces[at - 1]?.kind === 'number'
}
