// What vantage points say now of the plans that a reader may read, what that adds up to, and how it changed.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/types.ts'
import type * as api from '../../api/vantage.ts'
import { planRecord } from '../../events/failover.ts'
import type { Plan } from '../../model/failover.ts'
import { type Judged, judgePlan } from '../../rules/dns/quorum.ts'
import { planPage } from '../../store/failovers.ts'
import { changesOf, verdictsOf } from '../../store/verdicts.ts'
import type { SustainRoom } from '../room.ts'

const mostChanges = 200

export async function listVerdicts(
  room: SustainRoom,
  { plan: id, hours = 24, limit = 50 }: InputOf<typeof api.listVerdicts>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listVerdicts>>> {
  const { journal } = room
  if (id !== undefined) {
    const plan = await journal.reads.one(planRecord, call.view, id)
    if (!plan) return refuse('unknown', `There is no plan ${id} that you may read.`)
    return done({ at: call.now, plans: [await shownPlan(room, plan, hours, call)] })
  }
  const plans = []
  for (const plan of await planPage(journal, call.view, { active: true, limit }))
    plans.push(await shownPlan(room, plan, hours, call))
  return done({ at: call.now, plans })
}

async function shownPlan(room: SustainRoom, plan: Held<Plan>, hours: number, call: Call) {
  const key = { realm: call.view.realm, plan: plan.id }
  const since = instant(new Date(Date.parse(call.now) - hours * 3_600_000))
  const [verdicts, changes] = await Promise.all([
    verdictsOf(room.vantage.sql, key),
    changesOf(room.vantage.sql, key, since, mostChanges),
  ])
  const judged = judgePlan(plan.state, verdicts, call.now)
  const { id, version, marking, since: at, state } = plan
  return {
    plan: { id, version, marking, since: at, state },
    usual: shownJudged(judged.usual),
    fallback: shownJudged(judged.fallback),
    verdicts,
    changes,
  }
}

function shownJudged({ says, because, votes, unheard }: Judged) {
  return { says, because, votes, unheard }
}
