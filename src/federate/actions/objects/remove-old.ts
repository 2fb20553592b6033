// A job: objects leave a collection so many days after they were added, where its settings say so.
import { instant } from '#kernel/time.ts'
import { retaining } from '../../store/objects/collections.ts'
import { deleteOlder } from '../../store/objects/put-objects.ts'
import type { FederateRoom } from '../room.ts'

const atOnce = 2_000

export async function removeOld(room: FederateRoom): Promise<void> {
  for (const { id, realm, days } of await retaining(room.journal.sql)) {
    const before = instant(new Date(room.clock.in(realm).getTime() - days * 86_400_000))
    for (let removed = atOnce; removed === atOnce; ) removed = await deleteOlder(room.journal.sql, id, before, atOnce)
  }
}
