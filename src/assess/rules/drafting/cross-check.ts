// Fields of the DORA forms that contradict each other: each is right by itself, and together they cannot be.
import type { FieldValue } from '../../model/duty-report.ts'

type Standing = (field: string) => FieldValue

/** In this order they happen; the first field of a pair cannot be later than the second. */
const inOrder = [
  ['3.2', '2.2', 'occurred', 'was detected'],
  ['2.2', '2.3', 'was detected', 'was classified'],
  ['3.2', '3.3', 'occurred', 'was recovered from'],
  ['3.2', '4.8', 'occurred', 'was resolved'],
] as const

const exclusive = [
  ['actual figures for clients affected', 'no impact on clients'],
  ['estimates for clients affected', 'no impact on clients'],
  ['actual figures for financial counterparts affected', 'no impact on financial counterparts'],
  ['estimates for financial counterparts affected', 'no impact on financial counterparts'],
  ['actual figures for transactions affected', 'no impact on transactions'],
  ['estimates for transactions affected', 'no impact on transactions'],
] as const

/** By field, the sentence that says what does not fit. */
export function crossFaults(standing: Standing): Map<string, string> {
  const found = new Map<string, string>()
  for (const [first, second, began, ended] of inOrder) {
    const a = standing(first)
    const b = standing(second)
    if (typeof a !== 'string' || typeof b !== 'string' || Number.isNaN(Date.parse(a)) || Number.isNaN(Date.parse(b)))
      continue
    if (Date.parse(a) > Date.parse(b))
      found.set(
        second,
        `The incident ${began} (field ${first}) after it ${ended} (field ${second}). Correct one of them.`,
      )
  }
  const figures = standing('3.12')
  if (Array.isArray(figures)) {
    const pair = exclusive.find(([one, other]) => figures.includes(one) && figures.includes(other))
    if (pair) found.set('3.12', `“${pair[0]}” and “${pair[1]}” exclude each other.`)
  }
  const told = standing('3.31')
  if (Array.isArray(told) && told.includes('None') && told.length > 1)
    found.set('3.31', '“None” stands alone, or not at all.')
  return found
}
