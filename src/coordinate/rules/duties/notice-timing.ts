// When a notice is due, whether it is late, and what the ladder says about it; and which notices nobody has opened yet.
import type { Id } from '#kernel/id.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Ladder, LadderStep } from '../../model/ladder.ts'
import type { Notice } from '../../model/notice.ts'
import type { AskedWhen, KindOfNotice, NoticeDue } from '../../model/notice-kind.ts'
import { addMonths } from './rounds.ts'

const hourMs = 3_600_000

/** The limit that follows from what happened; null where the framework states none that a clock could count. */
export function dueOf(due: NoticeDue, happenedAt: Instant): Instant | null {
  const from = Date.parse(happenedAt)
  if (due.kind === 'after') return instant(new Date(from + due.hours * hourMs))
  if (due.kind === 'after-months') return instant(addMonths(new Date(from), due.months))
  return null
}

export interface NoticeTiming {
  state: 'open' | 'overdue' | 'done' | 'done-late' | 'dropped'
  /** The moment by which all who are asked for should have been told; null: none is stated. */
  limit: Instant | null
  /** What is to be said about it now. */
  warnings: string[]
}

type Timed = Pick<Notice, 'status' | 'due' | 'happenedAt' | 'openedAt' | 'doneAt'>

export function timingOf(
  notice: Timed,
  kind: KindOfNotice | undefined,
  ladder: Ladder | null,
  now: Instant,
): NoticeTiming {
  const steps = stepsThatCount(kind?.due, ladder)
  const up = firstStepUp(steps, notice.happenedAt ?? notice.openedAt)
  const limit = earliest(notice.due, up?.decision?.at ?? null)
  const warnings = notice.status === 'open' ? escalationWarnings(steps, up) : []
  if (notice.status === 'dropped') return { state: 'dropped', limit, warnings }
  if (notice.status === 'done') {
    const late = limit !== null && notice.doneAt !== null && notice.doneAt > limit
    return { state: late ? 'done-late' : 'done', limit, warnings }
  }
  return { state: limit !== null && now > limit ? 'overdue' : 'open', limit, warnings }
}

/** Steps of the networks that escalate; the duty is to tell before those, whatever else moves. */
function stepsThatCount(due: NoticeDue | undefined, ladder: Ladder | null): LadderStep[] {
  if (due?.kind !== 'before-escalation' || !ladder) return []
  return ladder.steps.filter(({ network }) => due.networks.includes(network))
}

function earliest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

/** The first step up that was taken since; by when it was decided. */
function firstStepUp(steps: readonly LadderStep[], since: Instant): LadderStep | undefined {
  return steps
    .filter((one) => one.direction === 'up' && one.status === 'taken' && (one.decision?.at ?? '') >= since)
    .sort((a, b) => ((a.decision?.at ?? '') < (b.decision?.at ?? '') ? -1 : 1))[0]
}

function escalationWarnings(steps: readonly LadderStep[], taken: LadderStep | undefined): string[] {
  if (taken)
    return [`${taken.network} went up to ${taken.to} while this was not told: it was to be told before that step.`]
  const proposed = steps.find((one) => one.direction === 'up' && one.status === 'proposed')
  return proposed ? [`${proposed.network} may go up to ${proposed.to}: tell this before the step is taken.`] : []
}

/** What somebody should look at: a notice that the framework asks for, and that nobody opened or set aside. */
export interface AskedNotice {
  crisis: Id
  kind: string
  because: string
  since: Instant
}

interface CrisisAsked {
  id: Id
  title: string
  status: string
  openedAt: Instant
  ladder: Ladder | null
  /** Kinds of which there is a notice, whatever became of it: one that was dropped has its reason. */
  kinds: ReadonlySet<string>
}

export function askedNotices(kinds: readonly KindOfNotice[], crises: readonly CrisisAsked[]): AskedNotice[] {
  return crises.flatMap((crisis) => {
    if (crisis.status === 'closed') return []
    return kinds.flatMap(({ id, askedWhen }) => {
      if (askedWhen === null || crisis.kinds.has(id)) return []
      const why = whyAsked(askedWhen, crisis)
      return why ? [{ crisis: crisis.id, kind: id, ...why }] : []
    })
  })
}

function whyAsked(asked: AskedWhen, { openedAt, ladder }: CrisisAsked): Pick<AskedNotice, 'because' | 'since'> | null {
  if (asked.what === 'crisis-open')
    return { because: 'The crisis is open, and no such notice was made.', since: openedAt }
  const step = ladder?.steps.find((one) => one.network === asked.network && one.status === 'taken')
  if (!step?.decision) return null
  return {
    because: `${step.network} went from ${step.from} to ${step.to}, and no such notice was made.`,
    since: step.decision.at,
  }
}
