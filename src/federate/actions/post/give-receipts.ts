// Receipts that are owed, of what came by file or was fetched: they go over the line where there is one.
import type { Realm } from '#kernel/realm.ts'
import type { Held } from '#platform/journal/index.ts'
import type { Peer } from '../../model/peer.ts'
import { noteTold, untold } from '../../store/post/inbox.ts'
import { addressOf, bring } from './deliver.ts'
import type { Desk } from './desk.ts'
import { sealReceipts } from './receipts.ts'

const mostReceipts = 200

/** False: some are still owed. */
export async function giveReceipts(desk: Desk, peer: Held<Peer>, realm: Realm): Promise<boolean> {
  const { sql } = desk.room.journal
  const owed = await untold(sql, peer.id, realm, mostReceipts)
  if (owed.length === 0) return true
  const sealed = addressOf(peer) === null ? undefined : await sealReceipts(desk, peer.id, realm, owed)
  if (!sealed) return false
  const reply = await bring(desk, peer, [JSON.stringify(sealed)])
  if (!reply.ok || reply.value.fates[0]?.fate !== 'taken') return false
  await noteTold(
    sql,
    peer.id,
    realm,
    owed.map((one) => one.sequence),
    true,
  )
  return owed.length < mostReceipts
}
