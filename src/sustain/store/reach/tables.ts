// The tables of what was measured of services, beside the journal.
import type { Generated, Kysely } from 'kysely'
import type { Journal } from '#platform/journal/types.ts'
import type { ReachSample } from '../../model/reach.ts'

export type ReachTables = {
  'sustain.reach_vantages': {
    id: Generated<number>
    realm: string
    service: string
    reporter: string
    vantage: string
    network: string | null
    country: string | null
    heard: string
    not_before: string | null
    dirty_from: string | null
  }
  'sustain.reach_samples': { vantage: number; at: string; endpoint: string; sample: ReachSample }
  'sustain.reach_steps': {
    vantage: number
    seconds: number
    at: string
    role: string
    tries: number
    ok: number
    outcomes: unknown
    first_byte_ms: number | null
    connect_ms: number | null
    bytes_per_second: number | null
  }
  'sustain.reach_holds': {
    realm: string
    service: string
    bad_since: string | null
    well_since: string | null
    finding: string | null
  }
}

export type ReachSql = Kysely<ReachTables>

export function reachSql(sql: Journal['sql']): ReachSql {
  return sql.withTables<ReachTables>() as unknown as ReachSql
}
