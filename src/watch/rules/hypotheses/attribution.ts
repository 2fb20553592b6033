// When an attribution may be shown: two different analysts accept it. And what is always said beside it.
import type { Id } from '#kernel/id.ts'
import type { Acceptance } from '../../model/hypotheses.ts'

/** Stands with every attribution, wherever it is shown. */
export const standingNote =
  'Source addresses do not identify a perpetrator: traffic is relayed through machines of uninvolved people, and addresses are forged. An attribution is a judgement by the persons who are named, not a measurement.'

export const analystsNeeded = 2

/** Each person once, by their latest acceptance. */
export function acceptingAnalysts(acceptances: readonly Acceptance[]): Acceptance[] {
  return [...new Map(acceptances.map((one) => [one.person, one])).values()]
}

export function isStanding(acceptances: readonly Acceptance[]): boolean {
  return acceptingAnalysts(acceptances).length >= analystsNeeded
}

/** The acceptances of those who may still work here: nobody speaks through an account that was closed. */
export function ofActive(acceptances: readonly Acceptance[], active: ReadonlySet<Id>): Acceptance[] {
  return acceptingAnalysts(acceptances).filter(({ person }) => active.has(person))
}
