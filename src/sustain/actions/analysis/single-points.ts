// Single points of failure, as far as the reader may read the map.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { findSinglePoints as contract } from '../../api/analysis.ts'
import { type FoundPoint, findSinglePoints as find } from '../../rules/single-points/find.ts'
import { pointsInWords, type SinglePoint, shownPoint } from '../../rules/single-points/shown.ts'
import { inSlices } from '../../store/in-slices.ts'
import type { SustainRoom } from '../room.ts'
import { longRunOf, onceFor } from './long-run-of.ts'

const mostSteps = 200_000_000

export async function findSinglePoints(
  room: SustainRoom,
  { service, layer, limit = 100 }: InputOf<typeof contract>,
  call: Pick<Call, 'view' | 'now'>,
): Promise<Reply<OutputOf<typeof contract>>> {
  const seen = await room.map.seenBy(call.view)
  const { graph } = seen
  const at = service === undefined ? null : graph.parts.findIndex(({ id }) => id === service)
  if (at === -1) return refuse('unknown', `There is no part ${service} that you may read.`, '/service')
  const prepared = await longRunOf(seen, call.now.slice(0, 10))
  const found = await onceFor(prepared, ['single-points', at], () => inSlices(find(graph, prepared.run, at, mostSteps)))
  const fits = ({ part }: FoundPoint) => layer === undefined || graph.parts[part]?.layer === layer
  const points = found.points.filter(fits)
  return done({
    points: points.slice(0, limit).map((point): SinglePoint => shownPoint(graph, point)),
    total: points.length,
    notes: [...pointsInWords(found), ...prepared.notes],
  })
}
