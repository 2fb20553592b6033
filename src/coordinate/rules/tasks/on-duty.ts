// Who has the duty at a moment: by the plan, or by having accepted it.
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Duty, HandOver, Rota, Shift } from '../../model/rota.ts'

/** The shift of that moment. Where two overlap, the one that began first stays until it ends. */
export function plannedAt(shifts: readonly Shift[], at: Instant): Shift | null {
  let found: Shift | null = null
  for (const shift of shifts) {
    if (shift.from > at || shift.to <= at) continue
    if (found === null || shift.from < found.from) found = shift
  }
  return found
}

export function nextAfter(shifts: readonly Shift[], at: Instant): Shift | null {
  let found: Shift | null = null
  for (const shift of shifts) if (shift.from > at && (found === null || shift.from < found.from)) found = shift
  return found
}

type Known = Pick<Rota, 'passes' | 'shifts' | 'handOvers'>

/**
 * Who is responsible at a moment. Where the duty passes when it is accepted, whoever accepted last keeps it until the next one
 * accepts; the very first has it by the plan. Otherwise whoever the plan has then.
 */
export function dutyAt(rota: Known, at: Instant): Duty {
  const planned = plannedAt(rota.shifts, at)
  const next = nextAfter(rota.shifts, at)
  const base = { at, planned, next }
  const waitsFor = (person: Id) => (planned && planned.person !== person ? planned.person : null)
  if (rota.passes === 'when-accepted') {
    const taken = lastAccepted(rota.handOvers, at)
    const first = taken ? null : firstBegun(rota.shifts, at)
    if (taken) {
      const waits = planned && startsAfter(planned, taken) ? waitsFor(taken.to) : null
      return { ...base, person: taken.to, because: 'accepted', since: taken.answeredAt, waitsFor: waits }
    }
    if (first)
      return { ...base, person: first.person, because: 'plan', since: first.from, waitsFor: waitsFor(first.person) }
  } else if (planned) return { ...base, person: planned.person, because: 'plan', since: planned.from, waitsFor: null }
  return { ...base, person: null, because: 'nobody', since: null, waitsFor: null }
}

function firstBegun(shifts: readonly Shift[], at: Instant): Shift | null {
  let found: Shift | null = null
  for (const shift of shifts) if (shift.from <= at && (found === null || shift.from < found.from)) found = shift
  return found
}

/** Whoever took over in the middle of a shift of somebody else has taken that shift: nobody waits for its owner. */
function startsAfter(planned: Shift, taken: HandOver): boolean {
  return taken.answeredAt === null || planned.from > taken.answeredAt
}

function lastAccepted(handOvers: readonly HandOver[], at: Instant): HandOver | null {
  let found: HandOver | null = null
  for (const one of handOvers) {
    if (one.status !== 'accepted' || one.answeredAt === null || one.answeredAt > at) continue
    if (found === null || one.answeredAt >= (found.answeredAt ?? '')) found = one
  }
  return found
}

/** To whom the duty goes next, where nobody else is named: whom the plan has now, else whom it has next. */
export function successor(rota: Known, at: Instant): Id | null {
  const { person, planned, next } = dutyAt(rota, at)
  if (planned && planned.person !== person) return planned.person
  return next && next.person !== person ? next.person : null
}
