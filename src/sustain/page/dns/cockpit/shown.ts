// What the parts of the cockpit are given.
import type { OutputOf } from '#kernel/contract.ts'
import type { getFailover, getPlan } from '../../../api/failover.ts'

export type ShownPlan = OutputOf<typeof getPlan>
export type ShownFailover = OutputOf<typeof getFailover>
/** Says DRILL before a title while a drill is looked at. */
export type Part = (title: string) => string
