// A crisis, its incidents and its rhythm in the shape in which contracts answer them.

import type { Static } from 'typebox'
import type { Incident } from '#assess/model.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Instant } from '#kernel/time.ts'
import type { ShownBeat, ShownIncident } from '../../api/crisis-parts.ts'
import type { Beat, Crisis } from '../../model/crisis.ts'
import { followed } from './follow-merged.ts'
import { beatNow } from './rhythm.ts'

type KnownIncident = { id: Id; marking: Marking; state: Incident }

export function shownIncident(
  { id, marking, state }: KnownIncident,
  named: readonly Id[],
  all: ReadonlyMap<Id, KnownIncident>,
): Static<typeof ShownIncident> {
  const { reference, title, status, severity, affected, changedAt } = state
  const { sectors, countries, users } = affected
  const standsFor = named.filter((one) => one !== id && all.has(one) && followed(one, all) === id)
  const placed = { sectors, countries, users }
  return { id, reference, title, status, severity: severity?.value ?? null, ...placed, marking, changedAt, standsFor }
}

export function shownBeat(beat: Beat, now: Instant): Static<typeof ShownBeat> {
  const { key, what, kind, product, everyMinutes, owner } = beat
  return { key, what, kind, product, everyMinutes, owner: owner?.name ?? null, ...beatNow(beat, now) }
}

/** What is due first; null where nothing is, and always in a crisis that is closed. */
export function nextDue({ status, rhythm }: Crisis, now: Instant): Static<typeof ShownBeat> | null {
  if (status === 'closed') return null
  const due = rhythm.map((beat) => shownBeat(beat, now)).filter((one) => one.next !== null)
  return due.sort((a, b) => ((a.next ?? '') < (b.next ?? '') ? -1 : 1))[0] ?? null
}
