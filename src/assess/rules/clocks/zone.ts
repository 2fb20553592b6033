// The time on the wall in a time zone, and back, out of the zone data of the runtime.
// A wall time is a number of milliseconds, as if the wall stood in UTC; so days and times of day are plain arithmetic.

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

const mostDays = 20_000
const mostZones = 700
/** Zone data says little before and nothing after; and years of other lengths than four digits are read wrongly below. */
const earliest = Date.UTC(1900, 0, 2)
const latest = Date.UTC(2500, 0, 1)

/** The moments that an RFC 3339 text can name. */
const firstMoment = -62_167_219_200_000 // 0000-01-01
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** A moment with a year of four digits: what lies outside, or is no number, is an edge. */
export function bounded(at: number): number {
  return at <= lastMoment ? Math.max(at, firstMoment) : lastMoment
}

/** A time in text to milliseconds; null for what is missing, cannot be read or has no year of four digits. */
export function momentIn(text: string | null | undefined): number | null {
  const at = Date.parse(text ?? '')
  return at === bounded(at) ? at : null
}

interface Zone {
  format: Intl.DateTimeFormat | null
  /** By day in UTC; NaN where the clocks change on that day. No zone changes twice within a day and back. */
  days: Map<number, number>
}

const zones = new Map<string, Zone>()

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  const two = '2-digit'
  const fields = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...fields })
  } catch {
    return null
  }
}

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone)
  if (known !== undefined) return known
  const made = { format: timeZone === 'UTC' ? null : formatOf(timeZone), days: new Map<number, number>() }
  if (zones.size >= mostZones) zones.clear()
  zones.set(timeZone, made)
  return made
}

/** Whether the runtime knows the zone: 'Europe/Berlin' yes, 'Europe/Atlantis' no. */
export function isTimeZone(timeZone: string): boolean {
  return timeZone === 'UTC' || zoneOf(timeZone).format !== null
}

/** Milliseconds that the wall is ahead of UTC at a moment. An unknown zone is UTC. */
export function offsetAt(timeZone: string, at: number): number {
  const { format, days } = zoneOf(timeZone)
  if (format === null) return 0
  const moment = at > earliest ? Math.min(at, latest) : earliest
  const day = Math.floor(moment / dayMs)
  let offset = days.get(day)
  if (offset === undefined) {
    const first = readOffset(format, day * dayMs)
    offset = first === readOffset(format, (day + 1) * dayMs) ? first : Number.NaN
    if (days.size >= mostDays) days.clear()
    days.set(day, offset)
  }
  return Number.isNaN(offset) ? readOffset(format, moment) : offset
}

/** The wall as '03/29/2026, 03:15:00', always with two digits but for the year. */
function readOffset(format: Intl.DateTimeFormat, moment: number): number {
  const second = Math.floor(moment / 1000) * 1000
  const text = format.format(second)
  const part = (from: number, to: number) => Number(text.slice(from, to))
  return Date.UTC(part(6, 10), part(0, 2) - 1, part(3, 5), part(12, 14), part(15, 17), part(18, 20)) - second
}

export function wallOf(timeZone: string, at: number): number {
  return at + offsetAt(timeZone, at)
}

export interface WallMoment {
  at: number
  /** Milliseconds by which the clocks went forward over the wall time: it does not exist, and the time moves on by as much. */
  gap: number
  /** The wall shows this time twice that day; the first one is meant. */
  twice: boolean
}

/** The moment at which the wall shows this time. */
export function momentOf(timeZone: string, wall: number): WallMoment {
  const before = offsetAt(timeZone, wall - 36 * hourMs)
  const after = offsetAt(timeZone, wall + 36 * hourMs)
  const early = wall - before
  if (before === after) return { at: early, gap: 0, twice: false }
  const late = wall - after
  const earlyHolds = offsetAt(timeZone, early) === before
  const lateHolds = offsetAt(timeZone, late) === after
  if (earlyHolds && lateHolds) return { at: Math.min(early, late), gap: 0, twice: true }
  if (lateHolds) return { at: late, gap: 0, twice: false }
  return { at: early, gap: earlyHolds ? 0 : after - before, twice: false }
}

/** Days since 1 January 1970 on the wall. */
export function dayOfWall(wall: number): number {
  return Math.floor(wall / dayMs)
}
