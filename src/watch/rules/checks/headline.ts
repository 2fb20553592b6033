// The headline against the body: a figure of the headline should be in the body, rounded at most.
import type { CheckFact, FigureFact } from '../../model.ts'
import { type Placed, slack, spansOf, stem, withUnit } from './context.ts'

const MOST = 4

/** `inText`: whether the spans of the headline count in the text; a headline from elsewhere has none to point at. */
export function checkHeadline(headline: readonly FigureFact[], body: readonly Placed[], inText: boolean): CheckFact[] {
  const facts: CheckFact[] = []
  for (const title of headline) {
    if (facts.length >= MOST) break
    if (title.to !== null || (title.kind === 'count' && (title.of === null || title.value < 5))) continue
    const like = body.map(({ fact }) => fact).filter((fact) => comparable(title, fact))
    const fit = like.find((fact) => fits(title, fact))
    if (fit !== undefined) facts.push(agrees(title, fit, inText))
    else {
      const off = suspect(title, like)
      if (off !== null) facts.push(differs(title, off, inText))
    }
  }
  return facts
}

function comparable(title: FigureFact, fact: FigureFact): boolean {
  if (fact.kind !== title.kind || fact.unit !== title.unit || fact.to !== null) return false
  return fact.kind !== 'count' || stem(fact.of) === stem(title.of)
}

function fits(title: FigureFact, fact: FigureFact): boolean {
  const [a, b] = [title.value, fact.value]
  if (Math.abs(a - b) <= Math.max(roundingOf(title), Math.abs(b) * 0.01)) return true
  const { qualifier } = title
  if (qualifier === 'over' || qualifier === 'at least') return b >= a && b <= a * 1.25
  if (qualifier === 'nearly' || qualifier === 'under' || qualifier === 'up to') return b <= a && b >= a * 0.8
  return qualifier === 'about' && Math.abs(a - b) <= Math.abs(b) * 0.1
}

/** "55,000" for 55,447: zeros at the end of a headline figure are rounding. */
function roundingOf(title: FigureFact): number {
  const zeros =
    title.kind === 'count' && Number.isInteger(title.value) ? (/0{2,}$/.exec(String(title.value))?.[0].length ?? 0) : 0
  return Math.max(slack(title), zeros > 0 ? 0.5 * 10 ** zeros : 0)
}

/** One value of the same thing in the body, close to that of the headline, but not the same. */
function suspect(title: FigureFact, like: readonly FigureFact[]): FigureFact | null {
  const [only] = like
  if (only === undefined || title.qualifier !== null || new Set(like.map(({ value }) => value)).size !== 1) return null
  if (only.qualifier !== null) return null
  if (title.kind === 'percent' && (title.of === null || stem(title.of) !== stem(only.of))) return null
  const ratio = title.value / only.value
  const widest = title.kind === 'count' ? 1.5 : 1.2
  return ratio < widest && ratio > 1 / widest ? only : null
}

function agrees(title: FigureFact, fact: FigureFact, inText: boolean): CheckFact {
  const rounded = title.value !== fact.value
  return {
    kind: 'headline-body',
    result: 'agrees',
    detail: rounded
      ? `${withUnit(title.value, title.unit)} in the headline rounds ${withUnit(fact.value, fact.unit)} in the body`
      : `${withUnit(title.value, title.unit)} in the headline and in the body`,
    spans: spansOf(inText ? [title, fact] : [fact]),
    why: rounded ? 'the headline rounds a figure of the body' : 'the body has the figure of the headline',
  }
}

function differs(title: FigureFact, fact: FigureFact, inText: boolean): CheckFact {
  return {
    kind: 'headline-body',
    result: 'check',
    detail: `${withUnit(title.value, title.unit)} in the headline, ${withUnit(fact.value, fact.unit)} in the body`,
    spans: spansOf(inText ? [title, fact] : [fact]),
    why: 'the only figure of the kind in the body is close to that of the headline, but more than rounding apart',
  }
}
