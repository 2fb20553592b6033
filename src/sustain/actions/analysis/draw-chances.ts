// The cascade with spans drawn many times, as far as the reader may read the map.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { drawChances as contract } from '../../api/analysis.ts'
import { mapNotes } from '../../rules/cascade/answer.ts'
import { answerChances } from '../../rules/cascade/chances.ts'
import { drawableFrom } from '../../rules/cascade/drawn.ts'
import { strike } from '../../rules/cascade/shocks.ts'
import type { SustainRoom } from '../room.ts'
import { prepareCascade } from './prepared-cascade.ts'

const budgetMilliseconds = 60_000
/** Options in reach times runs: some thirty seconds of work. */
const mostWork = 500_000_000

export async function drawChances(
  room: Pick<SustainRoom, 'map' | 'cascades'>,
  input: InputOf<typeof contract>,
  call: Pick<Call, 'view' | 'now'>,
): Promise<Reply<OutputOf<typeof contract>>> {
  const { runs = 1000, seed = 1, standbyWorks = null, horizon } = input
  const seen = await room.map.seenBy(call.view)
  const { graph } = seen
  const struck = strike(graph, input)
  if (struck.parts.length === 0) return refuse('nothing-hit', undefined, '/shocks')
  const { network, stakes } = await prepareCascade(seen, call.now.slice(0, 10))
  const drawable = drawableFrom(graph, network, struck.parts)
  const each = drawable.reach + struck.changes.length + 100
  if (each * runs > mostWork)
    return refuse('graph-too-large', `At most ${Math.floor(mostWork / each)} runs can be drawn for this.`, '/runs')
  const draw = { runs, seed, standbyWorks, horizon }
  const task = { do: 'draw' as const, isService: stakes.isService, changes: struck.changes, drawable, draw }
  const drawn = await room.cascades.run(network, task, each * runs, budgetMilliseconds)
  if (!drawn.ok) return drawn
  return done(answerChances(graph, drawable, draw, drawn.value, [...struck.notes, ...mapNotes(graph, network)]))
}
