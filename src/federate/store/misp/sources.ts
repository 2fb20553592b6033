// Feeds and servers of MISP that are followed, and how polling of each one goes.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Journal } from '#platform/journal/index.ts'

type Sql = Journal['sql']

export interface MispSource {
  id: Id
  realm: string
  kind: 'feed' | 'server'
  name: string
  url: string
  /** The key of the server; never shown. */
  secret: string | null
  openpgp_key: string | null
  ours: boolean
  organisation: Id
  every_seconds: number
  paused: boolean
  added_by: string
  added_at: Instant
  etag: string | null
  since: number
  next_at: Instant
  failures: number
  last_attempt: Instant | null
  last_success: Instant | null
  last_error: string | null
  last_intake: Id | null
  taken: number
  /** Sightings and proposals of ours go back to it. */
  sends: boolean
  sent: number
  last_sent: Instant | null
  /** How many sightings and proposals came from it. */
  remarks: number
  proposals_since: number
}

const numbers = (row: MispSource): MispSource => ({
  ...row,
  ...{ since: Number(row.since), taken: Number(row.taken), sent: Number(row.sent), remarks: Number(row.remarks) },
  proposals_since: Number(row.proposals_since),
})

export async function addSource(
  db: Sql,
  source: Pick<
    MispSource,
    | 'id'
    | 'realm'
    | 'kind'
    | 'name'
    | 'url'
    | 'secret'
    | 'openpgp_key'
    | 'ours'
    | 'sends'
    | 'organisation'
    | 'every_seconds'
    | 'added_by'
    | 'added_at'
    | 'next_at'
  >,
): Promise<void> {
  await sql`insert into federate.misp_sources (id, realm, kind, name, url, secret, openpgp_key, ours, sends, organisation,
      every_seconds, added_by, added_at, next_at)
    values (${source.id}, ${source.realm}, ${source.kind}, ${source.name}, ${source.url}, ${source.secret},
      ${source.openpgp_key}, ${source.ours}, ${source.sends}, ${source.organisation}, ${source.every_seconds}, ${source.added_by},
      ${source.added_at}, ${source.next_at})`.execute(db)
}

export async function sourcesOf(db: Sql, realm: string): Promise<MispSource[]> {
  const { rows } = await sql<MispSource>`
    select * from federate.misp_sources where realm = ${realm} order by name, id limit 500`.execute(db)
  return rows.map(numbers)
}

export async function sourceOf(db: Sql, realm: string, id: Id): Promise<MispSource | undefined> {
  const { rows } = await sql<MispSource>`
    select * from federate.misp_sources where realm = ${realm} and id = ${id}`.execute(db)
  return rows.map(numbers)[0]
}

/** Those that are due, held until `until`, so that two processes never read the same one. */
export async function takeDue(db: Sql, now: Instant, until: Instant, most: number): Promise<MispSource[]> {
  const { rows } = await sql<MispSource>`
    update federate.misp_sources set next_at = ${until}::timestamptz where id in (
      select id from federate.misp_sources where next_at <= ${now}::timestamptz and not paused
        order by next_at limit ${most} for update skip locked)
    returning *`.execute(db)
  return rows.map(numbers)
}

type Saved = Partial<
  Pick<
    MispSource,
    | 'etag'
    | 'since'
    | 'next_at'
    | 'failures'
    | 'last_attempt'
    | 'last_success'
    | 'last_error'
    | 'last_intake'
    | 'paused'
    | 'taken'
    | 'sends'
    | 'sent'
    | 'last_sent'
    | 'remarks'
    | 'proposals_since'
  >
>

export async function saveSource(db: Sql, id: Id, saved: Saved): Promise<void> {
  const set = Object.entries(saved).map(([name, value]) => sql`${sql.id(name)} = ${value}`)
  if (set.length > 0) await sql`update federate.misp_sources set ${sql.join(set)} where id = ${id}`.execute(db)
}

export async function removeSource(db: Sql, id: Id): Promise<void> {
  await sql`delete from federate.misp_sources where id = ${id}`.execute(db)
}

/** Of these versions those that were not read before. */
export async function unseen(
  db: Sql,
  source: Id,
  lines: readonly { uuid: string; timestamp: number }[],
): Promise<{ uuid: string; timestamp: number }[]> {
  const { rows } = await sql<{ uuid: string; timestamp: string }>`
    select line.uuid, line.timestamp::text as timestamp
      from unnest(${lines.map(({ uuid }) => uuid)}::uuid[], ${lines.map(({ timestamp }) => timestamp)}::bigint[]) as line(uuid, timestamp)
      left join federate.misp_seen seen on seen.source = ${source} and seen.uuid = line.uuid
      where seen.uuid is null or seen.timestamp < line.timestamp
      order by line.timestamp, line.uuid`.execute(db)
  return rows.map(({ uuid, timestamp }) => ({ uuid, timestamp: Number(timestamp) }))
}

export async function markSeen(
  db: Sql,
  source: Id,
  lines: readonly { uuid: string; timestamp: number }[],
): Promise<void> {
  if (lines.length === 0) return
  await sql`insert into federate.misp_seen (source, uuid, timestamp)
    select ${source}::uuid, line.uuid, line.timestamp
      from unnest(${lines.map(({ uuid }) => uuid)}::uuid[], ${lines.map(({ timestamp }) => timestamp)}::bigint[]) as line(uuid, timestamp)
    on conflict (source, uuid) do update set timestamp = excluded.timestamp`.execute(db)
}
