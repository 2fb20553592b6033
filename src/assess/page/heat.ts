// How strong a number looks: one hue in six steps. The number itself always stands there too.
import type { BySeverity } from '../model.ts'

const steps = [1, 2, 3, 5, 10] as const

/** 0 for nothing, then 1 to 5: one, two, three or four, five to nine, ten and more. */
export function heatOf(open: number): number {
  return steps.filter((step) => open >= step).length
}

export const heatWords = ['0', '1', '2', '3–4', '5–9', '10+'] as const

/** The worst severity that somebody judged; `unset` when there are incidents but nobody did. */
export function worstOf(by: BySeverity): 'red' | 'yellow' | 'green' | 'white' | 'unset' | undefined {
  return (['red', 'yellow', 'green', 'white', 'unset'] as const).find((severity) => by[severity] > 0)
}
