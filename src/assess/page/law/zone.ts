// Moments in the zone by which a duty counts, as they stand on a wall there; and the way back from what somebody typed.
import { momentOf, wallOf } from '../../rules/clocks/zone.ts'

/** `Fri 13 Mar 2026, 10:45 CET`. A zone that nobody knows is shown as UTC, and says so. */
export function inZone(at: string, zone: string): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  const parts = new Map(
    formatOf(zone)
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? ''
  const day = `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`
  return `${day}, ${part('hour')}:${part('minute')} ${part('timeZoneName')}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making one takes a hundred times as long as using it. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const before = formats.get(zone)
  if (before) return before
  const made = make(zone)
  formats.set(zone, made)
  return made
}

function make(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-GB', { ...shape, timeZone: zone })
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...shape, timeZone: 'UTC' })
  }
}

const shape: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
}

/** `2026-03-13T10:45`, as a date field holds it, of a moment in a zone. */
export function toWall(at: string | null | undefined, zone: string): string {
  const moment = Date.parse(at ?? '')
  return Number.isNaN(moment) ? '' : new Date(wallOf(zone, moment)).toISOString().slice(0, 16)
}

/**
 * The moment of a wall time in a zone. One that exists twice (the night the clocks go back) is the first; one that does
 * not exist moves forward by the gap. Undefined where nothing was typed.
 */
export function fromWall(text: string, zone: string): string | undefined {
  const wall = Date.parse(`${text}Z`)
  return Number.isNaN(wall) ? undefined : new Date(momentOf(zone, wall).at).toISOString()
}
