// What each vantage point says now of each upstream of a plan, and when it changed its mind. Beside the journal.
import { type Generated, type Kysely, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Clock } from '#platform/clock.ts'
import { hasCome } from '#platform/due.ts'
import type { Journal } from '#platform/journal/types.ts'
import { planRecord } from '../events/failover.ts'
import type { Health, Verdict } from '../model/resolvers.ts'

type VerdictTables = {
  'sustain.verdicts': {
    realm: string
    plan: string
    vantage: string
    upstream: string
    reporter: string
    heard: string
    verdict: Verdict
  }
  'sustain.verdict_changes': {
    id: Generated<number>
    realm: string
    plan: string
    vantage: string
    upstream: string
    at: string
    health: Health
    because: string[]
  }
}

export type VerdictSql = Kysely<VerdictTables>

export interface PlanKey {
  realm: Realm
  plan: Id
}

export interface Speaker {
  vantage: string
  /** Who sends: a token, or this node. */
  reporter: string
}

export function verdictSql(db: Journal['sql']): VerdictSql {
  return db.withTables<VerdictTables>() as unknown as VerdictSql
}

/** A name belongs to who spoke under it, and a speaker to one name, until nothing was heard for so long. */
const ownedSeconds = 900
export const mostVantages = 100

/**
 * Keeps the newest verdicts of one vantage point, stamped with `heard`, and notes where it changed its mind. Null: the name is somebody
 * else's, this speaker has another name on this plan, or there are as many as may be.
 */
export function keepVerdicts(
  db: VerdictSql,
  { realm, plan }: PlanKey,
  { vantage, reporter }: Speaker,
  verdicts: readonly Verdict[],
  heard: Instant,
): Promise<number | null> {
  return db.transaction().execute(async (trx) => {
    // Two who claim a name at the same moment: one after the other.
    await sql`select pg_advisory_xact_lock(hashtext('sustain.verdicts'), hashtext(${`${realm} ${plan}`}))`.execute(trx)
    const known = await trx
      .selectFrom('sustain.verdicts')
      .select(['vantage', 'upstream', 'reporter', 'heard', sql<Health>`verdict->>'health'`.as('health')])
      .where('realm', '=', realm)
      .where('plan', '=', plan)
      .execute()
    if (!maySpeak(known, { vantage, reporter }, heard)) return null
    const before = new Map(known.filter((row) => row.vantage === vantage).map((row) => [row.upstream, row.health]))
    const changed = verdicts.filter(({ upstream, health }) => before.get(upstream) !== health)
    await writeNewest(trx, { realm, plan }, { vantage, reporter }, verdicts, heard)
    if (changed.length > 0) await writeChanges(trx, { realm, plan }, vantage, changed, heard)
    return changed.length
  })
}

type Known = { vantage: string; reporter: string; heard: Instant | Date }

function maySpeak(known: readonly Known[], { vantage, reporter }: Speaker, now: Instant): boolean {
  const since = Date.parse(now) - ownedSeconds * 1000
  const alive = known.filter(({ heard }) => new Date(heard).getTime() > since)
  if (alive.some((row) => (row.vantage === vantage) !== (row.reporter === reporter))) return false
  const names = new Set(known.map((row) => row.vantage))
  return names.has(vantage) || names.size < mostVantages
}

async function writeNewest(
  db: VerdictSql,
  key: PlanKey,
  speaker: Speaker,
  verdicts: readonly Verdict[],
  heard: Instant,
): Promise<void> {
  await db
    .insertInto('sustain.verdicts')
    .values(
      verdicts.map((verdict) => ({
        ...key,
        ...speaker,
        upstream: verdict.upstream,
        heard,
        verdict: sql<Verdict>`${JSON.stringify(verdict)}::jsonb`,
      })),
    )
    .onConflict((on) =>
      on.columns(['realm', 'plan', 'vantage', 'upstream']).doUpdateSet((row) => ({
        reporter: row.ref('excluded.reporter'),
        heard: row.ref('excluded.heard'),
        verdict: row.ref('excluded.verdict'),
      })),
    )
    .execute()
}

async function writeChanges(
  db: VerdictSql,
  key: PlanKey,
  vantage: string,
  changed: readonly Verdict[],
  at: Instant,
): Promise<void> {
  await db
    .insertInto('sustain.verdict_changes')
    .values(
      changed.map(({ upstream, health, because }) => ({
        ...key,
        vantage,
        upstream,
        at,
        health,
        because: sql<string[]>`${JSON.stringify(because)}::jsonb`,
      })),
    )
    .execute()
}

const mostVerdicts = 4000

/** The newest of each; `at` is when this node heard it, by its own clock. */
export async function verdictsOf(db: VerdictSql, { realm, plan }: PlanKey): Promise<Verdict[]> {
  const rows = await db
    .selectFrom('sustain.verdicts')
    .select(['verdict', 'heard'])
    .where('realm', '=', realm)
    .where('plan', '=', plan)
    .orderBy('vantage')
    .orderBy('upstream')
    .limit(mostVerdicts)
    .execute()
  return rows.map(({ verdict, heard }) => ({ ...verdict, at: instant(new Date(heard)) }))
}

export interface VerdictChange {
  vantage: string
  upstream: string
  at: Instant
  health: Health
  because: string[]
}

export async function changesOf(
  db: VerdictSql,
  { realm, plan }: PlanKey,
  since: Instant,
  limit: number,
): Promise<VerdictChange[]> {
  const rows = await db
    .selectFrom('sustain.verdict_changes')
    .select(['vantage', 'upstream', 'at', 'health', 'because'])
    .where('realm', '=', realm)
    .where('plan', '=', plan)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, at: instant(new Date(row.at)) }))
}

const keepChangesDays = 90
const keepSilentDays = 7

export async function forgetVerdicts(db: VerdictSql, clock: Clock): Promise<void> {
  const past = (column: string, days: number) =>
    hasCome(clock, sql.ref(column), sql.ref('realm'), { aheadMs: -days * 86_400_000 })
  await db.deleteFrom('sustain.verdicts').where(past('heard', keepSilentDays)).execute()
  await db.deleteFrom('sustain.verdict_changes').where(past('at', keepChangesDays)).execute()
}

/** In every realm, those of this node that are at work: for the job, which reads each through a view. */
export async function activePlans(journal: Journal, limit: number): Promise<PlanKey[]> {
  const rows = await journal.sql
    .selectFrom('journal.records')
    .select(['realm', 'subject'])
    .where('record', '=', planRecord.name)
    .where('valid_to', 'is', null)
    .where(sql<string>`state->>'active'`, '=', 'true')
    .orderBy('subject')
    .limit(limit)
    .execute()
  return rows.map(({ realm, subject }) => ({ realm, plan: subject }))
}
