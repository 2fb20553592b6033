// Samples of services: kept once by vantage point, moment and endpoint, and read again for a while.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { ReachSample } from '../../model/reach.ts'
import type { ReachSql } from './tables.ts'

export interface VantageKey {
  realm: string
  service: Id
  /** The organisation whose point it is. */
  reporter: Id
  vantage: string
  network: string | null
  country: string | null
}

export interface KnownVantage extends VantageKey {
  id: number
  heard: Instant
}

/** The most points that one service is watched from; what more say is not kept. */
export const mostVantages = 200

/** How many were new; null: the service has as many vantage points as it may. */
export function keepSamples(db: ReachSql, key: VantageKey, samples: readonly ReachSample[]): Promise<number | null> {
  const [first] = [...samples].map(({ at }) => at).sort()
  const last = [...samples]
    .map(({ at }) => at)
    .sort()
    .at(-1)
  if (first === undefined || last === undefined) return Promise.resolve(0)
  return db.transaction().execute(async (trx) => {
    const id = await vantageId(trx, key, first, last)
    if (id === null) return null
    const rows = samples.map((sample) => ({
      vantage: id,
      at: sample.at,
      endpoint: `${sample.role === 'service' ? 's' : 'c'}${sample.endpoint}`,
      sample: sql<ReachSample>`${JSON.stringify(sample)}::jsonb`,
    }))
    const kept = await trx
      .insertInto('sustain.reach_samples')
      .values(rows)
      .onConflict((on) => on.doNothing())
      .executeTakeFirst()
    return Number(kept.numInsertedOrUpdatedRows ?? 0)
  })
}

async function vantageId(db: ReachSql, key: VantageKey, first: Instant, last: Instant): Promise<number | null> {
  const { count } = await db
    .selectFrom('sustain.reach_vantages')
    .select(
      sql<string>`count(*) filter (where not (reporter = ${key.reporter}::uuid and vantage = ${key.vantage}))`.as(
        'count',
      ),
    )
    .where('realm', '=', key.realm)
    .where('service', '=', key.service)
    .executeTakeFirstOrThrow()
  if (Number(count) >= mostVantages) return null
  const { id } = await db
    .insertInto('sustain.reach_vantages')
    .values({ ...key, heard: last, not_before: null, dirty_from: first })
    .onConflict((on) =>
      on.columns(['realm', 'service', 'reporter', 'vantage']).doUpdateSet({
        network: key.network,
        country: key.country,
        heard: sql`greatest(reach_vantages.heard, excluded.heard)`,
        dirty_from: sql`least(coalesce(reach_vantages.dirty_from, excluded.dirty_from), excluded.dirty_from)`,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return Number(id)
}

export async function vantagesOf(db: ReachSql, realm: string, service: Id): Promise<KnownVantage[]> {
  const rows = await db
    .selectFrom('sustain.reach_vantages')
    .select(['id', 'realm', 'service', 'reporter', 'vantage', 'network', 'country', 'heard'])
    .where('realm', '=', realm)
    .where('service', '=', service)
    .orderBy('vantage')
    .limit(mostVantages)
    .execute()
  return rows.map((row) => ({ ...row, id: Number(row.id), heard: new Date(row.heard).toISOString() }))
}

/** So many samples of one vantage point are looked at, the newest. */
const mostSamples = 500

export async function samplesBetween(
  db: ReachSql,
  vantage: number,
  from: Instant,
  to: Instant,
): Promise<ReachSample[]> {
  const rows = await db
    .selectFrom('sustain.reach_samples')
    .select('sample')
    .where('vantage', '=', vantage)
    .where('at', '>=', from)
    .where('at', '<=', to)
    .orderBy('at', 'desc')
    .limit(mostSamples)
    .execute()
  return rows.map(({ sample }) => sample).reverse()
}

/** Until when a service asked this node to leave it alone, and when it was last asked. */
export async function lastAsked(db: ReachSql, key: VantageKey): Promise<{ heard: number; notBefore: number }> {
  const row = await db
    .selectFrom('sustain.reach_vantages')
    .select(['heard', 'not_before'])
    .where('realm', '=', key.realm)
    .where('service', '=', key.service)
    .where('reporter', '=', key.reporter)
    .where('vantage', '=', key.vantage)
    .executeTakeFirst()
  const at = (text: string | null | undefined) => (text ? Date.parse(String(new Date(text).toISOString())) : 0)
  return { heard: at(row?.heard), notBefore: at(row?.not_before) }
}

export async function leaveAlone(db: ReachSql, key: VantageKey, until: Instant): Promise<void> {
  await db
    .updateTable('sustain.reach_vantages')
    .set({ not_before: until })
    .where('realm', '=', key.realm)
    .where('service', '=', key.service)
    .where('reporter', '=', key.reporter)
    .where('vantage', '=', key.vantage)
    .execute()
}
