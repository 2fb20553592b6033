// What went to a MISP server and what did not, and how far the sightings of its events were read.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Journal } from '#platform/journal/index.ts'
import type { VersionLine } from '../../rules/misp/manifest.ts'

type Sql = Journal['sql']

export interface SentLine {
  remark: Id
  event: string
  /** Null: it has not gone yet. */
  at: Instant | null
  refused: boolean
  error: string | null
}

export async function noteSent(db: Sql, source: Id, lines: readonly SentLine[]): Promise<void> {
  for (const { remark, event, at, refused, error } of lines)
    await sql`insert into federate.misp_sent (source, remark, event, at, refused, error)
      values (${source}, ${remark}, ${event}, ${at}, ${refused}, ${error})
      on conflict (source, remark) do update set at = excluded.at, refused = excluded.refused, error = excluded.error`.execute(
      db,
    )
}

/** The newest of them, for the page of the source. */
export async function sentTo(db: Sql, source: Id, limit: number): Promise<SentLine[]> {
  const { rows } = await sql<SentLine>`
    select remark, event, at, refused, error from federate.misp_sent where source = ${source}
      order by at desc nulls first, remark limit ${limit}`.execute(db)
  return rows
}

/** Of these the events with a sighting that is newer than what was read. */
export async function sightedSince(db: Sql, source: Id, lines: readonly VersionLine[]): Promise<VersionLine[]> {
  if (lines.length === 0) return []
  const { rows } = await sql<{ uuid: string; timestamp: string }>`
    select line.uuid, line.timestamp::text as timestamp
      from unnest(${lines.map(({ uuid }) => uuid)}::uuid[], ${lines.map(({ timestamp }) => timestamp)}::bigint[]) as line(uuid, timestamp)
      left join federate.misp_sighted sighted on sighted.source = ${source} and sighted.uuid = line.uuid
      where sighted.uuid is null or sighted.timestamp < line.timestamp
      order by line.timestamp, line.uuid`.execute(db)
  return rows.map(({ uuid, timestamp }) => ({ uuid, timestamp: Number(timestamp) }))
}

export async function markSighted(db: Sql, source: Id, lines: readonly VersionLine[]): Promise<void> {
  if (lines.length === 0) return
  await sql`insert into federate.misp_sighted (source, uuid, timestamp)
    select ${source}::uuid, line.uuid, line.timestamp
      from unnest(${lines.map(({ uuid }) => uuid)}::uuid[], ${lines.map(({ timestamp }) => timestamp)}::bigint[]) as line(uuid, timestamp)
    on conflict (source, uuid) do update set timestamp = excluded.timestamp`.execute(db)
}
