// Picture facts: the little of each record that the picture needs, and the questions one can ask of one of them.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Instant } from '#kernel/time.ts'
import {
  type Freshness,
  type IncidentStatus,
  openStatuses,
  type Priority,
  type SeverityColour,
  type Users,
  unplaced,
} from '../model.ts'

interface Placed {
  id: Id
  version: number
  marking: Marking
  title: string
  /** NIS2 sectors without their subsectors, `unknown` when there is none. */
  sectors: readonly string[]
  countries: readonly string[]
  /** Since when it concerns the picture: began, else detected, else declared. */
  occurredAt: Instant
  /** The same in milliseconds: parsed once, when the fact is made, and not for every picture. */
  occurredMs: number
  changedAt: Instant
}

export interface IncidentFact extends Placed {
  kind: 'incident'
  record: 'assess.incident'
  reference: string
  status: IncidentStatus
  severity: SeverityColour | null
  priority: Priority
  users: Users | null
  declaredAt: Instant
  declaredMs: number
  assigned: readonly Id[]
  observations: readonly Id[]
}

export interface SignalFact extends Placed {
  kind: 'signal'
  record: string
}

export interface ReportFact extends Placed {
  kind: 'report'
  record: 'assess.report'
  reference: string
  waiting: boolean
  users: Users | null
}

export interface TaskFact {
  kind: 'task'
  record: 'assess.task'
  id: Id
  version: number
  marking: Marking
  title: string
  incident: Id
  open: boolean
  due: Instant | null
  assignee: Id | null
  changedAt: Instant
}

/** An attribution that two different analysts accept. It has no place and is counted nowhere: it is shown, with their names. */
export interface AttributionFact {
  kind: 'attribution'
  record: 'watch.question'
  id: Id
  version: number
  marking: Marking
  title: string
  statement: string
  about: readonly Id[]
  analysts: readonly { person: Id; name: string; at: Instant }[]
  note: string
  changedAt: Instant
}

export type PictureFact = IncidentFact | SignalFact | ReportFact | TaskFact | AttributionFact

/** An entry of the last hour, as far as a list of changes shows it. */
export interface ChangeFact {
  entry: Id
  record: string
  id: Id
  kind: string
  incident: Id | null
  title: string
  /** For a move: the status it led to. */
  to: string | null
  at: Instant
  marking: Marking
}

/** data/assess/picture-thresholds.json */
export interface Thresholds {
  freshMinutes: number
  ageingMinutes: number
  /** How long a new incident may wait to be looked at. */
  triageMinutes: Record<Priority, number>
}

const open: ReadonlySet<string> = new Set(openStatuses)

export function isOpen(fact: IncidentFact): boolean {
  return open.has(fact.status)
}

/** Counted as an incident at all: not one that was merged into another or turned out to be none. */
export function isIncident(fact: IncidentFact): boolean {
  return fact.status !== 'merged' && fact.status !== 'rejected'
}

/** `energy.electricity` is shown in the row of `energy`; nothing is shown in the row of the unknown. */
export function rows(sectors: readonly string[]): string[] {
  if (sectors.length === 0) return [unplaced]
  return [...new Set(sectors.map((sector) => sector.split('.', 1)[0] ?? sector))]
}

export function columns(countries: readonly string[]): string[] {
  return countries.length === 0 ? [unplaced] : [...new Set(countries)]
}

export function freshnessOf(freshest: Instant, now: number, thresholds: Thresholds): Freshness {
  const minutes = (now - Date.parse(freshest)) / 60_000
  if (minutes <= thresholds.freshMinutes) return 'fresh'
  return minutes <= thresholds.ageingMinutes ? 'ageing' : 'stale'
}

/** When it should have been done, in milliseconds, or null while nothing is owed. */
export function dueMsOf(fact: TaskFact | IncidentFact, thresholds: Thresholds): number | null {
  if (fact.kind === 'task') return fact.open && fact.due ? Date.parse(fact.due) : null
  return fact.status === 'new' ? fact.declaredMs + thresholds.triageMinutes[fact.priority] * 60_000 : null
}

export function isOverdue(fact: TaskFact | IncidentFact, now: Instant, thresholds: Thresholds): boolean {
  const due = dueMsOf(fact, thresholds)
  return due !== null && due < Date.parse(now)
}

/** The observations that some incident of these rests on already. */
export function takenUp(facts: readonly PictureFact[]): Set<Id> {
  const taken = new Set<Id>()
  for (const fact of facts) {
    if (fact.kind === 'incident' && isIncident(fact)) for (const id of fact.observations) taken.add(id)
  }
  return taken
}
