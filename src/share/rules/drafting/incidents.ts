// Incidents as products count them: which of them count, which weigh most, and what is said of users and severity.
import { type Incident, openStatuses, type SeverityColour, severityColours } from '#assess/model.ts'
import type { Filed } from '#coordinate/model/crisis-file.ts'
import { type Desk, named } from './desk.ts'
import { figure, many } from './say.ts'

export type FiledIncident = Filed<Incident>

const open = new Set<string>(openStatuses)

/** What was rejected never was one, and what was merged is counted where it went. */
export function incidentsOf({ told }: Pick<Desk, 'told'>): FiledIncident[] {
  return told.incidents.filter(({ state }) => state.status !== 'rejected' && state.status !== 'merged').sort(byWeight)
}

export function isOpen({ state }: FiledIncident): boolean {
  return open.has(state.status)
}

function severityRank(value: SeverityColour | null | undefined): number {
  return value ? severityColours.length - severityColours.indexOf(value) : 0
}

/** The worst first, then what is open, then more users, then the earlier one. */
export function byWeight(a: FiledIncident, b: FiledIncident): number {
  return (
    severityRank(b.state.severity?.value) - severityRank(a.state.severity?.value) ||
    Number(isOpen(b)) - Number(isOpen(a)) ||
    (b.state.affected.users?.value ?? 0) - (a.state.affected.users?.value ?? 0) ||
    compare(a.state.declaredAt, b.state.declaredAt) ||
    compare(a.id, b.id)
  )
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The worst colour among them, with the incidents that bear it; null while nobody judged one. */
export function worstOf(found: readonly FiledIncident[]): { value: SeverityColour; bearing: FiledIncident[] } | null {
  for (const value of severityColours) {
    const bearing = found.filter(({ state }) => state.severity?.value === value)
    if (bearing.length > 0) return { value, bearing }
  }
  return null
}

/** 'red (very large impact)', on the scale of CG Publication 04/2018. */
export function severityWords({ names }: Pick<Desk, 'names'>, value: SeverityColour): string {
  return Object.hasOwn(names.severities, value) ? `${value} (${named(names.severities, value)})` : value
}

interface UserTotal {
  value: number
  /** 'about 40,000, added up from 2 incidents; not known for 1'. */
  words: string
  from: FiledIncident[]
}

/** Added up where several say a number; nobody knows who is counted twice. Null where nobody says one. */
export function userTotal(found: readonly FiledIncident[]): UserTotal | null {
  const from = found.filter(({ state }) => state.affected.users !== null)
  if (from.length === 0) return null
  const said = from.flatMap(({ state }) => state.affected.users ?? [])
  const value = said.reduce((sum, one) => sum + one.value, 0)
  const exact = said.every(({ qualifier }) => qualifier === 'exact')
  const over = said.every(({ qualifier }) => qualifier === 'over')
  const upTo = said.every(({ qualifier }) => qualifier === 'up-to')
  const start = exact ? '' : over ? 'more than ' : upTo ? 'up to ' : 'about '
  const bases = [...new Set(said.map(({ basis }) => basis.trim()))]
  const whence = from.length === 1 ? ` (${bases[0]})` : ` (added up from ${from.length} incidents)`
  const unknown = found.length - from.length
  const gap = unknown > 0 ? `; not known for ${many(unknown, 'incident')}` : ''
  return { value, words: `${start}${figure(value)}${whence}${gap}`, from }
}

const statusWords: Record<Incident['status'], string> = {
  new: 'new, and nobody has looked into it yet',
  triaged: 'looked at first',
  investigating: 'under investigation',
  contained: 'contained',
  recovering: 'being recovered from',
  resolved: 'resolved',
  closed: 'closed',
  rejected: 'rejected',
  merged: 'merged into another one',
}

export function statusOf({ state }: FiledIncident): string {
  return statusWords[state.status]
}

export function countriesIn(found: readonly FiledIncident[]): string[] {
  return [...new Set(found.flatMap(({ state }) => state.affected.countries))].sort()
}

export function sectorsIn(found: readonly FiledIncident[]): string[] {
  return [...new Set(found.flatMap(({ state }) => state.affected.sectors))].sort()
}
