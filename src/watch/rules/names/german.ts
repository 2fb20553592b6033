// Languages in which every noun has a capital: a run of capitals is a name only where something speaks for it.
import { cutRun } from './cut.ts'
import {
  entriesAt,
  type Hint,
  hasFirstName,
  isFunction,
  type Piece,
  placeAt,
  type Reading,
  titleAt,
} from './reading.ts'
import type { Word } from './words.ts'

const NAME_PARTS = new Set(['von', 'van', 'de', 'der', 'zu', 'al', 'bin', 'el', 'la', 'di', 'da'])
const ARTICLE =
  /^(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|kein|keine|im|am|zum|zur|vom|beim|ins|ans|diese|dieser|dieses|diesem|diesen|seine|seiner|seinem|seinen|ihre|ihrer|ihrem|ihren|mehr|viele|alle|einige|mehrere|rund|etwa|weitere|neue|neuer|neuen|neues|gro\u00dfe|gro\u00dfen)$/
const PLACED = /^(?:in|aus|bei|nach|nahe|um|von)$/

export function cutGerman(r: Reading, from: number, to: number): Piece[] {
  const pieces: Piece[] = []
  for (let at = from; at < to; ) {
    const end = nameAt(r, at, to)
    if (end > at) pieces.push(...cutRun(r, at, end, roleBefore(r, at, end)))
    at = Math.max(end, at + 1)
  }
  return pieces
}

/** Where the name that begins at a word ends; the word itself when nothing says that it is one. */
function nameAt(r: Reading, at: number, to: number): number {
  const word = r.words[at]
  if (word === undefined || (!word.capital && !NAME_PARTS.has(word.lower))) return at
  if (!word.capital) return at
  const entry = entriesAt(r, at, to)[0]
  if (entry !== undefined && (entry.words.length > 1 || isSure(r, at, entry.list)))
    return withSuffix(r, at + entry.words.length, to)
  const title = titleAt(r, at, to)
  if (title > 0) return at + title < to && isBare(r, at + title) ? person(r, at + title, to) : at
  if (hasFirstName(r, word) && !isNoun(r, word)) {
    const end = person(r, at + 1, to)
    if (end > at + 1 || word.begins === 'no') return end
  }
  if (word.acronym || word.mixed) return withSuffix(r, at + 1, to)
  if (placeAt(r, at, at + 1) !== null && !isNoun(r, word)) return at + 1
  if (hasLegal(r, at, to)) return withSuffix(r, at + 1, to)
  if (r.index.words.orgFirst.has(word.text) && at + 1 < to) return to
  if (isFunction(r, word) || isNoun(r, word)) return at
  if (endsWith(word, r.index.words.germanPersonEndings) || endsWith(word, r.index.words.germanOrgEndings)) return at
  const next = r.words[at + 1]
  // "Verteidiger Ulrich Sommer": a noun that nobody listed, and a person.
  if (next !== undefined && at + 2 < to && hasFirstName(r, next) && !hasFirstName(r, word)) return at
  // Nouns seldom stand side by side: two that do are a name, unless one of them is known for a noun.
  if (next !== undefined && at + 1 < to && next.capital && !isNoun(r, next) && bareBefore(r, at))
    return person(r, at + 1, to)
  return told(r, at) ? at + 1 : at
}

function isSure(r: Reading, at: number, list: string): boolean {
  const word = r.words[at]
  if (word === undefined || isNoun(r, word)) return list === 'cities' && placed(r, at)
  return list !== 'cities' || bareBefore(r, at)
}

function placed(r: Reading, at: number): boolean {
  return PLACED.test(r.words[at - 1]?.lower ?? '')
}

function isNoun(r: Reading, word: Word): boolean {
  return r.index.words.germanNouns.has(word.text)
}

/** A single word that only its neighbours show to be a name: "der Hersteller Workday", "Workday streicht". */
function told(r: Reading, at: number): boolean {
  const word = r.words[at]
  const before = r.words[at - 1]
  const next = r.words[at + 1]
  if (word === undefined) return false
  if (before !== undefined && word.joint === 'space' && roleOf(r, before) !== null) return true
  // An article is due before a noun in the singular; a name at the head of a sentence has none, and its verb ends in t.
  return (
    word.begins === 'sentence' &&
    next?.joint === 'space' &&
    !next.capital &&
    /^(?:\p{Ll}{2,14}t|will|kann|soll|muss)$/u.test(next.text) &&
    !isFunction(r, next)
  )
}

function roleBefore(r: Reading, from: number, to: number): Hint | null {
  const before = r.words[from - 1]
  if (before === undefined || r.words[from]?.joint === 'none') return null
  const type = roleOf(r, before)
  if (type === null || (type === 'person' && to - from > 3)) return null
  return { type, points: 4, why: `after "${before.text}"` }
}

function roleOf(r: Reading, word: Word): Hint['type'] | null {
  const { titles, germanPersonEndings, germanOrgEndings, germanPlaceEndings } = r.index.words
  if (titles.has(word.text) || endsWith(word, germanPersonEndings)) return 'person'
  if (endsWith(word, germanOrgEndings)) return 'organisation'
  return endsWith(word, germanPlaceEndings) ? 'place' : null
}

function endsWith(word: Word, endings: Set<string>): boolean {
  for (let size = 3; size <= Math.min(14, word.lower.length); size += 1) {
    if (endings.has(word.lower.slice(-size))) return true
  }
  return false
}

function isBare(r: Reading, at: number): boolean {
  const word = r.words[at]
  return word !== undefined && (word.capital ? !isNoun(r, word) : NAME_PARTS.has(word.lower))
}

function bareBefore(r: Reading, at: number): boolean {
  const before = r.words[at - 1]
  return before === undefined || !ARTICLE.test(before.lower) || r.words[at]?.begins !== 'no'
}

/** Names go on over capitals that are no known nouns: "Ursula von der Leyen". */
function person(r: Reading, from: number, to: number): number {
  let at = from
  while (at < to && at - from < 4) {
    const word = r.words[at]
    if (word === undefined || isNoun(r, word) || r.index.words.notNames.has(word.text)) break
    if (!word.capital && !(NAME_PARTS.has(word.lower) && at + 1 < to)) break
    at += 1
  }
  while (at > from && r.words[at - 1]?.capital === false) at -= 1
  return at
}

function hasLegal(r: Reading, at: number, to: number): boolean {
  const next = r.words[at + 1]
  return (
    at + 1 < to && next !== undefined && (r.index.words.legal.has(next.text) || r.index.words.orgLast.has(next.text))
  )
}

function withSuffix(r: Reading, from: number, to: number): number {
  let at = from
  while (at < to && at - from < 4) {
    const word = r.words[at]
    if (word === undefined || !word.capital || isNoun(r, word)) break
    const belongs =
      r.index.words.legal.has(word.text) ||
      r.index.words.orgLast.has(word.text) ||
      r.index.words.productLast.has(word.text)
    if (!belongs) break
    at += 1
  }
  return at
}
