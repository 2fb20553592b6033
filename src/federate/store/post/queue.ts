// What waits for peers: parts as they are, and records of which the newest state is told when a letter is packed.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { JournalTables } from '#platform/journal/index.ts'
import type { LetterPart } from '../../model/letter.ts'
import { aboutOf, replaces } from '../../rules/post/order.ts'

export type Db = Kysely<JournalTables>
export type Trx = Transaction<JournalTables>

export interface AgreementRef {
  id: Id
  version: number
}

export interface Waiting {
  id: Id
  rank: number
  kind: string
  part: LetterPart | null
  record: string | null
  subject: Id | null
  agreement: AgreementRef | null
  mark: number
  since: string
}

interface NewPart {
  id: Id
  peer: Id
  realm: Realm
  rank: number
  part: LetterPart
  agreement: AgreementRef | null
  since: Instant
}

export interface NewNote {
  id: Id
  peer: Id
  realm: Realm
  rank: number
  record: string
  subject: Id
  since: Instant
}

/** Lines come to be when something is first sent or taken. */
export async function ensureLine(db: Db, peer: Id, realm: Realm): Promise<void> {
  await sql`insert into federate.lines (peer, realm) values (${peer}, ${realm}) on conflict do nothing`.execute(db)
}

/** Adds a part; what it makes worthless goes, and what must go before it becomes as urgent as it is. */
export async function addPart(trx: Trx, given: NewPart): Promise<void> {
  const { id, peer, realm, rank, part, agreement, since } = given
  const about = aboutOf(part)
  await ensureLine(trx, peer, realm)
  if (about) {
    const { rows } = await sql<{ id: Id; part: LetterPart }>`
      select id, part from federate.outgoing
      where peer = ${peer} and realm = ${realm} and subject = ${about.subject} and part is not null for update`.execute(
      trx,
    )
    const gone = rows.filter((row) => replaces(part, row.part)).map((row) => row.id)
    if (gone.length > 0) await sql`delete from federate.outgoing where id = any(${gone}::uuid[])`.execute(trx)
    await sql`update federate.outgoing set rank = least(rank, ${rank}::smallint)
      where peer = ${peer} and realm = ${realm} and subject = ${about.subject}`.execute(trx)
  }
  await sql`insert into federate.outgoing (id, peer, realm, rank, kind, part, record, subject, agreement, since)
    values (${id}, ${peer}, ${realm}, ${rank}, ${part.part}, ${JSON.stringify(part)}::jsonb, ${about?.record ?? null},
      ${about?.subject ?? null}, ${agreement ? JSON.stringify(agreement) : null}::jsonb, ${since})`.execute(trx)
}

/** Notes that a record is to be told. One note for each record and peer; it keeps its place and its oldest moment. */
export async function addNotes(trx: Trx, notes: readonly NewNote[]): Promise<void> {
  if (notes.length === 0) return
  const once = new Map<string, NewNote>()
  for (const note of notes) {
    const name = `${note.peer} ${note.realm} ${note.record} ${note.subject}`
    const before = once.get(name)
    once.set(name, before ? { ...before, rank: Math.min(before.rank, note.rank) } : note)
  }
  const given = sql`jsonb_to_recordset(${JSON.stringify([...once.values()])}::jsonb)
    as n(id uuid, peer uuid, realm text, rank smallint, record text, subject uuid, since timestamptz)`
  await sql`insert into federate.lines (peer, realm) select distinct n.peer, n.realm from ${given}
    on conflict do nothing`.execute(trx)
  await sql`insert into federate.outgoing (id, peer, realm, rank, kind, record, subject, since)
    select n.id, n.peer, n.realm, n.rank, 'copy', n.record, n.subject, n.since from ${given} order by n.peer, n.realm, n.subject
    on conflict (peer, realm, record, subject) where part is null do update
      set rank = least(outgoing.rank, excluded.rank), mark = outgoing.mark + 1, stuck = null`.execute(trx)
}

/** The first that wait, in the order in which they go. */
export async function firstWaiting(db: Db, peer: Id, realm: Realm, most: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select id, rank, kind, part, record, subject, agreement, mark, since from federate.outgoing
    where peer = ${peer} and realm = ${realm} and stuck is null order by rank, id limit ${most}`.execute(db)
  return rows
}

/** Those that are packed now go, unless the record changed meanwhile: then its note stays. */
export async function removeWaiting(trx: Trx, packed: readonly Pick<Waiting, 'id' | 'mark'>[]): Promise<void> {
  if (packed.length === 0) return
  await sql`delete from federate.outgoing o using unnest(${packed.map((row) => row.id)}::uuid[], ${packed.map((row) => row.mark)}::int[])
    as p(id, mark) where o.id = p.id and o.mark = p.mark`.execute(trx)
}

export async function setAside(db: Db, ids: readonly Id[], why: string): Promise<void> {
  if (ids.length === 0) return
  await sql`update federate.outgoing set stuck = ${why.slice(0, 500)} where id = any(${[...ids]}::uuid[])`.execute(db)
}

/** Peers with something to do now: what waits, sealed letters to send again, receipts that are owed. */
export async function busyLines(db: Db, now: Instant): Promise<{ peer: Id; realm: Realm }[]> {
  const { rows } = await sql<{ peer: Id; realm: Realm }>`
    select l.peer, l.realm from federate.lines l
    where (l.next_try is null or l.next_try <= ${now}) and (
      exists (select 1 from federate.outgoing o where o.peer = l.peer and o.realm = l.realm and o.stuck is null)
      or exists (select 1 from federate.letters s where s.peer = l.peer and s.realm = l.realm and s.state = 'waiting')
      or exists (select 1 from federate.letters_taken t where t.peer = l.peer and t.realm = l.realm and not t.told))
    order by l.realm = 'live' desc, l.realm`.execute(db)
  return rows
}
