// Currency pairs: one sum in two currencies; the rate that follows, and whether the pairs of a text use one rate.
import type { CheckFact } from '../../model.ts'
import { type Checked, type Placed, slack, spansOf } from './context.ts'

interface Pair {
  left: Placed
  right: Placed
  /** Units of `of` for one unit of `per`. */
  rate: number
  of: string
  per: string
  rounding: number
}

const DIFFERENT = 0.03

export function checkCurrencies(checked: Checked): CheckFact[] {
  const groups = new Map<string, Pair[]>()
  for (const [i, left] of checked.body.entries()) {
    const right = checked.body[i + 1]
    const pair = right === undefined ? null : pairOf(checked, left, right)
    if (pair === null) continue
    const key = `${pair.of}/${pair.per}`
    groups.set(key, [...(groups.get(key) ?? []), pair])
  }
  return [...groups.values()].slice(0, 4).map(judge)
}

function pairOf(checked: Checked, left: Placed, right: Placed): Pair | null {
  const [a, b] = [left.fact, right.fact]
  if (a.kind !== 'money' || b.kind !== 'money' || a.unit === null || b.unit === null || a.unit === b.unit) return null
  if (left.sentence !== right.sentence || a.value <= 0 || b.value <= 0) return null
  if (!equated(checked, checked.text.slice(a.span.end, b.span.start), checked.text.slice(b.span.end, b.span.end + 12)))
    return null
  const high = a.value >= b.value ? a : b
  const low = high === a ? b : a
  const rounding = slack(a) / a.value + slack(b) / b.value
  return { left, right, rate: high.value / low.value, of: high.unit ?? '', per: low.unit ?? '', rounding }
}

/** "(£32,600)", ", about £32,600", "or", "=", "equivalent to": the same sum again, and not one more. */
function equated({ cues }: Checked, between: string, next: string): boolean {
  if (between.length > 45 || /[.;:]/.test(between.replace(/i\.e\.|approx\.|ca\./, ''))) return false
  if (/^ ?[=/\u2248~] ?$/.test(between)) return true
  const bracket = between.includes('(') || between.includes('[')
  if (between.includes(')')) return false
  const plain = between.replace(/[([,-]/g, ' ').trim()
  const words = plain === '' || (cues.equals.test(plain) && plain.replace(cues.equals, '').trim().length <= 8)
  if (bracket) return words && /^[^\p{L}]*(?:\)|\]|at |,|;|as )/u.test(next)
  return (
    plain !== '' &&
    words &&
    /^(?:,? ?(?:or|about|around|roughly|some|approx|equivalent|equal|the equivalent|worth|that is|i\.e|nearly|almost|just|more|which|a little|close|circa|ca|oder|rund|etwa|umgerechnet|das|soit|environ|o|unos|unas|es decir|alrededor|equivalentes?)|\s?- ?)/i.test(
      between.trim(),
    )
  )
}

function judge(pairs: Pair[]): CheckFact {
  const [first] = pairs
  const facts = pairs.flatMap(({ left, right }) => [left.fact, right.fact])
  const rate = first?.rate ?? 0
  const off = pairs.find(
    (pair) => Math.abs(pair.rate - rate) / rate > DIFFERENT + pair.rounding + (first?.rounding ?? 0),
  )
  const shownPair = ({ left, right, rate, of, per }: Pair) =>
    `${left.fact.text} = ${right.fact.text}: ${Number(rate.toPrecision(4))} ${of}/${per}`
  if (off !== undefined && first !== undefined)
    return {
      kind: 'currency-pair',
      result: 'check',
      detail: `${shownPair(first)}, but ${shownPair(off)}`,
      spans: spansOf(facts),
      why: 'the text uses two rates for the same two currencies',
    }
  return {
    kind: 'currency-pair',
    result: 'info',
    detail: pairs.slice(0, 3).map(shownPair).join('; '),
    spans: spansOf(facts),
    why: 'one sum is given in two currencies; the rate follows and can be looked up',
  }
}
