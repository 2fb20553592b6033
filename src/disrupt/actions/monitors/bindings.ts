// Looking at once, and what seems to have come back.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { type Binding, bind, type Call } from '#platform/http/types.ts'
import * as api from '../../api/monitors/monitors.ts'
import { operationRecord } from '../../events/operations.ts'
import { reemerged } from '../../rules/monitors/family.ts'
import { looksOf } from '../../store/monitors/looks.ts'
import { targetsOf } from '../../store/targets/targets.ts'
import type { DisruptRoom } from '../room.ts'
import { lookAtThese } from './round.ts'

export const monitorBindings = (room: DisruptRoom): Binding[] => [
  bind(api.lookAtTargets, (input, call) => lookAtTargets(room, input, call)),
  bind(api.findReemergence, (input, call) => findReemergence(room, input, call)),
]

async function lookAtTargets(
  room: DisruptRoom,
  { operation }: InputOf<typeof api.lookAtTargets>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.lookAtTargets>>> {
  const held = await room.journal.reads.one(operationRecord, view, operation)
  if (!held) return refuse('unknown', `There is no operation ${operation} that you may read.`)
  const targets = (await targetsOf(room.journal, view, operation)).filter((one) => one.state.watched && !one.origin)
  return done(
    await lookAtThese(
      room,
      targets.map(({ id }) => ({ id, realm: view.realm })),
      0,
    ),
  )
}

async function findReemergence(
  { journal, takedowns }: DisruptRoom,
  { operation }: InputOf<typeof api.findReemergence>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.findReemergence>>> {
  const held = await journal.reads.one(operationRecord, view, operation)
  if (!held) return refuse('unknown', `There is no operation ${operation} that you may read.`)
  const [targets, looks] = await Promise.all([
    targetsOf(journal, view, operation),
    looksOf(journal, view.realm, operation),
  ])
  const at = new Map(looks.map((look) => [look.target, look]))
  const sites = targets.flatMap(({ id, state }) => {
    const { first = null, last = null } = at.get(id) ?? {}
    return state.state === 'listed'
      ? [{ id, name: state.name, reads: state.reads, status: state.status, first, last }]
      : []
  })
  return done({ compared: sites.length, items: reemerged(sites, takedowns.family) })
}
