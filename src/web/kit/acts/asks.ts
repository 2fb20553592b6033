// What a dialog asks for, as data: each field by the name that the contract has for it, and how what is typed becomes its value.
import type { Choice } from '#web/kit/Field.tsx'
import { fromTyped } from '#web/kit/moments.ts'

export interface Ask {
  /** The field of the contract. */
  name: string
  label: string
  /** line and text: words. lines: one item a line. party: somebody by name. percent: 0 to 100, sent as a share of one. day: a date without a time. */
  as?: 'line' | 'text' | 'lines' | 'moment' | 'day' | 'number' | 'percent' | 'party' | 'parties' | 'choice'
  choices?: readonly Choice[]
  optional?: boolean
  /** What stands there at first, as it is typed. */
  start?: string
  hint?: string
}

export const partyOf = (name: string) => ({ name: name.trim(), actor: null, organisation: null, person: null })
const linesOf = (text: string) =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)

/** Undefined where nothing was typed: the field is left out. An emptied list is an empty list. */
export function typedValue({ as = 'line' }: Ask, typed: string): unknown {
  const text = typed.trim()
  if (as === 'lines') return linesOf(text)
  if (text === '') return undefined
  switch (as) {
    case 'moment':
      return fromTyped(text)
    case 'number':
      return Number(text)
    case 'percent':
      return Number(text) / 100
    case 'party':
      return partyOf(text)
    case 'parties':
      return linesOf(text).map(partyOf)
    default:
      return text
  }
}

/** All that was typed, by field. */
export function valuesOf(asks: readonly Ask[], typed: Readonly<Record<string, string>>): Record<string, unknown> {
  const given = asks.map((ask) => [ask.name, typedValue(ask, typed[ask.name] ?? ask.start ?? '')] as const)
  return Object.fromEntries(given.filter(([, value]) => value !== undefined))
}
