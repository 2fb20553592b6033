// What watching plans works with: the tables of verdicts, what is being watched, and who wants to know what was seen.
import type { Realm } from '#kernel/realm.ts'
import type { Held } from '#platform/journal/types.ts'
import type { Deps } from '#platform/room.ts'
import type { Plan } from '../../model/failover.ts'
import type { Verdict } from '../../model/resolvers.ts'
import type { Watching } from '../../probe/watch-plan.ts'
import { type VerdictSql, verdictSql, verdictsOf } from '../../store/verdicts.ts'

/** What is said of a plan at a moment: the newest verdict of each vantage point on each upstream, by this node's clock. */
export interface PlanSeen {
  realm: Realm
  plan: Held<Plan>
  verdicts: readonly Verdict[]
}

/** Called in the one process that watches, after each round, one after the other for each plan. */
export type HearSeen = (seen: PlanSeen) => Promise<void>

export interface Runner {
  plan: Held<Plan>
  realm: Realm
  vantage: string
  /** null: only others look at it. */
  watching: Watching | null
  timer: NodeJS.Timeout | null
  /** Verdicts of this place that are newer than those written down. */
  own: Verdict[]
  /** When they were last written, in milliseconds. */
  writtenAt: number
  busy: boolean
  stopped: boolean
}

export interface VantageArea {
  sql: VerdictSql
  hearers: Set<HearSeen>
  /** By realm and plan. */
  runners: Map<string, Runner>
  /** Ends all when the lease was not renewed. */
  lapse: NodeJS.Timeout | null
  stopped: boolean
}

export function createVantageArea({ journal }: Pick<Deps, 'journal'>): VantageArea {
  return { sql: verdictSql(journal.sql), hearers: new Set(), runners: new Map(), lapse: null, stopped: false }
}

export async function tellHearers(
  { vantage: area }: { vantage: VantageArea },
  realm: Realm,
  plan: Held<Plan>,
): Promise<void> {
  const verdicts = await verdictsOf(area.sql, { realm, plan: plan.id })
  for (const hear of area.hearers) await hear({ realm, plan, verdicts })
}

/** Says to `hear` what is seen of each plan, whether it changed or not: time passes too. The answer takes it off again. */
export function onVerdicts(area: VantageArea, hear: HearSeen): () => void {
  area.hearers.add(hear)
  return () => void area.hearers.delete(hear)
}
