// A duty as the wall shows it: without the steps of its clock, with whether its limit has passed.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Instant } from '#kernel/time.ts'
import type { Duty, DutyRow } from '../../model/duty.ts'

interface HeldDuty {
  id: Id
  version: number
  marking: Marking
  since: Instant
  state: Duty
}

/** Past its limit, owed for certain, and not handed in. */
export function isOverdue({ status, tentative, dueAt }: Duty, now: Instant): boolean {
  return status === 'running' && !tentative && dueAt !== null && dueAt < now
}

export function dutyRow({ id, version, marking, since, state }: HeldDuty, now: Instant) {
  const { clock: _clock, due, moves, breaches: _breaches, reminded: _reminded, submissions, ...rest } = state
  const { basis, kind, waitsFor, also, otherReading } = due
  const last = submissions.at(-1)
  const row: DutyRow = {
    ...rest,
    ...{ basis, kind, waitsFor, also, otherReading },
    overdue: isOverdue(state, now),
    moved: moves.length,
    submittedAt: last?.at ?? null,
    late: last?.late ?? false,
  }
  return { id, version, marking, since, state: row }
}
