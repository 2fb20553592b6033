// The backlog: one list of all that was promised and is to be followed up, overdue first, and how it burns down.
import type { BacklogRow, BurnDay } from '../model/follow-up.ts'

/** Overdue first, then by due time; what has none comes last, the oldest first. */
export function inBacklogOrder<R extends Pick<BacklogRow, 'overdue' | 'due' | 'openedAt' | 'id'>>(
  rows: readonly R[],
): R[] {
  const key = ({ overdue, due, openedAt, id }: R) => `${overdue ? 0 : 1}${due ?? '9999'}${openedAt}${id}`
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

export function overdueAt({ due, closedAt }: Pick<BacklogRow, 'due' | 'closedAt'>, now: string): boolean {
  return due !== null && due < now && closedAt === null
}

const day = 86_400_000
const dayOf = (at: string) => at.slice(0, 10)

/** One line for each day (UTC) of the last `days`, the last one being now: opened and closed on it, and open at its end. */
export function burnDown(
  rows: readonly Pick<BacklogRow, 'openedAt' | 'closedAt' | 'due'>[],
  now: string,
  days: number,
): BurnDay[] {
  const today = Date.parse(`${dayOf(now)}T00:00:00.000Z`)
  return Array.from({ length: days }, (_, n) => {
    const begins = today - (days - 1 - n) * day
    const name = dayOf(new Date(begins).toISOString())
    const end = n === days - 1 ? now : new Date(begins + day).toISOString()
    const open = rows.filter(({ openedAt, closedAt }) => openedAt < end && (closedAt === null || closedAt >= end))
    return {
      day: name,
      opened: rows.filter(({ openedAt }) => dayOf(openedAt) === name && openedAt <= now).length,
      closed: rows.filter(({ closedAt }) => closedAt !== null && dayOf(closedAt) === name && closedAt <= now).length,
      open: open.length,
      overdue: open.filter(({ due }) => due !== null && due < end).length,
    }
  })
}
