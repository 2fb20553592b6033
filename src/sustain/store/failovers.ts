// What failover asks the journal: plans, failovers that are open, and moves that nobody decided.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/types.ts'
import { failoverRecord, planRecord } from '../events.ts'
import type { Failover, FailoverState, Plan } from '../model/failover.ts'
import { movingStates, openStates } from '../rules/dns/failover-lifecycle.ts'

export interface Paged {
  after?: Id
  limit: number
}

function paged(q: RecordQuery, { after, limit }: Paged): RecordQuery {
  const list = q.orderBy('subject', 'desc').limit(limit)
  return after ? list.where('subject', '<', after) : list
}

export function planPage(journal: Journal, view: View, { active, ...page }: Paged & { active?: boolean }) {
  return journal.reads.many(planRecord, view, (q) => {
    const list = paged(q, page)
    return active === undefined ? list : list.where(sql<string>`state->>'active'`, '=', String(active))
  })
}

export interface FailoverFilter extends Paged {
  plan?: Id
  state?: FailoverState
  drill?: boolean
}

export function failoverPage(journal: Journal, view: View, { plan, state, drill, ...page }: FailoverFilter) {
  return journal.reads.many(failoverRecord, view, (q) => {
    let list = paged(q, page)
    if (plan) list = list.where(sql<string>`state->>'plan'`, '=', plan)
    if (state) list = list.where(sql<string>`state->>'state'`, '=', state)
    return drill === undefined ? list : list.where(sql<string>`state->>'drill'`, '=', String(drill))
  })
}

/** Of each plan at most one: the database sees to that. */
export function openFailovers(journal: Journal, view: View, plans: readonly Id[]): Promise<Held<Failover>[]> {
  if (plans.length === 0) return Promise.resolve([])
  return journal.reads.many(failoverRecord, view, (q) =>
    q.where(sql<string>`state->>'plan'`, 'in', [...plans]).where(sql<string>`state->>'state'`, 'in', [...openStates]),
  )
}

export async function newestFailover(journal: Journal, view: View, plan: Id): Promise<Held<Failover> | undefined> {
  const [found] = await failoverPage(journal, view, { plan, drill: false, limit: 1 })
  return found
}

/** Moves that were made without asking since a moment. */
export function movesAlone(journal: Journal, view: View, plan: Id, since: Instant): Promise<number> {
  return journal.reads.count(failoverRecord, view, (q) =>
    q
      .where(sql<string>`state->>'plan'`, '=', plan)
      .where(sql<string>`state->>'drill'`, '=', 'false')
      .where(
        sql<boolean>`state->>'decidedBy' is null and state->>'decidedAt' >= ${since} and state->>'state' <> 'dismissed'`,
      ),
  )
}

/** In every realm: moves that are under way, or were when somebody was killed. For the job, which reads each through a view. */
export async function movesUnderWay(journal: Journal): Promise<{ realm: Realm; id: Id }[]> {
  const rows = await journal.sql
    .selectFrom('journal.records')
    .select(['realm', 'subject'])
    .where('record', '=', failoverRecord.name)
    .where('valid_to', 'is', null)
    .where(sql<string>`state->>'state'`, 'in', [...movingStates])
    .limit(1000)
    .execute()
  return rows.map(({ realm, subject }) => ({ realm, id: subject }))
}

/** Live ones that are away from what their resolvers usually stand on. */
export function movedFailovers(journal: Journal, view: View): Promise<Held<Failover>[]> {
  return journal.reads.many(failoverRecord, view, (q) =>
    q
      .where(sql<string>`state->>'state'`, '=', 'switched')
      .where(sql<string>`state->>'drill'`, '=', 'false')
      .limit(1000),
  )
}

export type HeldPlan = Held<Plan>
export type HeldFailover = Held<Failover>
