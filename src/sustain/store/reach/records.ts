// What the journal holds of watched services: through a view, and how long a state has been held.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/types.ts'
import { reachFindingRecord, vantageHourRecord, watchedServiceRecord } from '../../events.ts'
import type { ReachFinding, VantageHour } from '../../model/reach.ts'
import type { WatchedService } from '../../model/services.ts'
import type { Held as HeldSince } from '../../rules/reach/hold.ts'
import type { ReachSql } from './tables.ts'

/** No node watches more. */
export const mostServices = 1000

export interface ServiceFilter {
  active?: boolean
  part?: Id
}

export async function servicePage(
  journal: Journal,
  view: View,
  filter: ServiceFilter,
  page: { after?: Id; limit: number },
): Promise<{ services: Held<WatchedService>[]; total: number }> {
  const shape = (q: RecordQuery) => {
    let out = q
    if (filter.active !== undefined) out = out.where(sql<string>`state->>'active'`, '=', String(filter.active))
    if (filter.part) out = out.where(sql<string>`state->>'part'`, '=', filter.part)
    return out
  }
  const services = await journal.reads.many(watchedServiceRecord, view, (q) => {
    const list = shape(q).orderBy('subject', 'desc').limit(page.limit)
    return page.after ? list.where('subject', '<', page.after) : list
  })
  return { services, total: await journal.reads.count(watchedServiceRecord, view, shape) }
}

export async function activeServices(journal: Journal, view: View): Promise<Held<WatchedService>[]> {
  return (await servicePage(journal, view, { active: true }, { limit: mostServices })).services
}

/** Realms in which anything is watched. For jobs of the node itself, which then read each realm through a view. */
export async function realmsWithServices(journal: Journal): Promise<Realm[]> {
  const rows = await journal.sql
    .selectFrom('journal.records')
    .select('realm')
    .distinct()
    .where('record', '=', watchedServiceRecord.name)
    .where('valid_to', 'is', null)
    .where('origin', 'is', null)
    .execute()
  return rows.map(({ realm }) => realm)
}

export function findingPage(
  journal: Journal,
  view: View,
  { service, status, after, limit }: { service?: Id; status?: string; after?: Id; limit: number },
): Promise<Held<ReachFinding>[]> {
  return journal.reads.many(reachFindingRecord, view, (q) => {
    let list = q.orderBy('subject', 'desc').limit(limit)
    if (service) list = list.where(sql<string>`state->>'service'`, '=', service)
    if (status) list = list.where(sql<string>`state->>'status'`, '=', status)
    return after ? list.where('subject', '<', after) : list
  })
}

const mostTold = 1000
/** So many places of one peer are looked at, the newest: whoever names more crowds nobody out. */
const mostOfOnePeer = 10

/** What peers told of a service that is at one of these hosts, and is not older than `since`. */
export async function toldByPeers(
  journal: Journal,
  view: View,
  hosts: readonly string[],
  since: Instant,
): Promise<Held<VantageHour>[]> {
  const found = await journal.reads.many(vantageHourRecord, view, (q) =>
    q
      .where('origin', 'is not', null)
      .where(sql<boolean>`jsonb_exists_any(state->'hosts', ${[...hosts]}::text[])`)
      .where(sql<boolean>`state->'view'->>'to' >= ${since}`)
      .orderBy('subject', 'desc')
      .limit(mostTold),
  )
  const counted = new Map<Id | undefined, number>()
  return found.filter(({ origin }) => {
    const count = (counted.get(origin) ?? 0) + 1
    counted.set(origin, count)
    return count <= mostOfOnePeer
  })
}

export function ownVantageHour(
  journal: Journal,
  view: View,
  service: Id,
  vantage: string,
): Promise<Held<VantageHour>[]> {
  return journal.reads.many(vantageHourRecord, view, (q) =>
    q
      .where('origin', 'is', null)
      .where(sql<string>`state->>'service'`, '=', service)
      .where(sql<string>`state->'view'->>'vantage'`, '=', vantage)
      .orderBy('subject', 'desc')
      .limit(1),
  )
}

export interface Holding extends HeldSince {
  finding: Id | null
}

export async function holdingOf(db: ReachSql, realm: string, service: Id): Promise<Holding> {
  const row = await db
    .selectFrom('sustain.reach_holds')
    .select(['bad_since', 'well_since', 'finding'])
    .where('realm', '=', realm)
    .where('service', '=', service)
    .executeTakeFirst()
  const at = (text: string | null | undefined) => (text ? new Date(text).getTime() : null)
  return { badSince: at(row?.bad_since), wellSince: at(row?.well_since), finding: row?.finding ?? null }
}

export async function holdOn(db: ReachSql, realm: string, service: Id, holding: Holding): Promise<void> {
  const text = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  const row = { bad_since: text(holding.badSince), well_since: text(holding.wellSince), finding: holding.finding }
  await db
    .insertInto('sustain.reach_holds')
    .values({ realm, service, ...row })
    .onConflict((on) => on.columns(['realm', 'service']).doUpdateSet(row))
    .execute()
}
