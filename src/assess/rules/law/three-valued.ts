// Three values and how they combine (Kleene): as numbers, so that `all` is the least and `any` the greatest.
import type { Answer } from '../../model/verdict.ts'

export const no = 0
export const unknown = 1
export const yes = 2
export type Trit = 0 | 1 | 2

const words = ['no', 'undetermined', 'yes'] as const

export function answerOf(trit: Trit): Answer {
  return words[trit]
}

export function both(a: Trit, b: Trit): Trit {
  return a < b ? a : b
}

export function either(a: Trit, b: Trit): Trit {
  return a > b ? a : b
}

export function opposite(a: Trit): Trit {
  return a === yes ? no : a === no ? yes : unknown
}
