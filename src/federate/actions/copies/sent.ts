// What was sealed is what the peer has from now on; and what must not go any more stops the letter at the last moment.
import type { Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { JournalTables } from '#platform/journal/index.ts'
import { parseCheckpoint } from '#platform/journal/proof/index.ts'
import type { CopyPart, LetterPart, WithdrawPart } from '../../model/letter.ts'
import { type GivenNow, keepGiven, markedSince } from '../../store/copies/given.ts'
import { keepTold } from '../../store/copies/told.ts'
import type { FederateRoom } from '../room.ts'
import { digestOf } from './blind.ts'
import { blindedIn } from './outbound.ts'

/** Somebody marked a record for fewer, or erased it, between packing and sealing: the letter is packed again. */
export class MarkedSince extends Error {}

/** Joins the transaction that keeps the sealed letter. Throws MarkedSince, so that nothing of it is kept or sent. */
export async function sent(
  room: FederateRoom,
  sql: Transaction<JournalTables>,
  peer: Id,
  realm: Realm,
  parts: readonly LetterPart[],
): Promise<void> {
  const copies = parts.filter((part): part is CopyPart => part.part === 'copy')
  const back = parts.filter((part): part is WithdrawPart => part.part === 'withdraw')
  const at = room.clock.now().toISOString()
  const otherwise = await markedSince(sql, copies)
  if (otherwise)
    throw new MarkedSince(`${otherwise.record} ${otherwise.subject} is marked otherwise than when it was packed.`)
  const now = copies.map((part): GivenNow => {
    const { record, subject, version } = part
    const digest = digestOf([part.state, part.marking])
    return { record, subject, version, digest, proven: part.proof !== undefined, gone: false, blinded: blindedIn(part) }
  })
  const gone = back.map(({ record, subject, version }): GivenNow => {
    return { record, subject, version, digest: '', proven: true, gone: true, blinded: [] }
  })
  await keepGiven(sql, peer, realm, [...now, ...gone], at)
  for (const part of parts) {
    const checkpoint = part.part === 'checkpoint' ? parseCheckpoint(part.note) : undefined
    if (checkpoint?.ok) await keepTold(sql, peer, checkpoint.value.size, at)
  }
}
