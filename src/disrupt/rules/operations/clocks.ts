// How far apart are the clocks of the partners? Steps are counted from one H hour; whoever is ahead acts too early.
import type { Operation } from '../../model/operations/operation.ts'

export interface ClockStanding {
  partner: string
  name: string
  offsetMilliseconds: number | null
  /** undetermined: never compared, or too long ago. */
  agrees: 'yes' | 'no' | 'undetermined'
}

export interface ClockLimits {
  /** So far apart they may be. */
  toleranceMilliseconds: number
  /** For so long a comparison counts: a clock drifts. */
  freshMinutes: number
}

export function clockStanding(
  { partners, clocks }: Pick<Operation, 'partners' | 'clocks'>,
  { toleranceMilliseconds, freshMinutes }: ClockLimits,
  now: string,
): ClockStanding[] {
  return partners
    .filter(({ left }) => left === null)
    .map(({ key, name }) => {
      const clock = clocks.find(({ partner }) => partner === key)
      const told = { partner: key, name, offsetMilliseconds: clock?.offsetMilliseconds ?? null }
      const age = clock ? Date.parse(now) - Date.parse(clock.at) : Number.POSITIVE_INFINITY
      if (!clock || age > freshMinutes * 60_000) return { ...told, agrees: 'undetermined' as const }
      return {
        ...told,
        agrees: Math.abs(clock.offsetMilliseconds) <= toleranceMilliseconds ? ('yes' as const) : ('no' as const),
      }
    })
}
