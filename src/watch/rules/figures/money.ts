// Money: signs, codes and names of currencies before and after an amount.
import type { Amount } from './amounts.ts'
import { round } from './amounts.ts'
import type { FiguresIndex, Language } from './index.ts'
import { type Piece, phraseAt } from './pieces.ts'

export interface MoneyMark {
  unit: string
  next: number
  /** 0.01 for cents. */
  factor: number
  minor: boolean
  why: string
}

const LETTER_SCALES: Record<string, number> = {
  m: 1e6,
  M: 1e6,
  mm: 1e6,
  MM: 1e6,
  b: 1e9,
  B: 1e9,
  t: 1e12,
  T: 1e12,
  k: 1e3,
  K: 1e3,
}

/** A sign, code or letters before an amount: "US$", "EUR", "Rs". */
export function moneyBefore(
  pieces: readonly Piece[],
  at: number,
  index: FiguresIndex,
  language: Language,
): MoneyMark | null {
  const piece = pieces[at]
  if (piece === undefined || piece.kind === 'number' || piece.kind === 'link') return null
  const sign = phraseAt(pieces, at, index.moneyBefore)
  if (sign !== null) {
    const letters = piece.kind === 'word'
    if (letters && sign.next > at + 1 && !closePrefix(pieces, at, sign.next, index)) return null
    const plain = letters && sign.next === at + 1
    if (plain && pieces[sign.next]?.kind !== 'number' && pieces[sign.next]?.text !== '.') return null
    if (letters && pieces[at - 1]?.kind === 'word' && piece.gap === 0) return null
    const unit = kroner(piece.text, sign.value, index, language)
    const text = pieces
      .slice(at, sign.next)
      .map((one) => one.text)
      .join('')
    return { unit, next: sign.next, factor: 1, minor: false, why: `${text} is ${unit}` }
  }
  if (piece.kind !== 'word') return null
  const code = codeAt(pieces, at, index)
  if (code === null) return null
  // "USD $5", "EUR €5"
  const next = index.moneyBefore.has(pieces[at + 1]?.text ?? '') && pieces[at + 1]?.kind === 'sign' ? at + 2 : at + 1
  return { unit: code, next, factor: 1, minor: false, why: `${piece.text} is the code of the currency` }
}

/** "US$", "hk $" and "U.S. $", but not "a $5 coin". */
function closePrefix(pieces: readonly Piece[], at: number, next: number, index: FiguresIndex): boolean {
  const sign = pieces[next - 1]
  if (sign?.gap === 0) return true
  const prefix = pieces
    .slice(at, next - 1)
    .map((one) => one.lower)
    .join('')
  return sign?.gap === 1 && index.data.spacedPrefixes.includes(prefix)
}

function kroner(text: string, unit: string, index: FiguresIndex, language: Language): string {
  return /^kr$/i.test(text) ? (index.data.kronor[language.code] ?? unit) : unit
}

function codeAt(pieces: readonly Piece[], at: number, index: FiguresIndex): string | null {
  const piece = pieces[at]
  if (piece?.kind !== 'word' || piece.text.length !== 3) return null
  if (index.lowerCodes.has(piece.text)) return piece.text === 'rmb' ? 'CNY' : piece.text.toUpperCase()
  const code = index.codes.get(piece.text)
  if (code === undefined) return null
  if (!index.notCodes.has(piece.text)) return code
  const shouts = [pieces[at - 1], pieces[at + 2]].some((one) => one?.kind === 'word' && /^\p{Lu}{2,}$/u.test(one.text))
  return shouts || pieces[at + 1]?.text === '-' ? null : code
}

/** A sign, code or name after an amount; the amount may be widened by a letter: "5m euros". */
export function moneyAfter(
  pieces: readonly Piece[],
  amount: Amount,
  index: FiguresIndex,
  language: Language,
): { mark: MoneyMark; amount: Amount } | null {
  const plain = markAfter(pieces, amount, index, language)
  if (plain !== null) return { mark: plain, amount }
  const lettered = letterScale(pieces, amount, true)
  const mark = lettered === null ? null : markAfter(pieces, lettered, index, language)
  return lettered === null || mark === null ? null : { mark, amount: lettered }
}

/** "4m", "4.1b": a letter that scales money. */
export function letterScale(pieces: readonly Piece[], amount: Amount, spaced: boolean): Amount | null {
  const piece = pieces[amount.next]
  const scale = LETTER_SCALES[piece?.text ?? '']
  if (piece === undefined || scale === undefined || amount.scale > 1 || amount.words) return null
  if (piece.gap !== 0 && !(spaced && piece.gap === 1 && /^[MB]$/.test(piece.text))) return null
  const after = pieces[amount.next + 1]
  if (after?.gap === 0 && (after.kind === 'word' || after.kind === 'number' || after.text === '/')) return null
  return {
    ...amount,
    value: round(amount.value * scale),
    scale,
    next: amount.next + 1,
    bare: false,
    step: amount.step * scale,
    why: [amount.why, `times ${piece.text}`].filter((part) => part !== '').join(', '),
  }
}

function markAfter(
  pieces: readonly Piece[],
  amount: Amount,
  index: FiguresIndex,
  language: Language,
): MoneyMark | null {
  let at = amount.next
  const piece = pieces[at]
  if (piece === undefined || piece.gap === 2) return null
  if (piece.text === '-' && piece.gap === 0) at += 1
  else if (amount.scale > 1) at = pastLink(pieces, at, language)
  const first = pieces[at]
  if (first === undefined || first.gap === 2) return null
  const sign = first.kind === 'sign' ? index.data.symbols[first.text] : undefined
  if (sign !== undefined) {
    // "in 2024 $5m": the sign belongs to what follows.
    const after = pieces[at + 1]
    const follows = after !== undefined && after.kind === 'number' && (after.gap === 0 || first.gap !== 0)
    return follows ? null : { unit: sign, next: at + 1, factor: 1, minor: false, why: `${first.text} is ${sign}` }
  }
  const letters = phraseAt(pieces, at, index.moneyBefore)
  if (letters !== null && first.kind === 'word' && (letters.next === at + 1 || pieces[letters.next - 1]?.gap === 0)) {
    if (pieces[letters.next]?.kind === 'number' && pieces[letters.next]?.gap === 0) return null
    const unit = kroner(first.text, letters.value, index, language)
    return { unit, next: letters.next, factor: 1, minor: false, why: `${first.text} is ${unit}` }
  }
  const code = codeAt(pieces, at, index)
  if (code !== null && !(pieces[at + 1]?.kind === 'number' && pieces[at + 1]?.gap !== 2 && amount.bare))
    return { unit: code, next: at + 1, factor: 1, minor: false, why: `${first.text} is the code of the currency` }
  return named(pieces, at, amount, index, language) ?? pence(pieces, at, amount, language)
}

function pastLink(pieces: readonly Piece[], at: number, language: Language): number {
  const piece = pieces[at]
  const after = pieces[at + 1]
  if (piece === undefined) return at
  if (after?.text === "'" && after.gap === 0 && language.sets.link.has(`${piece.lower}'`)) return at + 2
  return language.sets.link.has(piece.lower) ? at + 1 : at
}

function named(
  pieces: readonly Piece[],
  at: number,
  amount: Amount,
  index: FiguresIndex,
  language: Language,
): MoneyMark | null {
  const hit = phraseAt(pieces, at, index.money)
  if (hit === null) return null
  const { unit, factor, needsScale, sure, minor, pound } = hit.value
  const first = pieces[at]
  if (needsScale && amount.scale < 1000 && amount.value < 1000) return null
  // "12 Frank", "30 Won": names of people and places are capitalised in English, currencies are not.
  if (minor && language.code === 'de' && first?.lower === 'cent')
    return { unit: 'EUR', next: hit.next, factor, minor, why: `${first.text} read as euro cents` }
  if (pound && !poundsAreMoney(pieces, amount, hit.next, index)) return null
  const text = pieces
    .slice(at, hit.next)
    .map((one) => one.text)
    .join(' ')
  const why = minor
    ? `${text}: hundredths of ${unit}`
    : sure
      ? `${text} is ${unit}`
      : `${text} read as ${unit}, the most usual`
  return { unit, next: hit.next, factor, minor, why }
}

const POUND_WINDOW = 14

/** Pounds of money or of weight: the words around them decide, then the size. */
function poundsAreMoney(pieces: readonly Piece[], amount: Amount, next: number, index: FiguresIndex): boolean {
  const { money, weight, asMoneyAfter } = index.pounds
  const hyphened = pieces[amount.next]?.text === '-'
  if (asMoneyAfter.has(pieces[next]?.lower ?? '')) return true
  if (amount.scale >= 1e6) return true
  if (pieces[next]?.lower === 'sterling') return true
  let [forMoney, forWeight] = [0, 0]
  for (let at = Math.max(0, amount.first - POUND_WINDOW); at < next + POUND_WINDOW; at += 1) {
    const piece = pieces[at]
    if (piece === undefined) break
    if (piece.kind !== 'word' && piece.text !== '\u00a3') continue
    const near = 1 / (1 + Math.abs(at - amount.first))
    if (piece.text === '\u00a3' || piece.lower === 'pence' || money.has(piece.lower)) forMoney += near
    if (weight.has(piece.lower)) forWeight += near
  }
  if (forMoney !== forWeight) return forMoney > forWeight
  if (hyphened || pieces[next]?.lower === 'of') return false
  return amount.value >= 1000
}

/** "20p" in English. */
function pence(pieces: readonly Piece[], at: number, amount: Amount, language: Language): MoneyMark | null {
  const piece = pieces[at]
  if (piece?.text !== 'p' || piece.gap !== 0 || amount.words || amount.scale > 1 || amount.value >= 1000) return null
  if (language.code !== 'en' && language.code !== 'und') return null
  if (amount.value === 1080 || amount.value === 720 || amount.value === 480) return null
  return { unit: 'GBP', next: at + 1, factor: 0.01, minor: true, why: 'p: hundredths of GBP' }
}
