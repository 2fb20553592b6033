// The names stage: persons, organisations, places and products, untyped when the words do not say.
import type { KnownName, NameFact, PlaceFact, TimeFact } from '../model.ts'
import type { Titled } from './titled.ts'

export const namesVersion = 'names-0'

export interface NamesAround {
  title: Titled
  places: readonly PlaceFact[]
  times: readonly TimeFact[]
  /** What persons settled and what the register holds. */
  known: KnownIndex
}

/** The known names, ready to look up. */
export interface KnownIndex {
  names: readonly KnownName[]
}

export function compileKnown(names: readonly KnownName[]): KnownIndex {
  return { names }
}

/** What data/watch holds for this stage, ready to look up. */
export type NamesIndex = Record<never, never>

export function findNames(_text: string, _language: string, _around: NamesAround, _index: NamesIndex): NameFact[] {
  return []
}
