// Limits that run from one rung to another: the answer of the Reserve within 48 hours, its report within two months.
import { addDuration } from '#assess/rules/clocks/duration.ts'
import type { Instant } from '#kernel/time.ts'
import type { Ladder, LadderStep } from '../../model/ladder.ts'
import type { LadderClock } from '../../model/ladder-table.ts'
import type { LadderTable } from './table.ts'

export interface LadderClockRun {
  network: string
  clock: LadderClock
  /** The step that started it. */
  step: string
  from: Instant
  due: Instant
  /** When a rung was reached that ends it; null while it runs. */
  endedAt: Instant | null
  late: boolean
}

/** Every run of every clock, oldest first. Hours pass; months go by the calendar in UTC, to the same time of day. */
export function ladderClocks(table: LadderTable, ladder: Pick<Ladder, 'steps'> | null, now: Instant): LadderClockRun[] {
  const taken = (ladder?.steps ?? []).filter((one) => one.status === 'taken').sort(byDecision)
  return table.networks.flatMap((network) => {
    const own = taken.filter((one) => one.network === network.id)
    return network.clocks.flatMap((clock) => runsOf(network.id, clock, own, now))
  })
}

function runsOf(network: string, clock: LadderClock, steps: readonly LadderStep[], now: Instant): LadderClockRun[] {
  return steps.flatMap((step, at): LadderClockRun[] => {
    const from = step.to === clock.starts ? step.decision?.at : undefined
    if (from === undefined) return []
    const end = steps.slice(at + 1).find(({ to }) => clock.ends.includes(to))
    const endedAt = end?.decision?.at ?? null
    const due = new Date(addDuration('UTC', Date.parse(from), clock.within)).toISOString()
    return [{ network, clock, step: step.key, from, due, endedAt, late: (endedAt ?? now) > due }]
  })
}

function byDecision(a: LadderStep, b: LadderStep): number {
  const [first, second] = [a.decision?.at ?? '', b.decision?.at ?? '']
  return first < second ? -1 : first > second ? 1 : Number(a.key.slice(1)) - Number(b.key.slice(1))
}
