// Times that cannot be: no moment at all, of the future, before what must come before them, in a zone that does not exist.
import type { Deadline, DutyReport } from '../../model/law.ts'
import { type FaultList, isObject, shown } from './fault-list.ts'
import { nearestTo } from './nearest.ts'
import type { PreparedLaw } from './prepared.ts'

const mostAnchors = 100
const dayMs = 86_400_000
const written = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.]\d{1,9})?)?(?:[Zz]|[+-](\d{2}):(\d{2}))$/

/** What comes first, what cannot come before it, and why. */
const orders: readonly [first: string, then: readonly string[], why: string][] = [
  [
    'incident_occurrence',
    ['detection', 'awareness', 'classification', 'incident_handled', 'regular_activities_recovered', 'remedied'],
    'it cannot come before the incident itself',
  ],
  ['detection', ['classification'], 'nothing is classified before it is detected'],
  ['awareness', ['classification'], 'nobody classifies an incident before being aware of it'],
  ['suspension', ['reestablishment', 'withdrawal'], 'it cannot come before the suspension'],
]

export function checkTimes(law: PreparedLaw, list: FaultList, situation: Record<string, unknown>): void {
  const now = situation.now === undefined ? null : checkMoment(list, ['now'], situation.now)
  checkZone(list, situation.timeZone)
  const { anchors } = situation
  if (anchors === undefined) return
  if (!isObject(anchors)) {
    list.add(['anchors'], 'shape', `Anchors are an object of anchor ids and times; this is ${shown(anchors)}.`)
    return
  }
  const moments = new Map<string, number>()
  let count = 0
  for (const id in anchors) {
    count += 1
    if (count > mostAnchors) list.add(['anchors'], 'shape', `At most ${mostAnchors} anchors are looked at.`)
    if (count > mostAnchors || list.full()) return
    if (!knownAnchor(law, list, id)) continue
    const at = checkMoment(list, ['anchors', id], anchors[id])
    if (at === null) continue
    moments.set(id, at)
    if (now !== null && at > now + dayMs) {
      const reason = `${id} lies more than a day after now: only what has happened starts a clock.`
      list.add(['anchors', id], 'time-order', reason)
    }
  }
  checkOrders(law, list, moments)
}

/** Milliseconds since 1970, or null with a fault. */
function checkMoment(list: FaultList, at: string[], value: unknown): number | null {
  const parts = typeof value === 'string' && value.length <= 40 ? written.exec(value) : null
  if (parts === null) {
    const reason = `A time is written as 2026-03-28T22:15:00+01:00 or with Z, with its offset; this is ${shown(value)}.`
    list.add(at, 'time', reason)
    return null
  }
  const [year, month, day, hour, minute, second, offsetHours, offsetMinutes] = parts
    .slice(1)
    .map((one) => Number(one ?? 0))
  const moment = Date.parse(String(value).replace(' ', 'T').toUpperCase())
  const exists =
    !Number.isNaN(moment) &&
    between(month, 1, 12) &&
    between(day, 1, lastDayOf(year, month)) &&
    between(hour, 0, 23) &&
    between(minute, 0, 59) &&
    between(second, 0, 59) &&
    between(offsetHours, 0, 14) &&
    between(offsetMinutes, 0, 59)
  if (exists && between(year, 1970, 2200)) return moment
  list.add(at, 'time', `There is no such moment: ${shown(value)}.`)
  return null
}

function between(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && value >= least && value <= most
}

function lastDayOf(year = 0, month = 0): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function checkZone(list: FaultList, zone: unknown): void {
  if (zone === undefined || (typeof zone === 'string' && zone.length <= 60 && zoneExists(zone))) return
  list.add(['timeZone'], 'time', `A time zone is an IANA name such as Europe/Berlin; this is ${shown(zone)}.`)
}

const zones = new Map<string, boolean>()
const mostZones = 1_000

function zoneExists(zone: string): boolean {
  const before = zones.get(zone)
  if (before !== undefined) return before
  let exists = /^[A-Za-z]/.test(zone)
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    exists = false
  }
  if (zones.size >= mostZones) zones.clear()
  zones.set(zone, exists)
  return exists
}

function knownAnchor(law: PreparedLaw, list: FaultList, id: string): boolean {
  const plain = law.law.anchors.map((one) => one.id).filter((one) => !one.includes('<'))
  if (plain.includes(id)) return true
  const [, kind, , regime, report] = /^(report_submitted|report_received):(([a-z0-9-]+)\/)?([a-z0-9_]+)$/.exec(id) ?? []
  if (kind !== undefined && report !== undefined) {
    const regimes = regime === undefined ? law.law.regimes : law.law.regimes.filter((one) => one.id === regime)
    if (regimes.some(({ reports }) => reports.some((one) => one.id === report))) return true
    if (law.law.overlays.some((one) => one.reports.some((other) => other.id === report))) return true
  }
  const reports = law.law.regimes.flatMap((one) => one.reports.map((other) => other.id))
  const near = nearestTo(id, [...plain, ...reports.map((one) => `report_submitted:${one}`)])
  list.add(
    ['anchors', id],
    'known-anchor',
    `The law knows no anchor ${shown(id)}.${near === null ? '' : ` Did you mean ${near}?`}`,
  )
  return false
}

function checkOrders(law: PreparedLaw, list: FaultList, moments: ReadonlyMap<string, number>): void {
  for (const [first, thens, why] of orders) for (const then of thens) checkOrder(list, moments, first, then, why)
  for (const id of moments.keys()) {
    const [kind, report = ''] = id.split(':')
    if (kind === 'report_received')
      checkOrder(list, moments, `report_submitted:${report}`, id, 'no report is received before it is sent')
    if (kind !== 'report_submitted' || isInvitation(law, report)) continue
    if (countsFromAwareness(law, report))
      checkOrder(list, moments, 'awareness', id, 'nobody reports what they are not aware of')
    checkOrder(list, moments, 'incident_occurrence', id, 'nobody reports an incident before it happened')
  }
}

/** Voluntary notifications can be about threats and near misses, before any incident. */
function isInvitation(law: PreparedLaw, scoped: string): boolean {
  const report = scoped.slice(scoped.indexOf('/') + 1)
  const same = law.law.regimes.flatMap((one) => one.reports.filter((other) => other.id === report))
  return same.length > 0 && same.every(({ mandatory }) => !mandatory)
}

/**
 * Other acts count from another moment, which may lie before awareness of a significant incident: from detection
 * (Regulation 611/2013), from the incident (eIDAS), from when a condition became known (Part-IS).
 */
function countsFromAwareness(law: PreparedLaw, scoped: string): boolean {
  const [report = '', only] = scoped.split('/').reverse()
  const regimes = law.law.regimes.filter(
    ({ id, reports }) => (only === undefined || id === only) && reports.some((one) => one.id === report),
  )
  return regimes.length > 0 && regimes.every(({ reports }) => leadsToAwareness(reports, report))
}

/** Straight, or by way of the reports that it follows; each is looked at once. */
function leadsToAwareness(reports: readonly DutyReport[], report: string, seen = new Set<string>()): boolean {
  if (seen.has(report)) return false
  seen.add(report)
  const starts = reports.filter(({ id }) => id === report).flatMap(({ deadline }) => startsOf(deadline))
  return starts.some((start) => {
    const [, before] = start.split(':')
    return start === 'awareness' || (before !== undefined && leadsToAwareness(reports, before, seen))
  })
}

function startsOf(deadline: Deadline): string[] {
  if (deadline.kind === 'earliest') return deadline.of.flatMap(startsOf)
  return 'from' in deadline && deadline.from !== undefined ? [deadline.from] : []
}

function checkOrder(list: FaultList, moments: ReadonlyMap<string, number>, first: string, then: string, why: string) {
  const early = moments.get(first)
  const late = moments.get(then)
  if (early === undefined || late === undefined || late >= early) return
  list.add(['anchors', then], 'time-order', `${then} lies before ${first}: ${why}.`)
}
