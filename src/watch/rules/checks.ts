// The consistency stage: compares the figures and dates of a text with each other. It says "check", never "wrong".
import type { CheckFact, FigureFact, TimeFact } from '../model.ts'
import { type Checked, cuesOf, place, sentencesOf } from './checks/context.ts'
import { checkCurrencies } from './checks/currency.ts'
import { checkHeadline } from './checks/headline.ts'
import { checkOrder } from './checks/order.ts'
import { checkParts, checkWithin } from './checks/parts.ts'
import { checkRunningTotals } from './checks/running-total.ts'
import { checkShares } from './checks/shares.ts'
import type { FiguresIndex } from './figures/index.ts'
import { findFigures } from './figures.ts'
import type { Titled } from './titled.ts'

export const checksVersion = 'checks-2'

const MAX_FIGURES = 300

/** Whether sums are compared in a language: the cues that call a figure a total or a share are known. */
export function coversChecks(language: string, index: FiguresIndex): boolean {
  return Object.hasOwn(index.data.checks, language)
}

export interface ToCheck {
  figures: readonly FigureFact[]
  times: readonly TimeFact[]
  language: string
}

/** What fits and what does not, `check` first; texts with more figures than any article are read up to a limit. */
export function checkConsistency(text: string, title: Titled, facts: ToCheck, index: FiguresIndex): CheckFact[] {
  const words = cuesOf(index, facts.language)
  const figures = facts.figures.slice(0, MAX_FIGURES)
  if (figures.length === 0 && facts.times.length === 0) return []
  const sentences = sentencesOf(text)
  const placed = place(figures, sentences, title.span?.end ?? 0)
  const body = placed.filter(({ headline }) => !headline)
  const inText = title.span !== null
  const headline = inText
    ? placed.filter((one) => one.headline).map(({ fact }) => fact)
    : findFigures(title.text, facts.language, [], index)
  const found = checkHeadline(headline, body, inText)
  if (words !== null) {
    const checked: Checked = { text, figures: placed, body, times: facts.times, sentences, ...words }
    found.push(
      ...checkParts(checked),
      ...checkWithin(checked),
      ...checkShares(checked),
      ...checkRunningTotals(checked),
      ...checkCurrencies(checked),
      ...checkOrder(checked),
    )
  }
  const rank = { check: 0, info: 1, agrees: 2 }
  return found.sort((a, b) => rank[a.result] - rank[b.result] || (a.spans[0]?.start ?? 0) - (b.spans[0]?.start ?? 0))
}
