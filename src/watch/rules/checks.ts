// The consistency stage: compares the figures and dates of a text with each other. It says "check", never "wrong".
import type { CheckFact, FigureFact, TimeFact } from '../model.ts'
import type { FiguresIndex } from './figures/index.ts'
import type { Titled } from './titled.ts'

export const checksVersion = 'checks-0'

export interface ToCheck {
  figures: readonly FigureFact[]
  times: readonly TimeFact[]
  language: string
}

export function checkConsistency(_text: string, _title: Titled, _facts: ToCheck, _index: FiguresIndex): CheckFact[] {
  return []
}
