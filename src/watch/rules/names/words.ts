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
  /^(?:mr|mrs|ms|dr|prof|st|gen|sen|rep|gov|lt|col|maj|capt|sgt|cpl|brig|cmdr|maj|rt|adm|rev|hon|no|vs|sr|jr|art|dott|ing|avv|spc|pfc|pvt|ens|insp|supt|amb|sra|mme|dhr|mevr|bzw|ca|nr|ul|al)$/i
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
  if (!/['\u2019-]/.test(token)) return [[0, token.length]]
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
  return index.words.demonyms.has(word) || (index.entries.get(word)?.single.length ?? 0) > 0
}

function toWord(text: string, before: Word | undefined, last: number, start: number, to: number): Word {
  const whole = text.slice(start, to)
  const shape = shapeOf(whole)
  const gap = start - last > 12 ? text.slice(start - 12, start) : text.slice(last, start)
  const after = text[to]
  const possessive =
    shape.owner > 0 || ((after === "'" || after === '\u2019') && (whole.endsWith('s') || whole.endsWith('S')))
  const plain = shape.quoted ? whole.replaceAll('\u2019', "'") : whole
  const bare = shape.owner > 0 ? plain.slice(0, -shape.owner) : plain
  const { small, capitals } = shape
  return {
    text: bare,
    whole: plain,
    lower: capitals === 0 ? bare : bare.toLowerCase(),
    start,
    end: start + bare.length,
    capital: capitals > 0 && (small || isCapital(bare)),
    acronym: capitals >= 2 && !small,
    mixed: small && capitals > 0 && /\p{Ll}\p{Lu}|\p{L}\p{N}|\p{Lu}{2}\p{Ll}/u.test(bare),
    begins: gap === ' ' && before !== undefined ? 'no' : beginning(gap, before, start - last > 12),
    joint: before === undefined ? 'none' : jointOf(gap, before),
    possessive,
  }
}

interface Shape {
  small: boolean
  capitals: number
  quoted: boolean
  /** Characters of a possessive ending: 2 for "'s". */
  owner: number
}

function shapeOf(whole: string): Shape {
  let small = false
  let capitals = 0
  let quoted = false
  const size = whole.length
  const owned =
    size > 2 && /['\u2019]/.test(whole[size - 2] ?? '') && (whole[size - 1] === 's' || whole[size - 1] === 'S')
  const owner = owned ? 2 : 0
  for (let at = 0; at < size - owner; at += 1) {
    const code = whole.charCodeAt(at)
    if (code >= 97 && code <= 122) small = true
    else if (code >= 65 && code <= 90) capitals += 1
    else if (code > 127) {
      const letter = whole[at] ?? ''
      if (letter === '\u2019') quoted = true
      else if (isUpper(letter)) capitals += 1
      else if (isLower(letter)) small = true
    }
  }
  return { small, capitals, quoted: quoted || owned, owner }
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
