// A day of adoption against the day by which the framework asks for it.
import type { Instant } from '#kernel/time.ts'
import type { Standing } from '../../model/taxonomy.ts'

const dayMs = 86_400_000

/** The day of a moment in UTC. */
export function dayOf(at: Instant): string {
  return at.slice(0, 10)
}

/** Whether a day is one of the calendar: 2026-02-30 is none. */
export function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00.000Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day
}

/**
 * Adopted on the last day is in time. Days are whole days of the calendar between the two; `today` is the day on which one asks, and
 * counts only while nothing is adopted.
 */
export function standingOf(deadline: string, adoptedOn: string | null, today: string): Standing {
  const until = adoptedOn ?? today
  const days = Math.round((Date.parse(`${until}T00:00:00.000Z`) - Date.parse(`${deadline}T00:00:00.000Z`)) / dayMs)
  const state = adoptedOn === null ? (days > 0 ? 'overdue' : 'running') : days > 0 ? 'late' : 'in-time'
  return { state, days: Math.abs(days) }
}
