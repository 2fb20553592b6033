// The figures stage: values with unit, qualifier and what they count.
import type { FigureFact, Qualifier, TimeFact } from '../model.ts'
import { type Counted, countedAfter } from './figures/counted.ts'
import { type FiguresIndex, type Language, languageOf } from './figures/index.ts'
import { isLabel, isName } from './figures/names.ts'
import { type Piece, phraseAt, phraseBefore, piecesOf } from './figures/pieces.ts'
import { type Quantity, type Reading, readQuantity } from './figures/quantities.ts'
import { readShare } from './figures/shares.ts'
import { wordValue } from './figures/words.ts'

export { UnitsData } from './figures/data.ts'
export { compileFigures, type FiguresIndex } from './figures/index.ts'

export const figuresVersion = 'figures-1'

const MAX_FIGURES = 2_000

/** Whether the number words, qualifiers and nouns of a language are known; digits, signs and codes are read in all. */
export function coversFigures(language: string, index: FiguresIndex): boolean {
  return index.languages.has(language)
}

/** All figures of a text, in order, never overlapping each other nor a time. */
export function findFigures(
  text: string,
  language: string,
  times: readonly TimeFact[],
  index: FiguresIndex,
): FigureFact[] {
  const pieces = piecesOf(text)
  const reading: Reading = { pieces, index, language: languageOf(index, language) }
  const facts: FigureFact[] = []
  let time = 0
  for (let at = 0; at < pieces.length && facts.length < MAX_FIGURES; at += 1) {
    if (!mayStart(pieces, at, reading)) continue
    const piece = pieces[at]
    if (piece === undefined) break
    while (time < times.length && (times[time]?.span.end ?? 0) <= piece.start) time += 1
    if ((times[time]?.span.start ?? text.length) <= piece.start) continue
    const quantity = readShare(reading, at) ?? readQuantity(reading, at)
    if (quantity === null) continue
    const end = pieces[quantity.next - 1]?.end ?? piece.end
    const busy = (times[time]?.span.start ?? text.length) < end
    const fact = busy ? null : figure(text, reading, quantity)
    if (fact !== null) facts.push(fact)
    if (!busy) at = quantity.next - 1
  }
  return facts
}

function mayStart(pieces: readonly Piece[], at: number, { index, language }: Reading): boolean {
  const piece = pieces[at]
  if (piece === undefined || piece.kind === 'link') return false
  if (piece.kind === 'number') return true
  if (piece.kind === 'word')
    return (
      language.starts.has(piece.lower) ||
      index.codes.has(piece.text) ||
      index.lowerCodes.has(piece.text) ||
      (index.moneyBefore.has(piece.lower) && pieces[at + 1]?.kind !== 'word') ||
      (language.words.compound !== undefined && wordValue(piece.lower, language) !== null) ||
      piece.lower === 'minus'
    )
  return piece.text !== ',' && piece.text !== "'" && piece.text !== '"' && piece.text !== '('
}

function figure(text: string, reading: Reading, quantity: Quantity): FigureFact | null {
  const { pieces, language } = reading
  if (isLabel(pieces, quantity)) return null
  const counted = countedAfter(pieces, quantity, language)
  const noun = counted === null ? null : text.slice(counted.start, counted.end)
  if (quantity.kind === 'count' && !counts(reading, quantity, noun)) return null
  const first = pieces[quantity.first]
  const last = pieces[quantity.next - 1]
  if (first === undefined || last === undefined) return null
  const span = { start: first.start, end: last.end }
  return {
    text: text.slice(span.start, span.end),
    span,
    kind: quantity.kind,
    value: quantity.value,
    to: quantity.to,
    unit: quantity.unit,
    qualifier: qualifierOf(reading, quantity, counted),
    of: noun,
    ofSpan: counted === null ? null : { start: counted.start, end: counted.end },
    why: whyOf(quantity, noun),
  }
}

function whyOf(quantity: Quantity, noun: string | null): string {
  const kinds = { money: 'an amount of money', percent: 'a share', measure: 'a measure', count: 'a number' }
  const what = noun === null ? kinds[quantity.kind] : `${kinds[quantity.kind]} of ${noun}`
  return quantity.why === '' ? what : `${what}; ${quantity.why}`
}

/** Whether a plain number is a figure at all. */
function counts(reading: Reading, quantity: Quantity, noun: string | null): boolean {
  const { pieces, language } = reading
  const { amount, to } = quantity
  const after = pieces[quantity.next]
  const hyphen = after?.text === '-' && after.gap === 0
  const next = hyphen ? pieces[quantity.next + 1] : after
  if (next?.gap !== 2 && language.sets.durations.has(next?.lower ?? '')) return false
  if (noun !== null && language.sets.durations.has(noun.toLowerCase())) return false
  if (isName(pieces, quantity, language, noun)) return false
  const sure = noun !== null && language.sets.sureCounts.has(noun.toLowerCase())
  // "one of them", "the two", "acht": words count only with their noun, and "one" only with some nouns.
  if (amount.words && amount.scale === 1 && (noun === null || (quantity.value === 1 && !sure))) return false
  if (noun === null && (to !== null || /^[+-]/.test(pieces[quantity.first]?.text ?? ''))) return false
  // "16-bit 8088 chip", "555 1234": a bare number in front of a word that it does not count, or behind a number.
  if (
    noun === null &&
    amount.bare &&
    (stray(pieces, quantity, language) || pieces[quantity.first - 1]?.kind === 'number')
  )
    return false
  // "5-köpfige", "4K": a number that is part of a word.
  if (noun === null && (hyphen || /\dK$/.test(textOf(pieces, quantity)))) return false
  // "won 3", "Room 5": small bare digits without a noun say nothing that can be compared.
  return noun !== null || !amount.bare || amount.value >= 10 || listed(pieces, quantity)
}

function textOf(pieces: readonly Piece[], quantity: Quantity): string {
  return `${pieces[quantity.next - 2]?.text ?? ''}${pieces[quantity.next - 1]?.text ?? ''}`
}

function stray(pieces: readonly Piece[], quantity: Quantity, language: Language): boolean {
  const after = pieces[quantity.next]
  if (after?.kind !== 'word' || after.gap !== 1 || language.sets.stop.has(after.lower)) return false
  return language.words.stop !== '' && qualifierBefore(pieces, quantity.first, language) === null
}

/** "12 in Spain, 8 in Italy": small numbers that go on from a list. */
function listed(pieces: readonly Piece[], quantity: Quantity): boolean {
  return /^(?:in|at|from|near|on|for|by)$/.test(pieces[quantity.next]?.lower ?? '')
}

function qualifierOf({ pieces, language }: Reading, quantity: Quantity, counted: Counted | null): Qualifier | null {
  const before = qualifierBefore(pieces, quantity.lead, language) ?? qualifierBefore(pieces, quantity.first, language)
  if (before !== null) return before
  const after = pieces[quantity.next]
  if (after?.text === '+' && after.gap === 0) return 'over'
  return (
    phraseAt(pieces, quantity.next, language.after)?.value ??
    (counted === null ? null : (phraseAt(pieces, counted.next, language.after)?.value ?? null))
  )
}

function qualifierBefore(pieces: readonly Piece[], first: number, language: Language): Qualifier | null {
  if (pieces[first]?.gap === 2) return null
  const at = /^(?:a|an|the|his|her|its|their)$/.test(pieces[first - 1]?.lower ?? '') ? first - 2 : first - 1
  return (
    (phraseBefore(pieces, first - 1, language.qualifiers) ?? phraseBefore(pieces, at, language.qualifiers))?.value ??
    null
  )
}
