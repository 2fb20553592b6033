// Where each detector stands, kept so that judging goes on after a restart, and only once whoever does it.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { JournalTables } from '#platform/journal/index.ts'
import type { JudgeState } from '../rules/judge.ts'

/** Which wave of which attack stands open. `joined`: its attack was opened by another measure, which tells of it. */
export interface OpenWave {
  attack: Id
  place: number
  joined: boolean
}

export interface DetectorRow {
  realm: Realm
  target: Id
  series: string
  /** 0: not in the table yet. */
  version: number
  /** Start of the first bucket that was not judged yet, seconds since 1970 UTC. */
  nextAt: number
  /** Buckets that were judged. */
  judged: number
  /** What was usual at the last of them. */
  usual: number | null
  open: OpenWave | null
  state: JudgeState
}

/** What is asked of many at once. */
export type DetectorHead = Pick<DetectorRow, 'target' | 'series' | 'version' | 'judged' | 'usual'>

/** Another process wrote this row since it was read: what was judged here is not to be written. */
export class OvertakenDetector extends Error {}

type Sql = Kysely<JournalTables> | Transaction<JournalTables>

interface Found {
  realm: string
  target: string
  series: string
  version: number
  next_at: string | number
  judged: string | number
  usual: number | null
  open: OpenWave | null
  state: JudgeState
}

export async function detectorHeads(db: Sql, realm: Realm): Promise<DetectorHead[]> {
  const { rows } = await sql<DetectorHead & { judged: string | number }>`
    select target::text, series, version, judged, usual from sense.detectors where realm = ${realm}`.execute(db)
  return rows.map((row) => ({ ...row, judged: Number(row.judged) }))
}

export async function detectorRow(db: Sql, realm: Realm, target: Id, series: string): Promise<DetectorRow | undefined> {
  const { rows } = await sql<Found>`select realm, target::text, series, version, next_at, judged, usual, open, state
    from sense.detectors where realm = ${realm} and target = ${target}::uuid and series = ${series}`.execute(db)
  const [row] = rows
  if (!row) return undefined
  const { next_at: nextAt, judged, ...rest } = row
  return { ...rest, nextAt: Number(nextAt), judged: Number(judged) }
}

/** Throws OvertakenDetector, and so undoes the transaction, unless the row still is as it was when it was read. */
export async function saveDetector(db: Sql, row: DetectorRow): Promise<void> {
  const open = row.open === null ? null : JSON.stringify(row.open)
  const state = JSON.stringify(row.state)
  const { rows } = await (row.version === 0
    ? sql`insert into sense.detectors (realm, target, series, version, next_at, judged, usual, open, state)
        values (${row.realm}, ${row.target}::uuid, ${row.series}, 1, ${row.nextAt}, ${row.judged},
          ${row.usual}, ${open}::jsonb, ${state}::jsonb)
        on conflict do nothing returning 1`
    : sql`update sense.detectors set version = version + 1, next_at = ${row.nextAt}, judged = ${row.judged},
          usual = ${row.usual}, open = ${open}::jsonb, state = ${state}::jsonb, saved = now()
        where realm = ${row.realm} and target = ${row.target}::uuid and series = ${row.series}
          and version = ${row.version} returning 1`
  ).execute(db)
  if (rows.length === 0) throw new OvertakenDetector(`${row.target} ${row.series} was judged elsewhere`)
}

/** The next turn learns the series anew from what is kept; for measurements that came for a time already judged. */
export async function forgetDetector(db: Sql, realm: Realm, target: Id, channel: string): Promise<void> {
  await sql`delete from sense.detectors where realm = ${realm} and target = ${target}::uuid
    and series like ${`${channel}:%`}`.execute(db)
}
