// The common operational picture: facts that the reader may read, and a moment, to every number on the screen.
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Picture, PictureAttribution, PictureBucket, PictureChange, PictureOverdue, Tally } from '../model.ts'
import { inShort } from './narrate.ts'
import {
  type AttributionFact,
  type ChangeFact,
  dueMsOf,
  freshnessOf,
  type IncidentFact,
  isIncident,
  isOpen,
  type PictureFact,
  type SignalFact,
  type TaskFact,
  type Thresholds,
  takenUp,
} from './picture-facts.ts'

export interface PictureOptions {
  thresholds: Thresholds
  timelineHours: number
  timelineBuckets: number
}

const reasonsShown = 5
export const listShown = 50
export const hour = 3_600_000

/** What changed within the hour: how much, and the newest of it. */
export interface Changes {
  total: number
  newest: readonly ChangeFact[]
}

/** `facts` and `changes` hold only what the reader may read. */
export function pictureOf(
  facts: readonly PictureFact[],
  changes: Changes,
  now: Instant,
  options: PictureOptions,
): Picture {
  const at = Date.parse(now)
  const { thresholds } = options
  const taken = takenUp(facts)
  const total = counter()
  const cells = new Map<string, Map<string, Counter>>()
  const countries = new Map<string, Counter>()
  const sectors = new Map<string, Counter>()
  const timeline = emptyTimeline(at, options)
  const overdue: Late[] = []
  const byStatus: Record<string, number> = {}
  const attributions: AttributionFact[] = []
  let incidents = 0
  let reports = 0

  for (const fact of facts) {
    if (fact.kind === 'task') {
      noteLate(overdue, fact, at, thresholds)
      continue
    }
    if (fact.kind === 'attribution') {
      attributions.push(fact)
      continue
    }
    if (fact.kind === 'report') {
      if (fact.waiting) reports += 1
      continue
    }
    if (fact.kind === 'incident') {
      byStatus[fact.status] = (byStatus[fact.status] ?? 0) + 1
      if (!isIncident(fact)) continue
      incidents += 1
      noteLate(overdue, fact, at, thresholds)
    } else if (taken.has(fact.id)) continue
    countInTimeline(timeline, fact)
    if (fact.kind === 'incident' && !isOpen(fact)) continue
    count(total, fact)
    for (const country of fact.countries) count(known(countries, country, counter), fact)
    for (const sector of fact.sectors) {
      count(known(sectors, sector, counter), fact)
      const row = known(cells, sector, () => new Map<string, Counter>())
      for (const country of fact.countries) count(known(row, country, counter), fact)
    }
  }

  return {
    at: now,
    totals: {
      ...tally(total, at, thresholds),
      incidents,
      byStatus,
      countries: [...countries.keys()].filter((country) => country !== 'unknown').length,
      sectors: [...sectors.keys()].filter((sector) => sector !== 'unknown').length,
      overdue: overdue.length,
      changedLastHour: changes.total,
      reports,
    },
    matrix: [...cells]
      .flatMap(([sector, row]) =>
        [...row].map(([country, cell]) => ({ sector, country, ...tally(cell, at, thresholds) })),
      )
      .sort((a, b) => order(a.sector, b.sector) || order(a.country, b.country)),
    countries: [...countries]
      .map(([country, cell]) => ({ country, ...tally(cell, at, thresholds) }))
      .sort((a, b) => order(a.country, b.country)),
    sectors: [...sectors]
      .map(([sector, cell]) => ({ sector, ...tally(cell, at, thresholds) }))
      .sort((a, b) => order(a.sector, b.sector)),
    timeline: timeline.buckets,
    changedLastHour: tellChanges(changes.newest, facts).slice(0, listShown),
    overdue: overdueOf(overdue, facts, at),
    attributions: attributionsOf(attributions, facts),
    thresholds: { freshMinutes: thresholds.freshMinutes, ageingMinutes: thresholds.ageingMinutes },
  }
}

/** Only such facts stand for an attribution as two analysts accept: the rest never becomes one. */
function attributionsOf(found: AttributionFact[], facts: readonly PictureFact[]): PictureAttribution[] {
  const incidents = incidentsById(new Set(found.flatMap(({ about }) => about)), facts)
  return found.sort(fresher).map((fact) => toldAttribution(fact, (id) => incidents.has(id)))
}

/** `known` says which incidents the reader may see: of the others not even the id is told. */
export function toldAttribution(fact: AttributionFact, known: (incident: Id) => boolean): PictureAttribution {
  return {
    question: fact.id,
    text: fact.title,
    statement: fact.statement,
    about: fact.about.filter(known),
    analysts: fact.analysts.map(({ person, name, at }) => ({ person, name, at })),
    since: fact.changedAt,
    note: fact.note,
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function known<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}

interface Counter {
  open: number
  signals: number
  red: number
  yellow: number
  green: number
  white: number
  unset: number
  users: number
  inexact: number
  notKnownFor: number
  freshest: Instant
  oldest: Instant
  /** The freshest few, newest first. */
  reasons: (IncidentFact | SignalFact)[]
}

function counter(): Counter {
  return {
    open: 0,
    signals: 0,
    red: 0,
    yellow: 0,
    green: 0,
    white: 0,
    unset: 0,
    users: 0,
    inexact: 0,
    notKnownFor: 0,
    freshest: '',
    oldest: '',
    reasons: [],
  }
}

function count(cell: Counter, fact: IncidentFact | SignalFact): void {
  if (cell.freshest === '' || fact.changedAt > cell.freshest) cell.freshest = fact.changedAt
  if (cell.oldest === '' || fact.changedAt < cell.oldest) cell.oldest = fact.changedAt
  keepFreshest(cell.reasons, fact)
  if (fact.kind === 'signal') {
    cell.signals += 1
    return
  }
  cell.open += 1
  cell[fact.severity ?? 'unset'] += 1
  if (!fact.users) cell.notKnownFor += 1
  else {
    cell.users += fact.users.value
    if (fact.users.qualifier !== 'exact') cell.inexact += 1
  }
}

/** Newest change first, then by id, so that the same facts in another order make the same picture. */
export function fresher(a: { changedAt: Instant; id: Id }, b: { changedAt: Instant; id: Id }): number {
  return order(b.changedAt, a.changedAt) || order(b.id, a.id)
}

function isFresher(a: IncidentFact | SignalFact, b: IncidentFact | SignalFact): boolean {
  return a.changedAt > b.changedAt || (a.changedAt === b.changedAt && a.id > b.id)
}

/** The hot path of the picture: called for every fact and every number that counts it. */
function keepFreshest(kept: (IncidentFact | SignalFact)[], fact: IncidentFact | SignalFact): void {
  let at = kept.length
  while (at > 0 && isFresher(fact, kept[at - 1] as IncidentFact | SignalFact)) at -= 1
  if (at >= reasonsShown) return
  kept.splice(at, 0, fact)
  if (kept.length > reasonsShown) kept.pop()
}

function tally(cell: Counter, now: number, thresholds: Thresholds): Tally {
  const { red, yellow, green, white, unset } = cell
  return {
    open: cell.open,
    signals: cell.signals,
    bySeverity: { red, yellow, green, white, unset },
    users: {
      sum: Math.min(cell.users, Number.MAX_SAFE_INTEGER),
      exact: cell.inexact === 0 && cell.notKnownFor === 0,
      notKnownFor: cell.notKnownFor,
    },
    freshest: cell.freshest || null,
    oldest: cell.oldest || null,
    freshness: cell.freshest ? freshnessOf(cell.freshest, now, thresholds) : null,
    reasons: cell.reasons.map((fact) => fact.id),
  }
}

interface Timeline {
  start: number
  width: number
  buckets: PictureBucket[]
}

/** Buckets end at round multiples of their width, so that they do not crawl while one looks at them. */
function emptyTimeline(now: number, { timelineHours, timelineBuckets }: PictureOptions): Timeline {
  const width = Math.max(1000, Math.floor((timelineHours * hour) / timelineBuckets))
  const end = (Math.floor(now / width) + 1) * width
  const start = end - timelineBuckets * width
  const buckets = Array.from(
    { length: timelineBuckets },
    (_, at): PictureBucket => ({
      start: new Date(start + at * width).toISOString(),
      end: new Date(start + (at + 1) * width).toISOString(),
      incidents: 0,
      bySeverity: { red: 0, yellow: 0, green: 0, white: 0, unset: 0 },
      signals: 0,
    }),
  )
  return { start, width, buckets }
}

function countInTimeline(timeline: Timeline, fact: IncidentFact | SignalFact): void {
  const bucket = timeline.buckets[Math.floor((fact.occurredMs - timeline.start) / timeline.width)]
  if (!bucket) return
  if (fact.kind === 'signal') {
    bucket.signals += 1
    return
  }
  bucket.incidents += 1
  bucket.bySeverity[fact.severity ?? 'unset'] += 1
}

function incidentsById(ids: Set<Id>, facts: readonly PictureFact[]): Map<Id, IncidentFact> {
  const found = new Map<Id, IncidentFact>()
  if (ids.size === 0) return found
  for (const fact of facts) if (fact.kind === 'incident' && ids.has(fact.id)) found.set(fact.id, fact)
  return found
}

/** Newest first, in words. */
export function tellChanges(changes: readonly ChangeFact[], facts: readonly PictureFact[]): PictureChange[] {
  const recent = [...changes].sort((a, b) => order(b.entry, a.entry))
  const incidents = incidentsById(new Set(recent.flatMap((change) => change.incident ?? change.id)), facts)
  return recent.map((change) => ({
    entry: change.entry,
    record: change.record,
    id: change.id,
    incident: change.incident,
    reference: incidents.get(change.incident ?? change.id)?.reference ?? null,
    title: change.title,
    what: inShort(change.kind, change.to),
    when: change.at,
  }))
}

interface Late {
  fact: TaskFact | IncidentFact
  due: number
}

function noteLate(late: Late[], fact: TaskFact | IncidentFact, now: number, thresholds: Thresholds): void {
  const due = dueMsOf(fact, thresholds)
  if (due !== null && due < now) late.push({ fact, due })
}

/** The latest first. */
function overdueOf(late: readonly Late[], facts: readonly PictureFact[], now: number): PictureOverdue[] {
  // Thousands may be late: the due time of the last one shown is found by a sort of bare numbers.
  const last = Float64Array.from(late, (one) => one.due).sort()[Math.min(listShown, late.length) - 1] ?? 0
  const shown = late
    .filter((one) => one.due <= last)
    .sort((a, b) => a.due - b.due || order(a.fact.id, b.fact.id))
    .slice(0, listShown)
  const incidents = incidentsById(
    new Set(shown.map(({ fact }) => (fact.kind === 'task' ? fact.incident : fact.id))),
    facts,
  )
  return shown.map(({ fact, due }) => {
    const incident = fact.kind === 'task' ? fact.incident : fact.id
    return {
      record: fact.record,
      id: fact.id,
      incident,
      reference: incidents.get(incident)?.reference ?? null,
      title: fact.title,
      why: fact.kind === 'task' ? 'task' : 'triage',
      due: new Date(due).toISOString(),
      lateSeconds: Math.floor((now - due) / 1000),
      assignees: fact.kind === 'task' ? (fact.assignee ? [fact.assignee] : []) : [...fact.assigned],
    }
  })
}
