// A job: objects leave a collection so many days after they were added, where its settings say so.
import { instant } from '#kernel/time.ts'
import { retaining } from '../../store/objects/collections.ts'
import { deleteOlder } from '../../store/objects/put-objects.ts'
import type { FederateRoom } from '../room.ts'

const atOnce = 2_000

export async function removeOld(room: FederateRoom): Promise<void> {
  const now = room.clock.now().getTime()
  for (const { id, days } of await retaining(room.journal.sql)) {
    const before = instant(new Date(now - days * 86_400_000))
    for (let removed = atOnce; removed === atOnce; ) removed = await deleteOlder(room.journal.sql, id, before, atOnce)
  }
}
