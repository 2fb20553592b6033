// Whether a plan may move, or go back, without asking: only what a named person allowed, for so long and so often as they said.
import type { Instant } from '#kernel/time.ts'
import type { FailoverState, Hysteresis, Plan } from '../../model/failover.ts'
import type { Bad } from './propose.ts'

export interface AloneAsk {
  plan: Pick<Plan, 'preAuthorised' | 'active'>
  /** Why it would move; null: for the way back. */
  health: Bad | null
  /** Moves without asking of the last day, drills not counted. */
  movesOfDay: number
  /** Whether the person who allowed it may still decide here. */
  personMayDecide: boolean
  now: Instant
}

/** null: yes. Otherwise the sentence that says why somebody is asked. */
export function whyAsk({ plan, health, movesOfDay, personMayDecide, now }: AloneAsk): string | null {
  const allowed = plan.preAuthorised
  if (!plan.active) return 'The plan is at rest.'
  if (!allowed) return 'Nobody allowed this plan to move by itself.'
  if (allowed.until <= now) return `The permission ended at ${allowed.until}.`
  if (!personMayDecide) return 'Whoever allowed it may no longer decide here.'
  if (health === null) return allowed.rollBack ? null : 'The way back was not allowed without asking.'
  if (!allowed.only.includes(health)) return `It was allowed for ${allowed.only.join(', ')}, not for ${health}.`
  if (movesOfDay >= allowed.mostMovesPerDay)
    return `It moved ${movesOfDay} times within a day; ${allowed.mostMovesPerDay} are allowed.`
  return null
}

/** How long after its end the same thing is not proposed again: what was dismissed was seen, and what failed will fail again. */
export function quietSeconds(state: FailoverState, { leastSeconds }: Hysteresis): number {
  if (state === 'dismissed') return Math.max(60, leastSeconds)
  return state === 'failed' ? 60 : 0
}
