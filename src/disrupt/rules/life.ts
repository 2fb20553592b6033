// What a lifecycle is here: a table of state by event with every cell filled, and the second person.
import { personOf } from '#kernel/reader.ts'

export type Cell<S extends string> = { to: S } | { not: string }
export type Life<S extends string, E extends string> = Readonly<Record<S, Readonly<Record<E, Cell<S>>>>>

export interface No {
  refusal: 'wrong-state' | 'person-needed' | 'second-person-needed'
  why: string
}

/** Null where the step may be taken. */
export function whyNot<S extends string, E extends string>(life: Life<S, E>, state: S, event: E): No | null {
  const cell = life[state][event]
  return 'not' in cell ? { refusal: 'wrong-state', why: cell.not } : null
}

/** Null where this person is none of those before; a token of a person is the person. */
export function notAgain(before: readonly string[], person: string | null, did: string): No | null {
  if (person === null) return { refusal: 'person-needed', why: 'Only a named person can do this.' }
  if (!before.some((one) => personOf(one) === `person:${person}`)) return null
  return { refusal: 'second-person-needed', why: `You ${did}. Somebody else has to agree, also not a token of yours.` }
}
