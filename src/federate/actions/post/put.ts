// Into the queue, together with the unit: what was decided and what is told of it are written at once, or not at all.

import { instant } from '#kernel/time.ts'
import { rankOf } from '../../rules/post/order.ts'
import { addPart } from '../../store/post/queue.ts'
import type { Post } from '../parts.ts'
import type { Desk, Taker } from './desk.ts'

/** Just after the transaction, so that a person who signs sees it go. */
const soonMs = 150

export function postOffers(desk: Desk): Post {
  return {
    put(unit, to, realm, parts, options = {}) {
      const { agreement, urgent } = options
      const since = instant(desk.room.clock.now())
      for (const part of parts) {
        const id = unit.newId()
        const rank = rankOf(part, urgent)
        unit.also((trx) => addPart(trx, { id, peer: to, realm, rank, part, agreement: agreement ?? null, since }))
      }
      setTimeout(desk.nudge, soonMs).unref()
    },
    onPart(part, take) {
      if (desk.takers.has(part)) throw new Error(`Two areas take parts of the kind ${part}`)
      desk.takers.set(part, take as Taker)
    },
  }
}
