// Words as the names stage sees them: their case, what stands between them, and whether they begin a sentence.
import type { NamesIndex } from './data.ts'

export interface Word {
  /** Without a possessive ending, which `whole` still has. */
  text: string
  whole: string
  lower: string
  start: number
  end: number
  capital: boolean
  /** Two or more capital letters and no small one: "NATO", "G7". */
  acronym: boolean
  /** Small and capital letters mixed: "DNS4EU", "iPhone", "EU-CyCLONe". */
  mixed: boolean
  begins: 'no' | 'sentence' | 'quote'
  /** What stands between it and the word before: one space, an ampersand, or anything else. */
  joint: 'space' | 'and' | 'none'
  possessive: boolean
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]{0,59}(?:[-'\u2019&+][\p{L}\p{N}][\p{L}\p{M}\p{N}]{0,59}){0,6}/gu
const MAX_WORDS = 20_000
const DOMAIN = /^\.(?:com|org|net|io|eu|gov|ru|ua|info|tv|ai|be|pl|lv|at|hr|se|dk|cz|pt|de|fr|it|nl)(?![\p{L}\p{N}])/iu
const ABBREVIATION =
  /^(?:mr|mrs|ms|dr|prof|st|gen|sen|rep|gov|lt|col|maj|capt|sgt|cpl|brig|adm|rev|hon|no|vs|sr|jr|art|dott|ing|avv|sra|mme|dhr|mevr|bzw|ca|nr|ul|al)$/i
const LEGAL_ABBREVIATION = /^(?:inc|corp|ltd|co|plc|bros|int|dept|univ|s\.a|s\.p\.a|u\.s|u\.k|d\.c)$/i
const ELISION = /^(l|d|dell|nell|all|dall|sull|un|qu|s|n|j|m|c|t)['\u2019](?=\p{L})/iu
const PREFIX = /^(?:anti|pro|ex|non|mid|post|pre|trans|pan|neo|counter|inter|co|self|sub|all|then|now|late|early)$/i
const ARABIC = /^(?:al|el|ul|ad|ar|as|at|an|az|ash|ez|es|ed|en|bin|ibn|abu|d|de|o|le|la|van)$/i

/** All words of a text in order, at most 20,000. */
export function wordsOf(text: string, language: string, index: NamesIndex): Word[] {
  const words: Word[] = []
  WORD.lastIndex = 0
  let last = 0
  for (let hit = WORD.exec(text); hit !== null && words.length < MAX_WORDS; hit = WORD.exec(text)) {
    const start = hit.index
    const end = withDots(text, start, start + hit[0].length)
    WORD.lastIndex = end
    for (const [from, to] of partsOf(text.slice(start, end), language, index)) {
      words.push(toWord(text, words.at(-1), last, start + from, start + to))
      last = start + to
    }
  }
  return words
}

/** "U.S.", "J.K." and "Booking.com" keep their dots. */
function withDots(text: string, start: number, end: number): number {
  if (text[end] !== '.') return end
  if (end - start === 1 && isUpper(text[start] ?? '')) {
    let at = end
    while (at - end < 10 && text[at] === '.' && isUpper(text[at + 1] ?? '') && !isLetter(text[at + 2] ?? '')) at += 2
    return at === end ? end : text[at] === '.' ? at + 1 : at
  }
  const domain = DOMAIN.exec(text.slice(end, end + 8))
  return domain === null ? end : end + domain[0].length
}

function partsOf(token: string, language: string, index: NamesIndex): [number, number][] {
  const elided = ELISION.exec(token)
  const size = elided?.[0].length ?? 0
  if (elided !== null && size < token.length && (isLower(token[0] ?? '') || isElided(token, language, index)))
    return [[0, size], ...hyphenated(token.slice(size), size, language, index)]
  return hyphenated(token, 0, language, index)
}

function isElided(token: string, language: string, index: NamesIndex): boolean {
  return (language === 'fr' || language === 'it') && !index.entries.has(token)
}

function hyphenated(token: string, at: number, language: string, index: NamesIndex): [number, number][] {
  const whole: [number, number][] = [[at, at + token.length]]
  const hyphen = token.indexOf('-')
  if (hyphen < 1 || index.entries.has(token) || index.first.has(token)) return whole
  const first = token.slice(0, hyphen)
  const rest = token.slice(hyphen + 1)
  const both: [number, number][] = [
    [at, at + hyphen],
    [at + hyphen + 1, at + token.length],
  ]
  if (ARABIC.test(first) && !/-(?:based|led|backed)$/.test(token)) return whole
  const tail = rest.slice(rest.lastIndexOf('-') + 1)
  if (isCapital(first) && isLower(tail[0] ?? '') && tail.length > 2) return first.length === 1 ? whole : both
  if (!isCapital(rest)) return whole
  if (isLower(first[0] ?? '') || PREFIX.test(first)) return both
  if (isNation(first, index) && isNation(rest, index)) return both
  return compounds.has(language) && isCompound(first, rest, index) ? both : whole
}

const compounds = new Set(['de', 'nl', 'sv', 'da', 'fi', 'et', 'lb'])

// "US-Pr\u00e4sident", "Google-Chef", "X-Nutzer": the name and an ordinary noun.
function isCompound(first: string, rest: string, index: NamesIndex): boolean {
  if (index.entries.has(rest) || index.first.has(rest) || index.family.has(rest) || rest === rest.toUpperCase())
    return false
  if (index.words.orgFirst.has(rest) || index.words.orgLast.has(rest)) return false
  return first === first.toUpperCase() || index.entries.has(first) || !index.family.has(first)
}

function isNation(word: string, index: NamesIndex): boolean {
  return index.words.demonyms.has(word) || (index.entries.get(word)?.some((one) => one.words.length === 1) ?? false)
}

function toWord(text: string, before: Word | undefined, last: number, start: number, to: number): Word {
  const whole = text.slice(start, to)
  const possessive = /['\u2019]s$/i.test(whole) || ((text[to] === "'" || text[to] === '\u2019') && whole.endsWith('s'))
  const bare = whole.replace(/['\u2019]s$/i, '').replaceAll('\u2019', "'")
  const small = /\p{Ll}/u.test(bare)
  const capitals = bare.replace(/[^\p{Lu}]/gu, '').length
  const gap = text.slice(Math.max(last, start - 12), start)
  const begins = beginning(gap, before, start - last > 12)
  return {
    text: bare,
    whole: whole.replaceAll('\u2019', "'"),
    lower: bare.toLowerCase(),
    start,
    end: start + bare.length,
    capital: isCapital(bare) || (capitals > 0 && small),
    acronym: capitals >= 2 && !small,
    mixed: small && /\p{Ll}\p{Lu}|\p{L}\p{N}|\p{Lu}{2}\p{Ll}/u.test(bare) && capitals > 0,
    begins,
    joint: before === undefined ? 'none' : jointOf(gap, before),
    possessive,
  }
}

function beginning(gap: string, before: Word | undefined, wide: boolean): Word['begins'] {
  if (before === undefined || wide || gap.includes('\n')) return 'sentence'
  if (/[.!?\u2026]/.test(gap)) {
    const stop = gap.startsWith('.') && !/[!?\u2026]/.test(gap)
    if (stop && (ABBREVIATION.test(before.text) || isInitial(before))) return 'no'
    if (stop && LEGAL_ABBREVIATION.test(before.text)) return 'quote'
    return 'sentence'
  }
  // U.S. and the like end with a dot of their own: the next word may begin a sentence.
  return /["\u201c\u201e\u00ab\u2018\u201a:\u2022]|(?:^|\s)['*-](?=\S*$)/.test(gap) ? 'quote' : 'no'
}

function jointOf(gap: string, before: Word): Word['joint'] {
  if (gap === ' ' || gap === '\u00a0' || gap === '') return 'space'
  if (gap === ' & ' || gap === ' + ') return 'and'
  return gap === '. ' && (ABBREVIATION.test(before.text) || isInitial(before)) ? 'space' : 'none'
}

export function isInitial(word: Word): boolean {
  return word.text.length === 1 && isUpper(word.text)
}

function isUpper(letter: string): boolean {
  return letter !== letter.toLowerCase()
}

function isLower(letter: string): boolean {
  return letter !== letter.toUpperCase() && letter === letter.toLowerCase()
}

function isLetter(letter: string): boolean {
  return letter.toLowerCase() !== letter.toUpperCase()
}

function isCapital(word: string): boolean {
  const letter = word[0] ?? ''
  return letter !== letter.toLowerCase()
}
