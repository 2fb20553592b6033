// The checklist: one row for each obligation and actor, with where it stands and what shows it; and how many stand where.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Instant } from '#kernel/time.ts'
import { type Duty, type DutyStatus, dutyStatuses, type Obligation, type Stage } from '../../model/obligation.ts'
import { type NoticeSeen, type Standing, standingOf } from './obligation-status.ts'

export interface Followed {
  id: Id
  version: number
  marking: Marking
  since: Instant
  state: Obligation
}

/** A notice with what says which rows it belongs to. */
export interface NoticeOf extends NoticeSeen {
  actor: string
  obligations: readonly string[]
  marking: Marking
}

export interface Row {
  duty: Duty & { own: boolean }
  /** As which actor it is looked at. */
  actor: string
  followed: Followed | null
  standing: Standing
  notices: NoticeOf[]
}

export interface ChecklistFilter {
  actor?: string
  stage?: Stage
  status?: readonly DutyStatus[]
  followed?: boolean
}

/** Whom an obligation concerns: `all` is everybody whom the Blueprint addresses. */
export function concerns(duty: Duty, actor: string): boolean {
  return duty.actor === actor || duty.with.includes(actor) || duty.actor === 'all'
}

/**
 * Rows in the order of the data. Without an actor: each obligation for the actor of the source, and for every other actor as which
 * somebody follows it. With one: each that concerns it, as that actor.
 */
export function checklistOf(
  duties: readonly Row['duty'][],
  records: readonly Followed[],
  notices: readonly NoticeOf[],
  filter: ChecklistFilter,
  now: Instant,
): Row[] {
  const rows = duties.flatMap((duty) => rowsOf(duty, records, notices, filter.actor, now))
  return rows.filter(
    ({ duty, standing, followed }) =>
      (filter.stage === undefined || duty.stage === filter.stage) &&
      (filter.status === undefined || filter.status.includes(standing.status)) &&
      (filter.followed === undefined || filter.followed === (followed !== null)),
  )
}

function rowsOf(
  duty: Row['duty'],
  records: readonly Followed[],
  notices: readonly NoticeOf[],
  asked: string | undefined,
  now: Instant,
): Row[] {
  const mine = records.filter(({ state }) => state.obligation === duty.id)
  const told = notices.filter((one) => one.obligations.includes(duty.id))
  const row = (actor: string, followed: Followed | null): Row => {
    // Nothing that was told is left out of sight: a notice of another actor stands in the row of the source.
    const theirs = actor === duty.actor && asked === undefined ? told : told.filter((one) => one.actor === actor)
    return { duty, actor, followed, notices: theirs, standing: standingOf(duty, followed?.state ?? null, theirs, now) }
  }
  const as = (actor: string): Row[] => {
    const found = mine.filter(({ state }) => state.actor === actor)
    return found.length > 0 ? found.map((one) => row(actor, one)) : [row(actor, null)]
  }
  if (asked !== undefined) return concerns(duty, asked) ? as(asked) : []
  const others = [...new Set(mine.map(({ state }) => state.actor))].filter((actor) => actor !== duty.actor).sort()
  return [duty.actor, ...others].flatMap(as)
}

export function countsOf(rows: readonly Row[]): Record<DutyStatus, number> {
  const counts = Object.fromEntries(dutyStatuses.map((status) => [status, 0])) as Record<DutyStatus, number>
  for (const { standing } of rows) counts[standing.status] += 1
  return counts
}
