// What was sealed is what the peer has from now on; and what must not go any more stops the letter at the last moment.
import type { Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { JournalTables } from '#platform/journal/index.ts'
import { parseCheckpoint } from '#platform/journal/proof/index.ts'
import type { CopyPart, LetterPart, WithdrawPart } from '../../model/letter.ts'
import { idsIn } from '../../rules/copies/ids.ts'
import { asPacked, type GivenNow, keepGiven } from '../../store/copies/given.ts'
import { keepTold } from '../../store/copies/told.ts'
import type { FederateRoom } from '../room.ts'
import { blinder, digestOf } from './blind.ts'

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
  // Asked for only where copies were made, which has brought the secret into memory: a query beside this transaction would wait for it.
  const blind = copies.length > 0 ? await blinder(room, peer) : (id: Id) => id
  const originals = new Map((await asPacked(sql, copies)).map((row) => [row.subject, row]))
  const now = copies.map((part): GivenNow => {
    const original = originals.get(part.subject)
    if (!original || original.otherwise)
      throw new MarkedSince(`${part.record} ${part.subject} is marked otherwise than when it was packed.`)
    const { record, subject, version } = part
    const shown = idsIn([part.state, part.marking], undefined, 'all')
    const blinded = [...idsIn([original.state, original.marking])]
      .map((hidden) => ({ hidden, blind: blind(hidden) }))
      .filter((pair) => shown.has(pair.blind))
    const digest = digestOf([part.state, part.marking])
    return { record, subject, version, digest, proven: part.proof !== undefined, gone: false, blinded }
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
