// Minutes and hours of what was measured, made of the samples; and how long each is kept.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Clock } from '#platform/clock.ts'
import { hasCome } from '#platform/due.ts'
import type { ReachSql, ReachTables } from './tables.ts'

export const stepSizes = [60, 3600] as const
export type StepSize = (typeof stepSizes)[number]

const day = 86_400_000
export const keepSamplesDays = 2
const keepDays: Record<StepSize, number> = { 60: 31, 3600: 5 * 365 }
const vantagesATurn = 100

/** Adds up what came since the last turn. true: there is more. */
export async function rollUp(db: ReachSql): Promise<boolean> {
  const due = await db
    .selectFrom('sustain.reach_vantages')
    .select('id')
    .where('dirty_from', 'is not', null)
    .orderBy('dirty_from')
    .limit(vantagesATurn)
    .execute()
  for (const { id } of due) await rollUpOne(db, Number(id))
  return due.length === vantagesATurn
}

/** The row is held while it is done, so that what comes meanwhile is owed anew. */
function rollUpOne(db: ReachSql, vantage: number): Promise<void> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('sustain.reach_vantages')
      .select('dirty_from')
      .where('id', '=', vantage)
      .forUpdate()
      .executeTakeFirst()
    if (!row?.dirty_from) return
    for (const seconds of stepSizes) await addUp(trx, vantage, seconds, new Date(row.dirty_from).toISOString())
    await trx.updateTable('sustain.reach_vantages').set({ dirty_from: null }).where('id', '=', vantage).execute()
  })
}

/** Medians of the samples themselves, so that an hour is not a mean of means. A step that is begun is made whole again. */
async function addUp(db: ReachSql, vantage: number, seconds: StepSize, from: Instant): Promise<void> {
  const step = sql`to_timestamp(floor(extract(epoch from at) / ${seconds}::int) * ${seconds}::int)`
  const start = new Date(Math.floor(Date.parse(from) / (seconds * 1000)) * seconds * 1000).toISOString()
  const number = (field: string) => sql`(sample->>${sql.lit(field)})::double precision`
  await sql`insert into sustain.reach_steps
      (vantage, seconds, at, role, tries, ok, outcomes, first_byte_ms, connect_ms, bytes_per_second)
    select ${vantage}::bigint, ${seconds}::int, step, role,
      (count(*) filter (where outcome <> 'limited'))::int, (count(*) filter (where outcome = 'ok'))::int,
      (select coalesce(jsonb_object_agg(o.outcome, o.n), '{}'::jsonb) from
        (select x as outcome, count(*) as n from unnest(array_agg(outcome)) as x group by x) o),
      percentile_cont(0.5) within group (order by first_byte),
      percentile_cont(0.5) within group (order by connected),
      percentile_cont(0.5) within group (order by pace)
    from (select ${step} as step, sample->>'role' as role, sample->>'outcome' as outcome,
        ${number('firstByteMilliseconds')} as first_byte, ${number('connectMilliseconds')} as connected,
        ${number('bytesPerSecond')} as pace
      from sustain.reach_samples where vantage = ${vantage}::bigint and at >= ${start}::timestamptz) samples
    group by step, role
    on conflict (vantage, seconds, at, role) do update set tries = excluded.tries, ok = excluded.ok,
      outcomes = excluded.outcomes, first_byte_ms = excluded.first_byte_ms, connect_ms = excluded.connect_ms,
      bytes_per_second = excluded.bytes_per_second`.execute(db)
}

/** What is past its time. Samples go only when they are added up. */
export async function forget(db: ReachSql, clock: Clock): Promise<void> {
  // Named with its table: the places have a column of that name too.
  const realmOf = (table: 'reach_samples' | 'reach_steps') =>
    sql`(select place.realm from sustain.reach_vantages place where place.id = ${sql.ref(`${table}.vantage`)})`
  const past = (table: 'reach_samples' | 'reach_steps', milliseconds: number) =>
    hasCome(clock, sql.ref('at'), realmOf(table), { aheadMs: -milliseconds })
  await db
    .deleteFrom('sustain.reach_samples')
    .where(past('reach_samples', keepSamplesDays * day + 3_600_000))
    .where('vantage', 'not in', (from) =>
      from.selectFrom('sustain.reach_vantages').select('id').where('dirty_from', 'is not', null),
    )
    .execute()
  for (const seconds of stepSizes)
    await db
      .deleteFrom('sustain.reach_steps')
      .where('seconds', '=', seconds)
      .where(past('reach_steps', keepDays[seconds] * day))
      .execute()
  await db
    .deleteFrom('sustain.reach_vantages')
    .where(hasCome(clock, sql.ref('heard'), sql.ref('realm'), { aheadMs: -keepDays[3600] * day }))
    .execute()
}

export interface StepRow {
  vantage: number
  /** Seconds since 1970 UTC. */
  at: number
  role: 'service' | 'control'
  tries: number
  ok: number
  firstByteMilliseconds: number | null
  bytesPerSecond: number | null
}

const mostSteps = 200_000

export async function stepsOf(
  db: ReachSql,
  at: { realm: string; service: Id },
  seconds: StepSize,
  from: Instant,
): Promise<StepRow[]> {
  const rows = await db
    .selectFrom('sustain.reach_steps as step')
    .innerJoin('sustain.reach_vantages as place', 'place.id', 'step.vantage')
    .select(stepColumns)
    .where('place.realm', '=', at.realm)
    .where('place.service', '=', at.service)
    .where('step.seconds', '=', seconds)
    .where('step.at', '>=', from)
    .orderBy('step.at')
    .limit(mostSteps)
    .execute()
  return rows.map(rowOf)
}

const usualDays = 28

/** The last day hour by hour, and the same hour of the days before: what usual is made of, and no more. */
export async function usualSteps(db: ReachSql, at: { realm: string; service: Id }, now: number): Promise<StepRow[]> {
  const hour = new Date(now).getUTCHours()
  const rows = await db
    .selectFrom('sustain.reach_steps as step')
    .innerJoin('sustain.reach_vantages as place', 'place.id', 'step.vantage')
    .select(stepColumns)
    .where('place.realm', '=', at.realm)
    .where('place.service', '=', at.service)
    .where('step.seconds', '=', 3600)
    .where('step.role', '=', 'service')
    .where('step.at', '>=', new Date(now - usualDays * day).toISOString())
    .where('step.at', '<=', new Date(now).toISOString())
    .where((or) =>
      or.or([
        or('step.at', '>', new Date(now - day).toISOString()),
        sql<boolean>`extract(hour from step.at at time zone 'UTC') = ${hour}`,
      ]),
    )
    .orderBy('step.at')
    .limit(mostSteps)
    .execute()
  return rows.map(rowOf)
}

const stepColumns = [
  'step.vantage',
  'step.at',
  'step.role',
  'step.tries',
  'step.ok',
  'step.first_byte_ms',
  'step.bytes_per_second',
] as const

type Selected = Pick<
  ReachTables['sustain.reach_steps'],
  'vantage' | 'at' | 'role' | 'tries' | 'ok' | 'first_byte_ms' | 'bytes_per_second'
>

function rowOf(row: Selected): StepRow {
  return {
    vantage: Number(row.vantage),
    at: Math.round(new Date(row.at).getTime() / 1000),
    role: row.role === 'control' ? 'control' : 'service',
    tries: row.tries,
    ok: row.ok,
    firstByteMilliseconds: row.first_byte_ms,
    bytesPerSecond: row.bytes_per_second,
  }
}
