// Shares in words: "half of its staff", "two-thirds", "one in three".
import { readAmount, round } from './amounts.ts'
import { phraseAt } from './pieces.ts'
import type { Quantity, Reading } from './quantities.ts'

const NOT_AFTER = /^(?:first|second|other|latter|final|last|next|top|bottom|better|early|late|this|that|each|either)$/

/** A share in words as a percentage, or null. */
export function readShare(reading: Reading, at: number): Quantity | null {
  const { pieces, language } = reading
  if (pieces[at]?.kind !== 'word') return numbers(reading, at)
  const hit = phraseAt(pieces, at, language.fractions)
  if (hit === null) return numbers(reading, at)
  if (NOT_AFTER.test(pieces[at - 1]?.lower ?? '') && pieces[at]?.gap !== 2) return null
  const after = pieces[hit.next]
  if (after === undefined || after.gap === 2 || !ofSomething(reading, hit.next)) return null
  return share(at, hit.next, round(hit.value), 'a fraction in words')
}

/** "of its staff", but not "of the year", "of 2024" nor "of a million". */
function ofSomething({ pieces, language }: Reading, at: number): boolean {
  const { fractionOf, durations, stop } = language.sets
  const { scales } = language
  if (fractionOf.size > 0 && !fractionOf.has(pieces[at]?.lower ?? '')) return false
  for (let next = at; next < at + 4; next += 1) {
    const piece = pieces[next]
    // "two-thirds of 1,200 customers", but not "half of 2024".
    if (piece?.kind === 'number' && next > at) return !/^(?:19|20)\d\d$/.test(piece.text)
    if (piece === undefined || piece.kind !== 'word') return false
    if (durations.has(piece.lower) || scales.has(piece.lower)) return false
    if (!stop.has(piece.lower) && !fractionOf.has(piece.lower)) return true
  }
  return false
}

/** "one in three people", "6 out of 10". */
function numbers({ pieces, language }: Reading, at: number): Quantity | null {
  // Cheap first: most numbers are no share.
  if ((pieces[at]?.text.length ?? 0) > (pieces[at]?.kind === 'number' ? 1 : 8)) return null
  const part = readAmount(pieces, at, language)
  // "1/3 of voters"
  if (part?.why === 'a fraction' && language.sets.fractionOf.has(pieces[part.next]?.lower ?? ''))
    return share(at, part.next, round(100 * part.value), 'a fraction')
  if (part === null || part.scale > 1 || part.value < 1 || part.value > 9 || part.value % 1 !== 0) return null
  if (pieces[part.next]?.gap !== 1) return null
  const joined = phraseAt(pieces, part.next, language.oneIn)
  if (joined === null) return null
  const whole = readAmount(pieces, joined.next, language)
  if (whole === null || whole.value <= part.value || (whole.value > 100 && whole.value !== 1000)) return null
  const noun = pieces[whole.next]
  if (noun?.kind !== 'word' || noun.gap !== 1 || language.sets.durations.has(noun.lower)) return null
  const written = part.words || /^(?:5|10|20|100|1000)$/.test(String(whole.value))
  return written
    ? share(at, whole.next, round((100 * part.value) / whole.value), `${part.value} in ${whole.value}`)
    : null
}

function share(first: number, next: number, value: number, why: string): Quantity {
  const amount = { value, plain: value, scale: 1, first, next, bare: false, words: true, step: 1, why: '' }
  return { kind: 'percent', value, to: null, unit: '%', first, next, amount, step: 1, lead: first, why }
}
