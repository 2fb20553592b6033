// What each peer has of ours: kept when a letter is sealed, and asked when the next one is packed.
import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { HeaderRow, JournalTables } from '#platform/journal/index.ts'

type Sql = Kysely<JournalTables>

export interface Given {
  record: string
  subject: Id
  version: number
  digest: string
  proven: boolean
  gone: boolean
}

export async function givenOf(db: Sql, peer: Id, subjects: readonly Id[]): Promise<Map<Id, Given>> {
  if (subjects.length === 0) return new Map()
  const { rows } = await sql<Given>`select record, subject, version, digest, proven, gone from federate.given
    where peer = ${peer}::uuid and subject = any(${subjects}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.subject, row]))
}

export interface GivenNow {
  record: string
  subject: Id
  version: number
  digest: string
  proven: boolean
  gone: boolean
  /** Hidden ids with what stands in their place. */
  blinded: readonly { hidden: Id; blind: Id }[]
}

/** One statement each, whatever their number. */
export async function keepGiven(db: Sql, peer: Id, realm: Realm, now: readonly GivenNow[], at: Instant): Promise<void> {
  if (now.length === 0) return
  const rows = JSON.stringify(now.map(({ blinded: _blinded, ...row }) => row))
  await sql`insert into federate.given (peer, realm, record, subject, version, digest, proven, gone, at)
    select ${peer}::uuid, ${realm}, n.record, n.subject, n.version, n.digest, n.proven, n.gone, ${at}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as n(record text, subject uuid, version int, digest text, proven boolean, gone boolean)
    on conflict (peer, subject) do update set version = excluded.version, digest = excluded.digest, gone = excluded.gone,
      proven = excluded.proven, at = excluded.at`.execute(db)
  const subjects = now.map((one) => one.subject)
  await sql`delete from federate.blinded where peer = ${peer}::uuid and subject = any(${subjects}::uuid[])`.execute(db)
  const hidden = now.flatMap(({ record, subject, blinded }) => blinded.map((pair) => ({ ...pair, record, subject })))
  if (hidden.length === 0) return
  await sql`insert into federate.blinded (peer, hidden, subject, record, blind)
    select ${peer}::uuid, n.hidden, n.subject, n.record, n.blind
    from jsonb_to_recordset(${JSON.stringify(hidden)}::jsonb) as n(hidden uuid, subject uuid, record text, blind uuid)
    on conflict do nothing`.execute(db)
}

/** Records that a peer has with another id in place of one of these. */
export async function blindedBy(db: Sql, peer: Id, hidden: readonly Id[]): Promise<{ record: string; subject: Id }[]> {
  if (hidden.length === 0) return []
  // `offset 0`: looked up one by one. A planner without figures would read all that the peer has of blind ids, for each letter.
  const { rows } = await sql<{ record: string; subject: Id }>`select distinct b.record, b.subject
    from unnest(${[...hidden]}::uuid[]) as h(id) cross join lateral (
      select record, subject from federate.blinded where peer = ${peer}::uuid and hidden = h.id offset 0) b limit 2000`.execute(
    db,
  )
  return rows
}

/** What a peer calls by blind ids, by these. */
export async function unblinded(db: Sql, peer: Id, blind: readonly Id[]): Promise<Map<Id, Id>> {
  if (blind.length === 0) return new Map()
  const { rows } = await sql<{ blind: Id; hidden: Id }>`select distinct blind, hidden from federate.blinded
    where peer = ${peer}::uuid and blind = any(${blind}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.blind, row.hidden]))
}

/** Which of these subjects are copies of records of that node: it knows them by these ids itself. */
export async function ownOf(db: Sql, node: Id, subjects: readonly Id[]): Promise<Set<Id>> {
  if (subjects.length === 0) return new Set()
  const { rows } = await sql<{ subject: Id }>`select subject from federate.taken
    where peer = ${node}::uuid and subject = any(${subjects}::uuid[])`.execute(db)
  return new Set(rows.map((row) => row.subject))
}

/** Made at the first need, the same ever after: blind ids must stay the same. */
export async function blindingSecret(db: Sql): Promise<Uint8Array> {
  await sql`insert into federate.blinding (secret) values (decode(${randomBytes(32).toString('hex')}, 'hex'))
    on conflict do nothing`.execute(db)
  const { rows } = await sql<{ secret: Uint8Array }>`select secret from federate.blinding`.execute(db)
  const secret = rows[0]?.secret
  if (!secret) throw new Error('The secret of blind ids is missing')
  return secret
}

/** Newest of our own records of a kind that hang on these, by a field of their state. */
export async function childrenOf(db: Sql, realm: Realm, of: string, path: readonly string[], parents: readonly Id[]) {
  const { rows } = await sql<{ subject: Id }>`select subject from journal.records
    where record = ${of} and realm = ${realm} and valid_to is null and origin is null
      and state #>> ${path}::text[] = any(${parents}::text[]) order by subject limit 2000`.execute(db)
  return rows.map((row) => ({ record: of, subject: row.subject }))
}

/** The headers of the newest entries of these versions, with their body hashes and places in the log. */
export async function entriesAt(db: Sql, wanted: readonly { subject: Id; version: number }[]) {
  const rows = JSON.stringify(wanted.map(({ subject, version }) => ({ subject, version })))
  const found =
    await sql<EntryAt>`select e.id, e.realm, e.record, e.subject, e.version, e.kind, e.verb, e.body_hash, e.marking, e.actor,
      e.cause, e.observed_at, e.recorded_at, l.index as leaf from
    jsonb_to_recordset(${rows}::jsonb) as n(subject uuid, version int)
    join journal.entries e on e.subject = n.subject and e.version = n.version
    left join journal.leaves l on l.entry = e.id`.execute(db)
  return found.rows
}

export async function placesOf(db: Sql, entries: readonly Id[]): Promise<Map<Id, number>> {
  const rows = await db
    .selectFrom('journal.leaves')
    .select(['entry', 'index'])
    .where('entry', 'in', [...entries])
    .execute()
  return new Map(rows.map((row) => [row.entry, Number(row.index)]))
}

export type EntryAt = HeaderRow & { leaf: string | number | null }

/** The records that these entries belong to. */
export async function recordsOfEntries(db: Sql, entries: readonly Id[]): Promise<Map<Id, Id>> {
  if (entries.length === 0) return new Map()
  const { rows } = await sql<{ id: Id; subject: Id }>`select id, subject from journal.entries
    where id = any(${entries}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row.subject]))
}

/** The first of the records that were packed which is marked otherwise by now, or gone: what was packed of it must not go. */
export async function markedSince(
  db: Sql,
  packed: readonly { record: string; subject: Id; version: number }[],
): Promise<{ record: string; subject: Id } | undefined> {
  // One kind at a time: the partition is then found once, and not for each record.
  for (const record of new Set(packed.map((one) => one.record))) {
    const ones = packed.filter((one) => one.record === record)
    const { rows } = await sql<{ subject: Id }>`
      select n.subject from unnest(${ones.map((one) => one.subject)}::uuid[], ${ones.map((one) => one.version)}::int[]) as n(subject, version)
      left join journal.records now on now.record = ${record} and now.subject = n.subject and now.valid_to is null
      where now.marking is null or (now.version <> n.version and now.marking is distinct from (
        select r.marking from journal.records r where r.record = ${record} and r.subject = n.subject and r.version = n.version))
      limit 1`.execute(db)
    const [first] = rows
    if (first) return { record, subject: first.subject }
  }
  return undefined
}

/** To whom one record was given. */
export async function givenTo(db: Sql, subject: Id) {
  const { rows } = await sql<{ peer: Id; version: number; at: string; gone: boolean }>`
    select peer, version, at, gone from federate.given where subject = ${subject}::uuid order by at desc limit 200`.execute(
    db,
  )
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }))
}
