// Looking at the post: what waits, what was sent and taken, as far as a reader may know of the records in it.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { type Journal, sqlMayRead, type View } from '#platform/journal/index.ts'
import type { PartSeen } from '../../model/post.ts'
import type { AgreementRef, Db } from './queue.ts'

export interface LineSeen {
  peer: Id
  realm: Realm
  sent: number
  acknowledged: number
  sealed: number
  refused: number
  takenTo: number
  taken: number
  held: number
  sent_at: string | null
  heard_at: string | null
  acknowledged_at: string | null
  tries: number
  next_try: string | null
  fault: string | null
  fault_since: string | null
  slowed: number
  slowed_until: string | null
  latency: number | null
}

export async function linesOf(db: Db, peer?: Id): Promise<{ peer: Id; realm: Realm }[]> {
  const { rows } = await sql<{ peer: Id; realm: Realm }>`
    select peer, realm from federate.lines ${peer ? sql`where peer = ${peer}` : sql``} order by peer, realm`.execute(db)
  return rows
}

async function linesSeen(db: Db, realm: Realm, peer?: Id): Promise<LineSeen[]> {
  const { rows } = await sql<LineSeen>`
    select l.peer, l.realm, (l.next_out - 1)::float8 as sent, l.taken_to::float8 as "takenTo", l.sent_at, l.heard_at, l.acknowledged_at,
      l.tries, l.next_try, l.fault, l.fault_since, l.slowed, l.slowed_until,
      coalesce(s.acknowledged, 0)::int as acknowledged, coalesce(s.sealed, 0)::int as sealed, coalesce(s.refused, 0)::int as refused,
      s.latency::float8 as latency, coalesce(t.taken, 0)::int as taken,
      (select count(*)::int from federate.letters_held h where h.peer = l.peer and h.realm = l.realm) as held
    from federate.lines l
    left join lateral (
      select count(*) filter (where state = 'acknowledged') as acknowledged, count(*) filter (where state = 'waiting') as sealed,
        sum(refused) as refused,
        percentile_cont(0.5) within group (order by extract(epoch from acknowledged_at - since)) as latency
      from federate.letters where peer = l.peer and realm = l.realm) s on true
    left join lateral (select count(*) as taken from federate.letters_taken where peer = l.peer and realm = l.realm) t on true
    where l.realm = ${realm} ${peer ? sql`and l.peer = ${peer}` : sql``}
    order by l.peer`.execute(db)
  return rows
}

export interface QueueSeen {
  peer: Id
  kind: string
  rank: number
  count: number
  oldest: string
  stuck: string | null
}

/**
 * The newest version of the record that a row names, with what decides who may read it. `offset 0` keeps that decision outside: a planner
 * that knows no figures yet would else go by the realm, and read all records of it once for each row.
 */
function newestOf(row: string) {
  return sql`select n.realm, n.tlp, n.owner, n.audience, n.persons, n.releasable_to, n.title from journal.records n
    where n.record = ${sql.ref(`${row}.record`)} and n.subject = ${sql.ref(`${row}.subject`)} and n.valid_to is null offset 0`
}

/** What waits, counted: of records only those that the reader may read. */
async function queueSeen(db: Db, view: View, peer?: Id): Promise<QueueSeen[]> {
  const { rows } = await sql<QueueSeen>`
    select o.peer, o.kind, o.rank, count(*)::int as count, min(o.since) as oldest, o.stuck
    from federate.outgoing o
    left join lateral (${newestOf('o')}) r on true
    where o.realm = ${view.realm} ${peer ? sql`and o.peer = ${peer}` : sql``}
      and (o.record is null or ${sqlMayRead(view.reader, view.realm, 'r')})
    group by o.peer, o.kind, o.rank, o.stuck order by o.peer, o.rank, o.kind`.execute(db)
  return rows
}

/** Both as of one moment: what is packed or taken apart in between is in one of them, and in one only. */
export function queueAndLines(db: Db, view: View, peer?: Id): Promise<{ waits: QueueSeen[]; lines: LineSeen[] }> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => ({
      waits: await queueSeen(trx, view, peer),
      lines: await linesSeen(trx, view.realm, peer),
    }))
}

export interface LetterSeen {
  id: Id
  direction: 'sent' | 'taken'
  peer: Id
  sequence: number
  state: string
  at: string
  sent_at: string | null
  acknowledged_at: string | null
  tries: number
  route: string | null
  urgent: boolean
  bytes: number
  agreement: AgreementRef | null
  contents: PartSeen[]
  expires_at: string | null
  since: string | null
}

const sentRows = sql`select id, 'sent' as direction, peer, sequence::float8 as sequence, state, sealed_at as at, sent_at,
  acknowledged_at, tries, route, urgent, bytes, agreement, contents, expires_at, since, realm from federate.letters`
const takenRows = sql`select envelope as id, 'taken' as direction, peer, sequence::float8 as sequence,
  case when told then 'acknowledged' else 'waiting' end as state, at, null::timestamptz as sent_at, null::timestamptz as acknowledged_at,
  0 as tries, route, false as urgent, bytes, agreement, contents, null::timestamptz as expires_at, issued_at as since, realm
  from federate.letters_taken`

export async function lettersPage(
  db: Db,
  view: View,
  asked: { peer?: Id; direction?: 'sent' | 'taken'; after?: { at: string; id: Id }; limit: number; id?: Id },
): Promise<LetterSeen[]> {
  const { peer, direction, after, limit, id } = asked
  const of = (rows: typeof sentRows) => sql`(select * from (${rows}) q where realm = ${view.realm}
    ${peer ? sql`and peer = ${peer}` : sql``} ${id ? sql`and id = ${id}` : sql``}
    ${after ? sql`and (at, id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``} order by at desc, id desc limit ${limit})`
  const both =
    direction === 'sent'
      ? of(sentRows)
      : direction === 'taken'
        ? of(takenRows)
        : sql`${of(sentRows)} union all ${of(takenRows)}`
  const { rows } =
    await sql<LetterSeen>`select id, direction, peer, sequence, state, at, sent_at, acknowledged_at, tries, route, urgent,
      bytes, agreement, contents, expires_at, since
    from (${both}) page order by at desc, id desc limit ${limit}`.execute(db)
  return rows
}

/** Titles of the records that a reader may read, of those asked. */
export async function titlesOf(
  journal: Journal,
  view: View,
  asked: readonly { record: string; subject: Id }[],
): Promise<Map<Id, string>> {
  if (asked.length === 0) return new Map()
  const { rows } = await sql<{ subject: Id; title: string }>`
    select a.subject, r.title
    from unnest(${asked.map((one) => one.record)}::text[], ${asked.map((one) => one.subject)}::uuid[]) as a(record, subject)
    join lateral (${newestOf('a')}) r on true
    where ${sqlMayRead(view.reader, view.realm, 'r')}`.execute(journal.sql)
  return new Map(rows.map((row) => [row.subject, row.title]))
}

export interface TurnedAway {
  day: string
  reason: string
  addressClass: string
  times: number
  lastAt: string
}

export async function turnedAway(db: Db, limit: number): Promise<TurnedAway[]> {
  const { rows } = await sql<TurnedAway>`
    select day::text as day, reason, address_class as "addressClass", times, last_at as "lastAt" from federate.turned_away
    order by day desc, times desc limit ${limit}`.execute(db)
  return rows
}
