// The clock that counts: the one of the law, with what an authority asked for or granted.
import type { Duty, DutyStatus } from '../../model/duty.ts'
import type { Due } from '../../model/verdict.ts'

type Granted = Pick<Duty, 'prolonged' | 'requested'>

/** A prolongation holds as long as it is later than what the law says; a request gives a report on request its limit. */
export function effectiveDue(clock: Due, { prolonged, requested }: Granted): Due {
  const asked = requested && clock.kind === 'on_request' ? withRequest(clock, requested) : clock
  if (!prolonged || (asked.at !== null && asked.at >= prolonged.until)) return asked
  const { until, grantedBy, reason } = prolonged
  return {
    ...asked,
    kind: 'at',
    at: until,
    basis: `prolonged by ${grantedBy}; ${clock.basis}`,
    otherReading: null,
    steps: [...asked.steps, { text: `${grantedBy} granted more time: ${reason}`, at: until }],
  }
}

function withRequest(clock: Due, { requestedBy, due, at }: NonNullable<Duty['requested']>): Due {
  const text = due ? `${requestedBy} asked for it and set a limit` : `${requestedBy} asked for it and set no limit`
  return {
    ...clock,
    kind: due ? 'at' : clock.kind,
    at: due,
    basis: `asked for by ${requestedBy}; ${clock.basis}`,
    steps: [...clock.steps, { text: `${requestedBy} asked for it`, at }, { text, at: due }],
  }
}

/** Where a report stands by its clock alone, as long as nobody handed it in. */
export function standingOf(due: Due, { requested }: Granted): Extract<DutyStatus, 'waiting' | 'running'> {
  if (due.at !== null) return 'running'
  if (due.kind === 'waits') return 'waiting'
  return due.kind === 'on_request' && !requested ? 'waiting' : 'running'
}
