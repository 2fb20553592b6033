// Through whose hands a task goes when nobody acknowledges it, and until when each of them has time.
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Assignee, Task } from '../../model/task.ts'

/** Null where nobody has to acknowledge it. */
export function acknowledgeBy(minutes: number | null, from: Instant): Instant | null {
  return minutes === null ? null : new Date(Date.parse(from) + minutes * 60_000).toISOString()
}

/** Whether it goes to the next of its chain by now. */
export function mustEscalate({ status, acknowledgeBy: until, chain }: Task, now: Instant): boolean {
  return status === 'assigned' && until !== null && until <= now && chain.length > 0
}

/** Nobody acknowledged it in time, and there is nobody left to whom it could go: somebody has to look. */
export function isStranded({ status, acknowledgeBy: until, chain, assignee }: Task, now: Instant): boolean {
  if (status !== 'assigned') return false
  if (assignee.person === null && chain.length === 0) return true
  return until !== null && until <= now && chain.length === 0
}

/** The same assignee: a person, or the same rota whoever is on duty. */
export function sameAssignee(a: Assignee, b: Assignee): boolean {
  return a.rota === null && b.rota === null ? a.person === b.person : a.rota === b.rota
}

/** Who acts for the assignee now: the person, or whoever has the duty of the rota. */
export function personFor(assignee: Assignee, onDuty: Id | null): Id | null {
  return assignee.rota === null ? assignee.person : onDuty
}
