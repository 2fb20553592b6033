// Breaches as somebody may read them: the phases, the order of restoring, and beside them the clocks of the law as assess has them.
import { dutyRecord } from '#assess/events.ts'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { View } from '#platform/journal/index.ts'
import { partRecord } from '#sustain/events.ts'
import type * as api from '../../api/breaches.ts'
import { breachRecord } from '../../events/breach.ts'
import { followUpRecord } from '../../events/follow-up.ts'
import type { Breach } from '../../model/breach.ts'
import { phasesOf, stillOpen } from '../../rules/breach.ts'
import { restoreOrder } from '../../rules/restore-order.ts'
import { having, listed } from '../../store/records.ts'
import { shown } from '../desk.ts'
import type { RecoverRoom } from '../room.ts'

export async function listBreaches(
  { journal }: RecoverRoom,
  { state, ...filter }: InputOf<typeof api.listBreaches>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listBreaches>>> {
  const found = await listed(journal, view, breachRecord, { ...filter, ...(state ? { state: [state] } : {}) })
  return done({ items: found.map(shown) })
}

export async function getBreach(
  room: RecoverRoom,
  { id }: InputOf<typeof api.getBreach>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getBreach>>> {
  const held = await room.journal.reads.one(breachRecord, call.view, id)
  if (!held) return refuse('unknown', `There is no breach ${id} that you may read.`)
  const now = call.view.asOf ?? call.now
  const [order, clocks, promises] = await Promise.all([
    orderFor(room, call.view, held.state),
    clocksFor(room, call.view, held.state.incident, now),
    listed(room.journal, call.view, followUpRecord, { of: id }),
  ])
  const open = promises.filter(({ state }) => state.state === 'open').length
  return done({
    ...shown(held),
    phases: phasesOf(held.state),
    order,
    clocks,
    promises: promises.map(shown),
    stillOpen: stillOpen(held.state, open),
  })
}

const mostParts = 2_000
const mostSteps = 6

/** Parts of the steps and, between them, whatever they need over other parts: those others are not shown. */
async function orderFor({ journal }: RecoverRoom, view: View, { steps }: Breach) {
  const own = new Set(steps.flatMap(({ part }) => part ?? []))
  const names = new Map<Id, string>()
  const needs = new Map<Id, Id[]>()
  let next: Id[] = [...own]
  for (let far = 0; next.length > 0 && far < mostSteps && needs.size < mostParts; far++) {
    const parts = await journal.reads.some(partRecord, view, next)
    for (const { id, state } of parts) {
      names.set(id, state.name)
      needs.set(
        id,
        state.needs.flatMap(({ of }) => of.filter(({ switching }) => switching === null).map(({ part }) => part)),
      )
    }
    next = [...new Set(parts.flatMap(({ id }) => needs.get(id) ?? []))].filter((id) => !needs.has(id))
  }
  return restoreOrder([...needs].map(([id, of]) => ({ id, needs: of })))
    .map(({ ids, together }) => ({
      together,
      parts: ids.filter((id) => own.has(id)).map((id) => ({ id, name: names.get(id) ?? '' })),
    }))
    .filter(({ parts }) => parts.length > 0)
    .map(({ together, parts }) => ({ together: together && parts.length > 1, parts }))
}

async function clocksFor({ journal }: RecoverRoom, view: View, incident: Id | null, now: string) {
  if (incident === null) return []
  const duties = await having(journal, view, dutyRecord, 'incident', [incident])
  return duties
    .map(({ id, state }) => ({
      ...{ id, name: state.name, regime: state.regimeTitle, article: state.article, status: state.status },
      ...{ due: state.dueAt, tentative: state.tentative },
      late: state.breachedAt !== null || (state.status === 'running' && state.dueAt !== null && state.dueAt < now),
    }))
    .sort((a, b) => ((a.due ?? '9999') < (b.due ?? '9999') ? -1 : 1))
}
