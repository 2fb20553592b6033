// Numbers written in words: "two hundred and five thousand", "quatre-vingt-dix", "zweihundertfünfzig", "venticinque".
import type { LanguageWords } from './data.ts'
import type { Language } from './index.ts'
import type { Piece } from './pieces.ts'

const MAX_WORDS = 12
const MAX_COMPOUND_CHARS = 60

export interface WordNumber {
  value: number
  next: number
}

/** Numbers from 13 to 99 that a language writes as one word. */
export function compoundWords(words: LanguageWords): Map<string, number> {
  const made = new Map<string, number>()
  const { compound } = words
  if (compound === undefined) return made
  const all = { ...words.numbers, ...words.ones }
  for (const [ten, tens] of Object.entries(all)) {
    if (tens < 20 || tens > 90 || tens % 10 !== 0) continue
    for (const [unit, units] of Object.entries(all)) {
      if (units < 1 || units > 9) continue
      if (compound.kind === 'units first') {
        made.set(unit + compound.join + ten, tens + units)
        // Dutch parts the vowels: "tweeëntwintig".
        if (unit.endsWith('e')) made.set(`${unit}ë${compound.join.slice(1)}${ten}`, tens + units)
      } else made.set((/^[aeiou]/.test(unit) ? ten.slice(0, -1) : ten) + unit.replace(/^tre$/, 'tré'), tens + units)
    }
    if (compound.kind === 'tens first') made.set(`${ten}tre`, tens + 3)
  }
  return made
}

/** The value of one word, taking apart "dreihundertfünfzigtausend". */
export function wordValue(word: string, language: Language): number | null {
  const known = language.numbers.get(word)
  if (known !== undefined) return known
  const { compound } = language.words
  if (compound === undefined || word.length > MAX_COMPOUND_CHARS) return null
  const { thousand, hundred } = compound
  return split(word, thousand, 1000, language) ?? split(word, hundred, 100, language)
}

function split(word: string, stem: string, factor: number, language: Language): number | null {
  const at = word.indexOf(stem)
  if (at < 0 || word.length === stem.length) return null
  const left = at === 0 ? 1 : smallValue(word.slice(0, at), language, factor)
  const rest = word.slice(at + stem.length).replace(/^(?:und|en)(?=\p{L}{3})/u, '')
  const right = rest === '' ? 0 : smallValue(rest, language, factor)
  return left === null || right === null || left >= 1000 || right >= factor ? null : left * factor + right
}

function smallValue(word: string, language: Language, within: number): number | null {
  const known = language.numbers.get(word) ?? language.words.ones?.[word]
  if (known !== undefined) return known
  const hundred = language.words.compound?.hundred ?? ''
  return within > 100 ? (word === hundred ? 100 : split(word, hundred, 100, language)) : null
}

/** A number in words that begins at `at`; millions and more are scales, read by whoever called. */
export function readWords(pieces: readonly Piece[], at: number, language: Language): WordNumber | null {
  const { hundred, thousand, and, articles } = language.sets
  let [total, current, next, seen] = [0, 0, at, 0]
  let good: WordNumber | null = null
  if (articles.has(pieces[at]?.lower ?? '')) {
    const word = pieces[at + 1]?.lower ?? ''
    if (!hundred.has(word) && !thousand.has(word)) return null
    next += 1
  }
  while (seen < MAX_WORDS) {
    const from = seen === 0 ? next : joined(pieces, next, and)
    const piece = pieces[from]
    if (piece?.kind !== 'word' || (seen > 0 && piece.gap === 2)) break
    const word = piece.lower
    const value = wordValue(word, language) ?? (seen > 0 ? (language.words.ones?.[word] ?? null) : null)
    const apart = from > next && and.has(pieces[next]?.lower ?? '')
    if (seen === 0 && next === at && language.words.needsArticle === true && (hundred.has(word) || thousand.has(word)))
      break
    if (hundred.has(word) && current < 100 && !apart) current = Math.max(1, current) * 100
    else if (thousand.has(word) && total === 0 && !apart) {
      total = Math.max(1, current) * 1000
      current = 0
    } else if (value !== null && adds(current, total, value, apart, language)) current = sum(current, value, language)
    else break
    seen += 1
    next = from + 1
    good = { value: total + current, next }
  }
  return good
}

/** Past a hyphen or an "and" between two words of one number. */
function joined(pieces: readonly Piece[], at: number, and: Set<string>): number {
  const piece = pieces[at]
  if (piece?.text === '-' && piece.gap === 0 && pieces[at + 1]?.gap === 0) {
    const inner = pieces[at + 1]
    return inner !== undefined && and.has(inner.lower) && pieces[at + 2]?.text === '-' ? at + 3 : at + 1
  }
  return piece !== undefined && piece.gap === 1 && and.has(piece.lower) ? at + 1 : at
}

function adds(current: number, total: number, value: number, apart: boolean, language: Language): boolean {
  if (current === 0 && total === 0) return true
  const vigesimal = language.words.vigesimal === true
  if (value % 1 !== 0) return false
  const low = current % 100
  if (apart && language.words.needsArticle === true && low !== 0) return false
  if (value >= 100) return current === 0 && value < 1000
  if (vigesimal && value === 20 && low === 4) return true
  if (value >= 20) return low === 0
  if (value >= 10) return low === 0 || (vigesimal && (low === 60 || low === 80))
  if (low === 0) return value > 0
  return (low >= 20 && low % 10 === 0) || (vigesimal && low % 10 === 0)
}

function sum(current: number, value: number, language: Language): number {
  const low = current % 100
  if (language.words.vigesimal === true && value === 20 && low === 4) return current - 4 + 80
  return current + value
}
