// A node that showed two histories: kept with both notes, shown on the peer, and told to all others, who can check it themselves.
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import type { Unit, Writer } from '#platform/journal/index.ts'
import type { EquivocationPart } from '../../model/letter.ts'
import { peerRecord } from '../../rules/directory/peer-record.ts'
import { type Equivocation, keepEquivocation, settle, unsettled } from '../../store/copies/histories.ts'
import type { FederateRoom } from '../room.ts'
import { logKeyOf } from './log-key.ts'
import { compareHistories } from './two-histories.ts'
import { veil } from './veil.ts'

/** With the letter that showed it, in whatever realm; what follows is done in `live`, where peers are. */
export function caught(room: FederateRoom, unit: Unit, it: Omit<Equivocation, 'at'>): void {
  unit.also((sql) => keepEquivocation(sql, { ...it, at: unit.now }))
  setTimeout(
    () => void settleCaught(room).catch((error: unknown) => room.log.warn({ err: error }, 'later')),
    300,
  ).unref()
}

/** Marks the peer as caught and tells the other peers, once. */
export async function settleCaught(room: FederateRoom): Promise<number> {
  const open = await unsettled(room.journal.sql)
  for (const one of open) await settleOne(room, one)
  return open.length
}

/** Whoever does not know the node learns nothing by this, not even its id. */
function tellOf({ journal }: FederateRoom, { node, first, second }: Equivocation, to: Id): EquivocationPart {
  const { of, notes } = veil({ from: journal.nodeId, to }, { of: node, notes: [first, second] })
  return { part: 'equivocation', of, notes: [notes[0] ?? '', notes[1] ?? ''] }
}

async function settleOne(room: FederateRoom, one: Equivocation): Promise<void> {
  const { node, first, second, what, toldBy } = one
  const view = { reader: systemReader('federate.watchHistories', ['live'], room.journal.home), realm: 'live' }
  const writer: Writer = { view, verb: 'federate.watchHistories' }
  const known = await room.trust.peer(node)
  const key = known && logKeyOf(known)
  // Only what others can check themselves is told to them.
  const provable = key && compareHistories(first, second, key).answer === 'two-histories'
  const others = provable ? (await room.trust.peers()).filter((peer) => tells(peer.id, peer.state.status)) : []
  function tells(peer: Id, status: string): boolean {
    return status === 'trusted' && peer !== node && peer !== toldBy
  }
  const reply = await room.journal.commit(writer, async (unit) => {
    const peer = await unit.read(peerRecord, node)
    if (peer && !peer.state.caught) await unit.append(peerRecord, 'federate.peerCaught', node, { what })
    for (const other of others) room.post.put(unit, other.id, 'live', [tellOf(room, one, other.id)], { urgent: true })
    unit.also((sql) => settle(sql, node))
    return done(null)
  })
  if (!reply.ok)
    room.log.error({ refusal: reply.refusal, node }, 'a node that showed two histories could not be marked')
}
