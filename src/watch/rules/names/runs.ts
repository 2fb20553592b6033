// Runs of capitals: words in a row that may be a name, with "of", "de", "van der" and "&" where they belong to one.
import { isLoud } from './casing.ts'
import { isCommon } from './data.ts'
import { entriesAt, hasFirstName, isFunction, ORDINAL, placeAt, type Reading, titleAt } from './reading.ts'

export interface Run {
  from: number
  to: number
}

export const MAX_RUN_WORDS = 12
const STARTING = /^(?:al|el|bin|ibn|abu)$/
const STARTING_ENGLISH = /^(?:von|van|de|der|di|da|del|della|du|dos|ten|ter)$/
const NUMBER = /^\p{N}{1,4}\p{L}?$/u
const OF = new Set(
  'of|for|de|del|della|di|do|da|du|des|dos|delle|dei|degli|van|voor|f\u00fcr|pour|para|per|dla|ds|on'.split('|'),
)
/** "Committee on Foreign Relations", but no "Delta Force on". */
const TOPICAL =
  /^(?:Commission|Committee|Subcommittee|Conference|Council|Centre|Center|Group|Panel|Forum|Summit|Dialogue|Office|Institute|Party|Inquiry|Convention|Initiative)$/
const AND = new Set('and|und|et|y|e|i|en|och|og|ja|\u0438|\u0438|\u0442\u0430|\u0456'.split('|'))
const ROMANCE = new Set('fr es pt it ro ca'.split(' '))

export function runsOf(r: Reading): Run[] {
  const runs: Run[] = []
  for (let at = 0; at < r.words.length; ) {
    const to = isLoud(r.casing.loud, r.words[at]?.start ?? 0) ? at : runAt(r, at)
    if (to > at) runs.push({ from: at, to })
    at = Math.max(to, at + 1)
  }
  return runs
}

/** Where the run that begins at a word ends; the word itself when none begins. */
function runAt(r: Reading, from: number): number {
  const first = r.words[from]
  if (first === undefined) return from
  const next = r.words[from + 1]
  const starts =
    first.capital ||
    (next?.capital &&
      next.joint === 'space' &&
      next.begins === 'no' &&
      (ORDINAL.test(first.text) ||
        (STARTING.test(first.text) && !ROMANCE.has(r.language)) ||
        (r.language === 'en' && STARTING_ENGLISH.test(first.text))))
  if (!starts)
    return entriesAt(r, from, r.words.length).reduce((to, one) => Math.max(to, from + one.words.length), from)
  let to = from + 1
  while (to - from < MAX_RUN_WORDS) {
    const further = Math.max(extended(r, from, to), listed(r, from, to))
    if (further <= to) break
    to = further
  }
  return to
}

// A name of the lists may hold small words and figures: "Bank of England", "Windows 11".
function listed(r: Reading, from: number, to: number): number {
  let end = to
  for (let at = Math.max(from, to - 2); at < to; at += 1) {
    const size = entriesAt(r, at, r.words.length)[0]?.words.length ?? 0
    const title = titleAt(r, at, r.words.length)
    end = Math.max(end, at + size, at + title)
  }
  return end
}

function extended(r: Reading, from: number, to: number): number {
  const next = r.words[to]
  if (next === undefined || next.joint === 'none' || next.begins !== 'no') return to
  if (r.words[to - 1]?.possessive === true) return to
  if (next.joint === 'and') return next.capital ? to + 1 : to
  if (next.capital)
    return r.language === 'en' && isFunction(r, next) && !next.acronym && next.text.length > 1 ? to : to + 1
  if (r.index.words.legal.has(next.text) && next.joint === 'space') return to + 1
  if (NUMBER.test(next.text))
    return entriesAt(r, to - 1, to)[0]?.type === 'product' || isModel(r, from, to) ? to + 1 : to
  let at = to
  while (at - to < 3 && isConnector(r, at)) at += 1
  const right = r.words[at]
  if (at === to || right === undefined || !right.capital || right.joint !== 'space' || right.begins !== 'no') return to
  return belongs(r, from, to, at) ? at + 1 : to
}

/** "Catalyst 9300 switches": a figure between a name that is no place and what the thing is. */
function isModel(r: Reading, from: number, to: number): boolean {
  const figure = r.words[to]
  const noun = r.words[to + 1]
  if (figure === undefined || noun === undefined || noun.joint !== 'space' || figure.text.length < 3) return false
  if (!r.index.words.productNouns.has(noun.lower)) return false
  return (
    entriesAt(r, from, to).length === 0 && placeAt(r, to - 1, to) === null && !isFunction(r, r.words[to - 1] ?? figure)
  )
}

function isConnector(r: Reading, at: number): boolean {
  const word = r.words[at]
  if (word === undefined || word.joint !== 'space' || word.begins !== 'no') return false
  return OF.has(word.lower) || AND.has(word.lower) || word.lower === 'the' || r.index.words.particles.has(word.lower)
}

function belongs(r: Reading, from: number, to: number, at: number): boolean {
  const small = r.words[to]?.lower ?? ''
  if (AND.has(small)) return joinsByAnd(r, from, to, at)
  if (small === 'of' || small === 'for' || small === 'on' || (OF.has(small) && (ROMANCE.has(r.language) || r.german)))
    return (
      hasHead(r, from, to, small === 'on') ||
      (ROMANCE.has(r.language) && hasFirstName(r, r.words[from]) && small !== 'pour')
    )
  if (small === 'the' || small === 'for') return false
  if (r.german || r.language === 'nl') return hasFirstName(r, r.words[to - 1])
  return r.index.words.particles.has(small)
}

function joinsByAnd(r: Reading, from: number, to: number, at: number): boolean {
  const { orgFirst, orgLast } = r.index.words
  const left = r.words[from]
  if (left === undefined) return false
  const ofBefore = r.words.slice(from, to).some((word) => OF.has(word.lower))
  if (ofBefore && orgFirst.has(left.text) && placeAt(r, at, at + 1) === null)
    return isTopic(r, at) && isTopic(r, to - 1)
  // "Justice and Development Party", "European Securities and Markets Authority": ordinary words on both sides, and
  // the kind of body at the end.
  const { demonyms } = r.index.words
  const own = demonyms.has(left.text) || isPlaceWord(r, from) ? from + 1 : from
  if (to - own !== 1 || !isPlain(r, own) || !isPlain(r, at)) return false
  const last = r.words[at + 1]
  return last?.joint === 'space' && last.capital && orgLast.has(last.text)
}

function isPlaceWord(r: Reading, at: number): boolean {
  return placeAt(r, at, at + 1) !== null
}

function isPlain(r: Reading, at: number): boolean {
  const word = r.words[at]
  return word !== undefined && isCommon(word.lower, r.index) && !entriesAt(r, at, at + 1).some((one) => !one.weak)
}

/** An ordinary word that the name of a body may be about. */
function isTopic(r: Reading, at: number): boolean {
  const word = r.words[at]
  return (
    word !== undefined &&
    isCommon(word.lower, r.index) &&
    !r.index.words.orgLast.has(word.text) &&
    entriesAt(r, at, at + 1).length === 0
  )
}

/** A word for a body, or for land and water, that "of" may follow. */
function hasHead(r: Reading, from: number, to: number, on: boolean): boolean {
  const { orgFirst, orgLast, placeFirst } = r.index.words
  const last = r.words[to - 1]
  const first = r.words[from]
  if (last === undefined || first === undefined) return false
  if (titleAt(r, to - 1, to) > 0 && !orgFirst.has(last.text)) return false
  if (on) return TOPICAL.test(last.text)
  const land = /^(?:Mosque|Temple|Cathedral|Emirate|Sultanate)$/.test(last.text)
  return (
    land || orgLast.has(last.text) || orgFirst.has(last.text) || orgFirst.has(first.text) || placeFirst.has(last.text)
  )
}
