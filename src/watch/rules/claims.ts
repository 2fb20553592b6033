// The claims stage: who says what, on what evidence, and which claims of the same text dispute or support each other.
import type { ClaimFact, NameFact, TimeFact } from '../model.ts'
import type { Titled } from './titled.ts'

export const claimsVersion = 'claims-0'

/** Languages with cue lists; an item in another language says that it is not covered. */
export const CLAIMED_LANGUAGES = ['en', 'de', 'fr', 'es']

export interface ClaimsAround {
  title: Titled
  names: readonly NameFact[]
  times: readonly TimeFact[]
}

/** What data/watch holds for this stage, ready to look up. */
export type ClaimsIndex = Record<never, never>

export function findClaims(_text: string, _language: string, _around: ClaimsAround, _index: ClaimsIndex): ClaimFact[] {
  return []
}
