// A resolver that forgot its move is set once more: the same move from the same reading, verified as the first time.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/failover.ts'
import { failoverRecord } from '../../events.ts'
import type { SustainRoom } from '../room.ts'
import { controlNeeded, foundFor } from './decide.ts'
import { foundPlan } from './plans.ts'
import { moveNow } from './run-move.ts'
import { shown } from './shown.ts'

export async function moveAgain(
  room: SustainRoom,
  { id, version }: InputOf<typeof api.moveAgain>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.moveAgain>>> {
  const again = await room.journal.commit(call.writer, async (unit) => {
    const { person } = call.reader
    if (person === null) return unit.refuse('person-needed')
    const { state } = await foundFor(unit, id, 'again')
    if (!state.astray) return unit.refuse('nothing-to-change', 'The resolver stands as the move left it.')
    const plan = await foundPlan(unit, state.plan)
    await controlNeeded(room, unit, plan.state.control)
    const options = { expectedVersion: version }
    const { held } = await unit.append(failoverRecord, 'sustain.failoverSetAgain', id, { by: person }, options)
    return done(shown(held))
  })
  if (again.ok) await moveNow(room, call.view.realm, id)
  return again
}
