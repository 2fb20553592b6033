// Numbers that are no figures: parts of names, versions, addresses, scores, years, ordinals and numbering.
import type { Language } from './index.ts'
import type { Piece } from './pieces.ts'
import type { Quantity } from './quantities.ts'

const ORDINALS = new Set(['st', 'nd', 'rd', 'th', 'er', 'ère', 'e', 'º', 'ª', 'ème', 'nds', 'ths'])

/** Whether the number belongs to a name or an address whatever follows it: "CVE-2024-1", "F-16", "10.0.0.1", "#5". */
export function isLabel(pieces: readonly Piece[], quantity: Quantity): boolean {
  const first = pieces[quantity.first]
  const before = pieces[quantity.first - 1]
  if (first === undefined) return true
  if (before !== undefined && first.gap === 0) {
    if (before.kind === 'number' || before.kind === 'link') return true
    if (before.kind === 'word' && quantity.kind !== 'money') return true
    if (/[.,/:#@_+=&\\^]/.test(before.text) && quantity.kind === 'count') return true
    if (/[./:@_=&\\]/.test(before.text) && pieces[quantity.first - 2]?.kind !== 'word') return true
    if (before.text === '-' && before.gap === 0) return hyphened(pieces, quantity)
  }
  return quantity.kind === 'count' && endsOddly(pieces, quantity)
}

/** "F-16", "COVID-19", "2024-25": a number behind a hyphen; a unit makes it a figure again. */
function hyphened(pieces: readonly Piece[], quantity: Quantity): boolean {
  const word = pieces[quantity.first - 2]
  const glued = pieces[quantity.next - 1]?.gap === 0 && quantity.kind === 'measure'
  if (quantity.kind !== 'count') return word?.kind === 'number' || glued
  return true
}

function endsOddly(pieces: readonly Piece[], quantity: Quantity): boolean {
  const after = pieces[quantity.next]
  if (after === undefined) return false
  if (after.gap === 0) {
    if (after.kind === 'word' || after.kind === 'number') return true
    const then = pieces[quantity.next + 1]
    if (/[:/@_=\\^*]/.test(after.text) && then?.gap === 0) return true
    if (after.text === '.' && then?.gap === 0 && then.kind !== 'sign') return true
    if (after.text === '-' && then?.gap === 0 && then.kind === 'number') return true
    // "3." in front of a small letter is an ordinal in German and others.
    if (after.text === '.' && then?.gap === 1 && /^\p{Ll}/u.test(then.text) && quantity.amount.bare) return true
    if (/[.)]/.test(after.text) && pieces[quantity.first]?.gap === 2 && quantity.amount.bare) return true
  }
  return after.kind === 'word' && ORDINALS.has(after.lower) && after.gap === 0
}

/** Whether a bare count names something: "Windows 11", "Article 23", "in 2024", "Group 7", "24/7". */
export function isName(
  pieces: readonly Piece[],
  quantity: Quantity,
  language: Language,
  counted: string | null,
): boolean {
  const { first, amount, to } = quantity
  const before = pieces[first - 1]
  const sure = counted !== null && language.sets.sureCounts.has(counted.toLowerCase())
  if (amount.bare && isYear(amount.value) && (to === null || isYear(to))) return !sure
  if (before === undefined || pieces[first]?.gap === 2) return false
  const label = before.text === '.' && before.gap === 0 ? pieces[first - 2] : before
  if (label?.kind === 'word' && language.sets.labels.has(label.lower) && !sure) {
    // "No. 5", "Article 23", and "year 2" but not "this year 5 hospitals".
    const lowered = /^\p{Ll}/u.test(label.text)
    if (!lowered || counted === null) return true
  }
  if (amount.words || !amount.bare || sure) return false
  // A capitalised word in front, in the middle of a sentence, makes a name: "Falcon 9", "Galaxy 24".
  const named = /^\p{Lu}|\p{Ll}\p{Lu}/u.test(before.text)
  const capital = before.kind === 'word' && named && language.words.nounCase !== 'capital'
  const opens = isSentenceStart(pieces, first - 1)
  const follows = pieces[quantity.next]
  const lower = counted !== null && follows?.kind === 'word' && /^\p{Ll}/u.test(follows.text)
  return capital && !opens && !lower
}

function isYear(value: number): boolean {
  return Number.isInteger(value) && value >= 1900 && value < 2100
}

function isSentenceStart(pieces: readonly Piece[], at: number): boolean {
  const before = pieces[at - 1]
  return before === undefined || pieces[at]?.gap === 2 || /[.!?"]/.test(before.text)
}
