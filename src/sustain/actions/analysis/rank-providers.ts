// Providers in the order of what would be lost without each, as far as the reader may read the map.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { rankProviders as contract } from '../../api/analysis.ts'
import { mapNotes } from '../../rules/cascade/answer.ts'
import { candidatesOf, mostTried, ranked } from '../../rules/cascade/rank.ts'
import type { SustainRoom } from '../room.ts'
import { prepareCascade } from './prepared-cascade.ts'

const budgetMilliseconds = 60_000
const aWeek = 10_080

export async function rankProviders(
  room: Pick<SustainRoom, 'map' | 'cascades'>,
  { by = 'part', layer, horizon = aWeek, limit = 100 }: InputOf<typeof contract>,
  call: Pick<Call, 'view' | 'now'>,
): Promise<Reply<OutputOf<typeof contract>>> {
  const seen = await room.map.seenBy(call.view)
  const { graph } = seen
  const { network, stakes, countries } = await prepareCascade(seen, call.now.slice(0, 10))
  const { candidates, total } = candidatesOf(graph, network, by, layer)
  const task = { do: 'rank' as const, stakes, groups: candidates.map(({ parts }) => parts), horizon }
  const losses = await room.cascades.run(network, task, network.options * candidates.length, budgetMilliseconds)
  if (!losses.ok) return losses
  const { tried, cut } = losses.value
  const notes = mapNotes(graph, network)
  if (total > mostTried) notes.push(`Of ${total}, the ${mostTried} that most others use were tried.`)
  if (tried < candidates.length)
    notes.push(`Time was up after ${tried} of ${candidates.length}, those that most others use first.`)
  if (cut > 0) notes.push(`For ${cut} of them a bound of counting was met; they may cost more than shown.`)
  return done({ tried, ranked: ranked(graph, candidates, losses.value, countries).slice(0, limit), notes })
}
