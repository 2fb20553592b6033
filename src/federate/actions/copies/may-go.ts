// Which of our records a peer may have now: our own, marked for it, within the agreement, and with all that they hang on.
import type { Id } from '#kernel/id.ts'
import { mayRead } from '#kernel/may-read.ts'
import { type Reader, systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Held, View } from '#platform/journal/index.ts'
import { parentsOf } from '../../rules/copies/parents.ts'
import type { Parent } from '../../store/copies/parents.ts'
import type { FederateRoom } from '../room.ts'

export interface Named {
  record: string
  subject: Id
}

export interface MayGo {
  goes: boolean
  urgent: boolean
  /** It is ours and marked so that the peer may no longer read it. */
  hidden: boolean
  parents: readonly Named[]
}

/** Deeper than anything hangs; a circle of parents ends here. */
const deepest = 8

export function judge(
  room: FederateRoom,
  parents: readonly Parent[],
  peer: Id,
  reader: Reader,
  contacts: readonly Id[],
  realm: Realm,
  records: ReadonlyMap<Id, Held<unknown>>,
) {
  // TLP:RED is for persons: those whom the peer's card names.
  const readers = [null, ...contacts].map((person): Reader => ({ ...reader, person }))
  const view: View = { reader: systemReader('federate.copies', [realm], room.journal.home), realm, own: true }
  // Of those that were read already only our own are taken: copies are not ours to give.
  const held = new Map([...records].filter(([, one]) => !one.origin))
  const judged = new Map<Id, MayGo>()

  async function load(wanted: readonly Named[]): Promise<void> {
    const fresh = wanted.filter(({ subject }) => !held.has(subject))
    for (const record of new Set(fresh.map((one) => one.record))) {
      const kind = room.kinds().get(record)
      if (!kind) continue
      const ids = fresh.filter((one) => one.record === record).map((one) => one.subject)
      for (const one of await room.journal.reads.some(kind, view, ids)) held.set(one.id, one)
    }
  }

  async function mayGo(one: Held<unknown>, depth = 0): Promise<MayGo> {
    const known = judged.get(one.id)
    if (known) return known
    const hidden = !readers.some((as) => mayRead(as, realm, one.marking))
    const answer: MayGo = { goes: false, urgent: false, hidden, parents: parentsOf(parents, one.record, one.state) }
    judged.set(one.id, answer)
    if (hidden || one.origin || one.marking.owner !== room.journal.home || depth > deepest) return answer
    const verdict = (await room.terms.whereTo(one, realm, peer)).find((other) => other.peer === peer)
    if (!verdict?.flows) return answer
    await load(answer.parents)
    for (const { subject } of answer.parents) {
      const parent = held.get(subject)
      if (!parent || !(await mayGo(parent, depth + 1)).goes) return answer
    }
    answer.goes = true
    answer.urgent = verdict.urgent
    return answer
  }

  return { load, mayGo, held }
}
