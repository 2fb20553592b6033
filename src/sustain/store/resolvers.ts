// What is asked of the journal about who uses which resolvers, and about guidelines, plans and drills beside them.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/index.ts'
import { dnsUseRecord, guidelineRecord } from '../events/resolvers.ts'
import type { DnsUse } from '../model/dns-use.ts'
import type { OwnGuideline } from '../model/guideline.ts'

/** No node knows of more networks; whoever asks for all of them gets these. */
export const mostUses = 5000
const mostGuidelines = 2000

export interface UseFilter {
  organisation?: Id
  resolver?: string
  active?: boolean
  after?: Id
  limit: number
}

const text = (field: string) => sql<string>`state->>${sql.lit(field)}`

export function dnsUsePage(journal: Journal, view: View, filter: UseFilter): Promise<Held<DnsUse>[]> {
  const { organisation, resolver, active, after, limit } = filter
  return journal.reads.many(dnsUseRecord, view, (q) => {
    let list = q.orderBy('subject', 'desc').limit(limit)
    if (after) list = list.where('subject', '<', after)
    if (organisation) list = list.where(text('organisation'), '=', organisation)
    if (active !== undefined) list = list.where(text('active'), '=', String(active))
    if (resolver) list = list.where(sql<boolean>`state->'resolvers' @> ${JSON.stringify([{ known: resolver }])}::jsonb`)
    return list
  })
}

/** A network of this name that the organisation has already, at rest or not. */
export async function networkOfName(
  journal: Journal,
  view: View,
  organisation: Id,
  network: string,
): Promise<Id | undefined> {
  const [found] = await journal.reads.many(dnsUseRecord, view, (q) =>
    q
      .where(text('organisation'), '=', organisation)
      .where(sql<string>`lower(state->>'network')`, '=', network.toLowerCase())
      .limit(1),
  )
  return found?.id
}

export function guidelinePage(
  journal: Journal,
  view: View,
  { organisation, state }: { organisation?: Id; state?: string } = {},
): Promise<Held<OwnGuideline>[]> {
  return journal.reads.many(guidelineRecord, view, (q) => {
    let list = q.orderBy('subject', 'desc').limit(mostGuidelines)
    if (organisation) list = list.where(text('organisation'), '=', organisation)
    if (state) list = list.where(text('state'), '=', state)
    return list
  })
}

export interface PlansAndDrills {
  /** Organisations with an active plan. */
  planned: Set<Id>
  /** The last day of a drill that came to its end, by organisation. */
  drilled: Map<Id, string>
}

/** Plans and drills that the view may read, by organisation. */
export async function plansAndDrills(journal: Journal, view: View): Promise<PlansAndDrills> {
  const plans = await journal.reads
    .query('sustain.plan', view)
    .clearSelect()
    .select(['subject', text('organisation').as('organisation'), text('active').as('active')])
    .limit(mostUses)
    .execute()
  const drills = await drillsIn(journal.reads.query('sustain.failover', view))
  const owner = new Map(plans.map(({ subject, organisation }) => [subject, organisation]))
  const drilled = new Map<Id, string>()
  for (const { plan, at } of drills) {
    const organisation = owner.get(plan)
    if (organisation && at > (drilled.get(organisation) ?? '')) drilled.set(organisation, at)
  }
  return {
    planned: new Set(plans.filter(({ active }) => active === 'true').map(({ organisation }) => organisation)),
    drilled,
  }
}

/**
 * Switched counts: that a drill got there was shown, whether it went back or not. A drill on a resolver that people use touches nothing, and
 * so shows nothing: only where names were really moved is there a mark of what stood then.
 */
function drillsIn(query: RecordQuery): Promise<{ plan: string; at: string }[]> {
  return query
    .clearSelect()
    .select([text('plan').as('plan'), sql<string>`coalesce(state->>'returnedAt', state->>'switchedAt')`.as('at')])
    .where(text('drill'), '=', 'true')
    .where(text('state'), 'in', ['switched', 'returning', 'returned'])
    .where(sql<boolean>`state->>'switchedAt' is not null and state->>'moved' is not null`)
    .limit(mostUses)
    .execute()
}
