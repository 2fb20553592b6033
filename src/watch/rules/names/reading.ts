// A text while its names are looked for, and the questions that every step asks of its words.
import type { KnownName, NameType, PlaceFact } from '../../model.ts'
import type { Casing } from './casing.ts'
import { type Entry, isCommon, isCompound, type NamesIndex } from './data.ts'
import type { Word } from './words.ts'

export interface Reading {
  text: string
  language: string
  /** Languages that write every noun with a capital. */
  german: boolean
  words: Word[]
  index: NamesIndex
  casing: Casing
  /** What the places stage found, by where it starts; words for people are left out. */
  places: Map<number, PlaceFact>
}

/** A name at one place, with what its own surroundings in the run of capitals say of it. */
export interface Piece {
  /** Indexes of words, half-open. */
  from: number
  to: number
  hint: Hint | null
  known: KnownName | null
  entries: Entry[]
}

export interface Hint {
  type: NameType
  points: number
  why: string
}

const NONE: Entry[] = []

/** The longest entries of the lists that begin at a word and end before `limit`: several when the kinds differ. */
export function entriesAt(r: Reading, at: number, limit: number): Entry[] {
  const word = r.words[at]
  if (word === undefined || at >= limit) return NONE
  const plain = entriesOf(r, at, limit, word.text)
  if (word.whole === word.text) return plain
  const whole = entriesOf(r, at, limit, word.whole)
  return (whole[0]?.words.length ?? 0) >= (plain[0]?.words.length ?? 0) && whole.length > 0 ? whole : plain
}

function entriesOf(r: Reading, at: number, limit: number, first: string): Entry[] {
  const entries = r.index.entries.get(first)
  if (entries === undefined) return NONE
  const next = at + 1 < limit ? r.words[at + 1] : undefined
  if (next === undefined || next.joint === 'none' || entries.longer.size === 0) return entries.single
  let best = entries.single
  let size = 1
  for (const second of next.whole === next.text ? [next.text] : [next.text, next.whole]) {
    for (const entry of entries.longer.get(second) ?? NONE) {
      if (entry.words.length < size || at + entry.words.length > limit || !matches(r.words, at, entry.words)) continue
      if (entry.words.length > size) best = []
      size = entry.words.length
      best.push(entry)
    }
  }
  return best
}

function matches(words: readonly Word[], at: number, wanted: readonly string[]): boolean {
  for (let k = 0; k < wanted.length; k += 1) {
    const word = words[at + k]
    if (word === undefined || (k > 0 && word.joint === 'none')) return false
    if (word.text !== wanted[k] && word.whole !== wanted[k]) return false
  }
  return true
}

/** How many words of a title ("Prime Minister") begin here, 0 for none. */
export function titleAt(r: Reading, at: number, limit: number): number {
  const list = r.index.titles.get(r.words[at]?.text ?? '')
  if (list === undefined) return 0
  for (const title of list) {
    if (at + title.length <= limit && matches(r.words, at, title)) return title.length
  }
  return 0
}

/** The country, city or region that starts at a word and ends with the word before `to`. */
export function placeAt(r: Reading, from: number, to: number): PlaceFact | null {
  const place = r.places.get(r.words[from]?.start ?? -1)
  const end = r.words[to - 1]?.end
  return place !== undefined && place.span.end === end ? place : null
}

export function isOrdinary(r: Reading, word: Word): boolean {
  const { roles, orgNouns, productNouns, placeNouns } = r.index.words
  const { lower } = word
  return (
    isFunction(r, word) ||
    isCommon(lower, r.index) ||
    isCompound(lower, r.index) ||
    roles.has(lower) ||
    orgNouns.has(lower) ||
    productNouns.has(lower) ||
    placeNouns.has(lower)
  )
}

export function isFunction(r: Reading, word: Word): boolean {
  const { functionWords, otherFunctionWords } = r.index.words
  const short = word.lower.indexOf("'")
  // "They'd", "It's"
  if (short > 0 && functionWords.has(word.lower.slice(0, short)) && word.lower.length - short < 4) return true
  return functionWords.has(word.lower) || (r.language !== 'en' && otherFunctionWords.has(word.lower))
}

/** A word that the text also writes small is no name where it only begins a sentence. */
export function isWrittenSmall(r: Reading, word: Word): boolean {
  return r.casing.small.has(word.lower)
}

export function hasFirstName(r: Reading, word: Pick<Word, 'text'> | undefined): boolean {
  if (word === undefined) return false
  if (r.index.first.has(word.text)) return true
  const hyphen = word.text.indexOf('-')
  return hyphen > 0 && r.index.first.has(word.text.slice(0, hyphen))
}

export function hasFamilyName(r: Reading, word: Word | undefined): boolean {
  if (word === undefined) return false
  return r.index.family.has(word.text) || FAMILY_ENDING.test(word.text) || CYRILLIC_FAMILY.test(word.text)
}

// Endings that family names have and ordinary capitalised words of these languages seldom do.
const FAMILY_ENDING =
  /\p{L}{3}(?:ov|ova|ev|eva|enko|chuk|czuk|sky|skyy|skiy|skyi|ski|ska|cki|cka|vi\u0107|vi\u010d|vic|vich|wicz|sson|ssen|poulos|akis|idis|escu|shvili|adze|yan|opoulou|ovsk\u00fd|ovsk\u00e1|ov\u00e1)$/u
const CYRILLIC_FAMILY =
  /^\p{Lu}\p{L}{2,14}(?:\u043e\u0432|\u0435\u0432|\u0451\u0432|\u0438\u043d|\u0441\u043a\u0438\u0439|\u0441\u044c\u043a\u0438\u0439|\u0435\u043d\u043a\u043e|\u0447\u0443\u043a)(?:\u0430|\u0443|\u044b\u043c|\u0438\u043c|\u043e\u043c|\u0435|\u043e\u0439)?$/u

/** "82nd", as in "82nd Airborne Division". */
export const ORDINAL = /^\p{N}{1,4}(?:st|nd|rd|th)$/u
