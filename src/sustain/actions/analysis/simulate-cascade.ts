// What falls, when, and who is hit, as far as the reader may read the map.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { simulateCascade as contract } from '../../api/analysis.ts'
import { answerCascade } from '../../rules/cascade/answer.ts'
import { strike } from '../../rules/cascade/shocks.ts'
import type { SustainRoom } from '../room.ts'
import { prepareCascade } from './prepared-cascade.ts'

const budgetMilliseconds = 20_000

export async function simulateCascade(
  room: Pick<SustainRoom, 'map' | 'cascades'>,
  scenario: InputOf<typeof contract>,
  call: Pick<Call, 'view' | 'now'>,
): Promise<Reply<OutputOf<typeof contract>>> {
  const seen = await room.map.seenBy(call.view)
  const { graph } = seen
  const struck = strike(graph, scenario)
  if (struck.parts.length === 0) return refuse('nothing-hit', undefined, '/shocks')
  const { network, hasEvidence } = await prepareCascade(seen, call.now.slice(0, 10))
  const task = { do: 'run' as const, changes: struck.changes, horizon: scenario.horizon }
  const outcome = await room.cascades.run(network, task, network.options * 10, budgetMilliseconds)
  if (!outcome.ok) return outcome
  return done(answerCascade({ graph, network, struck, outcome: outcome.value, hasEvidence }))
}
