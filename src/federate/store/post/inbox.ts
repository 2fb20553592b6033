// What came in: how far each line was taken, early letters, receipts, and what was turned away.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { ReceiptPart } from '../../model/letter.ts'
import type { PartSeen } from '../../model/post.ts'
import type { AgreementRef, Db, Trx } from './queue.ts'

export interface Taken {
  peer: Id
  realm: Realm
  sequence: number
  envelope: Id
  at: string
  refused: ReceiptPart['refused']
}

export interface NewTaken extends Taken {
  issuedAt: Instant
  route: string
  agreement: AgreementRef | null
  contents: PartSeen[]
  bytes: number
  told: boolean
}

/** Thrown inside a transaction: another process, or the same letter over another way, was quicker. */
export class TakenAlready extends Error {}

/** The mark that a letter was taken, in the transaction of all that it changed: both are there, or neither. */
export async function markTaken(trx: Trx, taken: NewTaken): Promise<void> {
  const { peer, realm, sequence } = taken
  const { rows } = await sql`update federate.lines set taken_to = ${sequence}, heard_at = ${taken.at}
    where peer = ${peer} and realm = ${realm} and taken_to = ${sequence - 1} returning peer`.execute(trx)
  if (rows.length === 0) throw new TakenAlready(`letter ${sequence} was taken already`)
  await sql`insert into federate.letters_taken (peer, realm, sequence, envelope, at, issued_at, route, agreement, contents, refused, bytes, told)
    values (${peer}, ${realm}, ${sequence}, ${taken.envelope}, ${taken.at}, ${taken.issuedAt}, ${taken.route},
      ${taken.agreement ? JSON.stringify(taken.agreement) : null}::jsonb, ${JSON.stringify(taken.contents)}::jsonb,
      ${JSON.stringify(taken.refused)}::jsonb, ${taken.bytes}, ${taken.told})
    on conflict (peer, realm, sequence) do update set envelope = excluded.envelope, at = excluded.at, issued_at = excluded.issued_at,
      route = excluded.route, contents = excluded.contents, refused = excluded.refused, bytes = excluded.bytes, told = excluded.told`.execute(
    trx,
  )
  await sql`delete from federate.letters_held where peer = ${peer} and realm = ${realm} and sequence <= ${sequence}`.execute(
    trx,
  )
}

const taken = sql`select peer, realm, sequence::float8 as sequence, envelope, at, refused from federate.letters_taken`

export async function takenBefore(db: Db, peer: Id, realm: Realm, sequence: number): Promise<Taken | undefined> {
  const { rows } =
    await sql<Taken>`${taken} where peer = ${peer} and realm = ${realm} and sequence = ${sequence}`.execute(db)
  return rows[0]
}

/** Receipts that the sender has not had: letters that came as files or were fetched. */
export async function untold(db: Db, peer: Id, realm: Realm, most: number): Promise<Taken[]> {
  const { rows } = await sql<Taken>`${taken} where peer = ${peer} and realm = ${realm} and not told
    order by sequence limit ${most}`.execute(db)
  return rows
}

/** The newest receipts once more, for a file: those before may have been lost on the way. */
export async function newestTaken(db: Db, peer: Id, realm: Realm, most: number): Promise<Taken[]> {
  const { rows } =
    await sql<Taken>`${taken} where peer = ${peer} and realm = ${realm} order by sequence desc limit ${most}`.execute(
      db,
    )
  return rows.toReversed()
}

export async function noteTold(
  db: Db,
  peer: Id,
  realm: Realm,
  sequences: readonly number[],
  told: boolean,
): Promise<void> {
  if (sequences.length === 0) return
  await sql`update federate.letters_taken set told = ${told}
    where peer = ${peer} and realm = ${realm} and sequence = any(${[...sequences]}::bigint[])`.execute(db)
}

export async function takenTo(db: Db, peer: Id, realm: Realm): Promise<number> {
  const { rows } = await sql<{ taken_to: number }>`
    select taken_to::float8 as taken_to from federate.lines where peer = ${peer} and realm = ${realm}`.execute(db)
  return rows[0]?.taken_to ?? 0
}

export async function heldSoFar(db: Db, peer: Id, realm: Realm): Promise<{ count: number; bytes: number }> {
  const { rows } = await sql<{ count: number; bytes: number }>`
    select count(*)::int as count, coalesce(sum(bytes), 0)::float8 as bytes from federate.letters_held
    where peer = ${peer} and realm = ${realm}`.execute(db)
  return rows[0] ?? { count: 0, bytes: 0 }
}

export async function hold(
  db: Db,
  given: { peer: Id; realm: Realm; sequence: number; envelope: string; now: Instant },
): Promise<void> {
  const { peer, realm, sequence, envelope, now } = given
  await sql`insert into federate.letters_held (peer, realm, sequence, envelope, bytes, at)
    values (${peer}, ${realm}, ${sequence}, ${envelope}, ${envelope.length}, ${now})
    on conflict (peer, realm, sequence) do update set envelope = excluded.envelope, bytes = excluded.bytes, at = excluded.at`.execute(
    db,
  )
}

export async function heldNext(db: Db, peer: Id, realm: Realm, sequence: number): Promise<string | undefined> {
  const { rows } = await sql<{ envelope: string }>`
    select envelope from federate.letters_held where peer = ${peer} and realm = ${realm} and sequence = ${sequence}`.execute(
    db,
  )
  return rows[0]?.envelope
}

export async function dropHeld(db: Db, peer: Id, realm: Realm, sequence: number): Promise<void> {
  await sql`delete from federate.letters_held where peer = ${peer} and realm = ${realm} and sequence = ${sequence}`.execute(
    db,
  )
}

export async function countTurnedAway(db: Db, reason: string, addressClass: string, now: Instant): Promise<void> {
  await sql`insert into federate.turned_away (day, reason, address_class, times, last_at)
    values (${now}::timestamptz::date, ${reason}, ${addressClass}, 1, ${now})
    on conflict (day, reason, address_class) do update set times = turned_away.times + 1, last_at = excluded.last_at`.execute(
    db,
  )
}

export async function noteSlowed(db: Db, peer: Id, realm: Realm, until: Instant): Promise<void> {
  await sql`update federate.lines set slowed = slowed + 1, slowed_until = ${until} where peer = ${peer} and realm = ${realm}`.execute(
    db,
  )
}

/** False: this question was answered already. */
export async function askOnce(db: Db, peer: Id, nonce: string, until: Instant, now: Instant): Promise<boolean> {
  await sql`delete from federate.asked where until < ${now}`.execute(db)
  const { rows } = await sql`insert into federate.asked (peer, nonce, until) values (${peer}, ${nonce}, ${until})
    on conflict do nothing returning nonce`.execute(db)
  return rows.length > 0
}
