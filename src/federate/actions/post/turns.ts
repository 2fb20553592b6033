// Letters of one peer are taken one after the other, and no peer stands in front of another's letters.
import type { Id } from '#kernel/id.ts'
import type { Desk } from './desk.ts'

/** More of one peer's letters than this do not wait in memory: they are sent again later. */
const mostWaiting = 16
/** Of all peers together: opening a letter takes time and memory. */
const mostAtAll = 64

export async function inTurn<T>(desk: Desk, peer: Id, work: () => Promise<T>, tooMany: () => T): Promise<T> {
  const turn = desk.turns.get(peer) ?? { last: Promise.resolve(), waiting: 0 }
  let all = 0
  for (const { waiting } of desk.turns.values()) all += waiting
  if (turn.waiting >= mostWaiting || all >= mostAtAll) return tooMany()
  desk.turns.set(peer, turn)
  turn.waiting++
  const mine = turn.last.then(work)
  turn.last = mine.catch(() => undefined)
  try {
    return await mine
  } finally {
    turn.waiting--
    if (turn.waiting === 0) desk.turns.delete(peer)
  }
}
