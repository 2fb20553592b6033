// What a plan says where nobody said anything.
import type { Plan } from '../../model/failover.ts'
import type { PlanFile } from '../../model/plan-file.ts'

export type PlanValues = Omit<Plan, 'organisation' | 'preAuthorised' | 'active'>

/** Quick enough to notice a dead resolver within seconds, slow enough that one lost packet says nothing. */
export const standardPlan = {
  guideline: null,
  exclusions: [],
  everySeconds: 1,
  timeoutMilliseconds: 1000,
  thresholds: {
    windowSeconds: 5,
    leastSamples: 4,
    mostFailed: 0.5,
    mostServfail: 0.5,
    mostNxdomain: 0.5,
    slowMilliseconds: 800,
    mostSlow: 0.7,
    mostDisagreeing: 0.5,
  },
  quorum: { least: 2, of: 3 },
  vantages: [],
  hysteresis: { failingSeconds: 2, wellSeconds: 300, leastSeconds: 600 },
  staggerSeconds: 0,
  note: null,
} satisfies Partial<PlanValues>

export function planValues(given: PlanFile): PlanValues {
  return { ...standardPlan, ...given }
}
