// Whose is which id that came from elsewhere: kept beside the copy, and longer than its content.
import { type Kysely, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { JournalTables } from '#platform/journal/index.ts'

type Sql = Kysely<JournalTables>

export interface Taken {
  subject: Id
  peer: Id
  realm: Realm
  record: string
  /** Of its owner. */
  version: number
  entry: Id
  bodyHash: string
  skeleton: string
  digest: string
  recordedAt: Instant
  takenAt: Instant
  proven: number | null
  /** By which agreement it came, as the letter said. */
  agreement: Id | null
  status: 'held' | 'withdrawn' | 'erased'
}

const columns = sql`subject, peer, realm, record, version, entry, body_hash as "bodyHash", skeleton, digest,
  recorded_at as "recordedAt", taken_at as "takenAt", proven, agreement, status`

function from(row: Taken): Taken {
  const instant = (at: string) => new Date(at).toISOString()
  return {
    ...row,
    recordedAt: instant(row.recordedAt),
    takenAt: instant(row.takenAt),
    proven: row.proven === null ? null : Number(row.proven),
  }
}

export async function takenOf(db: Sql, subjects: readonly Id[]): Promise<Map<Id, Taken>> {
  if (subjects.length === 0) return new Map()
  const { rows } = await sql<Taken>`select ${columns} from federate.taken
    where subject = any(${subjects}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.subject, from(row)]))
}

export async function keepTaken(db: Sql, taken: readonly Taken[]): Promise<void> {
  if (taken.length === 0) return
  await sql`insert into federate.taken
      (subject, peer, realm, record, version, entry, body_hash, skeleton, digest, recorded_at, taken_at, proven, agreement, status)
    select n.subject, n.peer, n.realm, n.record, n.version, n.entry, n."bodyHash", n.skeleton, n.digest, n."recordedAt", n."takenAt",
      n.proven, n.agreement, n.status
    from jsonb_to_recordset(${JSON.stringify(taken)}::jsonb) as n(subject uuid, peer uuid, realm text, record text, version int,
      entry uuid, "bodyHash" text, skeleton text, digest text, "recordedAt" timestamptz, "takenAt" timestamptz, proven bigint,
      agreement uuid, status text)
    on conflict (subject) do update set version = excluded.version, entry = excluded.entry, body_hash = excluded.body_hash,
      skeleton = excluded.skeleton, digest = excluded.digest, recorded_at = excluded.recorded_at, taken_at = excluded.taken_at,
      proven = excluded.proven, agreement = coalesce(excluded.agreement, federate.taken.agreement), status = excluded.status
      where federate.taken.peer = excluded.peer`.execute(db)
}

export interface Erasure {
  subject: Id
  realm: Realm
  record: string
  peer: Id
  reason: string
}

export async function askErasure(db: Sql, { subject, realm, record, peer, reason }: Erasure, at: Instant) {
  await sql`insert into federate.erasures (subject, realm, record, peer, reason, since)
    values (${subject}::uuid, ${realm}, ${record}, ${peer}::uuid, ${reason}, ${at}::timestamptz) on conflict do nothing`.execute(
    db,
  )
}

export async function askedErasures(db: Sql): Promise<Erasure[]> {
  const { rows } = await sql<Erasure>`select subject, realm, record, peer, reason from federate.erasures
    order by since limit 500`.execute(db)
  return rows
}

export async function wasErased(db: Sql, subject: Id): Promise<void> {
  await sql`update federate.taken set status = 'erased', skeleton = '', digest = '' where subject = ${subject}::uuid`.execute(
    db,
  )
  await sql`delete from federate.erasures where subject = ${subject}::uuid`.execute(db)
}

/** Copies of a peer that have not changed since; for keeping no longer than was agreed. */
export async function takenBefore(db: Sql, peer: Id, realm: Realm, record: string, before: Instant): Promise<Id[]> {
  const { rows } = await sql<{
    subject: Id
  }>`select subject from federate.taken where peer = ${peer}::uuid and realm = ${realm}
    and record = ${record} and taken_at < ${before}::timestamptz and status <> 'erased' order by taken_at limit 1000`.execute(
    db,
  )
  return rows.map((row) => row.subject)
}

/** Which kinds are held of which peers in which realms. */
export async function takenKinds(db: Sql): Promise<{ peer: Id; realm: Realm; record: string }[]> {
  const { rows } = await sql<{ peer: Id; realm: Realm; record: string }>`
    select distinct peer, realm, record from federate.taken where status <> 'erased'`.execute(db)
  return rows
}

export async function keepAlarm(
  db: Sql,
  alarm: { id: Id; peer: Id; realm: Realm; what: string; detail: string; at: Instant },
): Promise<void> {
  const { id, peer, realm, what, detail, at } = alarm
  await sql`insert into federate.alarms (id, peer, realm, what, detail, at)
    values (${id}::uuid, ${peer}::uuid, ${realm}, ${what}, ${detail.slice(0, 1000)}, ${at}::timestamptz)`.execute(db)
  await sql`delete from federate.alarms where id in (select id from federate.alarms order by at desc offset 1000)`.execute(
    db,
  )
}

export async function newestAlarms(db: Sql, peer: Id | undefined, limit: number) {
  const { rows } = await sql<{ id: Id; peer: Id; realm: Realm; what: string; detail: string; at: string }>`
    select id, peer, realm, what, detail, at from federate.alarms
    where ${peer ?? null}::uuid is null or peer = ${peer ?? null}::uuid order by at desc limit ${limit}`.execute(db)
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }))
}
