// Ranges of versions (vers, its constraints alone, and a few plain words) as intervals, and whether two of them meet.
import { type Compare, compareBy } from './compare-versions.ts'

/** Null: no end on that side. */
export interface Interval {
  low: string | null
  lowCounts: boolean
  high: string | null
  highCounts: boolean
}

export interface Range {
  intervals: Interval[]
  /** Left out of them by name. */
  without: string[]
  compare: Compare
}

const everything: Interval = { low: null, lowCounts: false, high: null, highCounts: false }
/** Each is compared with each other one. */
const mostConstraints = 200

export function exactly(version: string, scheme: string | null = null): Range {
  const intervals = [{ low: version, lowCounts: true, high: version, highCounts: true }]
  return { intervals, without: [], compare: compareBy(scheme) }
}

/** Null where it cannot be read, or its versions cannot be put into an order. */
export function rangeFrom(text: string): Range | null {
  const vers = /^vers:([a-z0-9.+-]{1,40})\/(.*)$/.exec(text.trim())
  if (vers) return fromConstraints(decoded(vers[2] ?? '').split('|'), vers[1] ?? null)
  const plain = text
    .trim()
    .replace(/^all versions?(?: of)?\s*/i, '')
    .replace(/^(?:prior to|before|earlier than)\s+/i, '<')
  if (plain === '' || plain === '*') return { intervals: [everything], without: [], compare: compareBy(null) }
  const parts = plain
    .replace(/([<>=!])\s+/g, '$1')
    .split(/\s*(?:\||,|&&)\s*|\s+(?:and\s+)?(?=[<>=!])/i)
    .filter(Boolean)
  // Without any comparison it is a name or a sentence, of which nobody can say what it includes.
  return parts.some((part) => /^[<>!=]/.test(part)) ? fromConstraints(parts, null) : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

interface Constraint {
  sign: string
  version: string
}

function fromConstraints(parts: readonly string[], scheme: string | null): Range | null {
  if (parts.length > mostConstraints) return null
  const compare = compareBy(scheme)
  if (parts.length === 1 && parts[0]?.trim() === '*') return { intervals: [everything], without: [], compare }
  const constraints: Constraint[] = []
  for (const part of parts) {
    const found = /^(<=|>=|!=|<|>|=)?\s*([^\s<>=!|*][^\s|]{0,200})$/.exec(part.trim())
    if (!found) return null
    constraints.push({ sign: found[1] ?? '=', version: found[2] ?? '' })
  }
  return inOrder(constraints, compare)
}

/** As the specification of vers says: sorted by version, a lower bound goes on until the next upper one. */
function inOrder(constraints: Constraint[], compare: Compare): Range | null {
  for (const one of constraints)
    for (const other of constraints) if (compare(one.version, other.version) === null) return null
  const sorted = constraints.toSorted((one, other) => compare(one.version, other.version) ?? 0)
  const range: Range = { intervals: [], without: [], compare }
  let open: Constraint | null = null
  for (const { sign, version } of sorted) {
    if (sign === '!=') range.without.push(version)
    else if (sign === '=') {
      if (!open) range.intervals.push({ low: version, lowCounts: true, high: version, highCounts: true })
    } else if (sign.startsWith('>')) open ??= { sign, version }
    else {
      const first = range.intervals.length === 0
      if (!open && !first) return null
      range.intervals.push({
        ...{ low: open?.version ?? null, lowCounts: open?.sign === '>=' },
        ...{ high: version, highCounts: sign === '<=' },
      })
      open = null
    }
  }
  if (open) range.intervals.push({ low: open.version, lowCounts: open.sign === '>=', high: null, highCounts: false })
  if (range.intervals.length === 0 && range.without.length > 0) range.intervals.push(everything)
  return range
}

/** inside: all of `ours` is in `theirs`. apart: nothing is. partly: some is. unknown: the versions do not compare. */
export type Meeting = 'inside' | 'apart' | 'partly' | 'unknown'

export function meet(ours: Range, theirs: Range): Meeting {
  const compare = theirs.compare
  let unknown = false
  let inside = 0
  let partly = false
  for (const one of ours.intervals) {
    let held = false
    for (const other of theirs.intervals) {
      const how = between(one, other, compare)
      if (how === 'unknown') unknown = true
      else if (how === 'inside') held = true
      else if (how === 'partly') partly = true
    }
    if (held && leftOut(one, theirs)) held = false
    if (held) inside++
  }
  if (inside === ours.intervals.length && inside > 0) return 'inside'
  if (inside > 0 || partly) return 'partly'
  return unknown ? 'unknown' : 'apart'
}

/** One version that the range leaves out by its name. */
function leftOut({ low, high }: Interval, { without, compare }: Range): boolean {
  return low !== null && low === high && without.some((version) => compare(version, low) === 0)
}

function between(one: Interval, other: Interval, compare: Compare): Meeting {
  const startsBefore = ends(one.low, one.lowCounts, other.high, other.highCounts, compare)
  const startsAfter = ends(other.low, other.lowCounts, one.high, one.highCounts, compare)
  if (startsBefore === false || startsAfter === false) return 'apart'
  if (startsBefore === null || startsAfter === null) return 'unknown'
  const lower = notBelow(one, other, compare)
  const upper = notAbove(one, other, compare)
  if (lower === null || upper === null) return 'unknown'
  return lower && upper ? 'inside' : 'partly'
}

/** Whether something that begins at `low` can still be before the end `high`. */
function ends(
  low: string | null,
  lowCounts: boolean,
  high: string | null,
  highCounts: boolean,
  compare: Compare,
): boolean | null {
  if (low === null || high === null) return true
  const order = compare(low, high)
  if (order === null) return null
  return order < 0 || (order === 0 && lowCounts && highCounts)
}

function notBelow(one: Interval, other: Interval, compare: Compare): boolean | null {
  if (other.low === null) return true
  if (one.low === null) return false
  const order = compare(one.low, other.low)
  return order === null ? null : order > 0 || (order === 0 && (other.lowCounts || !one.lowCounts))
}

function notAbove(one: Interval, other: Interval, compare: Compare): boolean | null {
  if (other.high === null) return true
  if (one.high === null) return false
  const order = compare(one.high, other.high)
  return order === null ? null : order < 0 || (order === 0 && (other.highCounts || !one.highCounts))
}
