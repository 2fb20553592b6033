// An amount: digits read by the convention of the language, or words, with fractions and scale words ("2.3 bn").
import type { Language } from './index.ts'
import { type Piece, phraseAt } from './pieces.ts'
import { readWords } from './words.ts'

export interface Amount {
  value: number
  /** The value before scale words. */
  plain: number
  scale: number
  first: number
  next: number
  /** Digits as one group, without separators: it may be a year. */
  bare: boolean
  words: boolean
  /** What the smallest written digit is worth: 100,000 for "2.3 million". */
  step: number
  why: string
}

const VULGAR: Record<string, number> = {
  '\u00bd': 0.5,
  '\u00bc': 0.25,
  '\u00be': 0.75,
  '\u2153': 1 / 3,
  '\u2154': 2 / 3,
  '\u215b': 0.125,
  '\u215c': 0.375,
  '\u215d': 0.625,
  '\u215e': 0.875,
}
const DENOMINATORS = new Set(['2', '3', '4', '5', '8', '10', '16', '32'])
const MAX_DIGITS = 24

export function round(value: number): number {
  return Number(value.toPrecision(12))
}

export interface Digits {
  value: number
  step: number
  bare: boolean
  why: string
}

/** Digits with separators; null when they are no number in any convention (addresses, versions). */
export function readDigits(text: string, language: Pick<Language, 'commaDecimal'>): Digits | null {
  if (text.length > MAX_DIGITS) return null
  if (/^\d+$/.test(text)) return { value: Number(text), step: 1, bare: true, why: '' }
  const swiss = text.includes("'")
  const plain = swiss ? text.replaceAll("'", '') : text
  if (swiss && !/^\d{1,3}(?:'\d{3})+(?:[.,]\d+)?$/.test(text)) return null
  if (swiss && /^\d+$/.test(plain)) return { value: Number(plain), step: 1, bare: false, why: "' parts thousands" }
  const comma = plain.includes(',')
  const dot = plain.includes('.')
  if (comma && dot) {
    const decimal = plain.lastIndexOf(',') > plain.lastIndexOf('.') ? ',' : '.'
    return separated(plain, decimal, `${decimal} is the decimal sign`)
  }
  const sign = comma ? ',' : '.'
  const grouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(plain) && !plain.startsWith('0')
  const isDecimal = language.commaDecimal === null ? null : (sign === ',') === language.commaDecimal
  if (!grouped) {
    if (/^\d{1,2}(?:,\d{2})+,\d{3}$/.test(plain))
      return { value: Number(plain.replaceAll(',', '')), step: 1, bare: false, why: 'lakhs and crores' }
    return /^\d+[.,]\d+$/.test(plain)
      ? separated(plain, sign, isDecimal === false ? `${sign} read as decimal` : '')
      : null
  }
  if (isDecimal === true && plain.length - plain.indexOf(sign) === 4)
    return separated(plain, sign, `${sign} is the decimal sign in this language`)
  const why =
    isDecimal === null ? `ambiguous without a language: ${sign} read as parting thousands` : `${sign} parts thousands`
  return { value: Number(plain.replaceAll(sign, '')), step: 1, bare: false, why }
}

function separated(text: string, decimal: ',' | '.', why: string): Digits | null {
  const at = text.lastIndexOf(decimal)
  const whole = text.slice(0, at)
  const rest = text.slice(at + 1)
  if (!/^\d+$/.test(whole) && !/^\d{1,3}(?:[.,]\d{3})+$/.test(whole)) return null
  const value = Number(`${whole.replace(/[.,]/g, '')}.${rest}`)
  return { value, step: 10 ** -rest.length, bare: false, why }
}

/** An amount that begins at `at`, with its scale words, without its unit. */
export function readAmount(pieces: readonly Piece[], at: number, language: Language): Amount | null {
  const base = readPlain(pieces, at, language)
  return base === null ? null : scaled(pieces, base, language)
}

function readPlain(pieces: readonly Piece[], at: number, language: Language): Amount | null {
  const piece = pieces[at]
  if (piece === undefined) return null
  if (piece.kind === 'number') return digits(pieces, at, language)
  const vulgar = VULGAR[piece.text]
  if (vulgar !== undefined) return amount(vulgar, at, at + 1, { step: vulgar, why: 'a fraction' })
  const after = pieces[at + 1]
  if (
    piece.text === '.' &&
    opensDecimal(pieces, at) &&
    after?.kind === 'number' &&
    after.gap === 0 &&
    /^\d{1,6}$/.test(after.text)
  )
    return amount(Number(`0.${after.text}`), at, at + 2, { step: 10 ** -after.text.length })
  if (piece.kind !== 'word') return null
  const part = partOfScale(pieces, at, language)
  if (part !== null) return part
  const words = readWords(pieces, at, language)
  if (words !== null)
    return withHalf(pieces, amount(words.value, at, words.next, { words: true, why: 'in words' }), language)
  // "a million": one of a scale.
  const one = language.sets.articles.has(piece.lower) || language.words.ones?.[piece.lower] === 1
  if (!one) return null
  const scale = phraseAt(pieces, at + 1, language.scales)
  if (scale === null || pieces[at + 1]?.gap !== 1 || (pieces[at + 1]?.text.length ?? 0) < 3) return null
  return amount(1, at, at + 1, { words: true, why: 'one' })
}

/** ".5" and "£.5", but not the full stop of a sentence nor "v.5". */
function opensDecimal(pieces: readonly Piece[], at: number): boolean {
  const before = pieces[at - 1]
  return pieces[at]?.gap !== 0 || (before?.kind === 'sign' && /[^.,)\]"'!?]/.test(before.text))
}

function amount(value: number, first: number, next: number, more: Partial<Amount>): Amount {
  return { value, plain: value, scale: 1, first, next, bare: false, words: false, step: 1, why: '', ...more }
}

function digits(pieces: readonly Piece[], at: number, language: Language): Amount | null {
  const piece = pieces[at]
  if (piece === undefined) return null
  let text = piece.text
  let next = at + 1
  // 1 750 000,5: groups of three that follow each other with one space.
  if (language.spaceGroups && /^\d{1,3}$/.test(text) && !/^0/.test(text) && pieces[at - 1]?.kind !== 'number') {
    while (next - at < 5) {
      const group = pieces[next]
      if (group?.kind !== 'number' || group.gap !== 1 || group.start - (pieces[next - 1]?.end ?? 0) !== 1) break
      if (!/^\d{3}(?:[.,]\d{1,4})?$/.test(group.text)) break
      text += group.text
      next += 1
      if (group.text.length > 3) break
    }
  }
  const spaced = next > at + 1
  const read = spaced ? spacedDigits(text) : readDigits(text, language)
  if (read === null) return fraction(pieces, at)
  const whole = amount(read.value, at, next, { step: read.step, bare: read.bare && !spaced, why: read.why })
  const simple = fraction(pieces, at)
  return simple ?? withHalf(pieces, withFraction(pieces, whole), language)
}

function spacedDigits(text: string): Digits {
  const [whole = '', rest = ''] = text.split(/[.,]/)
  return {
    value: Number(rest === '' ? whole : `${whole}.${rest}`),
    step: rest === '' ? 1 : 10 ** -rest.length,
    bare: false,
    why: 'a space parts thousands',
  }
}

/** "1/4", when it is no date or score. */
function fraction(pieces: readonly Piece[], at: number): Amount | null {
  const [over, slash, under] = [pieces[at], pieces[at + 1], pieces[at + 2]]
  if (slash?.text !== '/' || under?.kind !== 'number' || !DENOMINATORS.has(under.text)) return null
  if (!/^\d$/.test(over?.text ?? '') || slash.gap === 2 || under.gap === 2) return null
  if (slash.gap !== under.gap || Number(over?.text) >= Number(under.text)) return null
  const value = Number(over?.text) / Number(under.text)
  return amount(value, at, at + 3, { step: value, why: 'a fraction' })
}

/** "10 1/2", "3-1/2", "3½". */
function withFraction(pieces: readonly Piece[], whole: Amount): Amount {
  const after = pieces[whole.next]
  const vulgar = VULGAR[after?.text ?? '']
  if (vulgar !== undefined && after?.gap !== 2)
    return { ...whole, value: whole.value + vulgar, plain: whole.value + vulgar, next: whole.next + 1, bare: false }
  const at = after?.text === '-' && after.gap === 0 ? whole.next + 1 : whole.next
  if (pieces[at]?.gap === 2) return whole
  const part = whole.step === 1 ? fraction(pieces, at) : null
  if (part === null) return whole
  return { ...whole, value: whole.value + part.value, plain: whole.value + part.value, next: part.next, bare: false }
}

/** "two and a half", "dos y medio". */
function withHalf(pieces: readonly Piece[], whole: Amount, language: Language): Amount {
  const { and, articles } = language.sets
  let at = whole.next
  if (!and.has(pieces[at]?.lower ?? '') || pieces[at]?.gap === 2) return whole
  at += 1
  if (articles.has(pieces[at]?.lower ?? '')) at += 1
  else if (language.words.needsArticle === true && pieces[at]?.lower !== 'one') return whole
  const part = partAt(language, pieces[at]?.lower)
  if (part === null) return whole
  return { ...whole, value: whole.value + part, plain: whole.value + part, next: at + 1, bare: false }
}

function partAt(language: Language, word: string | undefined): number | null {
  return word !== undefined && Object.hasOwn(language.words.parts, word) ? (language.words.parts[word] ?? null) : null
}

/** "half a million", "a quarter of a million", "eine halbe Million". */
function partOfScale(pieces: readonly Piece[], at: number, language: Language): Amount | null {
  const { articles, link } = language.sets
  let next = at
  if (articles.has(pieces[next]?.lower ?? '')) next += 1
  const part = partAt(language, pieces[next]?.lower)
  if (part === null) return null
  next += 1
  for (let k = 0; k < 3; k += 1) {
    const piece = pieces[next]
    if (piece?.gap === 2) return null
    if (piece !== undefined && (piece.text === '-' || articles.has(piece.lower) || link.has(piece.lower))) next += 1
  }
  // "half a percentage point"
  if (phraseAt(pieces, next, language.percent) !== null)
    return amount(part, at, next, { words: true, step: part, why: 'a part' })
  const scale = phraseAt(pieces, next, language.scales)
  if (scale === null || scale.value < 1000 || (pieces[next]?.text.length ?? 0) < 3) return null
  return amount(part, at, next, { words: true, step: part, why: 'a part' })
}

const MAX_SCALES = 3

function scaled(pieces: readonly Piece[], base: Amount, language: Language): Amount {
  let { next, scale } = base
  const named: string[] = []
  for (let k = 0; k < MAX_SCALES; k += 1) {
    const at = pieces[next]?.text === '-' && pieces[next]?.gap === 0 ? next + 1 : next
    const piece = pieces[at]
    if (piece === undefined || piece.gap === 2 || (piece.text.length === 1 && piece.gap !== 0)) break
    const hit = phraseAt(pieces, at, language.scales)
    if (hit === null || (scale > 1 && hit.value < 1000)) break
    // "2 thousand million" goes up; "5 million 3 thousand" does not.
    if (k > 0 && hit.value < scale && scale !== 1000) break
    scale *= hit.value
    named.push(
      pieces
        .slice(at, hit.next)
        .map((one) => one.text)
        .join(''),
    )
    next = hit.next
  }
  if (next === base.next) return base
  const half = afterScale(pieces, next, scale, language)
  const value = round(base.plain * scale + (half?.value ?? 0))
  const why = [base.why, `times ${named.join(' ')}`].filter((part) => part !== '').join(', ')
  return { ...base, value, scale, next: half?.next ?? next, bare: false, step: base.step * scale, why }
}

/** "deux millions et demi", "dos millones y medio". */
function afterScale(pieces: readonly Piece[], at: number, scale: number, language: Language) {
  if (language.words.needsArticle === true || !language.sets.and.has(pieces[at]?.lower ?? '')) return null
  const part = partAt(language, pieces[at + 1]?.lower)
  return part === null ? null : { value: part * scale, next: at + 2 }
}
