// How far the journal was read for peers, by the numbers of the notary: nothing is missed after a crash, on any process.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { instant } from '#kernel/time.ts'
import type { Committed } from '#platform/journal/index.ts'
import type { Db, Trx } from './queue.ts'

export async function followedTo(db: Db): Promise<number> {
  const { rows } = await sql<{ leaf: number }>`select leaf::float8 as leaf from federate.followed`.execute(db)
  return rows[0]?.leaf ?? 0
}

/** False: another process has read further. */
export async function followTo(trx: Trx, from: number, to: number): Promise<boolean> {
  const { rows } = await sql`insert into federate.followed (leaf) values (${to})
    on conflict (one) do update set leaf = excluded.leaf where followed.leaf = ${from} returning leaf`.execute(trx)
  return rows.length > 0
}

interface Row {
  leaf: number
  id: Id
  realm: Realm
  record: string
  subject: Id
  version: number
  kind: string
  verb: string
  marking: Committed['marking']
  actor: string
  cause: Id[]
  observed_at: string
  recorded_at: string
  state: unknown
}

/** Numbered entries from a leaf on; with the state that each made, for the kinds of record that are asked for their state. */
export async function numberedFrom(
  db: Db,
  leaf: number,
  most: number,
  withState: readonly string[],
): Promise<{ leaf: number; change: Committed }[]> {
  const { rows } = await sql<Row>`
    select l.index::float8 as leaf, e.id, e.realm, e.record, e.subject, e.version, e.kind, e.verb, e.marking, e.actor, e.cause,
      e.observed_at, e.recorded_at, r.state
    from (select index, entry from journal.leaves where index >= ${leaf} order by index limit ${most}) l
    join journal.entries e on e.id = l.entry
    left join lateral (select r.state from journal.records r
      where e.record = any(${[...withState]}::text[]) and r.record = e.record and r.subject = e.subject and r.version = e.version
      limit 1) r on true
    order by l.index`.execute(db)
  return rows.map(({ leaf: at, observed_at, recorded_at, state, ...header }) => ({
    leaf: at,
    change: { ...header, observedAt: instant(observed_at), recordedAt: instant(recorded_at), state: state ?? null },
  }))
}

/** All records of these kinds are looked at once more for a peer. */
export async function beginReview(trx: Trx, peer: Id, realm: Realm, records: readonly string[]): Promise<void> {
  if (records.length === 0) return
  await sql`insert into federate.reviews (peer, realm, record, after)
    select ${peer}, ${realm}, record, null from unnest(${[...records]}::text[]) as record
    on conflict (peer, realm, record) do update set after = null`.execute(trx)
}

export async function nextReview(
  db: Db,
): Promise<{ peer: Id; realm: Realm; record: string; after: Id | null } | undefined> {
  const { rows } = await sql<{ peer: Id; realm: Realm; record: string; after: Id | null }>`
    select peer, realm, record, after from federate.reviews order by peer, realm, record limit 1`.execute(db)
  return rows[0]
}

/** Which version of these records a peer was given, as far as it still has them. */
export async function givenVersions(db: Db, peer: Id, subjects: readonly Id[]): Promise<Map<Id, number>> {
  const { rows } = await sql<{ subject: Id; version: number }>`
    select subject, version from federate.given
    where peer = ${peer} and subject = any(${[...subjects]}::uuid[]) and not gone`.execute(db)
  return new Map(rows.map((row) => [row.subject, row.version]))
}

/** Moves on, or ends where `after` is null. */
export async function moveReview(
  trx: Trx,
  at: { peer: Id; realm: Realm; record: string },
  after: Id | null,
): Promise<void> {
  const where = sql`where peer = ${at.peer} and realm = ${at.realm} and record = ${at.record}`
  if (after === null) await sql`delete from federate.reviews ${where}`.execute(trx)
  else await sql`update federate.reviews set after = ${after} ${where}`.execute(trx)
}

/** Work of one process at a time: one pump for each peer, one reader of the journal. A dead process loses it. */
export async function takeLease(db: Db, name: string, holder: string, seconds: number): Promise<boolean> {
  const { rows } = await sql`
    insert into journal.leases (name, holder, until) values (${name}, ${holder}, now() + make_interval(secs => ${seconds}))
    on conflict (name) do update set holder = excluded.holder, until = excluded.until
      where journal.leases.holder = ${holder} or journal.leases.until < now()
    returning name`.execute(db)
  return rows.length === 1
}

export async function giveLease(db: Db, name: string, holder: string): Promise<void> {
  await sql`delete from journal.leases where name = ${name} and holder = ${holder}`.execute(db)
}

/** On the embedded store this process is the only one: what another one held, it held before it died. */
export async function dropLeases(db: Db): Promise<void> {
  await sql`delete from journal.leases where name = 'federate-follow' or name like 'federate-post:%'`.execute(db)
}
