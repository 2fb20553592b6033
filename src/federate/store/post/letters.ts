// Letters that were sealed: kept until their receipt, sealed again where nobody could open them in time.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { LetterPart } from '../../model/letter.ts'
import type { PartSeen } from '../../model/post.ts'
import type { AgreementRef, Db, Trx } from './queue.ts'

export interface Line {
  peer: Id
  realm: Realm
  next_out: number
  taken_to: number
  tries: number
  next_try: string | null
  fault: string | null
  slowed_until: string | null
}

export interface SealedLetter {
  id: Id
  sequence: number
  earlier: Id[]
  envelope: string
  parts: LetterPart[]
  contents: PartSeen[]
  agreement: AgreementRef | null
  urgent: boolean
  stale: boolean
  bytes: number
  tries: number
  expires_at: string
  sealed_at: string
  sent_at: string | null
  since: string
}

export interface NewLetter extends Omit<SealedLetter, 'earlier' | 'stale' | 'tries' | 'sent_at'> {
  peer: Id
  realm: Realm
  subjects: Id[]
}

export async function lineOf(db: Db, peer: Id, realm: Realm): Promise<Line | undefined> {
  const { rows } = await sql<Line>`
    select peer, realm, next_out::float8 as next_out, taken_to::float8 as taken_to, tries, next_try, fault, slowed_until
    from federate.lines where peer = ${peer} and realm = ${realm}`.execute(db)
  return rows[0]
}

/** Keeps a letter under the next number. False: another process was quicker, and nothing was kept. */
export async function keepLetter(trx: Trx, letter: NewLetter): Promise<boolean> {
  const { rows } = await sql`update federate.lines set next_out = next_out + 1
    where peer = ${letter.peer} and realm = ${letter.realm} and next_out = ${letter.sequence} returning peer`.execute(
    trx,
  )
  if (rows.length === 0) return false
  await sql`insert into federate.letters (id, peer, realm, sequence, envelope, parts, contents, subjects, agreement, urgent, bytes,
      since, sealed_at, expires_at)
    values (${letter.id}, ${letter.peer}, ${letter.realm}, ${letter.sequence}, ${letter.envelope}, ${JSON.stringify(letter.parts)}::jsonb,
      ${JSON.stringify(letter.contents)}::jsonb, ${letter.subjects}::uuid[],
      ${letter.agreement ? JSON.stringify(letter.agreement) : null}::jsonb, ${letter.urgent}, ${letter.bytes}, ${letter.since},
      ${letter.sealed_at}, ${letter.expires_at})`.execute(trx)
  return true
}

/** The same number in a new envelope. */
export async function resealLetter(
  trx: Trx,
  old: Id,
  letter: Pick<NewLetter, 'id' | 'envelope' | 'parts' | 'contents' | 'subjects' | 'bytes' | 'sealed_at' | 'expires_at'>,
): Promise<boolean> {
  const { rows } =
    await sql`update federate.letters set id = ${letter.id}, earlier = earlier || id, envelope = ${letter.envelope},
      parts = ${JSON.stringify(letter.parts)}::jsonb, contents = ${JSON.stringify(letter.contents)}::jsonb,
      subjects = ${letter.subjects}::uuid[], bytes = ${letter.bytes}, stale = false, tries = 0, sent_at = null,
      sealed_at = ${letter.sealed_at}, expires_at = ${letter.expires_at}
    where id = ${old} and state = 'waiting' returning id`.execute(trx)
  return rows.length > 0
}

/** What is asked of letters that wait, without the megabytes that they hold. */
export type WaitingHead = Pick<SealedLetter, 'id' | 'sequence' | 'stale' | 'urgent' | 'bytes' | 'tries' | 'expires_at'>

export async function waitingHeads(db: Db, peer: Id, realm: Realm, most: number): Promise<WaitingHead[]> {
  const { rows } = await sql<WaitingHead>`
    select id, sequence::float8 as sequence, stale, urgent, bytes, tries, expires_at
    from federate.letters where peer = ${peer} and realm = ${realm} and state = 'waiting' order by sequence limit ${most}`.execute(
    db,
  )
  return rows
}

/** Undefined: its receipt came meanwhile, or it was sealed anew. */
export async function waitingLetter(db: Db, id: Id): Promise<SealedLetter | undefined> {
  const { rows } = await sql<SealedLetter>`
    select id, sequence::float8 as sequence, earlier, envelope, parts, contents, agreement, urgent, stale, bytes, tries, expires_at,
      sealed_at, sent_at, since
    from federate.letters where id = ${id} and state = 'waiting'`.execute(db)
  return rows[0]
}

/** A letter of which a part may no longer be told is sealed anew before it goes again. */
export async function markStale(trx: Trx, peer: Id, realm: Realm, subjects: readonly Id[]): Promise<void> {
  if (subjects.length === 0) return
  await sql`update federate.letters set stale = true
    where peer = ${peer} and realm = ${realm} and state = 'waiting' and subjects && ${[...subjects]}::uuid[]`.execute(
    trx,
  )
}

/** `route` is null where the try led nowhere: a letter that left as a file before did leave that way. */
export async function noteSent(db: Db, id: Id, route: string | null, now: Instant): Promise<void> {
  await sql`update federate.letters set sent_at = ${now}, tries = tries + 1, route = coalesce(${route}, route) where id = ${id}`.execute(
    db,
  )
}

export async function letterBySequence(
  db: Db,
  peer: Id,
  realm: Realm,
  sequence: number,
): Promise<
  { id: Id; earlier: Id[]; state: string; contents: PartSeen[]; since: string; sealed_at: string } | undefined
> {
  const { rows } = await sql<{
    id: Id
    earlier: Id[]
    state: string
    contents: PartSeen[]
    since: string
    sealed_at: string
  }>`select id, earlier, state, contents, since, sealed_at from federate.letters
    where peer = ${peer} and realm = ${realm} and sequence = ${sequence}`.execute(db)
  return rows[0]
}

/** The receipt came. Nothing that was sent is kept beside the records themselves. */
export async function acknowledge(
  db: Db,
  id: Id,
  given: { contents: PartSeen[]; refused: number; now: Instant },
): Promise<boolean> {
  const { rows } = await sql`update federate.letters set state = 'acknowledged', envelope = null, parts = null,
      contents = ${JSON.stringify(given.contents)}::jsonb, refused = ${given.refused}, acknowledged_at = ${given.now}
    where id = ${id} and state = 'waiting' returning id`.execute(db)
  return rows.length > 0
}

/** `parts` is null where the receipt came: nothing that was sent is kept. */
export type TakenApart = Omit<SealedLetter, 'parts'> & { parts: LetterPart[] | null }

/** Takes letters apart that must get other numbers. What they held goes back to the queue by the caller, in the same transaction. */
export async function takeApart(trx: Trx, peer: Id, realm: Realm, nextOut: number): Promise<TakenApart[]> {
  const { rows } = await sql<TakenApart>`
    delete from federate.letters where peer = ${peer} and realm = ${realm} and (state = 'waiting' or sequence >= ${nextOut})
    returning id, sequence::float8 as sequence, earlier, envelope, parts, contents, agreement, urgent, stale, bytes, tries, expires_at,
      sealed_at, sent_at, since`.execute(trx)
  await sql`update federate.lines set next_out = ${nextOut} where peer = ${peer} and realm = ${realm}`.execute(trx)
  return rows
}

interface LineChange {
  tries?: number
  nextTry?: Instant | null
  fault?: string | null
  heardAt?: Instant
  sentAt?: Instant
  acknowledgedAt?: Instant
}

export async function changeLine(db: Db, peer: Id, realm: Realm, now: Instant, change: LineChange): Promise<void> {
  const { tries, nextTry, fault, heardAt, sentAt, acknowledgedAt } = change
  const faults =
    fault === undefined
      ? sql``
      : sql`, fault = ${fault},
    fault_since = case when ${fault}::text is null then null when fault is not distinct from ${fault}::text then fault_since else ${now}::timestamptz end`
  await sql`update federate.lines set tries = coalesce(${tries ?? null}::int, tries),
      sent_at = coalesce(${sentAt ?? null}::timestamptz, sent_at), heard_at = coalesce(${heardAt ?? null}::timestamptz, heard_at),
      acknowledged_at = coalesce(${acknowledgedAt ?? null}::timestamptz, acknowledged_at)
      ${nextTry === undefined ? sql`` : sql`, next_try = ${nextTry}::timestamptz`} ${faults}
    where peer = ${peer} and realm = ${realm}`.execute(db)
}

/** So that the next turn tries at once, by the word of a person or because the peer was heard. */
export async function tryNow(db: Db, peer: Id): Promise<void> {
  await sql`update federate.lines set next_try = null where peer = ${peer} and next_try is not null`.execute(db)
}

export async function forgetOld(db: Db, before: Instant): Promise<void> {
  await sql`delete from federate.letters where state = 'acknowledged' and acknowledged_at < ${before}`.execute(db)
  await sql`delete from federate.letters_taken where at < ${before} and told`.execute(db)
  await sql`delete from federate.turned_away where day < ${before}::date`.execute(db)
}
