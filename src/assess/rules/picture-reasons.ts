// Opens a number of the picture: the records that were counted, by the same questions that counted them.

import type { InputOf } from '#kernel/contract.ts'
import type { Instant } from '#kernel/time.ts'
import type { pictureReasons } from '../api.ts'
import { fresher } from './picture.ts'
import {
  type IncidentFact,
  isIncident,
  isOpen,
  isOverdue,
  type PictureFact,
  type ReportFact,
  type SignalFact,
  type TaskFact,
  type Thresholds,
  takenUp,
} from './picture-facts.ts'

export type Which = Omit<InputOf<typeof pictureReasons>, 'limit'>

/** Freshest first. `what` left out asks for the open incidents and the signals, as a cell shows them. */
export function reasonsOf(
  facts: readonly PictureFact[],
  which: Which,
  now: Instant,
  thresholds: Thresholds,
): PictureFact[] {
  const taken = which.what === 'signals' || which.what === undefined ? takenUp(facts) : new Set<string>()
  return facts
    .filter((fact) => isCounted(fact, which, taken, now, thresholds))
    .filter(
      (fact) => fact.kind === 'task' || (fact.kind !== 'attribution' && isPlaced(fact, which) && isWithin(fact, which)),
    )
    .sort(fresher)
}

function isCounted(
  fact: PictureFact,
  which: Which,
  taken: ReadonlySet<string>,
  now: Instant,
  thresholds: Thresholds,
): boolean {
  const signal =
    fact.kind === 'signal' && !taken.has(fact.id) && which.severity === undefined && which.status === undefined
  switch (which.what) {
    case undefined:
      return signal || (fact.kind === 'incident' && suits(fact, which) && (which.status !== undefined || isOpen(fact)))
    case 'open':
      return fact.kind === 'incident' && isOpen(fact) && suits(fact, which)
    case 'incidents':
      return fact.kind === 'incident' && isIncident(fact) && suits(fact, which)
    case 'signals':
      return signal
    case 'reports':
      return fact.kind === 'report' && fact.waiting
    case 'overdue':
      return (
        (fact.kind === 'task' || fact.kind === 'incident') && isOverdue(fact, now, thresholds) && placeable(fact, which)
      )
    default:
      return false // 'changed' counts entries, not records: the action asks the changes themselves
  }
}

function suits(fact: IncidentFact, which: Which): boolean {
  return (
    (which.severity === undefined || (fact.severity ?? 'unset') === which.severity) &&
    (which.status === undefined || fact.status === which.status)
  )
}

/** A task has no place of its own: asked for a place, it is left out. */
function placeable(fact: TaskFact | IncidentFact, which: Which): boolean {
  return fact.kind === 'incident' || (which.sector === undefined && which.country === undefined)
}

function isPlaced(fact: IncidentFact | SignalFact | ReportFact, which: Which): boolean {
  return (
    (which.sector === undefined || fact.sectors.includes(which.sector)) &&
    (which.country === undefined || fact.countries.includes(which.country))
  )
}

/** Half-open, as the buckets of the timeline are. */
function isWithin(fact: IncidentFact | SignalFact | ReportFact, which: Which): boolean {
  return (
    (which.from === undefined || fact.occurredAt >= which.from) &&
    (which.to === undefined || fact.occurredAt < which.to)
  )
}
