// A quantity: an amount with its unit, and ranges of two of them ("$60-70 million", "between 5 and 7 percent").
import type { FigureKind } from '../../model.ts'
import { type Amount, readAmount, round } from './amounts.ts'
import type { FiguresIndex, Language } from './index.ts'
import { letterScale, moneyAfter, moneyBefore } from './money.ts'
import { type Piece, phraseAt } from './pieces.ts'

export interface Quantity {
  kind: FigureKind
  value: number
  to: number | null
  unit: string | null
  first: number
  next: number
  amount: Amount
  /** What the smallest written digit is worth. */
  step: number
  /** "between" and "from" stand before a range, outside its words. */
  lead: number
  why: string
}

export interface Reading {
  pieces: readonly Piece[]
  index: FiguresIndex
  language: Language
}

export function readQuantity(reading: Reading, at: number): Quantity | null {
  const left = readSingle(reading, at)
  if (left === null) return null
  return asRange(reading, left) ?? withCents(reading, left) ?? left
}

function readSingle(reading: Reading, at: number): Quantity | null {
  const { pieces, index, language } = reading
  const signed = signAt(pieces, at)
  const start = signed === 0 ? at : at + 1
  const mark = moneyBefore(pieces, start, index, language)
  if (mark !== null) {
    if (pieces[mark.next]?.gap === 2) return null
    const read = readAmount(pieces, mark.next, language)
    if (read === null || (read.words && pieces[mark.next]?.gap === 0)) return null
    const amount = letterScale(pieces, read, true) ?? read
    const code = amount.words ? null : pieces[amount.next]
    const stated = code?.kind === 'word' && code.gap === 1 ? index.codes.get(code.text) : undefined
    const sameSign = mark.unit === 'USD' && stated !== undefined && /^(?:USD|CAD|AUD|NZD|HKD|SGD|TWD)$/.test(stated)
    return quantity(
      'money',
      amount,
      sameSign ? stated : mark.unit,
      at,
      sameSign ? amount.next + 1 : amount.next,
      signed,
      mark.why,
    )
  }
  const amount = readAmount(pieces, start, language)
  if (amount === null) return null
  return withUnit(reading, amount, at, signed)
}

function signAt(pieces: readonly Piece[], at: number): -1 | 0 | 1 {
  const piece = pieces[at]
  const after = pieces[at + 1]
  if (piece === undefined || after === undefined) return 0
  if (piece.lower === 'minus' && after.kind === 'number' && after.gap === 1) return -1
  if ((piece.text !== '-' && piece.text !== '+') || after.gap !== 0 || piece.gap === 0) return 0
  // "75 -300mm": a range that is badly spaced, nothing negative.
  if (pieces[at - 1]?.kind === 'number' && piece.gap === 1) return 0
  return piece.text === '-' ? -1 : 1
}

function quantity(
  kind: FigureKind,
  amount: Amount,
  unit: string | null,
  first: number,
  next: number,
  signed: number,
  why: string,
  factor = 1,
): Quantity {
  const value = round(amount.value * factor * (signed < 0 ? -1 : 1))
  const whole = [amount.why, why].filter((part) => part !== '').join('; ')
  return { kind, value, to: null, unit, first, next, amount, step: amount.step * factor, lead: first, why: whole }
}

function withUnit(reading: Reading, amount: Amount, first: number, signed: number): Quantity {
  const { pieces, index, language } = reading
  const percent = percentAfter(reading, amount)
  if (percent !== null) {
    const { value: sign, next } = percent
    const [unit, factor] = sign === 'bp' ? ['pp', 0.01] : [sign, 1]
    const why = sign === 'bp' ? 'basis points as percentage points' : ''
    return quantity('percent', amount, unit, first, next, signed, why, factor)
  }
  const money = moneyAfter(pieces, amount, index, language)
  if (money !== null) {
    const { mark } = money
    return quantity('money', money.amount, mark.unit, first, mark.next, signed, mark.why, mark.factor)
  }
  const counted = countedByLetter(reading, amount)
  if (counted !== null) return quantity('count', counted, null, first, counted.next, signed, '')
  const unit = measureAfter(reading, amount)
  if (unit !== null) return quantity('measure', amount, unit.unit, first, unit.next, signed, unit.why)
  const letter = pieces[amount.next]
  // "270M users": a capital letter alone is a scale where no unit fits.
  const scaled = letter?.gap === 0 && /^[MB]$/.test(letter.text) ? letterScale(pieces, amount, false) : null
  const whole = scaled ?? amount
  return quantity('count', whole, null, first, whole.next, signed, '')
}

function percentAfter({ pieces, language }: Reading, amount: Amount) {
  const piece = pieces[amount.next]
  if (piece === undefined || piece.gap === 2) return null
  if (piece.text === '\u2030') return null
  const at = piece.text === '-' && piece.gap === 0 ? amount.next + 1 : amount.next
  return phraseAt(pieces, at, language.percent)
}

const BRACKETS = new Set(['()', '[]', '{}', '<>'])

/** "4m users": millions of them, not metres. */
function countedByLetter({ pieces, language }: Reading, amount: Amount): Amount | null {
  const letter = pieces[amount.next]
  const noun = pieces[amount.next + 1]
  if (letter?.gap !== 0 || !/^[mMbB]$/.test(letter.text) || noun?.kind !== 'word' || noun.gap !== 1) return null
  const { sureCounts, stop, notPlural } = language.sets
  const counted =
    sureCounts.has(noun.lower) ||
    (/^\p{Ll}{3,}s$/u.test(noun.text) && !stop.has(noun.lower) && !notPlural.has(noun.lower))
  return counted ? letterScale(pieces, amount, false) : null
}

function measureAfter({ pieces, index, language }: Reading, amount: Amount) {
  let at = amount.next
  const piece = pieces[at]
  if (piece === undefined || piece.gap === 2) return null
  const hyphen = piece.text === '-' && piece.gap === 0
  if (hyphen) at += 1
  else if (amount.scale > 1 && language.sets.link.has(piece.lower)) at += pieces[at + 1]?.text === "'" ? 2 : 1
  if (pieces[at + 2] !== undefined && BRACKETS.has(`${pieces[at]?.text}${pieces[at + 2]?.text}`)) at += 1
  const first = pieces[at]
  if (first === undefined || first.gap === 2 || (hyphen && first.gap !== 0)) return null
  const hit = phraseAt(pieces, at, index.units)
  if (hit === null || (hit.value.gluedOnly && first.gap !== 0)) return null
  // "5 to 7": a Dutch or French word that is no unit; "10 PS": a symbol of one letter is never spelled in words.
  if (amount.words && first.text.length === 1 && first.text !== '\u00b0') return null
  const next = BRACKETS.has(`${pieces[at - 1]?.text}${pieces[hit.next]?.text}`) ? hit.next + 1 : hit.next
  const text = pieces
    .slice(at, hit.next)
    .map((one) => one.text)
    .join(' ')
  return { unit: hit.value.unit, next, why: text === hit.value.unit ? '' : `${text} is ${hit.value.unit}` }
}

/** "5 pounds 20 pence", "$5 and 20 cents". */
function withCents(reading: Reading, left: Quantity): Quantity | null {
  const { pieces, language } = reading
  if (left.kind !== 'money' || left.value % 1 !== 0) return null
  const joined = language.sets.and.has(pieces[left.next]?.lower ?? '') ? left.next + 1 : left.next
  const piece = pieces[joined]
  if (piece === undefined || piece.gap !== 1) return null
  const right = readSingle(reading, joined)
  if (right?.kind !== 'money' || right.value >= 1 || right.amount.value >= 100 || right.step === right.amount.step)
    return null
  const cents = right.unit === left.unit || pieces[right.next - 1]?.lower.startsWith('cent') === true
  if (!cents) return null
  return {
    ...left,
    value: round(left.value + right.value),
    next: right.next,
    step: right.step,
    why: `${left.why}; and ${right.why}`,
  }
}

const CHANGE_WINDOW = 8

function asRange(reading: Reading, left: Quantity): Quantity | null {
  const { pieces, language } = reading
  const before = pieces[left.first - 1]?.lower ?? ''
  const between = language.sets.between.has(before) || language.sets.between.has(pieces[left.first - 2]?.lower ?? '')
  const at = connector(reading, left.next, between)
  if (at === null) return null
  const right = readSingle(reading, at)
  if (right === null || right.to !== null || right.value < 0) return null
  const unit = right.unit ?? left.unit
  if (left.unit !== null && right.unit !== null && left.unit !== right.unit) return null
  if (
    left.unit !== null &&
    right.unit === null &&
    (pieces[left.first]?.kind === 'number' || right.amount.next !== right.next)
  )
    return null
  let [low, high] = [left.value, right.value]
  if (left.unit === null && right.unit !== null && right.step !== right.amount.step)
    low = round(low * (right.step / right.amount.step))
  if (
    left.amount.scale === 1 &&
    right.amount.scale > 1 &&
    left.amount.plain < 1000 &&
    left.amount.plain <= right.amount.plain * 1000
  )
    low = round(left.value * right.amount.scale)
  const words = pieces[left.next]
  if (low >= high) return null
  const from = language.sets.from.has(before)
  const dash = words?.text === '-'
  if (!between && !dash && movesBefore(reading, left.first, from)) return null
  const lead = between || from ? left.first - 1 : left.first
  const kind = right.unit === null ? left.kind : right.kind
  return {
    ...right,
    kind,
    unit,
    value: low,
    to: high,
    first: left.first,
    lead,
    why: [right.why || left.why, 'a range'].filter((part) => part !== '').join('; '),
  }
}

function connector({ pieces, language }: Reading, at: number, between: boolean): number | null {
  const piece = pieces[at]
  if (piece === undefined || piece.gap === 2) return null
  if (piece.text === '-') {
    const after = pieces[at + 1]
    return after !== undefined && after.gap === piece.gap ? at + 1 : null
  }
  if (between) return language.sets.betweenAnd.has(piece.lower) ? at + 1 : null
  return phraseAt(pieces, at, language.to)?.next ?? null
}

/** "rose from 5 to 7": two figures, not a range. */
function movesBefore({ pieces, language }: Reading, first: number, from: boolean): boolean {
  const reach = from ? CHANGE_WINDOW : 2
  for (let k = 1; k <= reach; k += 1) {
    const piece = pieces[first - k]
    if (piece === undefined || piece.text === '.' || piece.gap === 2) return false
    if (language.sets.change.has(piece.lower)) return true
  }
  return false
}
