// The owner takes a record back: the copy ends here, and where it asks so, its content is erased.
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { type Refused, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { WithdrawPart } from '../../model/letter.ts'
import type { Peer } from '../../model/peer.ts'
import {
  askErasure,
  askedErasures,
  type Erasure,
  takenBefore,
  takenKinds,
  takenOf,
  wasErased,
} from '../../store/copies/taken.ts'
import type { FederateRoom } from '../room.ts'
import { alarm, keepLater, takenLater } from './pending.ts'

export async function takeWithdrawal(
  room: FederateRoom,
  unit: Unit,
  from: Held<Peer>,
  part: WithdrawPart,
): Promise<Refused | undefined> {
  const { realm } = unit.view
  const kind = room.kinds().get(part.record)
  if (!kind) return refuse('unknown-kind', `This node knows no records of the kind ${part.record}.`)
  const before = takenLater(unit, part.subject) ?? (await takenOf(room.journal.sql, [part.subject])).get(part.subject)
  // It never came, or it is older than what came since: there is nothing to take back.
  if (!before) return undefined
  if (before.peer !== from.id || before.record !== part.record || before.realm !== realm) {
    const detail = `${part.subject} is no copy of a ${part.record} of the sender.`
    await alarm(room, realm, from.id, 'not-yours', detail)
    return refuse('not-yours', detail)
  }
  if (part.version < before.version || before.status === 'erased') return undefined
  const { subject, how, reason } = part
  if (before.status === 'held') await unit.withdraw(kind, subject, { node: from.id, how, reason })
  keepLater(unit, { ...before, version: part.version, status: 'withdrawn', takenAt: unit.now })
  if (how === 'erase') {
    const erasure = { subject, realm, record: part.record, peer: from.id, reason: reasonOf(reason) }
    unit.also((sql) => askErasure(sql, erasure, unit.now))
  }
  return undefined
}

function reasonOf(reason: string): string {
  return `Its owner took it back. ${reason}`.trim().slice(0, 500)
}

/** Erases what is asked for; each is asked for until it is done. */
export async function eraseAsked(room: FederateRoom): Promise<number> {
  const asked = await askedErasures(room.journal.sql)
  for (const one of asked) await eraseNow(room, one)
  return asked.length
}

async function eraseNow(room: FederateRoom, { subject, realm, record, peer, reason }: Erasure): Promise<void> {
  const reader = systemReader('federate.eraseCopies', [realm], room.journal.home)
  const writer = { view: { reader, realm }, verb: 'federate.eraseCopies', inNameOf: peer }
  const reply = await room.journal.erase(writer, { name: record }, subject, reason)
  if (!reply.ok && reply.refusal !== 'unknown') {
    room.log.error({ refusal: reply.refusal, subject }, 'a copy that its owner took back could not be erased')
    return
  }
  await wasErased(room.journal.sql, subject)
}

const dayMs = 24 * 3600_000

/** Copies are kept for as long after their last change as was agreed. */
export async function eraseExpired(room: FederateRoom): Promise<number> {
  const { sql } = room.journal
  let erased = 0
  for (const { peer, realm, record } of await takenKinds(sql)) {
    const days = await room.terms.retentionOf(peer, realm, record)
    if (days === null) continue
    const before = instant(new Date(room.clock.in(realm).getTime() - days * dayMs))
    for (const subject of await takenBefore(sql, peer, realm, record, before)) {
      await eraseCopy(room, subject, realm, `It was agreed to keep copies for ${days} days after their last change.`)
      erased++
    }
  }
  return erased
}

/** Erases one copy at the end of what was agreed for keeping it. */
export async function eraseCopy(room: FederateRoom, subject: Id, realm: Realm, reason: string): Promise<void> {
  const taken = (await takenOf(room.journal.sql, [subject])).get(subject)
  if (taken && taken.realm === realm) await eraseNow(room, { ...taken, reason })
}
