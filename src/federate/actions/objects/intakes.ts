// The inbox: what came in, and what became of it.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type * as api from '../../api/objects/collections.ts'
import type { Intake } from '../../model/objects.ts'
import { collectionRecord } from '../../rules/objects/collection-record.ts'
import { intakeRecord } from '../../rules/objects/intake-record.ts'
import { intakePage } from '../../store/objects/collections.ts'
import type { FederateRoom } from '../room.ts'

export async function listIntakes(
  room: FederateRoom,
  { limit = 50, ...asked }: InputOf<typeof api.listIntakes>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listIntakes>>> {
  const { items, next } = await intakePage(room.journal.reads, view, { ...asked, limit })
  const titles = await titlesOf(room, view, items)
  return done({ items: items.map((held) => shown(held, titles)), next })
}

export async function getIntake(
  room: FederateRoom,
  { id }: InputOf<typeof api.getIntake>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.getIntake>>> {
  const held = await room.journal.reads.one(intakeRecord, view, id)
  if (!held) return refuse('unknown', `No intake with the id ${id} that you may read.`)
  return done(shown(held, await titlesOf(room, view, [held])))
}

/** Of the collections that the view may see; the others have no title here. */
export async function titlesOf(
  { journal }: FederateRoom,
  view: View,
  of: readonly { state: { collection: Id } }[],
): Promise<Map<Id, string>> {
  const ids = [...new Set(of.map(({ state }) => state.collection))]
  const found = await journal.reads.some(collectionRecord, view, ids)
  return new Map(found.map(({ id, state }) => [id, state.title]))
}

function shown({ id, version, marking, since, state }: Held<Intake>, titles: ReadonlyMap<Id, string>) {
  return { id, version, marking, since, state, collectionTitle: titles.get(state.collection) ?? null }
}
