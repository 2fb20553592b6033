// How much of each layer hangs on how few, as far as the reader may read the map.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { measureConcentration as contract } from '../../api/analysis.ts'
import { measureLayers } from '../../rules/concentration/measure.ts'
import { inSlices } from '../../store/in-slices.ts'
import type { SustainRoom } from '../room.ts'
import { longRunOf, onceFor } from './long-run-of.ts'

const mostSteps = 1_000_000_000

export async function measureConcentration(
  room: SustainRoom,
  { by = 'behind', weigh = 'services', ...only }: InputOf<typeof contract>,
  call: Pick<Call, 'view' | 'now'>,
): Promise<Reply<OutputOf<typeof contract>>> {
  const seen = await room.map.seenBy(call.view)
  const asked = { by, weigh, ...only, mostSteps }
  const prepared = await longRunOf(seen, call.now.slice(0, 10))
  return done(await onceFor(prepared, asked, () => inSlices(measureLayers(seen.graph, asked))))
}
